"""Dates as English officials write them. An impossible date is said to be impossible, never moved.

A date that names a stretch of time (a month, a season, a year) stands for its last day; `first` is its first.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dateutil.easter import easter

from .figures import ordinal_value
from .result import Precision

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?![A-Za-z])"
YEAR = r"(?:19|20)\d\d"
SHORT_YEAR = r"['’]?\d\d(?!\d)"
DAY = r"(?:[0-3]?\d(?:\s?(?:st|nd|rd|th))?|[lI]\d?(?:st|th)?|\d[lIO](?:st|th)?)"
WORD_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[\s-](?:first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth)|thirtieth|thirty[\s-]first)"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?,?\s+)?"
PART = r"(?P<part>(?:the\s+)?(?:very\s+)?(?:end|close|last day|start|beginning|middle|early|late|mid)(?:\s+of)?(?:\s+the)?(?:\s+month(?:\s+of)?)?[\s-]+)?"
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
TERMS = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12)}


@dataclass(frozen=True)
class FoundDate:
    """`start` and `end` are where the words stand in the text. `problem` says in plain words what is wrong or unsure."""

    start: int
    end: int
    raw: str
    date: datetime.date | None
    first: datetime.date | None
    precision: Precision
    certain: bool = True
    problem: str | None = None


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("iso", rf"(?<![\d/-])(?P<y>{YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?![\d/-])"),
        ("us", rf"\b(?P<month>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<y>{YEAR})\b"),
        (
            "long",
            rf"(?<![\w.,])(?:{WEEKDAY})?(?:the\s+)?(?P<d>{DAY}|{WORD_DAY})\s*(?:day\s+)?(?:of\s+)?(?P<month>{MONTH})[,\s]+"
            rf"(?:in the year\s+)?(?P<y>{YEAR}|{SHORT_YEAR}|2O\d\d|20[lI]\d|20\d[lI]|two thousand(?: and [a-z-]+)?)(?![\d/])",
        ),
        ("blank", rf"(?:[_.…]{{2,}}|\[\s*\]|\bxx?\b|\?\?)\s*(?:day of\s+)?(?P<month>{MONTH})\s+(?P<y>{YEAR})"),
        ("numeric", r"(?<![\d/.\w-])(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{1,2})(?![\d/-]|\.\d)"),
        ("financial_end", rf"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:financial\s+year\s+(?P<y>{YEAR})(?:\s?[-/–]\s?(?P<y2>\d{{4}}|\d\d))?|(?P<y3>{YEAR})\s?[-/–]\s?(?P<y4>\d{{4}}|\d\d)(?:\s+financial\s+year)?)(?!\d)"),
        ("this_financial_end", r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the|this|the current)\s+(?P<what>financial|calendar|academic|school|municipal)\s+year\b(?!\s*(?:19|20)\d\d)"),
        ("quarter", rf"\b(?:the\s+end\s+of\s+)?(?:the\s+)?(?:Q\s?(?P<q>[1-4])|quarter\s+(?P<q2>[1-4]|one|two|three|four)|(?P<q3>first|second|third|fourth|final)\s+quarter)\s*(?:of\s+|,\s*|in\s+)?(?:the\s+)?(?P<y>{YEAR})(?:\s?[-/–]\s?(?P<y2>\d{{4}}|\d\d))?(?!\d)"),
        ("term", rf"{PART}\b(?P<season>spring|summer|autumn)\s+term,?\s*(?:of\s+|in\s+)?(?P<y>{YEAR})\b"),
        ("season", rf"{PART}\b(?P<season>spring|summer|autumn|winter)(?:\s+of)?\s+(?P<y>{YEAR})(?:\s?[-/–]\s?(?P<y2>\d{{4}}|\d\d))?(?!\d)"),
        ("month", rf"{PART}(?<!\w)(?P<month>{MONTH})[,\s]+(?:of\s+)?(?P<y>{YEAR}|['’]\d\d|2O\d\d|20[lI]\d|20\d[lI])(?!\d)"),
        ("feast", rf"\b(?P<feast>Christmas|Easter)(?:\s+of)?,?\s+(?P<y>{YEAR})\b"),
        ("year_end", rf"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:calendar\s+year\s+)?(?P<y>{YEAR})\b(?!\s?[-/–]\s?\d)"),
    )
)  # fmt: skip
# "October 2012, April 2013" needs nothing; "October and December 2012", "1 and 15 March 2013" share what follows.
SHARED_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})(?=(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+|\s*&\s*){MONTH}(?:\s*,\s*|\s+and\s+|\s+)(?:{MONTH}[,\s]+(?:and\s+)?)*{YEAR})", re.I)  # fmt: skip
SHARED_MONTH = re.compile(rf"(?<![\w.])(?P<d>{DAY})(?=(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*&\s*)(?:{DAY}(?:\s*,\s*|\s+and\s+))*{DAY}\s+(?:of\s+)?(?P<month>{MONTH})[,\s]+(?P<y>{YEAR}))", re.I)  # fmt: skip
YEARLESS = re.compile(
    rf"(?<![\w.])(?P<d>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?!\w)(?!\s*,?\s*(?:{YEAR}|\d))", re.I
)
YEARLESS_MONTH = re.compile(r"\b(?:[Tt]he )?[Ee]nd of (?P<month>[JFMASOND][a-z]{2,8})\b(?!,?\s*(?:of\s+)?\d)")
MAY_DATE = re.compile(
    r"\d|\byear\b|\bend of\b|\btwo thousand\b", re.I
)  # without one of these there is no date
BARE_YEAR = re.compile(rf"\b(?P<y>{YEAR})\b(?!\s?[-/–]\s?\d)")


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order, without overlaps."""
    return list(_dates_in(text)) if MAY_DATE.search(text) else []


