"""The trend: every value, the target, the tolerance and the baseline at the height of their numbers; told apart in grey."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from councils.trend_chart import Point, Trend, trend

SVG = "{http://www.w3.org/2000/svg}"
floats = st.floats(-1000, 1000, allow_nan=False).map(lambda n: round(n, 2))


def parts(svg: str, name: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(svg).iter(f"{SVG}{name}")]


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def year(*values: float | None, low: float | None = 85) -> list[Point]:
    return [Point(f"M{number}", value, low) for number, value in enumerate(values)]


def test_values_stand_in_order_and_higher_values_stand_higher() -> None:
    dots = parts(trend(Trend(year(50, 60, 55, 70), unit="%")), "circle")
    across, heights = [float(dot["cx"]) for dot in dots], [float(dot["cy"]) for dot in dots]
    assert all(left < right for left, right in pairwise(across))
    assert sorted(range(4), key=lambda place: -heights[place]) == [0, 2, 1, 3]


def test_a_missing_value_breaks_the_line_and_is_not_drawn() -> None:
    svg = trend(Trend(year(50, 51, None, 53, 54), baseline=40))
    assert len(parts(svg, "circle")) == 4
    solid = [line for line in parts(svg, "polyline") if line["stroke-width"] == "3"]
    assert [len(line["points"].split()) for line in solid] == [2, 2]


def test_lines_are_told_apart_without_colour_and_named() -> None:
    svg = trend(
        Trend(
            year(50, 60),
            tolerance=5,
            baseline=45,
            unit="%",
            names={"value": "60%", "target": "Target", "baseline": "Baseline"},
        )
    )
    dashes = {line.get("stroke-dasharray", "") for line in parts(svg, "polyline")}
    assert dashes == {"", "7 4", "1.5 4"}
    assert {"60%", "Target", "Baseline"} <= set(texts(svg))


def test_names_of_lines_that_meet_are_moved_apart() -> None:
    svg = trend(
        Trend(year(85, 85), baseline=85, names={"value": "Now", "target": "Target", "baseline": "Baseline"})
    )
    heights = sorted(
        float(text["y"])
        for text, words in zip(parts(svg, "text"), texts(svg), strict=True)
        if words in ("Now", "Target", "Baseline")
    )
    assert all(below - above >= 18 for above, below in pairwise(heights))


@given(
    values=st.lists(st.none() | floats, min_size=1, max_size=30),
    low=st.none() | floats,
    tolerance=st.floats(0, 100),
    baseline=st.none() | floats,
    width=st.sampled_from([300, 620]),
)
@example(values=[None], low=0.0, tolerance=1e-283, baseline=None, width=300)
def test_whatever_the_numbers_everything_stays_on_the_picture(
    values: list[float | None], low: float | None, tolerance: float, baseline: float | None, width: int
) -> None:
    svg = trend(Trend(year(*values, low=low), tolerance=tolerance, baseline=baseline), width=width)
    height = (
        float(parts(svg, "svg")[0]["height"])
        if parts(svg, "svg")
        else float(ElementTree.fromstring(svg).get("height", "0"))
    )
    for dot in parts(svg, "circle"):
        assert 0 <= float(dot["cx"]) <= width and 0 <= float(dot["cy"]) <= height
    for line in parts(svg, "polyline"):
        for point in line["points"].split():
            x, y = (float(part) for part in point.split(","))
            assert -0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1
    assert len(parts(svg, "circle")) == sum(value is not None for value in values)


def test_a_percentage_axis_ends_at_100_and_shows_no_more_than_it_needs() -> None:
    words = texts(trend(Trend(year(96, 99, 98), unit="%", floor=0, ceiling=100)))
    ticks = [float(word[:-1]) for word in words if re.fullmatch(r"[\d.]+%", word)]
    assert max(ticks) == 100 and min(ticks) >= 70


def test_names_are_text_and_no_markup() -> None:
    svg = trend(Trend([Point("<b>&", 1)], names={"value": "<i>", "target": "", "baseline": ""}))
    assert {"<b>&", "<i>"} <= set(texts(svg))
