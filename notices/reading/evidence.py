"""The evidence that an instrument rests on: whose report, of what day, with what judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block
from .dates import find_dates
from .publishers import OFSTED, publisher_of
from .result import Evidence
from .scanning import as_meant
from .wording import one_line, sentences, strip_end

BASIS = re.compile(
    r"\b(?:on the basis of|on the strength of|rests? on) (?:the )?evidence(?: (?:contained|set out|found|of))? ?(?:in)?\s*:?\s*|"
    r"\b(?:rests?|rel(?:y|ies)|(?:is |are )?(?:based|founded|grounded)) (?:up)?on(?: the following(?: evidence| sources)?)?\s*:\s*|\bthe following evidence\s*:?\s*|^(?:the\s+)?(?:evidence|basis|sources?)\b[^.:;,]{0,60}:\s*|\b(?:it|this (?:notice|direction)|(?:notice|direction) is given) follows(?: the following)?\s*:\s*|"
    r"\bon the (?:basis|evidence|strength) of\s*:?\s*(?=(?:the|ofsted|an?)\b)|"
    r"\bas (?:found|identified|evidenced|set out) (?:by|in)\s*:?\s*",
    re.I,
)
GRADES = r"(?:inadequate|requir(?:es?|ing) improvement(?: to be good)?|adequate|outstanding|good|poor|weak|satisfactory|widespread (?:and(?:/or)? systemic )?failings|perform(?:s|ing|ed) poorly)"
JUDGED = re.compile(
    rf"\b(?:judged|judging|judgement|judgment|rated|graded|found|finding|concluded|reported|in which|effectiveness)\b[^.;]{{0,220}}?[\"'“‘]?\b({GRADES})\b|"
    rf"\b(?:services?|safeguarding|arrangements|leadership|care)\b[^.;]{{0,80}}?\b(?:are|is|was|were|remain\w*|as|to be)\s+[\"'“‘]?({GRADES})\b",
    re.I,
)
GRADE = re.compile(
    rf"[\"'“‘(]({GRADES})[\"'”’)]|(?:(?<=\d:\s)|\([^()]{{3,40}}:\s*[\"'“‘]?)({GRADES})\b", re.I
)
EVIDENCE_SOURCE = re.compile(
    r"\b(?:report|inspection|review|diagnostic|assessment|letter|scorecard|visit|judg(?:e)?ment|rating|statistics|conversation|audit|findings|return|stocktake|data|tables|re-?visit|challenge)\b",
    re.I,
)
TITLE_STARTS = re.compile(
    r"\b((?:(?:(?-i:[A-Z])[\w'’]*|unannounced|announced|inspection|adoption|diagnostic|joint|thematic|focused|monitoring|safeguarding|serious|case|child|practice|peer|annual|statistical|area|data)"
    r"\s+){0,4}(?:report|scorecard|diagnostic|review|letter|assessment|inspection|visit|conversation|challenge|return|stocktake)\b.*)",
    re.I | re.S,
)
TITLE_ENDS = re.compile(
    r"\s*[(;:.]|\s*,(?!\s+[a-z]+(?:,\s+[a-z]+)*\s+and\s+[a-z])|\s+(?:carried out|conducted|undertaken|published|produced|dated|issued|by|from|which|that|of (?=\d)|in (?=(?-i:[A-Z0-9]))|"
    r"on (?=\d)|from (?=\d))\b",
    re.I,
)
# Where one source ends and the next begins: "the report of …, and the report of …".
_SOURCE = r"(?:report|inspection|review|re-?visit|meeting|letter|scorecard|assessment|diagnostic|re-?inspection|visit|statistics|return|rating|conversation|findings|challenge|audit|stocktake)"
NEXT_SOURCE = re.compile(
    rf"(?:,?\s+and\s+|;\s*(?:and\s+)?)(?=(?:(?:by|in|on|upon|from|of)\s+)?(?:the|its|our|an?|ofsted['’]s|ofsted,)\s+(?:[\w'’]+\s+){{0,5}}{_SOURCE}\b)",
    re.I,
)
EACH = re.compile(r"\b(?:each|both|all) of which\b|\bwhich both\b|[.;]\s+(?:both|each|all)\b", re.I)
# And between two dates, whatever joins them: "(published 3 May), the Department's data (June) and a diagnostic by … (July)".
JOINED = re.compile(
    rf"(?:,\s+(?:and\s+)?|;\s+(?:and\s+)?|\s+and\s+)(?:\([ivx]+\)\s+)?(?=(?:(?:by|in|on|upon|from|that of|of|found|also)\s+){{0,3}}(?:(?!(?:which|that|who|where|when)\b)[\w'’-]+\s+){{0,11}}?(?:{_SOURCE}s?|data|tables)\b)",
    re.I,
)
# The report on what stands before it, and no other source: "and published its report on 24 January".
SAME_SOURCE = re.compile(
    r"\W*(?:(?:was|were|then)\s+)?(?:publish\w*|issued|its|their|reported|on which|the (?:report|letter) (?:of|on) which|whose)\b",
    re.I,
)
OF_AN_INSPECTION = re.compile(
    r"\W*of (?:an?|the|its|their) (?:[\w-]+ ){0,3}(?:re-?)?(?:inspection|review|visit)\b", re.I
)
PUBLISHED = re.compile(
    r"(?<!notice )\b(?:publish\w*|dated|reported|issued|released|report of|letter of)\b(?:(?!\b(?:notice|direction)\b)[^,;.()]){0,30}$",
    re.I,
)
OF_THE_SAME_DAY = re.compile(r"\b(?:the|that) same (?:date|day)\b", re.I)
SEVERAL = re.compile(
    r"\b(?:reports|letters|monitoring visits|reviews)\b[^,;.]{0,40}?\b\d{1,2} [A-Z][a-z]+(?: \d{4})?(?:, \d{1,2} [A-Z][a-z]+(?: \d{4})?)* and (?:on )?\d{1,2} [A-Z][a-z]+ \d{4}"
)
THE_REPORT = re.compile(
    r"(?:the|its|their)\s+(?:inspection\s+)?(?:report|letter)\b|it (?:was published|published|reported)\b",
    re.I,
)


def find_evidence(
    front: Sequence[Block], recitals: Sequence[Block]
) -> tuple[list[Evidence], list[tuple[int | None, str]]]:
    """The reports that the instrument rests on; a date that names a month only stands for its last day, and is said."""
    evidence: list[Evidence] = []
    notes: list[tuple[int | None, str]] = []
    for text, lead, line in _pieces(front, recitals):
        parts = [part for one in NEXT_SOURCE.split(text) for part in _joined(one)]
        found = [_evidence(part) for part in parts]
        shared = next((item.judgement for item, _ in found if item and item.judgement), None)
        for part, (item, note) in zip(parts, found, strict=True):
            if item is None:
                continue
            if item.publisher is None and not re.search(
                r"\bsecretary of state['’]s|\bcouncil['’]s own\b", part, re.I
            ):
                item = replace(item, publisher=publisher_of(text) if len(parts) > 1 else publisher_of(lead))
            if item.judgement is None and EACH.search(text):
                item = replace(item, judgement=shared)
            if item.date is None and evidence and OF_THE_SAME_DAY.search(part):
                item = replace(item, date=evidence[-1].date)
            later = _later_dates(part, item)
            if any(other.date == item.date and other.publisher == item.publisher for other in evidence):
                continue
            evidence += [item, *later]
            if note:
                notes.append((line, note))
    return evidence, notes


def _later_dates(text: str, first: Evidence) -> list[Evidence]:
    """ "in reports published on 5 July 2013 and 11 March 2016": one for each date."""
    dates = [date.date for date in find_dates(text) if date.date] if SEVERAL.search(text) else []
    return [replace(first, date=date) for date in dates if first.date and date > first.date]


def _joined(text: str) -> list[str]:
    """Sources that only a comma or "and" parts: each has a date of its own."""
    parts, first = [], 0
    for join in JOINED.finditer(text):
        here, rest = text[first : join.start()], text[join.end() :]
        same = SAME_SOURCE.match(rest) or ("and" not in join[0] and OF_AN_INSPECTION.match(rest))
        if find_dates(here) and find_dates(rest) and not same and here.count("(") == here.count(")"):
            parts.append(here)
            first = join.end()
    return [*parts, text[first:]]


def _pieces(front: Sequence[Block], recitals: Sequence[Block]) -> list[tuple[str, str, int]]:
    """Texts that cite a source, each with the words that led to it, and its line."""
    pieces: list[tuple[str, str, int]] = []
    collecting, lead = False, ""
    for block in front:
        text = as_meant(_of_row(block))
        found = BASIS.search(text)
        if found:
            collecting, lead, text = True, text, text[found.end() :]
        cites = found or block.marked or block.cells or find_dates(text)  # else it only goes on about one
        if collecting and cites and EVIDENCE_SOURCE.search(text) and not text.rstrip().endswith(":"):
            pieces.append((text, lead, block.numbers[0]))
    if pieces:
        return pieces
    return [
        (_with_judgement(as_meant(text), s, e), text, block.numbers[0])
        for block in (*front, *recitals)
        for text in (_of_row(block),)
        for s, e in sentences(text)
        if _cites(as_meant(text[s:e]))
    ]


def _of_row(block: Block) -> str:
    """A source in a table's row: its cells in one sentence, a judgement that fills a cell as one."""
    if block.cells is None:
        return block.text
    filled = [cell for cell in block.cells if re.search(r"\w", cell)]
    return ", ".join(f"‘{cell}’" if re.fullmatch(GRADES, cell.strip(), re.I) else cell for cell in filled)


