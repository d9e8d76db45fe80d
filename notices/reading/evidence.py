"""The evidence that an instrument rests on: whose report, of what day, with what judgement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block
from .citations import GRADE, GRADES, JUDGED, citation
from .dates import find_dates
from .publishers import DEPARTMENT_READS, OFSTED, SOURCES, publisher_of
from .result import Evidence
from .scanning import as_meant
from .wording import sentences

BASIS = re.compile(
    r"\b(?:on the basis of|on the strength of|rests? on) (?:the )?evidence(?: (?:contained|set out|found|of))? ?(?:in)?\s*:?\s*|"
    r"\b(?:rests?|rel(?:y|ies)|(?:is |are )?(?:based|founded|grounded)) (?:up)?on(?: the following(?: evidence| sources)?)?\s*:\s*|\bthe following evidence\s*:?\s*|^(?:the\s+)?(?:evidence|basis|sources?)\b[^.:;,]{0,60}:\s*|\b(?:it|this (?:notice|direction)|(?:notice|direction) is given) follows(?: the following)?\s*:\s*|"
    r"\bon the (?:basis|evidence|strength) of\s*:?\s*(?=(?:the|ofsted|an?)\b)|"
    r"^\W*(?:the\s+)?(?:evidence(?: relied (?:up)?on| considered)?|basis(?: of| for)?(?: (?:this|the) (?:notice|direction))?|sources(?: of evidence)?)\W*$|"
    r"\bas (?:found|identified|evidenced|set out) (?:by|in)\s*:?\s*",
    re.I,
)
EVIDENCE_SOURCE = re.compile(rf"\b(?:{SOURCES}|data|tables|wrote|reported|reviewed|visited)\b", re.I)
# Where one source ends and the next begins: "the report of …, and the report of …".
NEXT_SOURCE = re.compile(
    rf",\s+(?:and\s+)?because\s+(?=(?:[Tt]he\s+)?[A-Z][^;]{{3,140}}?\b{SOURCES}\b)|(?:,?\s+and\s+|;\s*(?:and\s+)?)(?=(?:(?:by|in|on|upon|from|of|to)\s+)?(?:the|its|our|an?|ofsted['’]s|ofsted,)\s+(?:[\w'’]+\s+){{0,5}}{SOURCES}\b)",
    re.I,
)
EACH = re.compile(r"\b(?:each|both|all) of which\b|\bwhich both\b|[.;]\s+(?:both|each|all)\b", re.I)
# And between two dates, whatever joins them: "(published 3 May), the Department's data (June) and a diagnostic by … (July)".
JOINED = re.compile(
    rf"(?:,\s+(?:and\s+)?|;\s+(?:and\s+)?|\s+and\s+)(?:because\s+)?(?:\([ivx]+\)\s+)?(?=(?:(?:by|in|on|upon|from|to|that of|of|found|also)\s+){{0,3}}(?:(?!(?:which|that|who|where|when)\b)[\w'’(-]+,?\s+){{0,11}}?\(?(?:{SOURCES}|data|tables)\b)",
    re.I,
)
# The report on what stands before it, and no other source: "and published its report on 24 January".
SAME_SOURCE = re.compile(
    r"\W*(?:(?:was|were|then)\s+)?(?:publish\w*|issued|its|their|reported|on which|the (?:report|letter|findings|outcome|results?) (?:of|on|about|from|after|following) (?:which|it)|whose)\b",
    re.I,
)
OF_AN_INSPECTION = re.compile(
    r"\W*of (?:an?|the|its|their) (?:[\w-]+ ){0,3}(?:re-?)?(?:inspection|review|visit)\b", re.I
)
OF_THE_SAME_DAY = re.compile(r"\b(?:the|that) same (?:date|day)\b", re.I)
SEVERAL = re.compile(
    r"\b(?:reports|letters|monitoring visits|reviews)\b[^,;.]{0,80}?\b\d{1,2} [A-Z][a-z]+(?: \d{4})?(?:, \d{1,2} [A-Z][a-z]+(?: \d{4})?)* and (?:on )?\d{1,2} [A-Z][a-z]+ \d{4}"
)
# "its focused inspection of Westshire": by whoever was named before.
THEIRS = re.compile(
    rf"\W*(?:(?:and|from|on|in|by|of|to|with)\s+)*(?:its|their)\s+(?:(?!(?:are|is|was|were|lies?|rests?)\b)[\w-]+\s+){{0,3}}?{SOURCES}\b",
    re.I,
)
# "and to its own review of 4 February 2021": of whoever is said to have read it.
THEIR_OWN = re.compile(r"\W*(?:(?:and|from|on|in|by|of|to|with|also)\s+)*(?:its|their)\s+own\b", re.I)
# How a table gives an outcome that is no grade; what else stands in its cells only describes.
OUTCOME = re.compile(
    r"areas? for priority action|(?:fault|maladministration)(?: (?:causing|and|with|but no) injustice)?|(?:no )?(?:fault|injustice)|upheld|not upheld|serious failings|significant concerns|did not meet requirements",
    re.I,
)
SAME_GRADE = re.compile(
    r"\bthe (?:same|like) (?:grade|judgement|judgment|rating|conclusion|outcome|result)\b", re.I
)
FINDING = re.compile(
    r"(?:overall )?(?:findings?|judge?ments?|outcomes?|results?|grades?|ratings?|conclusions?|graded|judged|rated)(?: (?:made|given|reached))?",
    re.I,
)
THE_REPORT = re.compile(
    r"(?:the|its|their|that|this|a)\s+(?:[\w-]+\s+){0,2}?(?:report|letter|findings|conclusions)\b|(?:it|they) (?:was published|were published|published|reported)\b",
    re.I,
)


def find_evidence(
    front: Sequence[Block], recitals: Sequence[Block]
) -> tuple[list[Evidence], list[tuple[int | None, str]]]:
    """The reports that the instrument rests on; a date that names a month only stands for its last day, and is said."""
    evidence: list[Evidence] = []
    notes: list[tuple[int | None, str]] = []
    for text, lead, line, finding in _pieces(front, recitals):
        parts = [part for one in _apart(text) for part in _joined(one)]
        found = [citation(part) for part in parts]
        shared = next((item.judgement for item, _ in found if item and item.judgement), None)
        together = EACH.search(text)
        each = together.start() if together else 0
        by = publisher_of(text) if len(parts) > 1 else "Ofsted" if OFSTED.search(lead) else publisher_of(lead)
        for part, (item, note) in zip(parts, found, strict=True):
            if item is None:
                continue
            if THEIR_OWN.match(part) and DEPARTMENT_READS.match(text):
                by = "Department for Education"
            elif by is None or not THEIRS.match(part) or OFSTED.search(part):
                by = item.publisher or by
            if finding:
                item = replace(item, judgement=finding)
            if item.judgement is None and SAME_GRADE.search(part) and evidence:
                item = replace(item, judgement=evidence[-1].judgement)
            if not re.search(r"\bsecretary of state['’]s|\bcouncil['’]s own\b", part, re.I):
                item = replace(item, publisher=by)
            if item.judgement is None and shared and text.find(part) < each:
                item = replace(item, judgement=shared)
            again = item.date is None and bool(evidence) and OF_THE_SAME_DAY.search(part) is not None
            if again:
                item = replace(item, date=evidence[-1].date)
            later = _later_dates(part, item)
            undated = item.date is None and any(other is not None and other.date for other, _ in found)
            if undated:
                continue
            if not again and any(
                other.date == item.date and other.publisher == item.publisher for other in evidence
            ):
                continue
            evidence += [item, *later]
            if note:
                notes.append((line, note))
    return evidence, notes


def _apart(text: str) -> list[str]:
    """Cut before each further source; "Ofsted and the Care Quality Commission published a report" is one."""
    parts, first = [], 0
    for cut in NEXT_SOURCE.finditer(text):
        if EVIDENCE_SOURCE.search(text, first, cut.start()):
            parts.append(text[first : cut.start()])
            first = cut.end()
    return [*parts, text[first:]]


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
        source = EVIDENCE_SOURCE.search(here) or re.search(r"\b(?:notice|direction)\b", here, re.I)
        if (
            source
            and find_dates(here)
            and find_dates(rest)
            and not same
            and here.count("(") == here.count(")")
        ):
            parts.append(here)
            first = join.end()
    return [*parts, text[first:]]


def _pieces(front: Sequence[Block], recitals: Sequence[Block]) -> list[tuple[str, str, int, str | None]]:
    """Texts that cite a source, each with the words that led to it, its line, and what a table says was found.

    What follows "is based on" is cited if it names a source; any other sentence if it also says whose it is, and when.
    """
    pieces: list[tuple[str, str, int, str | None]] = []
    collecting, lead = False, ""
    before, finds = "", None
    for block in (*front, *recitals):
        finds = _finding_column(block) if finds is None or block.cells is None else finds
        finding = _finding(block, finds)
        text = as_meant(_of_row(block))
        found = BASIS.search(text) if block in front else None
        begins = found.end() if found else 0
        if found:
            collecting, lead = True, text
        listed = collecting and block in front
        for number, (start, end) in enumerate(sentences(text)):
            words = text[max(start, begins) : end] if start <= begins < end else text[start:end]
            whole, words = words, PLEA.split(words)[0]
            goes_on = THE_REPORT.match(words) and find_dates(words) and not publisher_of(words)
            if goes_on and before and _inspects(before):
                if pieces and pieces[-1][0].startswith(before):
                    pieces.pop()
                pieces.append(
                    (
                        f"{before.rstrip('. ')} - {_with_judgement(text, start, end)}",
                        lead,
                        block.numbers[0],
                        None,
                    )
                )
                before = ""
                continue
            before = words
            first = found is not None and start <= begins < end
            of_list = listed and (
                first or (number == 0 and (block.marked or block.cells or find_dates(words)))
            )
            if (of_list and EVIDENCE_SOURCE.search(words) and not words.rstrip().endswith(":")) or _cites(
                words
            ):
                pieces.append(
                    (
                        words
                        if words != whole
                        else _with_judgement(text, start, end)[len(text[start:end]) - len(words) :],
                        lead,
                        block.numbers[0],
                        finding,
                    )
                )
    return pieces


def _inspects(words: str) -> bool:
    """ "Ofsted inspected the services in March." – whose report the next sentence dates."""
    return bool(re.search(r"\b(?:re-?)?(?:inspect|visit|review|audit)", words, re.I) and publisher_of(words))


def _finding_column(block: Block) -> int | None:
    """The column in which a table of sources says what each found."""
    cells = [cell.strip().lower() for cell in block.cells or ()]
    if not any(
        re.fullmatch(r"sources?|reports?|evidence|documents?|body|bodies|by|publisher", cell)
        for cell in cells
    ):
        return None
    return next((n for n, cell in enumerate(cells) if FINDING.fullmatch(cell)), None)


def _finding(block: Block, column: int | None) -> str | None:
    cells = block.cells or ()
    if column is None or column >= len(cells) or FINDING.fullmatch(cells[column].strip()):
        return None
    said = cells[column].strip(" '\"“”‘’.")
    return said.lower() if OUTCOME.fullmatch(said) else None


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


CITED = re.compile(
    rf"\b(?:{SOURCES}|statistics|wrote|reported|inspected|(?:re)?visited|reviewed|audited|advised|took stock|graded|(?:gave|given)\b[^.;]{{0,60}}\b(?:grade|rating|judgement))\b",
    re.I,
)
# "… and the representations made by the Council": what is read beside the source
PLEA = re.compile(
    r",?\s+and\s+(?:to\s+|of\s+)?(?=(?:the\s+|any\s+|its\s+)?(?:Council['’]s\s+)?(?:representations|repl(?:y|ies)|responses?|comments)\b)"
)
# What a council says for itself is no evidence against it.
PLEADS = re.compile(r"\brepresentations\b|\b(?:replied|responded|answered|accepted)\b", re.I)


def _cites(text: str) -> bool:
    if not (CITED.search(text) and find_dates(text)):
        return False
    by = publisher_of(text)
    return by is not None and not (
        PLEADS.search(text) and re.search(r"\b(?:Council|Borough|Authority)\b", by)
    )
