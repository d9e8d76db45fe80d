"""The national summary for the Department, as at a day: every council under an instrument, worst first, in one paper.

Read council by council by the very function that makes the boards' reports, so that both can never differ.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from actions.counted import count as counts_of
from actions.counted import open_to_all
from councils.models import Council
from notices.models import Notice, NoticeStep
from notices.models.notice import STANDING

from .reportable import plan_of

COUNTED = ("open", "off_track", "at_risk", "on_track", "overdue", "done", "actions")


@dataclass(frozen=True)
class CouncilLine:
    council: str
    council_slug: str
    region: str
    notice: str
    notice_state: str
    issued_on: datetime.date | None
    numbers: dict[str, int]


@dataclass(frozen=True)
class NationalSummary:
    as_at: datetime.date
    councils: list[CouncilLine]

    title: ClassVar = "National summary"
    sections: ClassVar = {
        "national-figures": "Key figures",
        "national-councils": "Councils, worst first",
        "national-regions": "By region",
    }

    def totals(self) -> dict[str, int]:
        return _sum(self.councils)

    def regions(self) -> list[tuple[str, int, dict[str, int]]]:
        """Name, number of councils, and their figures together."""
        names = sorted({line.region for line in self.councils})
        groups = ((name, [line for line in self.councils if line.region == name]) for name in names)
        return [(name, len(lines), _sum(lines)) for name, lines in groups]

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def build_national(*, as_at: datetime.date) -> NationalSummary:
    """Every council whose instrument stood on the day. The transaction's scope must allow reading all of them.

    What only named people may see is left out of the figures, as in the boards' reports."""
    lines = [_line(notice, state, as_at=as_at) for notice, state in _standing(as_at)]

    def worst_first(line: CouncilLine) -> tuple[int, int, int, str]:
        return -line.numbers["off_track"], -line.numbers["overdue"], -line.numbers["at_risk"], line.council

    return NationalSummary(as_at=as_at, councils=sorted(lines, key=worst_first))


def _standing(as_at: datetime.date) -> list[tuple[Notice, str]]:
    """Of each council the newest instrument that stood on the day, with its state then."""
    steps = (
        NoticeStep.objects.as_at(as_at).order_by("notice_id", "number").values_list("notice_id", "to_state")
    )
    then = dict(steps)  # the last of each
    found: dict[int, tuple[Notice, str]] = {}
    for notice in Notice.objects.filter(pk__in=then).select_related("council").order_by("issued_on", "id"):
        if then[notice.pk] in STANDING:
            found[notice.council_id] = notice, then[notice.pk]
    return list(found.values())


def _line(notice: Notice, state: str, *, as_at: datetime.date) -> CouncilLine:
    council: Council = notice.council
    numbers = counts_of(open_to_all(plan_of(notice), as_at), on=as_at, since=None)
    return CouncilLine(
        council=str(council),
        council_slug=council.slug,
        region=council.region,
        notice=notice.title,
        notice_state=state,
        issued_on=notice.issued_on,
        numbers={name: numbers[name] for name in COUNTED},
    )


def _sum(lines: Iterable[CouncilLine]) -> dict[str, int]:
    lines = list(lines)
    return {name: sum(line.numbers[name] for line in lines) for name in COUNTED}