def _with_judgement(text: str, start: int, end: int) -> str:
    """A sentence that cites a report, with the next one if only that says how the services were judged."""
    cited = text[start:end]
    following = next((text[s:e] for s, e in sentences(text) if s >= end), "")
    judges = JUDGED.search(following) or GRADE.search(following)
    if THE_REPORT.match(following) and find_dates(following) and not OFSTED.search(following):
        return f"{cited.rstrip('. ')} - {following}"
    if judges and not find_dates(following) and not (JUDGED.search(cited) or GRADE.search(cited)):
        return f"{cited} {following}"
    return cited


OTHERS = re.compile(
    r"\b(?:serious case review|practice review|peer (?:review|challenge)|statistics|scorecard|letter|diagnostic|conversation|return|stocktake|rating|audit|monitoring visit|targeted area inspection|performance tables)\b",
    re.I,
)


def _cites(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:inspection )?report(?:ed)?\b|\binspect(?:ion|ed)\b|\breview\b|\b(?:re)?visit\b|\bassessment of\b|\b(?:statistics|scorecard|letter|diagnostic|conversation|return|rating|challenge|stocktake|audit|reports|data|tables)\b",
            text,
            re.I,
        )
        and find_dates(text)
        and (OFSTED.search(text) or (OTHERS.search(text) and publisher_of(text)))
    )


def _evidence(text: str) -> tuple[Evidence | None, str | None]:
    cited = re.search(
        r"\b(?:inspection\s+)?(?:report|scorecard|diagnostic|review|letter|(?:re)?visit|rating|statistics|conversation|return|challenge|stocktake|audit|data|performance tables|meeting)s?\b",
        text,
        re.I,
    ) or re.search(r"\b(?:inspection|assessment)\b", text, re.I)
    dates = [date for date in find_dates(text) if date.date]
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
    judged = JUDGED.search(text)
    grades = [m[1] or m[2] for m in GRADE.finditer(text)]
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
    return Evidence(
        publisher, title, near[0].date if near else None, judgement.lower() if judgement else None
    ), note


def _reported(text: str) -> str | None:
    """ "Her Majesty's Chief Inspector reported on 5 October 2016 that …": a report without the word."""
    return "Report" if re.search(r"\breported\b", text, re.I) and find_dates(text) else None


INSPECTS = re.compile(r"ofsted|inspectorate|quality commission|audit commission", re.I)


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
