"""How English officials write a date: one pattern for each form, tried in this order."""

from __future__ import annotations

import re

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
CAPITAL_MONTH = r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:19|20)\d\d"
SHORT_YEAR = r"['’]?\d\d(?!\d)(?!\s+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
MISREAD_YEAR = r"2[0Oo][0-3lIO][0-9lIO](?<!\d\d\d\d)"
DAY = r"(?:[0-3]?\d(?:\s?(?:st|nd|rd|th))?|[lI]\d?(?:st|th)?|\d[lIO](?:st|th)?)"
WORD_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[\s-](?:first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth)|thirtieth|thirty[\s-]first)"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b,?\s+)?"
PART = r"(?P<part>(?:the\s+)?(?:very\s+)?(?:end|close|last day|start|beginning|middle|early|late|mid)(?:\s+of)?(?:\s+the)?(?:\s+month(?:\s+of)?)?[\s-]+)?"
END_OF = r"(?P<end>\b(?:the\s+)?(?:end|close)[\s-]+(?:of\s+)?)?"
SPAN_OF_YEARS = r"(?P<y>(?:19|20)\d\d)(?:(?:\s?[-/–]\s?|\s+to\s+(?=20))(?P<y2>\d{4}|\d\d))?(?!\d)"
YEAR_KIND = r"(?P<kind>financial|academic|school|municipal|fiscal|performance|reporting)\s+year"

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d/-])(?P<y>{YEAR})(?P<sep>[-/])(?P<m>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)(?![\d/-])"),
    ("day", rf"\b(?P<month>{MONTH})\s+(?P<d>\d{{1,2}})(?:(?:st|nd|rd|th),?\s+|,\s*)(?P<y>{YEAR})\b"),
    ("day", rf"(?<![\w-])(?P<d>\d{{1,2}})-(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]{{0,6}}-(?P<y>{YEAR}|\d\d)(?![\w-])"),
    ("day", rf"(?<![\w.,])(?:{WEEKDAY})?(?:the\s+)?(?P<d>{DAY}|{WORD_DAY})\s*(?:day\s+)?(?:of\s+)?(?P<month>{MONTH})(?:,?\s*(?={YEAR})|[,\s]+)"
            rf"(?:in the year\s+)?(?P<y>{YEAR}|{MISREAD_YEAR}|{SHORT_YEAR}|two thousand(?: and [a-z-]+)?)(?![\d/])"),
    ("misspelt", r"(?<![\w.,])(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?P<word>(?-i:[A-Z0])[a-z0-9|]{2,10}),?\s+(?P<y>20\d\d)(?![\d/])"),
    ("blank", rf"(?:[_.…]{{2,}}|\[\s*(?:[Dd]ate|[Dd]ay|[Xx]{{1,2}}|[Dd]{{2}})?\s*\]|\bxx?\b|\bDD\b|\?\?)\s*(?:day of\s+)?(?P<month>{MONTH})\s+(?P<y>{YEAR})"),
    ("numeric", r"(?<![\d/.\w-])(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{1,2})(?![\d/-]|\.\d)"),
    ("weekday_of", rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<what>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|working\s+day|week)\s+(?:of|in)\s+(?P<month>{MONTH}),?\s+(?P<y>{YEAR})\b"),
    ("year_span", rf"{END_OF}(?:the\s+)?(?:{YEAR_KIND}\s+(?:of\s+)?{SPAN_OF_YEARS}|(?P<y3>{YEAR})(?:\s?[-/–]\s?|\s+to\s+)(?P<y4>\d{{4}}|\d\d)\s+(?P<kind2>financial|academic|school|municipal|fiscal|performance|reporting)\s+year)"),
    ("financial_end", rf"\b(?:the\s+)?(?:end|close)\s+of\s+(?P<y>{YEAR})\s?[-/–]\s?(?P<y2>\d{{4}}|\d\d)(?!\d)"),
    ("no_year", r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the|this|the\s+current|the\s+next|the\s+following|next)\s+(?P<what>financial|calendar|academic|school|municipal)\s+year\b(?!\s*(?:19|20)\d\d)"),
    ("quarter", rf"{END_OF}(?:the\s+)?\b(?:Q\s?(?P<q>[1-4])|quarter\s+(?P<q2>[1-4]|one|two|three|four)|(?P<q3>first|second|third|fourth|final|last)\s+quarter)\s*(?:of\s+|,\s*|in\s+)?(?:the\s+)?(?:financial\s+year\s+)?{SPAN_OF_YEARS}"),
    ("half_term", rf"\b(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|(?:October|February|May))\s+half[\s-]?term,?\s*(?:of\s+|in\s+)?(?P<y>{YEAR})\b"),
    ("term", rf"{PART}\b(?P<season>spring|summer|autumn)\s+term,?\s*(?:of\s+|in\s+)?(?P<y>{YEAR})\b"),
    ("season", rf"{PART}\b(?P<season>spring|summer|autumn|winter)(?:\s+of)?\s+{SPAN_OF_YEARS}"),
    ("months", rf"(?<!\w)(?P<from>{MONTH})\s?[/–-]\s?(?P<month>{MONTH})[,\s]+(?P<y>{YEAR})(?!\d)"),
    ("month", rf"{PART}(?<!\w)(?P<month>{MONTH})(?:,?\s*(?={YEAR})|[,\s]+)(?:of\s+)?(?P<y>{YEAR}|{MISREAD_YEAR}|['’]\d\d)(?!\d)"),
    ("month", r"(?<![\w-])(?P<part>)(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)-(?P<y>(?:20)?\d\d)(?![\w-])"),
    ("misspelt_month", rf"(?:\b(?:by|in|before|until|during)\s+)?{PART}(?P<word>(?-i:[A-Z0])[a-z0-9|]{{3,10}}),?\s+(?P<y>20\d\d)(?!\d)"),
    ("feast", rf"\b(?P<feast>Christmas(?:\s+(?:Eve|Day))?|Easter(?:\s+(?:Sunday|Monday))?|Good\s+Friday|Michaelmas|Lady\s+Day|Midsummer(?:\s+Day)?|May\s+Day|(?:the\s+)?New\s+Year(?:['’]s\s+(?:Eve|Day))?)(?:\s+of)?,?\s+(?P<y>{YEAR})\b"),
    ("part_of_year", rf"\b(?:the\s+)?(?P<which>early|mid|middle of|late|first half of|second half of|beginning of|start of)[\s-]+(?P<y>{YEAR})\b(?!\s?[-/–]\s?\d)"),
    ("year_end", rf"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:calendar\s+year\s+)?(?P<y>{YEAR})\b(?!\s?[-/–]\s?\d|\s+to\s+{YEAR}\s+\w+\s+year)"),
)  # fmt: skip
FORMS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _FORMS)

