"""Lines of a scorecard inside a sentence: "NI 59, 75% by March 2011 (65.2% in 2008-09); NI 60, 82% by March 2011".

Each piece between semicolons is a measure's name and then nothing but its figures, their years and days, and the few
words that say which of them was (outturn, actual) and which is to be (target, milestone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import FoundDate, without_dates
from .target_amounts import amount_of, comparator_in, direction, unit_name
from .target_dates import dates_said, last_day
from .target_forms import FoundTarget, Notes
from .target_metrics import clean_metric
from .target_words import SHARE
from .wording import DUTY, word_list

_PIECE = re.compile(
    rf"\W*(?:and\s+)?(?P<name>[A-Za-z][^;]{{2,160}}?)\s*[,:–-]\s+(?P<figures>(?:(?:19|20)\d\d|at\s|no\s|not\s|maximum\s|minimum\s|under\s|below\s|over\s|above\s|target|outturn|actual|baseline|{SHARE}).*?)[\s;.]*$",
    re.I | re.S,
)
_FIGURE = re.compile(rf"(?<![\w.,£–-])(?P<amount>{SHARE})(?!\w)", re.I)
_WORDS = frozenset(
    word_list(
        "by at in on to the of and from for before end no not less least more most than or outturn actual baseline target targets milestone "
        "was is now currently final interim then rising falling better maximum minimum under over above below higher lower fewer year quarter financial month per cent"
    )
)
_SAID = re.compile(
    r"\b(?:19|20)\d\d|\b(?:target|milestone|outturn|actual|baseline|now|currently|was|by)\b", re.I
)
_WAS = re.compile(r"\b(?:outturn|actual|baseline|was|now|currently|from)\b", re.I)


def lines(words: str, notes: Notes) -> Iterator[FoundTarget]:
    named: list[tuple[str, int, str]] = []  # a measure's name, where its figures stand, and the figures
    for piece in re.finditer(r"[^;]+", words):
        line = _PIECE.match(piece[0])
        if line and _only_figures(line["figures"]):
            named.append((line["name"], piece.start() + line.start("figures"), line["figures"]))
        elif named and _only_figures(piece[0]):  # "…: 2008-09 outturn 52%; 2009-10 target 58%"
            name, place, figures = named.pop()
            named.append((name, place, words[place : piece.end()]))
        else:
            return
    if any(DUTY.search(name) or _WAS.match(name) for name, _, _ in named):
        return
    if any(len(_FIGURE.findall(figures)) > 1 and not _SAID.search(figures) for _, _, figures in named):
        return  # "52%, 65%, 78%": what they are another sentence says
    for name, place, figures in named:
        yield from _targets(place, name.rpartition(" are: ")[2] or name, figures)


def _only_figures(words: str) -> bool:
    words = without_dates(words, dates_said(words))
    words = _FIGURE.sub(" ", re.sub(r"\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b", " ", words))
    return all(word in _WORDS for word in re.findall(r"[a-z]+|\d+", words.lower()))


def _targets(place: int, name: str, figures: str) -> Iterator[FoundTarget]:
    base: float | None = None
    found = list(_FIGURE.finditer(figures))
    dates = [date for date in dates_said(figures) if date.date]
    for index, match in enumerate(found):
        low = found[index - 1].end() if index else 0
        before = figures[low : match.start()]
        amount, unit = amount_of(match["amount"])
        dated_back = re.match(
            r"\s*\(\s*(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d", figures[match.end() :]
        )  # "31% (2022)"
        if (
            amount is None
            or dated_back
            or _WAS.search(before)
            or re.search(r"\(\s*$|\(\s*(?:19|20)\d\d", before)
        ):
            base = amount if base is None else base
    for index, match in enumerate(found):
        low = found[index - 1].end() if index else 0
        high = found[index + 1].start() if index + 1 < len(found) else len(figures)
        amount, unit = amount_of(match["amount"])
        if amount is None or amount == base:
            continue
        said = comparator_in(figures[low : match.end() + 12])
        metric = clean_metric(name)
        day = _day(figures, dates, low, match.start(), match.end(), high)
        yield FoundTarget(
            place + match.start(), place + match.end(), metric, amount, said or direction(metric, None),
            baseline=base, unit=unit_name(unit), by=last_day(figures, day) if day else None, guessed=said is None,
        )  # fmt: skip


def _day(figures: str, dates: list[FoundDate], low: int, start: int, end: int, high: int) -> FoundDate | None:
    """The day behind a figure, else the year before it: "2011-12 target 62%"."""
    behind = next(
        (
            date
            for date in dates
            if end <= date.start < high
            and re.search(r"\b(?:by|in|at|on|to|for)\s+(?:the\s+end\s+of\s+)?$", figures[end : date.start])
        ),
        None,
    )
    before = next((date for date in reversed(dates) if low <= date.start < start), None)
    return behind or before
