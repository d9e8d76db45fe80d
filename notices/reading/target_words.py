"""How officials say a number that must be reached: shares, comparisons, rises, falls, ranges."""

from __future__ import annotations

import re

from .figures import FRACTIONS, NUMBER, WORD_NUMBER

PERCENT = r"(?:%|per\s?cent(?:age\s+points?)?|percent)"
_FRACTION = "|".join(
    sorted(
        (re.escape(f).replace(r"\ ", r"[\s-]") for f in FRACTIONS if " " in f or f == "half"),
        key=len,
        reverse=True,
    )
)
_OUT_OF = rf"(?:{NUMBER})\s+(?:out\s+of|in)\s+(?:every\s+)?(?:{NUMBER})(?!\s*(?:working\s+)?(?:days?|weeks?|months?|years?))"
UNITS = (
    r"(?:(?:open |allocated |active )?cases|case\s?file audits|case\s?files?|files|audits?|children|young people|families|referrals|assessments|"
    r"(?:qualified |agency |permanent |newly qualified )?social workers?|workers|staff|posts|visits|placements|adopters|"
    r"(?:in-house )?foster carers|carers|complaints|vacancies|working days|days|weeks|months|hours|per\s+10,?000)"
)
SHARE = rf"(?:(?:{NUMBER})\s*{PERCENT}|{_OUT_OF}|(?:{_FRACTION})(?=\s+of\b))"
AMOUNT = rf"(?:{SHARE}|(?:{NUMBER})(?:\s+{UNITS})?)"

RISE = r"(?:increas\w*|rais\w+|rise[sn]?|rising|improv(?:es?|ed|ing)|grow(?:s|n|ing)?|up|lift\w*|exceed\w*|higher|more)"
FALL = r"(?:reduc\w+|decreas\w*|fall(?:s|en|ing)?|cut(?:s|ting)?|lower\w*|drop\w*|down|declin\w+|shorten\w*|bring\w*\s+down|fewer|less)"
AT_LEAST = r"(?:at\s+least|at\s+or\s+above|no\s+(?:less|fewer|lower)\s+than|not\s+(?:less|fewer|lower|fall(?:ing)?\s+below|below)(?:\s+than)?|(?:a\s+)?minimum\s+of|above|over|more\s+than|greater\s+than|in\s+excess\s+of|exceed(?:s|ing)?|≥|>=?)"
AT_MOST = r"(?:at\s+most|at\s+or\s+below|no\s+(?:more|greater|higher)\s+than|not\s+(?:more|greater|higher|above|over|exceed(?:ing)?|to\s+exceed)(?:\s+than)?|(?:a\s+)?maximum\s+of|below|under|less\s+than|fewer\s+than|up\s+to|does\s+not\s+exceed|do\s+not\s+exceed|≤|<=?)"

