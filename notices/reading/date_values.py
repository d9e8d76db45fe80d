"""The day that a matched form of a date stands for. An impossible date is said to be impossible, never moved."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from .date_forms import MONTHS, SHORT
from .feasts import feast_day
from .figures import ordinal_value, value
from .result import Precision

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
TERMS = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12)}
HALF_TERMS = {"autumn": 10, "october": 10, "spring": 2, "february": 2, "summer": 5, "may": 5}
QUARTERS = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = ("first", "second", "third", "fourth")
MISREAD = "The digits of this date look misread."
DOTTED_BEFORE = re.compile(r"\b(?:by|before|until|on|from|to|of|dated?|ending|end|commencing|due|deadline|date)\s*:?\s*$", re.I)  # fmt: skip

Match = re.Match[str]


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


def found(
    match: Match,
    first: datetime.date | None,
    last: datetime.date | None,
    precision: Precision,
    problem: str | None = None,
    span: tuple[int, int] | None = None,
) -> FoundDate:
    start, end = span or match.span()
    text = match.string[start:end]
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


def year_number(text: str) -> int | None:
    text = text.strip().lower().lstrip("'’")
    words = re.match(r"two thousand(?: and ([a-z-]+))?$", text)
    if words:
        return 2000 + int(value(words[1]) or 0) if words[1] else 2000
    digits = text.replace("o", "0").replace("l", "1").replace("i", "1")
    if not digits.isdigit():
        return None
    number = int(digits)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def of_day(match: Match, span: tuple[int, int] | None = None) -> FoundDate | None:
    day, month, year = match["d"], match["month"], match["y"]
    plain = re.sub(r"\s+(?=st|nd|rd|th)", "", day, flags=re.I)
    in_words = plain[:2].isalpha() and len(plain) > 3
    repaired = plain if in_words else re.sub("[lI]", "1", plain[:2]).replace("O", "0") + plain[2:]
    number, year_value = ordinal_value(repaired), year_number(year)
    if number is None or year_value is None:
        return None
    misread = repaired != plain or (bool(re.search("[OolI]", year)) and not year.lower().startswith("two"))
    return _exactly(match, year_value, month_number(month), number, MISREAD if misread else None, span)


def _exactly(
    match: Match,
    year: int,
    month: int,
    day: int,
    problem: str | None,
    span: tuple[int, int] | None = None,
) -> FoundDate:
    raw = match.string[slice(*(span or match.span()))].strip()
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        impossible = f"“{raw}” is not a date: {MONTHS[month - 1].title()} {year} has no day {day}."
        return found(match, None, None, "day", impossible, span)
    return found(match, date, date, "day", problem or _wrong_weekday(match[0], date), span)


def _wrong_weekday(raw: str, date: datetime.date) -> str | None:
    named = re.match(r"(?:the\s+)?(mon|tue|wed|thu|fri|sat|sun)", raw.strip(), re.I)
    days = [day[:3] for day in DAYS]
    if named is None or days.index(named[1].lower()) == date.weekday():
        return None
    return f"“{raw.strip()}” is a {date:%A}."


def month_meant(word: str) -> str | None:
    """ "Septmber", "0ctober": a month with a letter or two wrong."""
    word = word.lower().translate(str.maketrans("01|", "oll")).replace("rn", "m")
    if word in MONTHS:
        return word
    best = process.extractOne(word, MONTHS, scorer=fuzz.ratio, score_cutoff=76) if len(word) > 2 else None
    return None if best is None or (word in SHORT and best[0].startswith(word)) else best[0]


def of_misspelt_month(match: Match) -> FoundDate | None:
    near = month_meant(match["word"])
    if near is None or match["word"].lower() in MONTHS:
        return None
    start = match.start("part") if match["part"] else match.start("word")
    month = month_of(match, near, int(match["y"]), match["part"])
    raw = match.string[start : match.end()].strip()
    said = f"“{match['word']}” was read as {near.title()}."
    return replace(month, start=start, raw=raw, certain=False, problem=month.problem or said)


def of_misspelt(match: Match) -> FoundDate | None:
    near = month_meant(match["word"])
    if near is None:
        return None
    month = MONTHS.index(near) + 1
    said = f"“{match[0].strip()}” was read as {int(match['d'])} {near.title()} {match['y']}."
    return _exactly(match, int(match["y"]), month, int(match["d"]), said)


def of_numbers(match: Match) -> FoundDate | None:
    raw, day, month, year = match[0], match["d"], match["m"], match["y"]
    dotted = match["sep"] == "." and len(year) < 4 and len(month) < 2
    if dotted and not DOTTED_BEFORE.search(match.string[: match.start()]):
        return None  # "1.2.3", "3.1.12": the number of a section
    if len(year) in (1, 3):
        if match["sep"] != "/":
            return None
        return found(match, None, None, "day", f"The date “{raw}” is not complete.")
    year_value = year_number(year)
    if year_value is None:
        return None
    try:
        date = datetime.date(year_value, int(month), int(day))
    except ValueError:
        return found(match, None, None, "day", f"“{raw}” is not a date.")
    return found(match, date, date, "day")


def of_blank(match: Match) -> FoundDate:
    month = month_of(match, match["month"], int(match["y"]), None)
    return replace(month, certain=False, problem=f"The day is blank in “{match[0]}”.")


def of_month(match: Match) -> FoundDate | None:
    year = year_number(match["y"])
    if not year:
        return None
    month = month_of(match, match["month"], year, match["part"])
    misread = re.search("[OolI]", match["y"])
    return replace(month, certain=False, problem=MISREAD) if misread else month


def of_months(match: Match) -> FoundDate:
    year = int(match["y"])
    first, last = month_number(match["from"]), month_number(match["month"])
    return found(
        match,
        datetime.date(year if first <= last else year - 1, first, 1),
        month_end(year, last),
        "month",
    )


def month_of(match: Match, name: str, year: int, part: str | None) -> FoundDate:
    number = month_number(name)
    first, last = datetime.date(year, number, 1), month_end(year, number)
    words, raw = " ".join((part or "").lower().split()), match[0].strip()
    if re.search(r"\b(?:end|close|last)\b", words):
        return found(match, last, last, "day")
    if re.search(r"\b(?:start|beginning)\b", words):
        return found(match, first, first, "day")
    if re.search(r"\bmid", words):
        middle = first.replace(day=15)
        return found(match, middle, middle, "day", f"“{raw}” was taken as the 15th.")
    if re.search(r"\b(?:early|late)\b", words):
        return found(match, first, last, "month", f"“{raw}” names no day; the month's last was taken.")
    return found(match, first, last, "month")


def of_season(match: Match, months: dict[str, tuple[int, int]], *, unsure: bool) -> FoundDate:
    first_month, last_month = months[match["season"].lower()]
    year = int(match["y"])
    last_year = year + 1 if last_month < first_month else year
    first, last = datetime.date(year, first_month, 1), month_end(last_year, last_month)
    words = (match["part"] or "").lower()
    if re.search(r"\b(?:start|beginning)\b", words):
        last = first
    problem = f"“{match[0].strip()}” was taken to end on {last.day} {MONTHS[last.month - 1].title()}; schools differ."
    return found(match, first, last, "month", problem if unsure else None)


def of_half_term(match: Match) -> FoundDate:
    year, month = int(match["y"]), HALF_TERMS[match["season"].lower()]
    last = month_end(year, month)
    problem = (
        f"“{match[0].strip()}” was taken to end on {last.day} {MONTHS[month - 1].title()}; councils differ."
    )
    return found(match, last.replace(day=1), last, "month", problem)


def of_quarter(match: Match) -> FoundDate:
    named = match["q"] or match["q2"] or match["q3"]
    quarter = int(named) if named.isdigit() else QUARTERS[named.lower()]
    year, month = int(match["y"]), 3 * quarter - 2
    problem = None
    if match["y2"] or "financial" in match[0].lower():  # its first quarter is April to June
        month, year = (month + 3, year) if quarter < 4 else (1, year + 1)
    else:
        problem = f"“{match[0].strip()}” was taken as a quarter of the calendar year."
    last = month_end(year, month + 2)
    return found(match, datetime.date(year, month, 1), last, "day" if match["end"] else "month", problem)


def of_year_span(match: Match) -> FoundDate | None:
    """A financial or a school year, or its end."""
    kind = (match["kind"] or match["kind2"]).lower()
    year, second = int(match["y"] or match["y3"]), match["y2"] or match["y4"]
    if second and int(second) % 100 != (year + 1) % 100:
        return found(match, None, None, "year", f"“{match[0].strip()}” is not one year.")
    school = kind in ("academic", "school")
    last = datetime.date(year + 1, 8, 31) if school else datetime.date(year + 1, 3, 31)
    first = datetime.date(year, 9, 1) if school else datetime.date(year, 4, 1)
    problem = None
    if not second:
        problem = f"“{match[0].strip()}” was taken as the year that starts in {year}."
    elif school:
        problem = f"“{match[0].strip()}” was taken to end on 31 August; schools differ."
    return (
        found(match, last, last, "day", problem)
        if match["end"]
        else found(match, first, last, "year", problem)
    )


def of_financial_end(match: Match) -> FoundDate | None:
    year = int(match["y"])
    if int(match["y2"]) % 100 != (year + 1) % 100:
        return None
    last = datetime.date(year + 1, 3, 31)
    return found(match, last, last, "day")


def of_no_year(match: Match) -> FoundDate:
    return found(match, None, None, "day", f"“{match[0].strip()}” names no year.")


def of_feast(match: Match) -> FoundDate:
    day = feast_day(match["feast"], int(match["y"]))
    return found(
        match, day, day, "day", f"“{match[0]}” was taken as {day.day} {MONTHS[day.month - 1].title()}."
    )


def of_weekday(match: Match) -> FoundDate | None:
    """ "the last Friday in March 2013", "the first week of May 2014"."""
    year, month = int(match["y"]), month_number(match["month"])
    nth, what = match["nth"].lower(), " ".join(match["what"].lower().split())
    last = month_end(year, month)
    if what == "week":
        day = last if nth == "last" else last.replace(day=7 * (NTH.index(nth) + 1))
        return found(
            match,
            day - datetime.timedelta(days=6),
            day,
            "day",
            f"“{match[0].strip()}” was taken to end on the {day.day}.",
        )
    wanted = range(5) if what == "working day" else (DAYS.index(what),)
    days = [day for n in range(1, last.day + 1) if (day := last.replace(day=n)).weekday() in wanted]
    day = days[-1] if nth == "last" else days[NTH.index(nth)]
    return found(match, day, day, "day")


def of_part_of_year(match: Match) -> FoundDate:
    year, which = int(match["y"]), match["which"].lower()
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    half = datetime.date(year, 6, 30)
    if which.startswith(("beginning", "start")):
        return found(match, first, first, "day")
    if which == "first half of":
        return found(match, first, half, "month")
    if which == "second half of":
        return found(match, half, last, "month")
    if which in ("mid", "middle of"):
        return found(match, half, half, "month", f"“{match[0].strip()}” was taken as the end of June.")
    if which == "late":
        return found(match, half, last, "year", f"“{match[0].strip()}” was taken as the end of the year.")
    return found(match, first, None, "year", f"“{match[0].strip()}” names no day or month.")


def of_year_end(match: Match) -> FoundDate:
    last = datetime.date(int(match["y"]), 12, 31)
    return found(match, last, last, "day")


READERS: dict[str, Callable[[Match], FoundDate | None]] = {
    "iso": of_numbers,
    "day": of_day,
    "misspelt": of_misspelt,
    "misspelt_month": of_misspelt_month,
    "blank": of_blank,
    "numeric": of_numbers,
    "weekday_of": of_weekday,
    "year_span": of_year_span,
    "financial_end": of_financial_end,
    "no_year": of_no_year,
    "quarter": of_quarter,
    "half_term": of_half_term,
    "term": lambda match: of_season(match, TERMS, unsure=True),
    "season": lambda match: of_season(match, SEASONS, unsure=False),
    "months": of_months,
    "month": of_month,
    "feast": of_feast,
    "part_of_year": of_part_of_year,
    "year_end": of_year_end,
}
