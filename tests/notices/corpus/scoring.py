"""Holds a reading against the expected one, field by field.

A value that is expected and read is *right*; expected and not read, or read otherwise, is *missed*; read and not expected,
or read otherwise, is *invented*. Recall is right / (right + missed), precision is right / (right + invented). A clause that
was not found has none of its fields read. A value marked "optional" in the expectations may be read or left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz import fuzz

from .matching import Point, Row, like, lists, moved, pair, period, plain, sets, single, typed
from .topics import warned

# Two texts below this likeness are not the same clause.
SAME_CLAUSE = 55
# The words of a title, a role or a metric may be taken with a word more or less; a name of a board hardly.
LOOSE, CLOSE = 60, 88
TABLE = "table"


def compare(expected: Row, got: Row) -> list[Point]:
    return list(_points(expected, got))


def _points(expected: Row, got: Row) -> Iterator[Point]:
    for field in ("document_kind", "importable"):
        yield single(field, expected[field], got.get(field))
    if not expected["importable"]:
        if not got.get("warnings"):
            yield Point("reason of refusal", "missed", "a reason")
        for row in got.get("requirements") or []:
            yield Point("requirement", "invented", None, row["text"])
        return
    yield from _front(expected, got)
    pairs = align(expected["requirements"], got.get("requirements") or [])
    yield from _requirements(expected["requirements"], got.get("requirements") or [], pairs)
    back = {theirs: ours for ours, theirs in pairs.items()}
    yield from _deadlines(expected, got, back)
    yield from targets(expected, got, back)
    yield from _board(expected.get("board") or {}, got.get("board") or {})
    yield from _reviews(expected, got)
    yield from reports(expected, got)
    yield from lists("footnote", expected, got, "footnotes", lambda row: row["label"], _same_note)
    for topic in expected["warnings"]:
        verdict = "right" if warned(topic, got.get("warnings") or []) else "missed"
        yield Point("warning", verdict, topic)


# -- front and end -------------------------------------------------------------------------------------------------


def _front(expected: Row, got: Row) -> Iterator[Point]:
    yield from sets(
        "council", (c["gss_code"] for c in expected["councils"]), (c["gss_code"] for c in got["councils"])
    )
    yield single(
        "postcode", (expected["address"] or {}).get("postcode"), (got["address"] or {}).get("postcode")
    )
    yield single("revises", bool(expected["revises"]) or None, bool(got["revises"]) or None)
    areas = [expected["service_area"], *expected.get("also", {}).get("service_area", [])]
    yield single(
        "service_area",
        areas[0],
        got["service_area"],
        lambda _, area: any(like(80)(one, area) for one in areas),
    )
    date, theirs = expected["issue_date"], got["issue_date"]
    certain = theirs["certain"] if date["certain"] is None else date["certain"]  # null: careful people differ
    yield single("issue_date", (date["date"], certain), (theirs["date"], theirs["certain"]))
    for part in ("name", "role"):
        yield single(f"signatory {part}", expected["signatory"][part], got["signatory"][part], like(CLOSE))
    yield from lists("legal_basis", expected, got, "legal_basis", _law)
    yield from lists("evidence", expected, got, "evidence", _evidence)


def _law(row: Row) -> tuple[str, str]:
    return plain(row["act"]).removeprefix("the "), re.sub(
        r"[\s.]|section|^s(?=\d)", "", str(row["section"]).lower()
    )


def _evidence(row: Row) -> tuple[str, str, str]:
    """Ofsted reports with other inspectorates too; "HM Inspectorate" and "Her Majesty's Inspectorate" are one."""
    publisher = re.sub(r"^(?:the )?(?:h(?:is|er) majestys |hm )?", "", plain(row["publisher"]))
    return "ofsted" if "ofsted" in publisher else publisher, str(row["date"]), plain(row["judgement"])


# -- requirements --------------------------------------------------------------------------------------------------


def align(expected: list[Row], got: list[Row]) -> dict[int, int]:
    """Which read clause (seq) is which expected one: the likest first, so that one miss does not shift all."""
    scores = []
    for ours in expected:
        for theirs in got:
            likeness = fuzz.ratio(plain(ours["text"]), plain(theirs["text"]), score_cutoff=SAME_CLAUSE)
            if likeness:
                nearness = abs(ours["seq"] - theirs["seq"]) / 1000
                scores.append((likeness - nearness, ours["seq"], theirs["seq"]))
    pairs: dict[int, int] = {}
    for _, ours_seq, theirs_seq in sorted(scores, reverse=True):
        if ours_seq not in pairs and theirs_seq not in pairs.values():
            pairs[ours_seq] = theirs_seq
    return pairs


def _requirements(expected: list[Row], got: list[Row], pairs: dict[int, int]) -> Iterator[Point]:
    by_seq = {row["seq"]: row for row in got}
    for row in expected:
        theirs = by_seq.get(pairs.get(row["seq"], -1))
        yield single("requirement", row["text"], theirs and theirs["text"], _same_text(row))
        for field in ("label", "kind", "section", "parent", "binds", "lines"):
            if field == "lines" and row["lines"] is None:
                continue
            wanted = row[field]
            if theirs is None:
                yield Point(field, "missed", wanted)
                continue
            read: Any = theirs[field]
            if field == "parent":
                wanted = pairs.get(wanted, -1) if wanted else None
            right = like(CLOSE)(_heading(wanted), _heading(read)) if field == "section" else wanted == read
            right = right or read in row.get("also", {}).get(field, [])
            yield Point(
                field, "right" if right else "wrong", (row["label"] or row["text"][:40], wanted), read
            )
    for row in got:
        if row["seq"] not in pairs.values():
            yield Point("requirement", "invented", None, row["text"])


def _heading(section: str | None) -> str | None:
    """A heading may be given with its number or without, its letters apart as they are typed or together."""
    if section and re.fullmatch(r"(\S\s+)+\S", section.strip()):
        section = re.sub(r"\s", "", section)
    return section and re.sub(
        r"^((part|schedule)\s+)?(\d+|[ivx]+|[a-z])[.):]\s+|^\d+\s+", "", section, flags=re.I
    )


def _same_text(row: Row) -> Callable[[Any, Any], bool]:
    """The clause of a table may be read with the rest of its row or without it."""

    def same(ours: str, theirs: str) -> bool:
        a, b = typed(ours), typed(theirs)
        return b.startswith(a) if row.get(TABLE) else a == b

    return same


# -- deadlines and targets -----------------------------------------------------------------------------------------


def _deadlines(expected: Row, got: Row, back: dict[int, int]) -> Iterator[Point]:
    yield from lists("deadline", expected, got, "deadlines", lambda row: _deadline(row), None, back)


def _deadline(row: Row) -> tuple[Any, ...]:
    kind = row["kind"]
    says = {
        "absolute": (row["date"],),
        "relative": (_offset(row), row["anchor"]),
        "recurring": (_every(row),),
    }.get(kind, ())
    return (row["requirement"], kind, *says)


def _offset(row: Row) -> str | None:
    """Working days have no ISO period: null, or their number with the words beside it, are as good."""
    return (
        None
        if re.search(r"\b(?:working|business|school) days?\b", row["span"] or "", re.I)
        else period(row["offset"])
    )


def _every(row: Row) -> str | None:
    """As with an offset: working days have no ISO period, whether null is said or their number."""
    in_days = re.fullmatch(r"P\d+D", row["every"] or "")
    return (
        None
        if in_days and re.search(r"\b(?:working|business|school) days\b", row["span"] or "", re.I)
        else period(row["every"])
    )


def targets(expected: Row, got: Row, back: dict[int, int]) -> Iterator[Point]:
    def key(row: Row) -> tuple[Any, ...]:
        return row["requirement"], row["target"], row["target_high"]

    paired, missed, invented = pair(moved(expected["targets"], None), moved(got["targets"], back), key)
    for ours, theirs in paired:
        if ours.get("optional"):
            continue
        yield Point("target", "right", key(ours))
        yield single("target comparator", _comparator(ours), _comparator(theirs))
        yield single("target baseline", ours["baseline"], theirs["baseline"])
        if ours["unit"] or (_unit(theirs["unit"]) or "") not in plain(
            ours["metric"]
        ):  # a count needs no unit
            yield single("target unit", _unit(ours["unit"]), _unit(theirs["unit"]), _same_noun)
        yield single("target by", ours["by"], theirs["by"])
        yield single("target metric", ours["metric"], theirs["metric"], _metric)
    for row in missed:
        if not row.get("optional"):
            yield Point("target", "missed", (*key(row), row["span"]))
    for row in invented:
        yield Point("target", "invented", None, (*key(row), row["span"]))


def _comparator(row: Row) -> str:
    """All of something cannot be exceeded, and none of it cannot be undercut."""
    at_the_end = (row["target"] == 100 and row["unit"] == "%") or row["target"] == 0
    return "=" if at_the_end and row["comparator"] in ("=", ">=", "<=") else row["comparator"]


def _unit(unit: str | None) -> str | None:
    return re.sub(r"s$", "", plain(unit).replace("per cent", "%").replace("percent", "%")) or None


def _same_noun(ours: str, theirs: str) -> bool:
    """ "Adopter households" are households, "qualified case managers" are managers: the noun counts, whatever stands before it."""
    return ours == theirs or ours.endswith(f" {theirs}") or theirs.endswith(f" {ours}")


def _metric(ours: str, theirs: str) -> bool:
    return fuzz.token_set_ratio(plain(ours), plain(theirs)) >= LOOSE


# -- board, reviews, reports ---------------------------------------------------------------------------------------


def _board(expected: Row, got: Row) -> Iterator[Point]:
    yield single("board name", expected.get("name"), got.get("name"), like(CLOSE))
    yield single("board meets_every", period(expected.get("meets_every")), period(got.get("meets_every")))
    # That a chair is not independent is seldom said in so many words: false and null are one.
    yield single(
        "board independent_chair",
        expected.get("independent_chair") or None,
        got.get("independent_chair") or None,
    )
    for field in ("department_attends_as", "change_needs_consent_of"):
        yield single(f"board {field}", expected.get(field), got.get(field), like(LOOSE))


def _reviews(expected: Row, got: Row) -> Iterator[Point]:
    paired, missed, invented = pair(
        expected["reviews"], got["reviews"], lambda row: (row["date"], period(row["offset"]))
    )
    for ours, theirs in paired:
        if not ours.get("optional"):
            yield Point("review", "right", ours)
            if ours["kind"] or _stage(theirs["kind"]) != "further":  # that it comes later its day says
                yield single("review kind", _stage(ours["kind"]), _stage(theirs["kind"]))
    yield from (Point("review", "missed", row) for row in missed if not row.get("optional"))
    yield from (Point("review", "invented", None, row) for row in invented)


def _stage(kind: str | None) -> str | None:
    return {"first": "initial", "second": "further", "interim": "further"}.get(kind or "", kind)


def reports(expected: Row, got: Row) -> Iterator[Point]:
    def key(row: Row) -> tuple[Any, ...]:
        return _sender(row["from"]), row["date"], period(row["offset"]), period(row["every"])

    paired, missed, invented = pair(expected["reports"], got["reports"], key)
    for ours, theirs in paired:
        if not ours.get("optional"):
            yield Point("report", "right", key(ours))
            yield single(
                "report to",
                ours["to"],
                theirs["to"],
                lambda a, b: fuzz.partial_ratio(plain(a), plain(b)) >= 70,
            )
    yield from (Point("report", "missed", key(row)) for row in missed if not row.get("optional"))
    yield from (Point("report", "invented", None, key(row)) for row in invented)


def _sender(sender: str | None) -> str:
    words = plain(sender)
    if "director" in words or "chief executive" in words:
        return "council"  # whose report it is
    for name in ("commissioner", "leader", "safeguarding", "health"):
        if name in words:
            return name
    if "chair" in words:
        return "board chair"
    return "council" if words in ("council", "the council", "councils", "the councils") else words


def _same_note(ours: Row, theirs: Row) -> bool:
    return fuzz.ratio(typed(ours["text"]), typed(theirs["text"])) >= 95
