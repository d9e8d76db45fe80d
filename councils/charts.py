"""Charts as plain SVG text, for <img src="data:…">: the same picture on the page and on paper.

Colours are the Government Analysis Function's, at most four, ordered so that neighbours differ in grey too; every bar
carries its number, so colour is never alone. The alternative text and the table under a chart belong to whoever draws
it (board_report.py): a chart here is a picture of numbers that stand beside it in words.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
TEXT, LINE = "#0b0c0c", "#8e8e8e"
FONT = "'Source Sans 3', Arial, sans-serif"
CHARACTER = 7.6  # generous width of one character at 15 px, to place labels without measuring them
SIZE = 15


@dataclass(frozen=True)
class Bar:
    """`shown` is the number in words, where it has a unit or decimals."""

    label: str
    value: float
    colour: str = DARK_BLUE
    shown: str = ""


@dataclass(frozen=True)
class Series:
    """One colour of the columns; values are in the order of the columns."""

    label: str
    colour: str
    values: Sequence[int]


def bars(items: Sequence[Bar], *, width: int = 620) -> str:
    """Horizontal bars, each with its name before it and its number behind it."""
    row, thick = 34, 22
    left = int(max((len(bar.label) for bar in items), default=0) * CHARACTER) + 14
    most = max((bar.value for bar in items), default=0) or 1
    longest = max((len(bar.shown) for bar in items), default=0)
    room = width - left - max(60, int(longest * CHARACTER) + 20)
    parts = [_line(left, 0, left, row * len(items))]
    for place, bar in enumerate(items):
        top = place * row + (row - thick) / 2
        long = room * bar.value / most
        parts.append(text(left - 8, top + 16, bar.label, anchor="end"))
        if bar.value:
            parts.append(_rect(left, top, long, thick, bar.colour))
        parts.append(text(left + long + 8, top + 16, bar.shown or str(bar.value), bold=True))
    return picture(width, row * len(items), parts)


def columns(names: Sequence[str], series: Sequence[Series], *, width: int = 620) -> str:
    """Stacked columns, first series at the bottom. Each piece carries its number; the names stand beside the last."""
    height, top, foot = 230, 30, 30
    right = int(max((len(one.label) for one in series), default=0) * CHARACTER) + 34 if len(series) > 1 else 0
    sums = [sum(one.values[place] for one in series) for place in range(len(names))]
    most = max(sums, default=0) or 1
    step = (width - right) / max(len(names), 1)
    wide = min(62.0, step * 0.56)
    base = top + height
    parts: list[str] = []
    middles: list[float] = []
    for place, name in enumerate(names):
        left = step * place + (step - wide) / 2
        bottom = float(base)
        middles = []
        for one in series:
            value = one.values[place]
            tall = height * value / most
            middles.append(bottom - tall / 2)
            if value:
                parts.append(_rect(left, bottom - tall, wide, max(tall - 2, 1), one.colour))
                parts.append(_number(left, wide, bottom - tall / 2 + 5, tall, value, one.colour))
            bottom -= tall
        if len(series) > 1 and sums[place]:
            parts.append(text(left + wide / 2, bottom - 8, str(sums[place]), anchor="middle", bold=True))
        parts.append(text(left + wide / 2, base + 22, name, anchor="middle"))
    parts.append(_line(0, base, width - right, base))
    if right:
        parts += _names(series, middles, x=width - right + 4, lowest=base - 8)
    return picture(width, base + foot, parts)


def areas(names: Sequence[str], series: Sequence[Series], *, width: int = 620) -> str:
    """Stacked areas, first series at the bottom: how a whole and its parts moved. Each part is named beside its end, with
    its last number; a white line parts neighbours, whose greys differ too. At least two names."""
    height, top, foot = 230, 30, 30
    words = [f"{one.label}: {one.values[-1]}" for one in series]
    right = int(max(len(label) for label in words) * CHARACTER) + 34
    sums = [sum(one.values[place] for one in series) for place in range(len(names))]
    most, base = max(sums, default=0) or 1, float(top + height)
    xs = [8 + (width - right - 16) * place / (len(names) - 1) for place in range(len(names))]
    parts, below, middles = [], [0] * len(names), []
    for one in series:
        above = [low + value for low, value in zip(below, one.values, strict=True)]
        edge = [*zip(xs, above, strict=True), *reversed([*zip(xs, below, strict=True)])]
        points = " ".join(f"{x:.1f},{base - height * value / most:.1f}" for x, value in edge)
        if any(one.values):
            parts.append(
                f'<polygon points="{points}" fill="{one.colour}" stroke="#ffffff" stroke-width="2"/>'
            )
        middles.append(base - height * (above[-1] + below[-1]) / 2 / most)
        below = above
    for place, (x, name) in enumerate(zip(xs, names, strict=True)):
        anchor = "start" if place == 0 else "middle"
        parts.append(
            text(x, base - height * sums[place] / most - 8, str(sums[place]), anchor=anchor, bold=True)
        )
        parts.append(text(x, base + 22, name, anchor=anchor))
    parts.append(_line(0, base, width - right, base))
    named = [Series(label, one.colour, one.values) for label, one in zip(words, series, strict=True)]
    parts += _names(named, middles, x=width - right + 4, lowest=base - 8)
    return picture(width, base + foot, parts)


def _names(series: Sequence[Series], middles: Sequence[float], *, x: float, lowest: float) -> list[str]:
    """Names of the series at the height of their pieces in the last column, moved up where they would overlap."""
    parts, free = [], lowest
    for one, middle in zip(series, middles, strict=True):
        y = min(middle, free)
        parts += [_rect(x, y - 8, 16, 16, one.colour), text(x + 22, y + 6, one.label)]
        free = y - 24
    return parts


def data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _number(left: float, wide: float, y: float, tall: float, value: int, colour: str) -> str:
    if tall >= 20:
        ink = (
            TEXT if colour in (ORANGE, TURQUOISE) else "#ffffff"
        )  # contrast of 4.5 or more on each of the four
        return text(left + wide / 2, y, str(value), anchor="middle", colour=ink, bold=True)
    return text(left + wide + 5, y, str(value))


def picture(width: int, height: float, parts: Sequence[str]) -> str:
    size = f'width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{LINE}" stroke-width="1"/>'


def text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = TEXT, bold: bool = False
) -> str:
    if not words:
        return ""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{SIZE}"{weight} fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
