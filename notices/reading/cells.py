"""What one cell of a table says: a figure, nothing yet, the same as the cell above."""

from __future__ import annotations

import re

from .dates import without_dates
from .figures import WORD_NUMBER
from .target_words import FRACTION, PERCENT, UNITS

PERIOD = re.compile(r"\b(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\b|^Q[1-4]\b")
SHARE = re.compile(rf"\d\s*(?:{PERCENT})", re.I)
# "no more than", "max.", "between … and", "or fewer": what may stand around a figure
_AROUND = (
    r"(?:at|the|very|least|most|no|not|more|less|fewer|greater|higher|lower|better|longer|shorter|worse|above|below|over|under|than|or|to|and|"
    r"up|of|between|from|in|within|range|a|an|every|each|out|by|about|around|approximately|approx|circa|c|min|minimum|max|maximum|below|exceed\w*|"
    r"(?:increase|reduce|raise|improve|rise|fall|cut|lower|decrease|maintain|keep|kept|hold|held|remain|stay|sustain|further)[ds]?|reach|be|must|on|average|overall|all|times?|ceiling|floor|cap|only|per|rate|both|end)"
)
_AMOUNT = rf"(?:[£+-]?\s?\d[\d,]*(?:\.\d+)?(?:[½¼¾]|[mkM]\b|(?=\s*%))?|\b(?:{FRACTION}|{WORD_NUMBER}|none|nobody)\b)"
FIGURE = re.compile(
    rf"^\W*(?!(?:in|within|of|per|out|or|and|than|on)\b)(?:\b{_AROUND}\b\W*|[≥≤<>=~]+\s*)*{_AMOUNT}(?:\W*(?:{_AMOUNT}|(?:{PERCENT})(?:\s*points?)?|\b{_AROUND}\b))*\W*(?:\b(?:{UNITS})|(?:\b[a-z]+\W*){{1,2}})?(?:\W*\b{_AROUND}\b)*\W*$",
    re.I,
)
NOT_SAID = re.compile(
    r"[-–—.…?]+|n\.?/?[ak]\.?|(?:not|none) (?:yet )?(?:known|recorded|available|collected|measured|reported|applicable|set|held|counted)|"
    r"no (?:data|baseline|figures?|information|record)|unknown|t\.?b\.?[cda]\.?|to be (?:confirmed|agreed|set)|new(?: measure)?",
    re.I,
)
SAME = re.compile(
    r"(?:ditto|do\.?|as above|same(?: as above)?|[\"”“″〃'’]{1,2}|[-–—]\s?[\"”″]\s?[-–—]|idem)\.?", re.I
)


def is_figure(cell: str) -> bool:
    """A number with at most what binds it, its unit and its day around it: "61%", "no higher than 14", "between 15 and 18 cases", "nil"."""
    text = re.sub(r"\s*\([^()]*\)", "", cell.strip())
    text = without_dates(text)
    return len(text) < 60 and FIGURE.match(PERIOD.sub(" ", text)) is not None


def says_nothing(cell: str) -> bool:
    """ "–", "n/a", "not known": there is no figure."""
    return NOT_SAID.fullmatch(cell.strip()) is not None


def as_above(cell: str) -> bool:
    return SAME.fullmatch(cell.strip()) is not None
