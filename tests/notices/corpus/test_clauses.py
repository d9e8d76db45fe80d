"""Clauses that somebody wrote who had not seen the reader, one by one: the numbers to reach and the reports in them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from councils.lateness import long_date
from notices.reading import load_register, read_text
from notices.reading.targets import find_targets

from .figures import Count, by_field
from .making import FOLDER
from .matching import Point
from .scoring import reports, targets

pytestmark = pytest.mark.xdist_group("corpus")
NOTHING = {"target_high": None, "baseline": None, "unit": None, "by": None, "span": None, "requirement": 1}
OWED = {"date": None, "offset": None, "every": None}
# Precision and recall that are reached; they only go up.
LEAST = {
    "target": (0.98, 0.91), "target comparator": (0.98, 0.98), "target baseline": (0.95, 0.91), "target unit": (0.98, 0.96),
    "target by": (0.98, 0.96), "target metric": (0.97, 0.97), "report": (0.97, 0.95), "report to": (0.98, 0.97),
}  # fmt: skip
# A clause with a subject stands under "Reporting"; one that only orders is an item of a list.
SUBJECT = re.compile(
    r"(?:The|You|We|Your|An?|Each|Every|On|By|In|At|Within|Reports?|It|There|No|Progress|Updates|[A-Z][a-z]+['’]s|This|All|Where|When|If|Until|"
    r"Before|After|For|As|Ofsted|Any|Both|Its|Their|Minutes|Evidence|From|During|Once|Not)\b"
)


def clauses(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((FOLDER / "clauses" / f"{name}.json").read_text(encoding="utf-8"))
    return read


def instrument(row: dict[str, Any]) -> str:
    """The clause in the smallest notice or direction that can hold it."""
    listed = not SUBJECT.match(row["text"])
    clause = "\n\n".join(f"{number}. {line}" for number, line in enumerate(row["text"].split("\n"), 2))
    issued = long_date(datetime.date.fromisoformat(row["issued"]))
    if row["kind"] == "direction":
        lead, first = (":", "To co-operate") if listed else (" as follows:", "The Council must co-operate")
        return (
            'DIRECTION UNDER SECTION 497A(4B) OF THE EDUCATION ACT 1996\n\nTo: Kent County Council ("the Council")\n\nWHEREAS:\n\n'
            "Ofsted published a report on 4 March 2009 which judged the Council's children's services to be inadequate.\n\n"
            f"The Secretary of State directs the Council{lead}\n\n1. {first} with the Commissioner, whom the Secretary of State has appointed.\n\n"
            f"{clause}\n\nSigned on behalf of the Secretary of State for Education\n\nA Person\n\nA Senior Civil Servant\n\n{issued}\n"
        )
    return (
        'Improvement Notice\n\nTo: Kent County Council ("the Council")\n\nThis Improvement Notice is issued by the Department for Education '
        "because of poor performance in children's services.\n\nThe Council must take the following measures:\n\n1. The Council must establish "
        f"an Improvement Board with an independent chair which meets every six weeks.\n\n{'' if listed else 'Reporting'}\n\n{clause}\n\n"
        f"Signed: A Person MP\n\nParliamentary Under Secretary of State\n\nDate: {issued}\n"
    )


def compared() -> Iterator[Point]:
    for row in clauses("targets"):
        found = [
            {**NOTHING, "metric": t.metric, "comparator": t.comparator, "target": t.target, "target_high": t.target_high,
             "baseline": t.baseline, "unit": t.unit, "by": t.by and str(t.by)}
            for t in find_targets(row["text"]).targets
        ]  # fmt: skip
        yield from targets({"targets": [NOTHING | t for t in row["targets"]]}, {"targets": found}, {1: 1})
    register = load_register()
    for row in clauses("reports"):
        read = read_text(instrument(row), councils=register).to_json()
        yield from reports({"reports": [OWED | r for r in row["reports"]]}, read)


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return by_field(compared())


@pytest.mark.parametrize("field", LEAST)
def test_what_is_reached_is_kept(counts: dict[str, Count], field: str) -> None:
    precision, recall = LEAST[field]
    assert counts[field].precision >= precision and counts[field].recall >= recall, counts[field]


def test_every_fifth_clause_or_so_holds_nothing() -> None:
    for name in ("targets", "reports"):
        rows = clauses(name)
        assert 0.15 <= sum(not row[name] for row in rows) / len(rows) <= 0.3
