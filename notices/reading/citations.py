"""One citation: what is cited, of what day, how it judged, and by whom."""

from __future__ import annotations

import re

from .dates import FoundDate, find_dates
from .publishers import SOURCES, publisher_of
from .result import Evidence
from .wording import one_line, strip_end

GRADES = r"(?:inadequate(?:ly)?|requir(?:es?|ing) improvement(?: to be good)?|adequate|outstanding|good|poor|weak|satisfactory|widespread (?:and(?:/or)? systemic )?failings|perform(?:s|ing|ed) poorly)"
JUDGED = re.compile(
    rf"\b(?:judged|judging|judgement|judgment|rated|graded|found|finding|concluded|reported|in which|effectiveness)\b[^.;]{{0,220}}?[\"'“‘]?\b({GRADES})\b|"
    rf"\b(?:services?|safeguarding|arrangements|leadership|care)\b[^.;]{{0,80}}?\b(?:are|is|was|were|remain\w*|as|to be)\s+[\"'“‘]?({GRADES})\b",
    re.I,
)
GRADE = re.compile(
    rf"[\"'“‘(]({GRADES})[\"'”’)]|(?:(?<=\d:\s)|\([^()]{{3,40}}:\s*[\"'“‘]?)({GRADES})\b", re.I
)
# "no longer 'inadequate', but 'requires improvement'": the grade that it had before.
SUPERSEDED = re.compile(
    rf"\b(?:no longer|rather than|instead of|up from|down from|improved from|raised from|moved from)\b[^.;,]{{0,60}}?[\"'“‘]?\b{GRADES}\b[\"'”’]?",
    re.I,
)
TITLE_STARTS = re.compile(
    r"\b((?:(?:(?-i:[A-Z])[\w'’]*|unannounced|announced|inspection|adoption|diagnostic|joint|thematic|focused|monitoring|safeguarding|serious|case|child|practice|peer|annual|statistical|area|data)"
    r"\s+){0,4}(?:report|scorecard|diagnostic|review|letter|assessment|inspection|visit|conversation|challenge|return|stocktake|deep dive|advice|survey|study|inquiry|self-evaluation|audit|judge?ment|decision)\b.*)",
    re.I | re.S,
)
TITLE_ENDS = re.compile(
    r"\s*[(;:.]|\s*,(?!\s+[a-z]+(?:,\s+[a-z]+)*\s+and\s+[a-z])|\s+(?:carried out|conducted|undertaken|published|produced|dated|issued|by|from|which|that|of (?=\d)|in (?=(?-i:[A-Z0-9]))|"
    r"on (?=\d)|from (?=\d))\b",
    re.I,
)
PUBLISHED = re.compile(
    r"(?<!notice )\b(?:publish\w*|dated|reported|issued|released|report of|letter of|wrote)\b,?(?:(?!\b(?:notice|direction)\b)[^,;.()]){0,30}$",
    re.I,
)


# "the return for the year to March 2018": a period, and not the day of the source.
PERIOD = re.compile(
    r"\b(?:year|quarter|months|period|term)s?,? (?:to|ending|ended|up to|that ended)(?: (?:on|in))?\s*$", re.I
)


