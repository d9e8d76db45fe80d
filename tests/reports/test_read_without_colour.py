"""Status is read by word, in grey and by people who do not see red and green apart (U7): marks, charts and their legends."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.test import Client

from councils.charts import Series, areas, columns
from councils.models import User
from councils.status import STATUSES
from reports.council_over_time import CONFIDENCE, DELIVERY
from reports.report_trends import CONFIDENCE_COLOURS

from ..councils.test_charts import contrast
from .story import Story

# What is left of red, green and blue for somebody without the receptor for green (Machado and others, 2009).
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
WORDS = {status.word for kind in STATUSES.values() for status in kind.values()}
STACKS = {
    "delivery": [colour for _, colour, _ in DELIVERY.values()],
    "confidence": [CONFIDENCE_COLOURS[name] for name in CONFIDENCE],
}


def seen(colour: str) -> str:
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    parts = [sum(share * part for share, part in zip(row, rgb, strict=True)) for row in DEUTERANOPIA]
    return "#" + "".join(f"{min(max(round(part), 0), 255):02x}" for part in parts)


def test_no_two_statuses_of_a_kind_share_their_word() -> None:
    for kind, statuses in STATUSES.items():
        words = [status.word for status in statuses.values()]
        assert all(words) and len(set(words)) == len(words), kind


@pytest.mark.parametrize(
    "path", ["", "over-time/", "compliance/", "plan/", "plan/?as_at=2026-11-01", "plan/off-plan/"]
)
def test_every_status_mark_is_a_word(story: Story, chair: User, client: Client, path: str) -> None:
    client.force_login(chair)
    response = client.get(f"/councils/ambridge/{path}")
    html = response.content.decode()
    marks = re.findall(r'<strong class="govuk-tag[^"]*">([^<]*)</strong>', html)
    assert response.status_code == 200 and html.count('class="govuk-tag') == len(marks)
    assert set(marks) <= WORDS
    if path in ("", "compliance/", "plan/"):
        assert len(marks) >= 5


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("draw", [areas, columns])
def test_parts_of_a_chart_are_named_and_neighbours_differ_without_colour(stack: str, draw: object) -> None:
    colours = STACKS[stack]
    names = [f"Part {n}" for n in range(len(colours))]
    drawn = [Series(name, colour, [3, 4, 5]) for name, colour in zip(names, colours, strict=True)]
    svg = draw(["May", "June", "July"], drawn)  # type: ignore[operator]
    assert set(re.findall(r'fill="(#\w{6})"', svg)) - {"#0b0c0c", "#ffffff"} == set(colours)
    for name, colour in zip(names, colours, strict=True):  # a square of the colour, and the word beside it
        square = rf'width="16.0" height="16.0" fill="{colour}"/><text [^>]*>{name}(: 5)?</text>'
        assert len(re.findall(square, svg)) == 1
    assert len(colours) <= 4
    for one, other in pairwise(colours):
        assert contrast(one, other) >= 1.5 and contrast(seen(one), seen(other)) >= 1.5
