"""The evidence that an instrument rests on: whose report, of what day, with what judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block
from .dates import find_dates
from .result import Evidence
from .scanning import as_meant
from .wording import one_line, sentences, strip_end

BASIS = re.compile(
    r"\b(?:on the basis of|on the strength of|rests? on) (?:the )?evidence(?: (?:contained|set out|found|of))? ?(?:in)?\s*:?\s*|"
    r"\b(?:rests?|rel(?:y|ies)|(?:is |are )?(?:based|founded|grounded)) (?:up)?on(?: the following(?: evidence| sources)?)?\s*:\s*|\bthe following evidence\s*:?\s*|^(?:evidence|basis)\s*:\s*|"
    r"\bon the (?:basis|evidence|strength) of\s*:?\s*(?=(?:the|ofsted|an?)\b)|"
    r"\bas (?:found|identified|evidenced|set out) (?:by|in)\s*:?\s*",
    re.I,
)
GRADES = r"(?:inadequate|requir(?:es?|ing) improvement(?: to be good)?|adequate|outstanding|good|poor|weak|satisfactory|widespread and systemic failings|perform(?:s|ing) poorly)"
JUDGED = re.compile(
    rf"\b(?:judged|judging|judgement|judgment|rated|graded|found|concluded)\b[^.;]{{0,220}}?[\"'“‘]?\b({GRADES})\b",
    re.I,
)
GRADE = re.compile(rf"[\"'“‘(]({GRADES})[\"'”’)]", re.I)
PUBLISHERS = (
    (
        "Ofsted",
        re.compile(r"\bofsted\b|office for standards in education|majesty['’]s chief inspector", re.I),
    ),
    ("Care Quality Commission", re.compile(r"\bCQC\b|\bcare quality commission\b", re.I)),
    (
        "His Majesty's Inspectorate of Constabulary",
        re.compile(r"\bHMIC(?:FRS)?\b|inspectorate of constabulary", re.I),
    ),
    (
        "Department for Education",
        re.compile(r"\bdepartment (?:for|of) education\b|\bDfE\b|\bthe department['’]s\b", re.I),
    ),
    ("Local Government Association", re.compile(r"\blocal government association\b|\bLGA\b", re.I)),
)
EVIDENCE_SOURCE = re.compile(
    r"\b(?:report|inspection|review|diagnostic|assessment|letter|scorecard|visit|judg(?:e)?ment|rating|statistics|conversation|audit|findings)\b",
    re.I,
)
TITLE_STARTS = re.compile(
    r"\b((?:(?:(?-i:[A-Z])[\w'’]*|unannounced|announced|inspection|adoption|diagnostic|joint|thematic|focused|monitoring|safeguarding)"
    r"\s+){0,4}(?:report|scorecard|diagnostic|review|letter|assessment|inspection)\b.*)",
    re.I | re.S,
)
TITLE_ENDS = re.compile(
    r"\s*[(;:.]|\s*,(?!\s+[a-z]+(?:,\s+[a-z]+)*\s+and\s+[a-z])|\s+(?:carried out|conducted|undertaken|published|produced|dated|issued|by|which|that|of (?=\d)|in (?=(?-i:[A-Z0-9]))|"
    r"on (?=\d)|from (?=\d))\b",
    re.I,
)
# Where one source ends and the next begins: "the report of …, and the report of …".
_SOURCE = r"(?:report|inspection|review|letter|scorecard|assessment|diagnostic|re-?inspection|visit)"
NEXT_SOURCE = re.compile(
    rf"(?:,?\s+and\s+|;\s*(?:and\s+)?)(?=(?:by\s+|in\s+)?(?:the|its|our|an?|ofsted['’]s|ofsted,)\s+(?:[\w'’]+\s+){{0,5}}{_SOURCE}\b)",
    re.I,
)
EACH = re.compile(r"\b(?:each|both|all) of which\b|\bwhich both\b", re.I)


def find_evidence(
    front: Sequence[Block], recitals: Sequence[Block]
) -> tuple[list[Evidence], list[tuple[int | None, str]]]:
    """The reports that the instrument rests on; a date that names a month only stands for its last day, and is said."""
    evidence: list[Evidence] = []
    notes: list[tuple[int | None, str]] = []
    for text, lead, line in _pieces(front, recitals):
        parts = NEXT_SOURCE.split(text)
        found = [_evidence(part) for part in parts]
        shared = next((item.judgement for item, _ in found if item and item.judgement), None)
        for part, (item, note) in zip(parts, found, strict=True):
            if item is None:
                continue
            if item.publisher is None and not re.search(
                r"\bsecretary of state['’]s|\bcouncil['’]s own\b", part, re.I
            ):
                item = replace(item, publisher=_publisher(text) if len(parts) > 1 else _publisher(lead))
            if item.judgement is None and EACH.search(text):
                item = replace(item, judgement=shared)
            if any(other.date == item.date and other.publisher == item.publisher for other in evidence):
                continue
            evidence.append(item)
            if note:
                notes.append((line, note))
    return evidence, notes


def _pieces(front: Sequence[Block], recitals: Sequence[Block]) -> list[tuple[str, str, int]]:
    """Texts that cite a source, each with the words that led to it, and its line."""
    pieces: list[tuple[str, str, int]] = []
    collecting, lead = False, ""
    for block in front:
        text = as_meant(block.text)
        found = BASIS.search(text)
        if found:
            collecting, lead, text = True, text, text[found.end() :]
        if collecting and EVIDENCE_SOURCE.search(text) and not text.rstrip().endswith(":"):
            pieces.append((text, lead, block.numbers[0]))
    if pieces:
        return pieces
    return [
        (_with_judgement(as_meant(b.text), s, e), b.text, b.numbers[0])
        for b in (*front, *recitals)
        for s, e in sentences(b.text)
        if _cites(as_meant(b.text[s:e]))
    ]


def _with_judgement(text: str, start: int, end: int) -> str:
    """A sentence that cites a report, with the next one if only that says how the services were judged."""
    cited = text[start:end]
    following = next((text[s:e] for s, e in sentences(text) if s >= end), "")
    judges = JUDGED.search(following) or GRADE.search(following)
    if judges and not find_dates(following) and not (JUDGED.search(cited) or GRADE.search(cited)):
        return f"{cited} {following}"
    return cited


OTHERS = re.compile(r"\b(?:serious case review|peer review|statistics|scorecard|letter|diagnostic)\b", re.I)
LOCAL_BOARD = re.compile(
    r"\b((?:[A-Z][\w’'-]+\s+){1,4}Safeguarding\s+(?:Children(?:['’]?s)?\s+)?(?:Board|Partnership))"
)


def _publisher(text: str) -> str | None:
    local = LOCAL_BOARD.search(text)
    if local and not PUBLISHERS[0][1].search(text):
        return one_line(re.sub(r"^The\s+", "", local[1]))
    if re.match(r"\W*(?:and\s+)?our\b", text, re.I):
        return "Department for Education"
    if re.search(r"\bminister['’]s\s+letter\b|\bletter (?:of|from) the minister\b", text, re.I):
        return "Minister"
    return " and ".join([name for name, pattern in PUBLISHERS if pattern.search(text)][:2]) or None


def _cites(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:inspection )?report(?:ed)?\b|\binspect(?:ion|ed)\b|\breview by\b|\b(?:re)?visit\b|\bassessment of\b",
            text,
            re.I,
        )
        and find_dates(text)
        and (PUBLISHERS[0][1].search(text) or (OTHERS.search(text) and _publisher(text)))
    )


def _evidence(text: str) -> tuple[Evidence | None, str | None]:
    cited = re.search(
        r"\b(?:inspection\s+)?(?:report|scorecard|diagnostic|review|letter|(?:re)?visit|rating|statistics|conversation)\b",
        text,
        re.I,
    ) or re.search(r"\b(?:inspection|assessment)\b", text, re.I)
    dates = [date for date in find_dates(text) if date.date]
    near = [date for date in dates if cited and 0 <= date.start - cited.start() < 200] or dates
    quoted = re.search(
        r"(?:report|inspection|entitled|titled)\W{0,12}[\"“‘']([A-Z][^\"”]{12,200}?)[\"”’'](?=[\s,.;)]|$)",
        text,
    )
    if quoted and not re.search(r"^the\b.{0,30}report$", quoted[1], re.I):
        title = quoted[1]
    else:
        title = _title(text, cited)
    title = title or _inspected(text)
    if not title:
        return None, None
    judged = JUDGED.search(text)
    grades = [m[1] for m in GRADE.finditer(text)]
    judgement = judged[1] if judged else (grades[-1] if grades else None)
    graded = re.search(rf"\bgrade\b[^().;]{{0,40}}\b({GRADES})\b", text, re.I)
    judgement = judgement or (graded[1] if graded else None)
    before = [m[1] for m in GRADE.finditer(text[: cited.start()])] if cited else []
    if before and not (judged and cited and judged.start() > cited.start()):
        judgement = before[-1]
    note = None
    if near and near[0].precision != "day":
        note = f"The report is dated {near[0].raw} only; the last day of that month was put down."
    return Evidence(
        _publisher(text), title, near[0].date if near else None, judgement.lower() if judgement else None
    ), note


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