@lru_cache(maxsize=2048)
def _dates_in(text: str) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []

    def add(candidate: FoundDate | None) -> None:
        if candidate and not any(c.start < candidate.end and candidate.start < c.end for c in found):
            found.append(candidate)

    for name, pattern in PATTERNS:
        for match in pattern.finditer(text):
            add(_read(name, match))
    for match in SHARED_MONTH.finditer(text):
        add(_day(match, match["d"], match["month"], match["y"], span=match.span("d")))
    for match in SHARED_YEAR.finditer(text):
        year = re.search(YEAR, text[match.end() :])
        if year:
            add(_month(match, match["month"], int(year[0]), None))
    for match in YEARLESS.finditer(text):
        problem = f"The date “{match[0]}” has no year."
        add(
            FoundDate(match.start(), match.end(), match[0], None, None, "day", certain=False, problem=problem)
        )
    for match in YEARLESS_MONTH.finditer(text):
        if match["month"].lower() in MONTHS:
            problem = f"The date “{match[0]}” has no year."
            add(
                FoundDate(
                    match.start(), match.end(), match[0], None, None, "month", certain=False, problem=problem
                )
            )
    return tuple(sorted(found, key=lambda date: date.start))


def find_years(text: str, dates: list[FoundDate]) -> list[FoundDate]:
    """Years that stand alone ("by 2014"), outside the dates already found."""
    return [
        FoundDate(
            m.start(),
            m.end(),
            m[0],
            datetime.date(int(m["y"]), 12, 31),
            datetime.date(int(m["y"]), 1, 1),
            "year",
        )
        for m in BARE_YEAR.finditer(text)
        if not any(d.start < m.end() and m.start() < d.end for d in dates)
    ]


def parse_date(text: str) -> FoundDate | None:
    """The first date in a text, such as the line "Dated this 9th day of November 2015"."""
    found = find_dates(text)
    return found[0] if found else None


