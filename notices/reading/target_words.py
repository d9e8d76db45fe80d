"""How officials say a number that must be reached: shares, comparisons, rises, falls, ranges."""

from __future__ import annotations

import re

from .figures import FRACTIONS, NUMBER, WORD_NUMBER

PERCENT = r"(?:%|per\s?cent(?!age)|percent(?!age))"
FRACTION = "|".join(
    sorted(
        (re.escape(f).replace(r"\ ", r"[\s-]") for f in FRACTIONS if " " in f or f == "half"),
        key=len,
        reverse=True,
    )
)
# "nine in ten", "4 cases out of 5", "at least 9 records of supervision in every 10"; not "50 in every 10,000"
_OF_WHAT = rf"(?:(?!(?:only|just|about|some|{WORD_NUMBER})\b|working|days?|weeks?|months?|years?|hours?|minutes?|nights?|to|and|or|of|in|at|by|per|this|that|was|were|is|are|has|had|have|been|it|they)[a-z’'-]+\s+)"
_OUT_OF = rf"(?<![\w.,])(?!(?:19|20)\d\d\b)(?:{NUMBER})\s+(?:{_OF_WHAT}{{0,3}}(?:out\s+of|of\s+every|in)\s+(?:every\s+|each\s+)?|{_OF_WHAT}{{1,2}}of\s+{_OF_WHAT}{{1,3}}(?:out\s+of\s+(?:every\s+)?|in\s+(?:every|each)\s+))(?!(?:19|20)\d\d|\d+,\d{{3}}|\d{{4}})(?:{NUMBER})(?!\s*(?:working\s+)?(?:days?|weeks?|months?|years?))"
# "at least 120 full-time equivalent permanent social workers": said of the unit, and no part of its name
OF_STAFF = r"(?:(?:full[- ]time|part[- ]time|whole[- ]time|equivalent|FTE|WTE|experienced|permanent|trained|registered|approved)\s+){0,4}"
UNITS = (
    rf"{OF_STAFF}"
    r"(?:(?:open |allocated |active )?cases|case\s?file audits|case\s?files?|files|audits?|children|young people|(?:adoptive )?families|referrals|assessments|"
    r"(?:qualified |agency |permanent |newly qualified )?social workers?|(?:case|support|key|youth)\s?workers|workers|managers|practitioners|(?:educational )?psychologists|therapists|(?:personal |independent )?advis[eo]rs|staff|posts|visits|placements|adopters|"
    r"(?:in-house )?foster carers|carers|complaints|vacancies|households|working days|days|weeks|months|hours|(?:per|for\s+every|in\s+every|for\s+each)\s+(?:10,?000|1,?000|100,?000|ten\s+thousand|thousand))"
)
SHARE = rf"(?:(?:{NUMBER})\s*{PERCENT}(?!\s*points?)|{_OUT_OF}|(?<![a-z])(?:{FRACTION})(?=\s+of\b(?!\s+(?:it|them|whom|which|what)\b|\s+(?:these|those)\b(?!\s+[a-z]))))"
AMOUNT = rf"(?:{SHARE}|(?:{NUMBER})(?:\s+{UNITS})?)"

