"""One figure over time, as plain SVG text: its values, the target with what is tolerated, and where it started.

Read without colour: values are a solid line with dots, the target is dashed, the baseline dotted, the tolerance a pale
band; each is named beside its end. Numbers stand in the table under the chart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from .charts import CHARACTER, DARK_BLUE, DARK_PINK, LINE, TEXT, picture, text

BAND = "#dfe7f0"
BASE = "#484949"
FIGURE = 9.6  # generous width of one figure at 15 px; a per cent sign is wider than a letter
_HEIGHT, _TOP, _FOOT = 230.0, 14.0, 34.0


@dataclass(frozen=True)
class Point:
    """One period. `low` and `high` are what is wanted in it, either of them open; `value` None: none approved."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Trend:
    points: Sequence[Point]
    tolerance: float = 0
    baseline: float | None = None
    unit: str = ""  # behind the numbers of the axis, such as "%"
    floor: float | None = None  # the axis never goes under or over these
    ceiling: float | None = None
    names: dict[str, str] = field(
        default_factory=lambda: {"value": "Latest", "target": "Target", "baseline": "Baseline"}
    )


def trend(chart: Trend, *, width: int = 620) -> str:
    frame = _Frame(chart, width)
    parts = [*frame.grid(), *frame.band(), *frame.baseline(), *frame.target(), *frame.values()]
    return picture(width, _TOP + _HEIGHT + _FOOT, [*parts, *frame.names(), *frame.months()])


class _Frame:
    """Where numbers lie on the picture."""

    def __init__(self, chart: Trend, width: int) -> None:
        self.chart, self.width = chart, width
        self.ticks = _ticks(*_extent(chart))
        self.lowest, self.highest = self.ticks[0], self.ticks[-1]
        self.left = max(len(self._number(tick)) for tick in self.ticks) * FIGURE + 14
        longest = max(len(name) for name in chart.names.values())
        self.right = width - longest * CHARACTER - 14
        step = (self.right - self.left) / max(len(chart.points), 1)
        self.step = step
        self.xs = [self.left + step * (place + 0.5) for place in range(len(chart.points))]

    def y(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return _TOP + _HEIGHT * (1 - share)

    def grid(self) -> list[str]:
        parts = []
        for tick in self.ticks:
            y = self.y(tick)
            colour = LINE if tick == self.lowest else "#e3e3e3"
            parts += [_stroke([(self.left, y), (self.right, y)], colour, 1)]
            parts += [text(self.left - 8, y + 5, self._number(tick), anchor="end")]
        return parts

    def band(self) -> list[str]:
        """What is tolerated: on the worse side of what is wanted."""
        if not self.chart.tolerance:
            return []
        parts = []
        for x, point in zip(self.xs, self.chart.points, strict=True):
            for edge, away in ((point.low, -1), (point.high, 1)):
                if edge is not None:
                    ends = sorted((self.y(edge), self.y(edge + away * self.chart.tolerance)))
                    top, bottom = max(ends[0], _TOP), min(ends[1], _TOP + _HEIGHT)
                    parts.append(
                        f'<rect x="{x - self.step / 2:.1f}" y="{top:.1f}" width="{self.step:.1f}" '
                        f'height="{max(bottom - top, 0):.1f}" fill="{BAND}"/>'
                    )
        return parts

    def target(self) -> list[str]:
        parts = []
        for side in ("low", "high"):
            run: list[tuple[float, float]] = []
            for x, point in [*zip(self.xs, self.chart.points, strict=True), (0.0, Point("", None))]:
                edge = getattr(point, side)
                if edge is None:
                    if run:
                        parts.append(_stroke(run, DARK_PINK, 2, "7 4"))
                    run = []
                else:
                    y = self.y(edge)
                    run += [(x - self.step / 2, y), (x + self.step / 2, y)]
        return parts

    def baseline(self) -> list[str]:
        if self.chart.baseline is None:
            return []
        y = self.y(self.chart.baseline)
        return [_stroke([(self.left, y), (self.right, y)], BASE, 2, "1.5 4")]

    def values(self) -> list[str]:
        """A period without a value breaks the line."""
        parts: list[str] = []
        run: list[tuple[float, float]] = []
        for x, point in [*zip(self.xs, self.chart.points, strict=True), (0.0, Point("", None))]:
            if point.value is None:
                if len(run) > 1:
                    parts.append(_stroke(run, DARK_BLUE, 3))
                parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{DARK_BLUE}"/>' for a, b in run]
                run = []
            else:
                run.append((x, self.y(point.value)))
        return parts

    def names(self) -> list[str]:
        """Each line is named at the height of its end, moved apart where names would overlap."""
        ends: list[tuple[float, str, str, bool]] = []
        values = [point.value for point in self.chart.points if point.value is not None]
        if values:
            ends.append((self.y(values[-1]), self.chart.names["value"], DARK_BLUE, True))
        last = next((p for p in reversed(self.chart.points) if (p.low, p.high) != (None, None)), None)
        if last is not None:
            edges = [edge for edge in (last.low, last.high) if edge is not None]
            ends.append((self.y(sum(edges) / len(edges)), self.chart.names["target"], DARK_PINK, False))
        if self.chart.baseline is not None:
            ends.append((self.y(self.chart.baseline), self.chart.names["baseline"], BASE, False))
        parts, free = [], _TOP + 2
        below = _TOP + _HEIGHT - 20 * len(ends) + 20
        for y, words, colour, bold in sorted(ends, key=lambda end: end[0]):
            at = min(max(y, free), below)
            parts.append(text(self.right + 8, at + 5, words, colour=colour, bold=bold))
            free, below = at + 20, below + 20
        return parts

    def months(self) -> list[str]:
        """Names of periods under the axis, as many as fit: the last one always, the others evenly before it."""
        if not self.chart.points:
            return []
        longest = max(len(point.name) for point in self.chart.points) * CHARACTER + 16
        every = max(math.ceil(longest / self.step), 1)
        parts = []
        for place in range(len(self.chart.points) - 1, -1, -every):
            x = min(self.xs[place], self.width - longest / 2 + 8)
            if x - longest / 2 + 8 >= 0:
                y = _TOP + _HEIGHT
                parts.append(_stroke([(self.xs[place], y), (self.xs[place], y + 5)], LINE, 1))
                parts.append(text(x, y + 22, self.chart.points[place].name, anchor="middle", colour=TEXT))
        return parts

    def _number(self, value: float) -> str:
        return f"{value:,.4f}".rstrip("0").rstrip(".") + self.chart.unit


def _extent(chart: Trend) -> tuple[float, float]:
    numbers = [n for point in chart.points for n in (point.value, point.low, point.high) if n is not None]
    for point in chart.points:
        numbers += [point.low - chart.tolerance] if point.low is not None else []
        numbers += [point.high + chart.tolerance] if point.high is not None else []
    numbers += [chart.baseline] if chart.baseline is not None else []
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    low, high = (low - room if low < 0 or low > room else 0.0), high + room
    if chart.floor is not None:
        low = max(low, chart.floor)
    if chart.ceiling is not None:
        high = min(high, chart.ceiling)
    finest = 0.001  # numbers are printed to four places
    return (low, high) if high - low >= finest else (low, low + 1)


def _ticks(low: float, high: float) -> list[float]:
    """Four to six round numbers that hold both ends between them."""
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]


def _stroke(points: Sequence[tuple[float, float]], colour: str, width: float, dashes: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'