def citation(text: str) -> tuple[Evidence | None, str | None]:
    cited = (
        re.search(r"\b(?:inspection\s+)?(?:report|scorecard|diagnostic|review|letter|statistics|performance tables)s?\b", text, re.I)
        or re.search(rf"\b(?!inspection|assessment){SOURCES}\b|\bdata\b", text, re.I)
        or re.search(r"\b(?:inspection|assessment)\b", text, re.I)
    )  # fmt: skip
    said = _last_of_each_run([date for date in find_dates(text) if date.date])
    dates = [date for date in said if not PERIOD.search(text[: date.start])]
    if said and not dates:
        return None, None
    near = [date for date in dates if cited and 0 <= date.start - cited.start() < 200] or dates
    near = [date for date in dates if PUBLISHED.search(text[: date.start])][:1] or near
    quoted = re.search(
        r"(?:report|inspection|entitled|titled)\W{0,12}[\"“‘']([A-Z][^\"”]{12,200}?)[\"”’'](?=[\s,.;)]|$)",
        text,
    )
    if quoted and not re.search(r"^the\b.{0,30}report$", quoted[1], re.I):
        title = quoted[1]
    else:
        title = _title(text, cited)
    title = title or _inspected(text) or _reported(text)
    if not title:
        return None, None
    now = SUPERSEDED.sub(" ", text)
    judged = JUDGED.search(now)
    grades = [m[1] or m[2] for m in GRADE.finditer(now)]
    judgement = (judged[1] or judged[2]) if judged else (grades[-1] if grades else None)
    graded = re.search(rf"\bgrade\b[^().;]{{0,40}}\b({GRADES})\b", text, re.I)
    judgement = judgement or (graded[1] if graded else None)
    before = [m[1] or m[2] for m in GRADE.finditer(text[: cited.start()])] if cited else []
    if before and not (judged and cited and judged.start() > cited.start()):
        judgement = before[-1]
    note = None
    if near and near[0].precision != "day":
        note = f"The report is dated {near[0].raw} only; the last day of that month was put down."
    publisher = publisher_of(text)
    quoted_grade = re.search(rf"[\"'“‘]{GRADES}[\"'”’]", text, re.I)
    if judgement and publisher and not quoted_grade and not INSPECTS.search(publisher):
        judgement = None  # a review that found practice "still poor" gives no grade
    return Evidence(publisher, title, near[0].date if near else None, _grade(judgement)), note


def _last_of_each_run(dates: list[FoundDate]) -> list[FoundDate]:
    """ "a visit of 5-7 July 2010", "on 16 and 17 March 2021": it ended on the last of them."""
    following = [*dates[1:], None]
    return [
        date
        for date, after in zip(dates, following, strict=False)
        if after is None or len(date.raw) > 4 or after.start - date.end > 6
    ]


def _grade(judgement: str | None) -> str | None:
    """ "performed inadequately" is "inadequate"."""
    return judgement.lower().replace("inadequately", "inadequate") if judgement else None


# What a source is called of which only is said what its author did.
DID = tuple(
    (title, re.compile(rf"\b(?:{said})\b", re.I))
    for title, said in (
        ("Report", "reported"),
        ("Letter", "wrote"),
        ("Inspection", "graded|rated|grade|rating"),
        ("Review of progress", "reviewed|took stock"),
        ("Visit", "(?:re-?)?visited"),
        ("Audit", "audited"),
        ("Advice", "(?<!is )(?<!was )(?<!been )advised"),
    )
)


def _reported(text: str) -> str | None:
    """ "Her Majesty's Chief Inspector reported on 5 October 2016 that …", "NHS England wrote to you on …": without the word."""
    if not find_dates(text):
        return None
    return next((title for title, said in DID if said.search(text)), None)


INSPECTS = re.compile(r"ofsted|chief inspector|inspectorate|quality commission|audit commission", re.I)


def _inspected(text: str) -> str | None:
    """ "Ofsted inspected the services of the Council and reported on 4 March 2013": a source without a title."""
    found = re.search(
        r"\b(?:re-?)?inspected\s+(?:the\s+)?([^,.;]{3,120}?)(?=\s+(?:and|in|on|from|between|during)\b|[,.;]|$)",
        text,
        re.I,
    )
    return f"Inspection of {one_line(found[1])}" if found else None


def _title(text: str, cited: re.Match[str] | None) -> str | None:
    opening = TITLE_STARTS.search(text)
    if opening and (cited is None or cited.start() < 70):
        title = opening[1]
    elif cited is not None:
        title = text[cited.start() :]
    else:
        return None
    end = TITLE_ENDS.search(title, 6)
    title = strip_end(one_line(title[: end.start()] if end else title))
    title = re.sub(r"^(?:the|a|an)\s+|^ofsted['’]?s?\s+", "", title, flags=re.I)
    title = re.sub(r"^ofsted['’]?s?\s+", "", title, flags=re.I)
    return (title[:1].upper() + title[1:])[:380] or None