RISE = r"(?:increas\w*|climb\w*|(?:go|goes|going|come|comes|coming|move|moves|bring|brought)\s+up|widen\w*|doubl\w+|trebl\w+|rais\w+|rise[sn]?|rising|improv(?:es?|ed|ing)|grow(?:s|n|ing)?|up|lift\w*|exceed\w*|higher|more)"
FALL = r"(?:reduc\w+|decreas\w*|fall(?:s|en|ing)?|cut(?:s|ting)?|lower\w*|drop\w*|down|declin\w+|halv\w+|clear\w*|shorten\w*|(?:go|goes|going|come|comes|coming|bring|bringing|brought|get|getting|drive|driving|force|move)\s+down|less?en\w*|shrink\w*|eas(?:e|es|ed|ing)|narrow\w*|trim\w*|fewer|less)"
AT_LEAST = r"(?:at\s+(?:the\s+)?(?:very\s+|absolute\s+)?least|no\s+(?:narrower|shorter|smaller)\s+than|longer\s+than|wider\s+than|at\s+least|at\s+or\s+(?:above|over)|upwards\s+of|no\s+(?:less|fewer|lower)\s+than|not\s+(?:less|fewer|lower|fall(?:ing)?\s+below|below)(?:\s+than)?|(?:a\s+)?minimum(?:\s+of|(?=\s+\d))|above|over|more\s+than|greater\s+than|in\s+excess\s+of|exceed(?:s|ing)?|(?:not|never)\s+(?:to\s+)?(?:fall|drop|go|dip|slip|sink)\w*\s+(?:back\s+)?(?:below|under)|never\s+(?:be\s+)?(?:below|under|less\s+than|fewer\s+than|lower\s+than)|≥|>=?)"
AT_MOST = r"(?:at\s+(?:the\s+)?(?:very\s+|absolute\s+)?most|no\s+(?:wider|longer|larger|bigger|slower)\s+than|not\s+(?:be\s+)?(?:wider|longer|larger|bigger)\s+than|(?:not|never|nor)\s+(?:to\s+)?(?:go|rise|climb|run|get|grow|stray|creep)\w*\s+(?:above|over|beyond|past)|never\s+(?:be\s+|to\s+)?(?:above|over|exceed\w*|more\s+than|greater\s+than|higher\s+than)|not\s+be\s+(?:above|over|(?:more|greater|higher)\s+than)|not\s+(?!less|fewer|lower|below|fall)(?:[a-z]+\s+){1,2}(?:more\s+than|above|over)|at\s+most|at\s+or\s+(?:below|under|beneath)|no\s+(?:more|greater|higher)\s+than|not\s+(?:more|greater|higher|above|over|exceed(?:ing)?|to\s+exceed)(?:\s+than)?|(?:a\s+)?maximum(?:\s+of|(?=\s+\d))|below|under|less\s+than|fewer\s+than|up\s+to(?![\s-]+date)|does\s+not\s+exceed|do\s+not\s+exceed|≤|<=?)"