FROM_TO = re.compile(
    rf"\bfrom\s+(?P<mid>(?:(?:the|a|an|its|their|current|present|reported|average|around|about|approximately|level|rate|figure|"
    rf"baseline|of|in|at|position|outturn|(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?)\s+)*)"
    rf"(?P<base>{AMOUNT})(?P<base_note>\s*\((?P<period>[^)]{{3,40}})\)|\s+in\s+(?P<period2>(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?|[A-Z][a-z]+\s+(?:19|20)\d\d))?"
    rf"\s*,?\s*to\s+(?:reach\s+)?(?P<comp>{AT_LEAST}|{AT_MOST})?\s*(?P<target>{AMOUNT})",
    re.I,
)
BETWEEN = re.compile(
    rf"\b(?:between\s+(?P<a>{NUMBER})\s*{PERCENT}?\s*(?:and|to|[-–—])\s*(?P<b>{NUMBER})|(?P<c>\d+(?:\.\d+)?)\s*%?\s*(?:[-–—]|to)\s*(?P<d>\d+(?:\.\d+)?))"
    rf"\s*(?P<unit>{PERCENT}|{UNITS})",
    re.I,
)
COMPARED = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s*(?P<amount>{SHARE}|(?:{NUMBER})\s+(?:{UNITS})|(?:{_FRACTION})(?!\s+(?:an? )?(?:day|hour|year)))(?!\w)",
    re.I,
)
AFTERWARDS = re.compile(
    rf"(?P<amount>{SHARE}|(?:{NUMBER})\s+(?:{UNITS}))\s+or\s+(?P<comp>more|above|higher|over|better|less|fewer|below|lower|under)\b",
    re.I,
)
MOVED_TO = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|achiev\w+|reach\w*|attain\w*|maintain\w*|meet\w*|stand\w*)\b(?P<what>[^.;%]{{0,160}}?)\s+(?:to|at|of)?\s*(?P<amount>{SHARE})",
    re.I,
)
BY_AMOUNT = re.compile(
    rf"\b(?:{RISE}|{FALL})\b[^.;]{{0,160}}?\bby\s+(?:(?:at\s+least|a\s+further|around|some)\s+)?(?P<amount>{SHARE})",
    re.I,
)
SHARE_OF = re.compile(rf"(?P<amount>{SHARE})\s+of\s+(?P<what>[^.;]{{3,160}})", re.I)
SHARE_SUBJECT = re.compile(rf"(?P<amount>{_OUT_OF})\s+(?P<what>[a-z][^.;]{{3,160}})", re.I)
# "to zero the number of unallocated cases", "the number of open cases to 40"
NUMBER_TO = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|bring)\s+(?:to\s+(?P<first>nil|zero|{NUMBER})\s+)?(?P<what>the\s+(?:total\s+)?number\s+of\s+"
    rf"[^.;,]{{3,140}}?)(?:\s+to\s+(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<last>nil|zero|{NUMBER}))?(?=[.;,]|\s+by\b|\s+from\b|$)",
    re.I,
)
BASELINE = re.compile(
    rf"\b(?:baseline|current (?:level|rate|figure|position)|starting point)(?:\s+(?:of|is|was|stands at)|:)?\s+(?P<amount>{AMOUNT})"
    rf"(?:\s*\((?P<period>[^)]{{3,40}})\))?",
    re.I,
)
ALSO_TO = re.compile(rf",?\s*and\s+(?:the\s+)?(?P<what>[^.;,%]{{3,80}}?)\s+to\s+(?P<amount>{SHARE})", re.I)
TARGET_OF = re.compile(
    rf"\btarget(?:s)?\s+(?:of|is|to be|at|figure of|rate of|level of)\s+(?P<amount>{AMOUNT})", re.I
)
TIME = re.compile(r"\b(?:working days|days|weeks|months|hours)\b", re.I)
BACKWARD = re.compile(
    r"\b(?:last|past|previous|preceding|aged?|chapter|section|page|figure|paragraph|under|regulation|year)\s*$",
    re.I,
)
BAD = re.compile(
    r"\b(?:vacanc\w+|agency|re-?referrals?|repeat\w*|turnover|sickness|absence|unallocated|caseloads?|backlog|second or subsequent|"
    r"missing|exclu\w+|NEET|delays?|overdue|average (?:time|number of days|length)|days between|drift|closed without|"
    r"moves|reoffend\w*|breakdown|rate of referral|waiting|placed (?:more than|over))\b",
    re.I,
)
MAY_COUNT = re.compile(rf"\d|\b(?:{WORD_NUMBER}|{_FRACTION})\b", re.I)  # without a number there is no target
PERIOD_BEFORE = re.compile(r"\b((?:19|20)\d\d\s?[-/–]\s?\d{2,4}|(?:19|20)\d\d)\b")
PAST_FACT = re.compile(
    r"\b(?:was|were|had|has been|have been|stood at|currently|reported that|found that|only)\b[^,;]*$", re.I
)