def _read(name: str, match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    if name in ("iso", "numeric"):
        return _numeric(match, groups["d"], groups["m"], groups["y"])
    if name in ("us", "long"):
        return _day(match, groups["d"], groups["month"], groups["y"])
    if name == "blank":
        month = _month(match, groups["month"], int(groups["y"]), None)
        return month and replace(month, certain=False, problem=f"The day is blank in “{match[0]}”.")
    if name == "financial_end":
        return _financial_end(match)
    if name == "this_financial_end":
        problem = f"“{match[0]}” names no year."
        return FoundDate(
            match.start(), match.end(), match[0], None, None, "day", certain=False, problem=problem
        )
    if name == "quarter":
        return _quarter(match)
    if name == "feast":
        year = int(groups["y"])
        day = datetime.date(year, 12, 25) if groups["feast"].lower() == "christmas" else easter(year)
        return _found(
            match, day, day, "day", f"“{match[0]}” was taken as {day.day} {MONTHS[day.month - 1].title()}."
        )
    if name in ("season", "term"):
        return _season(match, TERMS if name == "term" else SEASONS, unsure=name == "term")
    if name == "month":
        month = _month(match, groups["month"], _year(groups["y"]) or 0, groups["part"])
        misread = (month is not None and not re.search(r"\d\d$", groups["y"])) or "O" in groups["y"]
        return (
            replace(month, certain=False, problem="The digits of this date look misread.")
            if month and misread
            else month
        )
    last = datetime.date(int(groups["y"]), 12, 31)
    return _found(match, last, last, "day")


def _found(
    match: re.Match[str],
    first: datetime.date | None,
    last: datetime.date | None,
    precision: Precision,
    problem: str | None = None,
    span: tuple[int, int] | None = None,
    raw: str | None = None,
) -> FoundDate:
    start, end = span or match.span()
    text = raw if raw is not None else match.string[start:end]
    start += len(text) - len(text.lstrip())
    return FoundDate(
        start, end, text.strip(), last, first, precision, certain=problem is None, problem=problem
    )


def month_number(text: str) -> int:
    name = text.strip(" .").lower()
    return (
        MONTHS.index(name) + 1 if name in MONTHS else SHORT[name[:4] if name.startswith("sept") else name[:3]]
    )


def month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> int | None:
    text = text.strip().lower().lstrip("'’")
    words = re.match(r"two thousand(?: and ([a-z-]+))?$", text)
    if words:
        from .figures import value

        return 2000 + int(value(words[1]) or 0) if words[1] else 2000
    digits = text.replace("o", "0").replace("l", "1").replace("i", "1")
    if not digits.isdigit():
        return None
    number = int(digits)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def _day(
    match: re.Match[str], day: str, month: str, year: str, span: tuple[int, int] | None = None
) -> FoundDate | None:
    plain = re.sub(r"\s+(?=st|nd|rd|th)", "", day)
    repaired = (
        plain
        if plain.isalpha() and len(plain) > 2
        else re.sub("[lI]", "1", plain[:2]).replace("O", "0") + plain[2:]
    )
    number, year_number = ordinal_value(repaired), _year(year)
    if number is None or year_number is None:
        return None
    misread = repaired != plain or (bool(re.search("[OlI]", year)) and not year.lower().startswith("two"))
    month_value = month_number(month)
    try:
        date = datetime.date(year_number, month_value, number)
    except ValueError:
        raw = match.string[slice(*(span or match.span()))].strip()
        impossible = (
            f"“{raw}” is not a date: {MONTHS[month_value - 1].title()} {year_number} has no day {number}."
        )
        return _found(match, None, None, "day", impossible, span)
    problem = "The digits of this date look misread." if misread else _wrong_weekday(match[0], date)
    return _found(match, date, date, "day", problem, span)


def _wrong_weekday(raw: str, date: datetime.date) -> str | None:
    named = re.match(r"(?:the\s+)?(mon|tue|wed|thu|fri|sat|sun)", raw.strip(), re.I)
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    if named is None or days.index(named[1].lower()) == date.weekday():
        return None
    return f"“{raw.strip()}” is a {date:%A}."


def _numeric(match: re.Match[str], day: str, month: str, year: str) -> FoundDate | None:
    raw = match[0]
    dotted = match.groupdict().get("sep") == "."
    if dotted and (len(year) < 2 or (len(year) == 2 and len(month) < 2)):
        return None  # "1.2.3", "3.1.12": the number of a section
    if len(year) in (1, 3):
        return _found(match, None, None, "day", f"The date “{raw}” is not complete.")
    year_number = _year(year)
    if year_number is None:
        return None
    try:
        date = datetime.date(year_number, int(month), int(day))
    except ValueError:
        return _found(match, None, None, "day", f"“{raw}” is not a date.")
    return _found(match, date, date, "day")


def _month(match: re.Match[str], month: str, year: int, part: str | None) -> FoundDate | None:
    number = month_number(month)
    if not year:
        return None
    first, last = datetime.date(year, number, 1), month_end(year, number)
    words = " ".join((part or "").lower().split())
    if re.search(r"\b(?:end|close|last)\b", words):
        return _found(match, last, last, "day")
    if re.search(r"\b(?:start|beginning)\b", words):
        return _found(match, first, first, "day")
    if re.search(r"\bmid", words):
        middle = first.replace(day=15)
        return _found(match, middle, middle, "day", f"“{match[0].strip()}” was taken as the 15th.")
    if re.search(r"\b(?:early|late)\b", words):
        return _found(
            match, first, last, "month", f"“{match[0].strip()}” names no day; the month's last was taken."
        )
    return _found(match, first, last, "month")


def _season(match: re.Match[str], months: dict[str, tuple[int, int]], *, unsure: bool) -> FoundDate:
    first_month, last_month = months[match["season"].lower()]
    year = int(match["y"])
    last_year = year + 1 if last_month < first_month else year
    first, last = datetime.date(year, first_month, 1), month_end(last_year, last_month)
    words = (match["part"] or "").lower()
    if re.search(r"\b(?:start|beginning)\b", words):
        last = first
    problem = f"“{match[0].strip()}” was taken to end on {last.day} {MONTHS[last.month - 1].title()}; schools differ."
    return _found(match, first, last, "month", problem if unsure else None)


def _quarter(match: re.Match[str]) -> FoundDate:
    named = match["q"] or match["q2"] or match["q3"]
    order = {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "final": 4,
    }
    quarter = int(named) if named.isdigit() else order[named.lower()]
    year = int(match["y"])
    month = 3 * quarter - 2
    problem = None
    if match["y2"]:  # a financial year: its first quarter is April to June
        month, year = (month + 3, year) if quarter < 4 else (1, year + 1)
    else:
        problem = f"“{match[0].strip()}” was taken as a quarter of the calendar year."
    return _found(match, datetime.date(year, month, 1), month_end(year, month + 2), "month", problem)


def _financial_end(match: re.Match[str]) -> FoundDate:
    year = int(match["y"] or match["y3"])
    second = match["y2"] or match["y4"]
    last = datetime.date(year + 1, 3, 31)
    problem = None if second else f"“{match[0].strip()}” was taken as the year that starts in {year}."
    return _found(match, last, last, "day", problem)