# "the rate for every 10,000 children": a count of so many, wherever the sentence says it
OF_MANY = re.compile(
    r"\b(?:per|for\s+every|in\s+every|for\s+each)\s+(?:10,?000|1,?000|100,?000|ten\s+thousand|thousand)\b",
    re.I,
)
FROM_TO = re.compile(
    rf"\bfrom\s*,?\s+(?:on\s+average,?\s+)?(?P<mid>(?:(?:the|a|an|its|their|current|present|reported|average|mean|median|total|around|about|approximately|level|rate|figure|"
    rf"baseline|of|in|at|position|outturn|(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?)\s+)*)"
    rf"(?P<base>(?:{FRACTION})(?!\s+of\b)|{AMOUNT})(?P<base_note>\s*\((?P<period>[^)]{{3,80}})\)|\s+in\s+(?P<period2>(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?|[A-Z][a-z]+\s+(?:19|20)\d\d)|\s+(?:at|when|in|on|as\s+at|over|during|for)\s+[^,;.()%]{{3,60}}?|\s+(?:a|per|each)\s+(?:day|week|month|quarter|year|head|employee|person|worker|full[\s-]time\s+equivalent|member\s+of\s+staff|child|visit|case)(?:\s+in\s+(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?)?|\s+of\s+(?!\d)[^,;.%()]{{3,80}}?)?"
    rf"\s*,?\s*(?:(?:by|in)\s+(?:\w+\s+)?(?:steps|stages|instalments)\s*,?\s*)?to\s*,?\s+(?:on\s+average,?\s+)?(?:reach\s+|(?:an?|the|its)\s+(?:[\w’'-]+\s+){{0,3}}?(?:average|level|threshold|target|rate|figure|standard|norm|mean|median)\s+of\s+)?(?:about\s+|around\s+|some\s+|approximately\s+)?(?P<comp>{AT_LEAST}|{AT_MOST})?\s*(?P<target>{FRACTION}|{AMOUNT}|all(?:\s+of\s+(?:them|these|those))?|none(?:\s+of\s+them)?)(?!\w)",
    re.I,
)
BETWEEN = re.compile(
    rf"\b(?:between\s+(?P<a>{NUMBER})\s*{PERCENT}?\s*(?:and|to|[-–—])\s*(?P<b>{NUMBER})|(?P<c>\d+(?:\.\d+)?)\s*%?\s*(?:[-–—]|to)\s*(?P<d>\d+(?:\.\d+)?))"
    rf"\s*(?P<unit>{PERCENT}|{UNITS})",
    re.I,
)
COMPARED = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s*(?P<amount>{SHARE}|(?:{NUMBER})\s+(?:{UNITS})|(?:{FRACTION})(?!\s+(?:an? )?(?:day|hour|year|dozen)))(?!\w)",
    re.I,
)
AFTERWARDS = re.compile(
    rf"(?P<amount>{SHARE}|(?:{FRACTION})|(?:{NUMBER})\s+(?:{UNITS}))\s+(?:or|as\s+an?(?:\s+absolute)?)\s+(?P<comp>more|above|higher|over|better|less|fewer|below|lower|under|minimum|maximum)\b",
    re.I,
)
MOVED_TO = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|achiev\w+|reach\w*|becom\w+|attain\w*|maintain\w*|meet\w*|stand\w*|hold\w*|keep\w*|kept|held|bring\w*|brought|tak(?:e|es|ing|en)|get|gets|getting|go|goes|mov(?:e|es|ed|ing))\b(?P<what>[^.;%]{{0,260}}?)\s+(?:back\s+)?(?:to|at|of)?\s*(?P<amount>{SHARE})",
    re.I,
)
BY_AMOUNT = re.compile(
    rf"\b(?:{RISE}|{FALL})\b[^.;]{{0,160}}?\bby\s+(?:(?:at\s+least|a\s+further|around|some|a\s+minimum\s+of|no\s+less\s+than|not\s+less\s+than)\s+)?(?P<amount>{SHARE}|(?:{NUMBER})\s+(?:{UNITS})(?!\s+(?:before|after|of|from)))",
    re.I,
)
SHARE_OF = re.compile(
    rf"(?P<amount>{SHARE})\s+of\s+(?P<what>(?:(?!\d+(?:\.\d+)?\s*(?:%|per\s?cent\b))[^.;]){{3,160}})", re.I
)
SHARE_SUBJECT = re.compile(
    rf"(?P<amount>{_OUT_OF})\s+(?P<what>(?!(?:by|before|at|on|during|over|no\s+later|not\s+later|and|or)\b)[a-z][^.;]{{3,160}})",
    re.I,
)
# "to zero the number of unallocated cases", "the number of open cases to 40"
# "caseloads of no more than 18", "the number of open cases below 40": a bare count, named by what stands before it.
COUNT_COMPARED = re.compile(
    rf"\b(?P<what>(?:average |mean |individual )?case ?loads?\b[^.;,:]{{0,60}}?|(?:the )?(?:total |overall )?(?:number|count|total|backlog|ratio|score|list) of [^.;,:]{{3,90}}?|"
    rf"average [^.;,:\d]{{3,60}}?|vacancies\b[^.;,:]{{0,40}}?|backlog\b[^.;,:]{{0,40}}?)\s+(?:(?:is|are|be|to|of|at|stays?|remains?|kept|held|falls?|rises?)\s+){{0,4}}"
    rf"(?P<comp>{AT_LEAST}|{AT_MOST})\s*(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}|{UNITS}|st|nd|rd|th|out of|in every|in ten|per cent|miles|km|kilomet\w+|years?|minutes|nights|times|metres|pages|of them))(?![\w.%]\w|\d)",
    re.I,
)
COUNT_BETWEEN = re.compile(
    rf"\b(?P<what>(?:average |mean |individual )?case ?loads?\b[^.;,:]{{0,60}}?|(?:the )?(?:total |overall )?(?:number|average|ratio|score|rate) (?:of )?[^.;,:\d]{{3,90}}?)"
    rf"\s*\b(?:between|(?<=caseload )of|(?<=caseloads )of|(?:with)?in\s+the\s+range(?:\s+of)?(?:\s+from)?)\s+(?P<a>{NUMBER})\s*(?:and|to|[-–])\s*(?P<b>{NUMBER})(?!\s*(?:{PERCENT}|{UNITS}|years|st|nd|rd|th))(?![\w.%]\w|\d)",
    re.I,
)
RATIO = re.compile(
    rf"\b(?P<what>ratio of [^.;,:]{{3,90}}?)\s+(?:(?:must|should|shall|is to)\s+(?:move|rise|go|improve|fall|change|come down)\s+)?(?:from\s+(?P<base>{NUMBER})\s+(?:to|:)\s+(?:one|1)\s*(?:,[^,;.\d]{{2,40}})?,?\s*)?(?:(?:is|are|be|to|of|at|to be)\s+){{0,3}}(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER})\s*(?:to|:)\s*(?:one|1)\b"
    r"(?:\s+or\s+(?P<end>fewer|less|lower|better|more))?",
    re.I,
)
ONE_FOR = re.compile(
    rf"\b(?:one|an?|1)\s+(?P<who>[a-z][a-z -]{{2,40}}?)\s+(?:for\s+(?:every\s+|each\s+)?|(?:to|per)\s+(?:every|each)\s+)(?P<comp>(?:{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER})\s+(?P<what>(?!per\b|out\b|in\b|or\b|and\b)[a-z][a-z -]{{2,30}}?)"
    rf"(?=\s+(?P<end>at\s+(?:the\s+)?(?:very\s+)?(?:most|least)|or\s+(?:fewer|less|more))\b|\s*[,;.]|\s+by\b|$)",
    re.I,
)
NO_LONGER = re.compile(
    rf"\b(?:no|not\s+(?:one|a\s+single)|none\s+of\s+(?:the|its|these)?)\s+(?P<who>[a-z][a-z' ’-]{{2,50}}?)\s+(?:(?=waits?\b|spends?\b|stays?\b|remains?\b|carries\b|holds\b)|(?:may|must|shall|should|will|is\s+to|are\s+to|can)\s+)(?P<what>(?:be|have|waits?|go|spends?|stays?|remains?|live|carry|carries|holds?|manage|oversee|sit)\b[^,;.\d]{{0,80}}?)\s*"
    rf"(?:for\s+)?(?:more|longer|fewer|less)\s+than\s+(?P<amount>{NUMBER})\s+(?P<unit>{UNITS}|[a-z-]{{3,}}s\b)(?P<after>[^,;.]{{0,60}})",
    re.I,
)
# A level with a unit, reached from somewhere: "reduce the average time … to 639 days".
LEVEL_TO = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|bring\w*|brought|cut|get|tak(?:e|ing|en)|go|goes|move)\b(?P<what>[^.;%]{{0,160}}?)\s+to\s+(?:(?:an?\s+(?:average|mean|level|rate)\s+of)\s+)?(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER}\s+{UNITS})\b",
    re.I,
)
# "held within 15 days in 9 cases out of 10"
IN_CASES = re.compile(
    rf"\b(?:in|for)\s+(?P<amount>{_OUT_OF})(?=\s*[,;.]|\s*$|\s+(?:by|before|in|at|from|on|during|over|and|no\s+later|not\s+later)\b)",
    re.I,
)
# "75% by March 2010" behind "to be", a colon or a dash: an indicator's line.
BARE = re.compile(
    rf"(?P<lead>\b(?:to|should|must|will|is to|are to) (?:be|become|reach)\s+|[:–-]\s+|\b(?:at|to)\s+)(?P<amount>{SHARE})(?=\s+(?:by|in|at)\b|\s*[.;,)]|\s*$)",
    re.I,
)
NUMBER_TO = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|bring|limit|restrict|cap)(?:\s+by\s+(?:a\s+)?(?:half|third|quarter)\b)?,?\s+(?:to\s+(?P<first>nil|zero|{NUMBER})(?:,?\s+(?:by|before)\s+[^,;.]{{4,40}}?\d{{4}})?,?\s+)?(?P<what>the\s+(?:total\s+)?number\s+of\s+"
    rf"[^.;,]{{3,140}}?)(?:\s+to\s+(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<last>nil|zero|{NUMBER})(?:\s+or\s+(?:more|fewer|less))?)?(?=[.;,]|\s+by\b|\s+from\b|$)",
    re.I,
)
BASELINE = re.compile(
    rf"\b(?:baseline|now|currently|at present|(?<=[(,]\s)up from|(?<=[(,]\s)down from|(?<=\()up from|(?<=\()down from|compared (?:with|to)|against|current (?:level|rate|figure|position)|starting point)(?:\s+(?P<early>(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?)\s*:)?(?:\s+(?:of|is|was|stands at|stood at)|:)?\s+(?P<amount>{AMOUNT})"
    rf"(?:\s*\((?P<period>[^)]{{3,40}})\)|\s+(?:in|at|for)\s+(?P<later>[A-Z][a-z]+\s+(?:19|20)\d\d|(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?))?",
    re.I,
)
# "keep the number of shifts covered by one person at nil", "is kept to 40": a level held.
HELD_AT = re.compile(
    rf"\b(?:stands?|standing|keep\w*|kept|hold\w*|held|maintain\w*|stays?|remains?|bring\w*|brought|{FALL}|{RISE}|get)\b(?P<what>[^.;%]{{0,160}}?)\s+(?:at|to)\s+(?:around\s+|about\s+|some\s+|roughly\s+|approximately\s+)?(?P<amount>nil|zero|none|{NUMBER})"
    rf"(?!\s*(?:{PERCENT}|{UNITS}|st|nd|rd|th|out of|in every|in ten|per cent|to\b|(?:am|pm|o['’]clock)\b))(?![\w.%:]\w|\d)(?=\s*[,;.)]|\s*$|\s+(?:by|at|in|from|until|before|throughout|for|and|an?\s+(?:year|month|week|quarter)|or\s+(?:below|less|lower|fewer|under|above|higher|more))\b)",
    re.I,
)
# "reduce the use of bed and breakfast to zero": none of it, whatever is counted
TO_NOTHING = re.compile(
    rf"\b(?:{FALL}|bring\w*|brought|get|drive|driving|take)\b(?P<what>[^.;:%\d]{{5,160}}?)\s+(?:down\s+)?to\s+(?:nil|zero|none)\b",
    re.I,
)
# "bring unallocated cases down to 50 by April": a bare count that something is moved to
COUNT_MOVED = re.compile(
    rf"\b(?P<verb>{RISE}|{FALL}|bring\w*|brought|get|drive|driving|expand\w*|extend\w*|growth|growing|limit\w*|restrict\w*)\b(?P<what>[^.;:%\d]{{0,160}}?)\s+(?:(?:down|up|back)\s+)?to\s+(?:an?\s+(?:average|mean|median|total)\s+of\s+)?(?:about\s+|around\s+)?(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>\d[\d,]*(?:\.\d+)?|{WORD_NUMBER})"
    rf"(?!\s*(?:{PERCENT}|{UNITS}|years?|st|nd|rd|th|out of|in every|in ten|per cent|percentage|points?|miles|and|to|am|pm)\b|\s*%)(?![\w.%:/-]\w|\d)(?=\s+(?:by|at the end|on \d|no later than|before|in (?:19|20)|or (?:fewer|less|more|below))\b)",
    re.I,
)
# "the number of foster carers must reach 225 by September"
COUNT_REACHES = re.compile(
    rf"\b(?:must|shall|should|will|(?:is|are)\s+to|has\s+to|have\s+to)\s+(?:then\s+)?(?P<verb>reach|attain|number|total|stand\s+at|be\s+at|rise\s+to|fall\s+to|come\s+down\s+to|grow\s+to|be)\s+(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER})"
    rf"(?!\s*(?:{PERCENT}|{UNITS}|st|nd|rd|th|out of|in every|in ten|per cent|percentage|points?|miles|years?|minutes|members|persons?|people)\b|\s*%)(?![\w.%:/-]\w|\d)(?=\s+(?:by|at|in|on|before|or)\b|\s*[,;.]|\s*$)",
    re.I,
)
# "the gap must narrow from 31 points to no more than 22 points"
POINTS_TO = re.compile(
    rf"\bfrom\s+(?P<base>{NUMBER})\s*(?:(?:percentage|per\s?cent(?:age)?|%)\s*)?points?[^,;.%]{{0,60}}?\s+to\s+(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER})(?:\s*(?:(?:percentage|per\s?cent(?:age)?|%)\s*)?points?)?\b",
    re.I,
)
# "the number of unallocated cases is to be nil"
NIL = re.compile(
    r"\b(?P<what>(?:the\s+)?(?:total\s+)?(?:number|backlog|count|total)\s+of\s+[^.;,:]{3,100}?)\s+(?:(?:must|shall|should|is\s+to|are\s+to|has\s+to)\s+(?:be|fall\s+to|come\s+down\s+to|stand\s+at)|is|are)\s+(?P<amount>nil|zero|none)\b",
    re.I,
)
# "at not more than ten for one who is newly qualified", "at least 440 must have …": a bare count, compared
COUNT_ALONE = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST})\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}|{UNITS}|st|nd|rd|th|out of|in every|in ten|per cent))(?![\w.%:]\w|\d)"
    r"(?=\s*[,;.)]|\s*$|\s+(?:by|at(?:\s+any|\s+the\s+end|\s+\d)|in the|on\s+\d|from|until|before|throughout|for|and|per|to|must|should|shall|may|are to|remain|are|have|wait|still|live)\b)",
    re.I,
)
# "there must be no more than 50 in the year to March 2020"
THERE_BE = re.compile(
    rf"\bthere\s+(?:must|should|shall|will|is\s+to|are\s+to)\s+be\s+(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?(?P<amount>{NUMBER})(?:\s+(?P<unit>{UNITS}))?(?!\s*(?:{PERCENT}|st|nd|rd|th|out of|in every|in ten|per cent))(?![\w.%:]\w|\d)(?=\s*[,;.]|\s*$|\s+(?:by|at|in|of|such)\b)",
    re.I,
)
# "The number who wait was 87 in May. It must be no higher than 5", "it must take 6 months or less"
IT_BE = re.compile(
    rf"(?:\b(?:ensure|secure|see|make\s+sure)\s+that\s+(?:it|this|the\s+(?:figure|total|number|average))\s+(?:is|stays|remains)(?!\s+\d+%)|(?:^\s*and(?=\s+must)|(?:^(?:by\s+[^,;.]{{4,40}}?,?\s+)?|[,;]\s+(?:and\s+|but\s+)?)(?:it|this|that|the\s+(?:figure|total|number|count|average|wait|time|caseload)))\s+(?:must|shall|should|is\s+to|are\s+to|has\s+to))\s+(?:then\s+)?(?:(?:be|fall\s+to|rise\s+to|come\s+down\s+to|reach|stand\s+at|take|have|hold|employ)\s+)?(?:(?P<comp>{AT_LEAST}|{AT_MOST})\s+)?"
    rf"(?P<amount>{NUMBER})(?:\s+(?P<unit>{UNITS}))?(?!\s*(?:{PERCENT}|st|nd|rd|th|out of|in every|in ten|per cent|miles|years?|minutes|pages))(?![\w.%:]\w|\d)(?P<after>\s+or\s+(?:more|fewer|less|lower|higher))?(?=\s*[,;.]|\s*$|\s+(?:by|at|in|from|on)\b)",
    re.I,
)
# "the average caseload … is 18 or lower"
COUNT_OR = re.compile(
    rf"\b(?:is|are|be|at|to|of|stays?|remains?)\s+(?P<amount>{NUMBER})(?!\s*(?:{PERCENT}))(?:\s+(?P<unit>{UNITS}))?\s+or\s+(?P<comp>more|above|higher|over|better|less|fewer|below|lower|under)\b",
    re.I,
)
# "they must hold 42 at most by 31 December"
COUNT_AFTER = re.compile(
    rf"(?<![\w.,£])(?P<amount>{NUMBER})(?:\s+(?P<unit>{UNITS}|(?:[a-z]{{3,}}\s+)?[a-z]{{3,}}s))?\s+(?P<comp>at\s+(?:the\s+)?(?:(?:very|absolute)\s+)?(?:most|least)|(?:as|at)\s+an?\s+(?:absolute\s+)?(?:maximum|minimum)|and\s+no\s+(?:more|fewer)|or\s+(?:fewer|less))\b",
    re.I,
)
GAP = re.compile(
    rf"\b(?P<comp>{AT_LEAST}|{AT_MOST}|to)\s+(?P<amount>{NUMBER})\s*(?:percentage|per\s?cent(?:age)?|%)\s*points?\b",
    re.I,
)
COUNTS = re.compile(
    r"\b(?:case ?loads?|numbers?|average|mean|ratio|rate|total|count|score|backlog|turnover|vacanc\w+|pool|stock|allocated to each|shifts|span of control)\b",
    re.I,
)
ALSO_TO = re.compile(
    rf"(?:,?\s*and|,(?=[^,;.%]{{8,80}}\s+to\s+{SHARE},?\s+and\b))\s+(?:the\s+)?(?P<what>(?!(?:then|rising|falling|increasing|reducing)\b)[^.;,%]{{3,80}}?)\s+to\s+(?P<amount>{SHARE})",
    re.I,
)
TARGET_OF = re.compile(
    rf"\btarget(?:s)?(?:\s+for\s+[^.;,%]{{3,120}}?)?\s+(?:of|is|:|to be|at|figure of|rate of|level of)\s+(?P<amount>{AMOUNT})",
    re.I,
)
TIME = re.compile(r"\b(?:working days|days|weeks|months|hours)\b", re.I)
BACKWARD = re.compile(
    r"\b(?:last|past|previous|preceding|aged?|chapter|section|page|figure|paragraph|under|regulation|year|first)\s*$",
    re.I,
)
BAD = re.compile(
    r"\b(?:vacanc\w+|agency|re-?referrals?|repeat\w*|turnover|sickness|absence|unallocated|caseloads?|backlog|second or subsequent|"
    r"missing|exclu\w+|NEET|delays?|overdue|average (?:time|number of days|length)|days between|drift|closed without|"
    r"moves|reoffend\w*|breakdown|rate of referral|waiting|placed (?:more than|over))\b",
    re.I,
)
MAY_COUNT = re.compile(rf"\d|\b(?:{WORD_NUMBER}|{FRACTION})\b", re.I)  # without a number there is no target
PERIOD_BEFORE = re.compile(r"\b((?:19|20)\d\d\s?[-/–]\s?\d{2,4}|(?:19|20)\d\d)\b")
# "agency workers made up 31% of the workforce in January 2017; the figure must be …"
STATED = re.compile(
    rf"\b(?P<what>[^.;,]{{3,120}}?)\s+(?:made up|were|was|stood at|stands at|is currently|are currently|accounted for|was at)\s+(?P<amount>{SHARE}|{NUMBER}\s+{UNITS})"
    r"(?P<whole>\s+of\s+(?:the\s+)?[a-z ]{3,40}?)?(?:\s+(?:in|at|on)\s+(?P<period>[A-Z][a-z]+\s+(?:19|20)\d\d|(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?))?(?=[.;,]|\s+and\b)",
    re.I,
)
# ", now 131," in the middle of a phrase: its baseline
ASIDE = re.compile(
    rf"(?:,\s*|\(\s*)(?:now|currently|at present|which (?:was|is)|from a baseline of)?\s*(?P<amount>{AMOUNT})(?:\s+(?:at|in|on)\s+(?P<period>(?:the time of )?[^,()]{{3,30}}))?\s*(?:,|\))(?=\s)",
    re.I,
)
# "should be between 90 and 100 by March 2015"
LIES_BETWEEN = re.compile(
    rf"(?:\bfrom\s+(?P<base>{NUMBER})(?:\s+(?:{UNITS}))?(?:\s+in\s+(?:19|20)\d\d(?:\s?[-/–]\s?\d\d)?)?\s+)?\b(?:within\s+(?:the|a)\s+(?:range|band)(?:\s+of)?(?:\s+from)?|(?:(?:should|must|shall|will|to)\s+(?:be|stay|remain|fall|lie|stand|settle|come\s+to\s+rest)(?:\s+(?:kept|held|brought))?(?:\s+(?:at|to))?|to|lies?|is|are|stands?)\s+(?:between|(?:with)?in\s+(?:the|a)\s+(?:range|band)(?:\s+of)?(?:\s+from)?))\s+(?P<a>{NUMBER})\s*(?:and|to|[-–])\s*(?P<b>{NUMBER})(?!\s*(?:{PERCENT}|{UNITS}|years|st|nd|rd|th))(?![\w.%]\w|\d)",
    re.I,
)
SHARE_WAS = re.compile(
    rf"\b(?:only\s+)?(?P<amount>{SHARE})\s+of\s+(?P<what>[^.;,]{{3,90}}?\b(?:were|was)\b[^.;,]{{0,60}})(?P<whole>)(?P<period>)",
    re.I,
)
ANAPHOR = re.compile(
    r"\b(?:the figure|this figure|that figure|this|that|it|the (?:rate|share|proportion|percentage|number))\s*$",
    re.I,
)
NO_NUMBER = re.compile(
    r"\b(?:in line with|to (?:at least )?(?:the )?(?:level|average|rate|performance) of|to (?:match|equal)|at or (?:above|below)|(?:better|higher|lower) than|to (?:at least )?(?=the (?:national|england|statistical)))\s*"
    r"(?:(?:that|those) of\s+)?(?:the\s+)?(?:\w+\s+){0,2}?(?:national|statistical neighbours?|england|regional|comparators?|similar (?:councils|authorities))\b[^.;,]{0,40}",
    re.I,
)
POINTS = re.compile(rf"(?:{NUMBER})\s*(?:%|per\s?cent(?:age)?|percentage)\s*points?", re.I)
ACTIVITY = re.compile(
    r"\b(?:audit|sample|dip-?sample|review|hold|visit|meet|interview|survey|observe|appoint|recruit)\w*\b",
    re.I,
)
PAST_FACT = re.compile(
    r"\b(?:was|made up|accounted for|were|had|has been|have been|stood at|currently|reported that|found that|only)\b[^,;]*$",
    re.I,
)
