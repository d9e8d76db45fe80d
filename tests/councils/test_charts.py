"""Charts: the numbers that they are given, in four colours at most, and no markup from anybody's text."""

from __future__ import annotations

import base64
import re
from itertools import pairwise
from xml.etree import ElementTree

from councils.charts import DARK_BLUE, DARK_PINK, ORANGE, TURQUOISE, Bar, Series, bars, columns, data_uri

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def rects(svg: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(svg).iter(f"{SVG}rect")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_bars_are_as_long_as_their_numbers_and_say_them() -> None:
    svg = bars([Bar("Not started", 4), Bar("In progress", 8), Bar("Embedded", 0)])
    assert texts(svg) == ["Not started", "4", "In progress", "8", "Embedded", "0"]
    short, long = (float(r["width"]) for r in rects(svg))  # none is drawn for 0
    assert round(long / short, 2) == 2


def test_columns_stack_to_their_sum_and_name_each_series_beside_the_last() -> None:
    series = [
        Series("Off track", DARK_PINK, [1, 0]),
        Series("At risk", ORANGE, [2, 6]),
        Series("On track", DARK_BLUE, [9, 6]),
    ]
    svg = columns(["Oct", "Nov"], series)
    said = texts(svg)
    assert {"12", "Oct", "Nov", "Off track", "At risk", "On track"} <= set(said)
    assert said[-3:] == ["Off track", "At risk", "On track"]
    heights = {r["fill"]: float(r["height"]) for r in rects(svg) if float(r["width"]) > 20}
    assert abs((heights[ORANGE] + 2) - (heights[DARK_BLUE] + 2)) < 0.3  # 6 and 6 in November


def test_nothing_to_draw_is_still_a_picture() -> None:
    for svg in (bars([]), columns([], []), columns(["Nov"], [Series("Updates", DARK_BLUE, [0])])):
        assert ElementTree.fromstring(svg).tag == f"{SVG}svg"


def test_a_label_cannot_bring_markup() -> None:
    assert texts(bars([Bar("<script>&", 1)]))[0] == "<script>&"


def test_a_data_address_holds_the_whole_picture() -> None:
    svg = bars([Bar("Embedded", 1)])
    head, _, body = data_uri(svg).partition(",")
    assert head == "data:image/svg+xml;base64" and base64.b64decode(body).decode() == svg


def test_colours_that_meet_differ_in_grey_and_stand_out_from_paper() -> None:
    stacked = [DARK_PINK, ORANGE, DARK_BLUE]
    assert all(contrast(a, b) >= 3 for a, b in pairwise(stacked))
    assert all(contrast(colour, "#FFFFFF") >= 3 for colour in stacked)


def test_numbers_inside_the_pieces_can_be_read() -> None:
    for colour in (DARK_BLUE, DARK_PINK, ORANGE, TURQUOISE):
        svg = columns(["Nov"], [Series("One", colour, [5])])
        ink = re.search(r'fill="(#\w+)" text-anchor="middle">5<', svg)
        assert ink and contrast(ink[1], colour) >= 4.5
