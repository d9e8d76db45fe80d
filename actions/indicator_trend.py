"""What a value means against what is wanted: on target or not, how far away, better or worse than before.

Pure functions, the one place for these judgements: page, chart, spreadsheet, API and reports all ask here. Their words
and colours are in councils/status.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .indicator_periods import Period
from .models.indicator import Direction, Indicator, TrajectoryPoint, Unit

_SCALE = {Unit.PERCENT: Decimal(100), Unit.RATE: Decimal(10_000)}
_STORED = Decimal("0.0001")
_SHOWN = {Unit.PERCENT: 1, Unit.RATE: 1, Unit.DAYS: 1, Unit.NUMBER: 2, Unit.RATIO: 2}
_AFTER = {Unit.PERCENT: "%", Unit.RATE: " per 10,000"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The values that are good enough: from `low` to `high`, either of them open."""

    low: Decimal | None
    high: Decimal | None

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None


def wanted(direction: str, target: Decimal, target_high: Decimal | None = None) -> Wanted:
    if direction == Direction.HIGHER:
        return Wanted(target, None)
    if direction == Direction.LOWER:
        return Wanted(None, target)
    return Wanted(target, target if target_high is None else target_high)


def wanted_at_the_end(indicator: Indicator) -> Wanted | None:
    if indicator.target is None:
        return None
    return wanted(indicator.direction, indicator.target, indicator.target_high)


def wanted_in(indicator: Indicator, points: Iterable[TrajectoryPoint], period: Period) -> Wanted | None:
    """What is wanted in this period: the newest step of the trajectory, else the target itself.

    From the day on which the target is due the target holds; before the first step of a trajectory nothing does.
    `points` are the indicator's own.
    """
    steps = sorted(points, key=lambda point: point.period_on)
    due = indicator.target_by is not None and period.ends_on >= indicator.target_by
    if steps and not due:
        reached = [point for point in steps if point.period_on <= period.starts_on]
        if not reached:
            return None
        return wanted(indicator.direction, reached[-1].target, reached[-1].target_high)
    return wanted_at_the_end(indicator)


def gap(value: Decimal, to: Wanted) -> Decimal:
    """How far the value lies outside what is wanted: 0 inside, never negative."""
    if to.low is not None and value < to.low:
        return to.low - value
    if to.high is not None and value > to.high:
        return value - to.high
    return Decimal(0)


def outcome(value: Decimal | None, to: Wanted | None, tolerance: Decimal) -> str:
    """A status of the kind "outcome". A gap as wide as the tolerance is still within it."""
    if value is None:
        return "no_value"
    if to is None:
        return "no_target"
    away = gap(value, to)
    if away == 0:
        return "on_target"
    return "within_tolerance" if away <= tolerance else "off_target"


def travel(before: Decimal | None, now: Decimal | None, direction: str, to: Wanted | None) -> str:
    """A status of the kind "travel": by the direction that is better; for a range, nearer to it is better."""
    if before is None or now is None:
        return "unknown"
    if direction == Direction.WITHIN:
        if to is None:
            return "unknown"
        better = gap(before, to) - gap(now, to)
    else:
        better = now - before if direction == Direction.HIGHER else before - now
    return "unchanged" if better == 0 else "improving" if better > 0 else "worsening"


def needs_words(value: Decimal | None, to: Wanted | None, tolerance: Decimal) -> bool:
    """Off target beyond tolerance: whoever hands the value in says why, and what will bring it back."""
    return outcome(value, to, tolerance) == "off_target"


def computed(unit: str, numerator: Decimal, denominator: Decimal) -> Decimal:
    """A percentage, a rate per 10,000, or (days, number, ratio) so many for each one."""
    scale = _SCALE.get(Unit(unit), Decimal(1))
    return (scale * numerator / denominator).quantize(_STORED, ROUND_HALF_UP)


# -- in words


def plain(value: Decimal) -> str:
    """As it was entered: "1,234.5", "90", "0.0625"."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(value: Decimal | None, unit: str) -> str:
    """ "62.6%", "12.5 per 10,000", "45 days", "16.4"; a value worked out to many places is rounded."""
    if value is None:
        return ""
    return _with_unit(_rounded(value, unit), unit)


def gap_in_words(value: Decimal, to: Wanted, unit: str) -> str:
    """ "12.4 points below target", "3 days above target", "2 below the range", "on target"."""
    away = gap(value, to)
    if away == 0:
        return "inside the range" if to.is_range else "on target"
    below = to.low is not None and value < to.low
    size = _rounded(away, unit)
    if size == "0":
        step = Decimal(1).scaleb(-_SHOWN[Unit(unit)])
        amount = f"less than {_amount(plain(step), unit)}"
    else:
        amount = _amount(size, unit)
    return f"{amount} {'below' if below else 'above'} {'the range' if to.is_range else 'target'}"


def wanted_in_words(to: Wanted | None, unit: str) -> str:
    """ "at least 85%", "at most 10%", "16 to 18", "4 days"."""
    if to is None:
        return ""
    if to.low is None or to.high is None:
        bound, word = (to.low, "at least") if to.high is None else (to.high, "at most")
        return f"{word} {_with_unit(plain(bound), unit)}" if bound is not None else ""
    if to.low == to.high:
        return _with_unit(plain(to.low), unit)
    return f"{plain(to.low)} to {_with_unit(plain(to.high), unit)}"


def tolerance_in_words(tolerance: Decimal, unit: str) -> str:
    """ "5 points", "2 days"; empty where nothing is tolerated."""
    return _amount(plain(tolerance), unit) if tolerance else ""


def _rounded(value: Decimal, unit: str) -> str:
    near = value.quantize(Decimal(1).scaleb(-_SHOWN[Unit(unit)]), ROUND_HALF_UP)
    return plain(near) if near else "0"


def _with_unit(number: str, unit: str) -> str:
    if unit == Unit.DAYS:
        return f"{number} day" if number == "1" else f"{number} days"
    return f"{number}{_AFTER.get(Unit(unit), '')}"


def _amount(number: str, unit: str) -> str:
    """A difference: between percentages it is counted in points."""
    if unit == Unit.PERCENT:
        return f"{number} point" if number == "1" else f"{number} points"
    return _with_unit(number, unit)
