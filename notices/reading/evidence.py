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
    r"\b(?:rests?|rel(?:y|ies)|(?:is |are )?(?:based|founded|grounded)) (?:up)?on(?: the following(?: evidence| sources)?)?\s*:\s*|\bthe following evidence\s*:?\s*|^(?:the\s+)?(?:evidence|basis|sources?)\b[^.:;,]{0,60}:\s*|\b(?:it|this (?:notice|direction)|(?:notice|direction) is given) follows(?: the following)?\s*:\s*|"
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
    ("HM Inspectorate of Probation", re.compile(r"\bHMI Probation\b|\binspectorate of probation\b", re.I)),
    ("Care Quality Commission", re.compile(r"\bCQC\b|\bcare quality commission\b", re.I)),
    (
        "His Majesty's Inspectorate of Constabulary",
        re.compile(r"\bHMIC(?:FRS)?\b|inspectorate of constabulary", re.I),
    ),
    (
        "Department for Children, Schools and Families",
        re.compile(r"\bdepartment for children, schools and families\b|\bDCSF\b", re.I),
    ),
    ("Improvement and Development Agency", re.compile(r"\bimprovement and development agency\b|\bIDeA\b")),
    ("Audit Commission", re.compile(r"\baudit commission\b", re.I)),
    (
        "Department for Education",
        re.compile(r"\bdepartment (?:for|of) education\b|\bDfE\b|\bthe department['’]s\b", re.I),
    ),
    ("Local Government Association", re.compile(r"\blocal government association\b|\bLGA\b", re.I)),
)
EVIDENCE_SOURCE = re.compile(
    r"\b(?:report|inspection|review|diagnostic|assessment|letter|scorecard|visit|judg(?:e)?ment|rating|statistics|conversation|audit|findings|return|stocktake|data|challenge)\b",
    re.I,
)
TITLE_STARTS = re.compile(
    r"\b((?:(?:(?-i:[A-Z])[\w'’]*|unannounced|announced|inspection|adoption|diagnostic|joint|thematic|focused|monitoring|safeguarding|serious|case|child|practice|peer|annual|statistical|area|data)"
    r"\s+){0,4}(?:report|scorecard|diagnostic|review|letter|assessment|inspection|visit|conversation|challenge|return|stocktake)\b.*)",
    re.I | re.S,
)
TITLE_ENDS = re.compile(
    r"\s*[(;:.]|\s*,(?!\s+[a-z]+(?:,\s+[a-z]+)*\s+and\s+[a-z])|\s+(?:carried out|conducted|undertaken|published|produced|dated|issued|by|which|that|of (?=\d)|in (?=(?-i:[A-Z0-9]))|"
    r"on (?=\d)|from (?=\d))\b",
    re.I,
)
# Where one source ends and the next begins: "the report of …, and the report of …".
_SOURCE = r"(?:report|inspection|review|letter|scorecard|assessment|diagnostic|re-?inspection|visit|statistics|return|rating|conversation|findings|challenge|audit|stocktake)"
NEXT_SOURCE = re.compile(
    rf"(?:,?\s+and\s+|;\s*(?:and\s+)?)(?=(?:(?:by|in|on|upon|from|of)\s+)?(?:the|its|our|an?|ofsted['’]s|ofsted,)\s+(?:[\w'’]+\s+){{0,5}}{_SOURCE}\b)",
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
        (_with_judgement(as_meant(b.text), s, e), b.text, b.numbers[0])
        for b in (*front, *recitals)
        for s, e in sentences(b.text)
        if _cites(as_meant(b.text[s:e]))
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
    if judges and not find_dates(following) and not (JUDGED.search(cited) or GRADE.search(cited)):
        return f"{cited} {following}"
    return cited


OTHERS = re.compile(
    r"\b(?:serious case review|practice review|peer (?:review|challenge)|statistics|scorecard|letter|diagnostic|conversation|return|stocktake|rating|audit|monitoring visit)\b",
    re.I,
)
OWN_ACCOUNT = re.compile(
    r"\b(?:that|which|by) the council (?:itself |had )?(?:made|sent|submitted|gave|returned)\b|\bcouncil['’]s own\b",
    re.I,
)
SENT_TO = re.compile(
    r"\bto (?:the |our )?(?:department\b(?: for (?:education|children, schools and families))?|DfE\b|officials\b|ofsted\b)",
    re.I,
)
ADVISERS = re.compile(
    r"\b((?:improvement |intervention |sector )?(?:advis[eo]r|commissioner|chair))['’]s\s+(?:\w+\s+){0,3}(?:letter|report|review|stocktake)\b|"
    r"\bby the ((?:improvement |intervention |sector )?(?:advis[eo]r|commissioner))\b",
    re.I,
)
# Whoever else a source is by: "the report by the Centre for Excellence of 3 May 2010".
SOMEBODY = re.compile(
    r"\b(?:review|diagnostic|report|audit|challenge|assessment|study|inquiry|statistics)\b[^.;]{0,60}?\b(?:by|of|from)\s+(?:the\s+)?"
    r"(?P<who>(?:[A-Z][\w'’]+\s+(?:(?:and|for|of|in)\s+(?:the\s+)?)?){1,6}[A-Z][\w'’]+)(?=\s+(?:of|on|in|dated|published|which|that)\b|[,.;]|$)"
)
LOCAL_BOARD = re.compile(
    r"\b((?:[A-Z][\w’'-]+\s+){1,4}Safeguarding\s+(?:Children(?:['’]?s)?\s+)?(?:Board|Partnership))"
)


def _publisher(text: str) -> str | None:
    local = LOCAL_BOARD.search(text)
    if local and not PUBLISHERS[0][1].search(text):
        return one_line(re.sub(r"^The\s+", "", local[1]))
    if re.match(r"\W*(?:and\s+)?our\b", text, re.I):
        return "Department for Education"
    if re.search(
        r"\bminister['’]s\s+letter\b|\bletter (?:(?:of|from|that|which|by) )+the minister\b", text, re.I
    ):
        return "Minister"
    if re.search(r"\bsecretary of state['’]s own\b", text, re.I):
        return "Secretary of State"
    text = SENT_TO.sub("", text)
    known = " and ".join([name for name, pattern in PUBLISHERS if pattern.search(text)][:2])
    if not known and OWN_ACCOUNT.search(text):
        return "Council"
    other = None if known else SOMEBODY.search(text)
    if other and not find_dates(other["who"]):
        return one_line(other["who"])
    adviser = None if known else ADVISERS.search(text)
    return one_line(adviser[1] or adviser[2]) if adviser else known or None


def _cites(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:inspection )?report(?:ed)?\b|\binspect(?:ion|ed)\b|\breview\b|\b(?:re)?visit\b|\bassessment of\b|\b(?:statistics|scorecard|letter|diagnostic|conversation|return|rating)\b",
            text,
            re.I,
        )
        and find_dates(text)
        and (PUBLISHERS[0][1].search(text) or (OTHERS.search(text) and _publisher(text)))
    )


def _evidence(text: str) -> tuple[Evidence | None, str | None]:
    cited = re.search(
        r"\b(?:inspection\s+)?(?:report|scorecard|diagnostic|review|letter|(?:re)?visit|rating|statistics|conversation|return|challenge|stocktake|audit)\b",
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