# "October 2012, April 2013" needs nothing; "October and December 2012", "1 and 15 March 2013" share what follows.
_JOIN = r"(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+|\s*&\s*)(?:(?:again\s+)?(?:in|by|at|before|on)\s+)?(?:the\s+end\s+of\s+)?"
_UNTIL = r"(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+|\s*&\s*|\s+(?:to|until)\s+|\s?[-–]\s?)"
SHARED_YEAR = re.compile(rf"(?<!\w)(?:the\s+end\s+of\s+)?(?P<month>{MONTH})(?={_JOIN}{MONTH}(?:\s*,\s*|\s+and\s+|\s+)(?:{MONTH}[,\s]+(?:and\s+)?){{0,12}}(?P<y>{YEAR}))", re.I)  # fmt: skip
SHARED_MONTH = re.compile(rf"(?<![\w.])(?P<d>{DAY})(?={_UNTIL}(?:the\s+)?(?:{DAY}{_JOIN}(?:the\s+)?){{0,12}}{DAY}\s+(?:of\s+)?(?P<month>{MONTH})[,\s]+(?P<y>{YEAR}))", re.I)  # fmt: skip
DAYS_OF_ONE_YEAR = re.compile(rf"(?<![\w.])(?P<d>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?={_UNTIL}(?:the\s+)?(?:{DAY}\s+(?:of\s+)?{MONTH}{_JOIN}(?:the\s+)?){{0,12}}{DAY}\s+(?:of\s+)?{MONTH}[,\s]+(?P<y>{YEAR}))", re.I)  # fmt: skip
YEARLESS = re.compile(
    rf"(?<![\w.])(?P<d>{DAY}|{WORD_DAY}(?=\s+of))\s+(?:of\s+)?(?P<month>{MONTH})(?!\w)(?!\s*,?\s*(?:{YEAR}|\d|in the year|two thousand))",
    re.I,
)
YEARLESS_MONTH = re.compile(
    rf"(?:\b(?:by|before|until|during|in|no later than|not later than)\s+(?P<bare>{CAPITAL_MONTH})\b|"
    rf"\b(?P<part>(?:the\s+)?(?:end|close|middle|start|beginning)(?:\s+of)?[\s-]+|(?:mid|early|late)[\s-]+)(?P<month>{CAPITAL_MONTH})\b)"
    r"(?!,?\s*(?:of\s+)?['’]?\d)(?!\s+(?:to|and|or|until)\b[^.;]{0,40}\d)",
    re.I,
)
# "a further review in July of that year", "and in May of the following year"
THAT_YEAR = re.compile(
    rf"{PART}(?<!\w)(?P<month>{MONTH})\s*,?\s*(?:of|in)\s+(?:(?:that|the same)\s+year|(?P<later>(?:the\s+)?(?:following|next)\s+year|the\s+year\s+(?:after|following)))\b",
    re.I,
)
MAY_DATE = re.compile(
    rf"\d|\byear\b|\bend of\b|\btwo thousand\b|{CAPITAL_MONTH}"
)  # without one of these there is no date
BARE_YEAR = re.compile(rf"\b(?P<y>{YEAR})\b(?!\s?[-/–]\s?\d)")
