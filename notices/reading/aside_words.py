"""How a sentence says what has been, beside the number that must be reached: the words for `asides`."""

from __future__ import annotations

import re

from .figures import NUMBER
from .target_words import AMOUNT, AT_LEAST, AT_MOST, FRACTION

ASKS = re.compile(
    rf"\b(?:must|shall|should|will|ought|(?:is|are|has|have|needs?) to|to be|requirement (?:of|that|is)|between (?=\d)|targets?|aim\w*|goal|until it|wanted|required(?!\s+(?:period|times?|timescales?|standard|form|interval|frequency)\b)|expected|needed|allowed|acceptable|at nil|no|none|never|{AT_LEAST}|{AT_MOST})(?!\w)|"
    r"\b(?:becomes?|reads?)\s+[\"“]|\bsubstitut\w+|\b(?:advances?|moves?|rises?|falls?|goes|comes|grows?|climbs?|drops?|improves?|increases?|decreases?)\s+(?:\w+\s+)?from\b[^.;]{2,80}?\bto\b|\b(?:is|are)\s+(?:brought|cut|raised|reduced|lifted|lowered|increased|kept|held)\s+(?:up\s+|down\s+|back\s+)?(?:to|from|at|below|under|above)\b|"
    r"\bor (?:more|fewer|less|better|above|below|higher|lower|over|under)\b|\b(?:by|before) (?=\d|the end|(?-i:[A-Z]))",
    re.I,
)
# "just over half", "fewer than a third": these say about how much it is, and ask for nothing.
HEDGED = re.compile(
    rf"\b(?:(?:just|only|little|slightly|well|far|nearly|almost)\s+(?:over|under|above|below|more\s+than|less\s+than|fewer\s+than)|"
    rf"(?:over|under|more\s+than|less\s+than|fewer\s+than)\s+(?={FRACTION}))",
    re.I,
)
# What a clause says beside its duty of how things are: "…, where now eleven are", "…, whereas half did in May".
BESIDE = re.compile(
    r",\s+(?=(?:where|whereas|while|although|though|when|of whom|of which)\b(?:(?!\b(?:must|shall|should|will|may|is to|are to|has to)\b)[^,;.])*"
    r"\b(?:was|were|had|did|stood|made|took|held|found|now|currently|at present|today|so far|only)\b)",
    re.I,
)
# "Where 54% of plans are now judged adequate, 85% must be": the comma after what is so.
AFTER_WHERE = re.compile(
    r"(?<=\w),\s+(?=(?:at least\b|no more than\b|no fewer than\b|\d+%|\d+ per cent\b|it\b|they\b|this\b|that\b|the \w+\b)[^.;]{0,80}?\b(?:must|shall|should|is to|are to)\b)",
    re.I,
)
DENIES = re.compile(r"\b(?:none|no|not|nobody|never|without|lack\w*)\b", re.I)  # of the contrary: no baseline
CUE = re.compile(
    r"\b(?:now|currently|current|at present|presently|today|was|were|is|are|had|has|have|stood|stands|inspect\w+|baseline|average|last|"
    r"previous|before|earlier|outturn|figure|rate|position|level|reported|recorded|as at|against|from|start\w*|(?:in|at|on|to|for) (?=(?:\d{1,2} )?\w+ (?:19|20)\d\d|(?:19|20)\d\d|the time))\b|:",
    re.I,
)
PAREN = re.compile(r"\(([^()]{1,90})\)")
# "found by the inspectors to be 38%": what was judged, and nothing that is asked
JUDGED = re.compile(r"\b(?:found|judged|assessed|reported|shown|estimated)\b[^,;.]{0,40}?\bto be\b", re.I)
_LEAD = (
    r"(?:which|who|that|whose [\w ]{3,40}?|it|this|they)\s+(?:(?:in|on|at|during|for)\s+[^,;.()]{3,30}?\s+|[^,;.()\d]*?\s)?(?:ran at|averages?|occupied|accounts? for|accounted for|makes? up|made up|represents?|represented|filled|covered|held|took|rose to|fell to|number(?:ed|s)|is|was|are|were|been|at|to|of|had|has|have|reached|averaged|totalled|only|just|some|"
    r"about|around|nearly|over|now|currently)|(?:on average|now|currently|at present|presently|today|lately|then|formerly|previously|as against|against|compared (?:to|with)|up from|down from|"
    r"(?:up|down) on|from an?\s[^,;.()]*?(?:baseline|level|rate|figure|position|(?:starting|low) point|average|total|number|peak) of|(?:with )?an?\s(?:[^,;.()]*?\s)?baseline of|(?:the )?(?:baseline|current (?:figure|rate|level))(?: is| was| being|:)?|at inspection|an? (?:increase|rise|improvement|fall|reduction|decrease|drop|change) (?:from|on)|an?\s+(?:requirement|standard|level|test|figure|duty)\s+(?:that|which)(?:\s+was)?(?:\s+only|\s+just)?(?:\s+met\s+(?:for|in|by))?|at|running at|standing at|last year|instead of|in place of|rather than|(?:found|judged|assessed|recorded|reported|measured|shown|estimated|put)(?: by [^,;.()\d]{3,40}?)?(?: to be| at| as)|being(?: at)?|of (?:which|whom)(?: only)?(?: there)? (?:were|are|was|is)(?: only)?|having (?:been(?: at)?|(?!to\b)[a-z]{3,}ed(?: only| just)?(?= (?:\d|[a-z]))|stood at|reached|had|(?:risen|fallen|climbed|grown|dropped|slipped) to)|in (?:19|20)\d\d(?:[-/–]\d{2,4})? (?:it|this|the \w+) (?:was|stood at)|as now|(?:(?:the|its|their)\s+)?(?:[a-z-]+\s+){0,2}?(?:rate|figure|number|share|proportion|percentage|average|level|total|position|performance|result|outturn|starting point|baseline|return|audit|survey|sample|data)\b[^,;.]{0,40}?\s+(?:having (?:been|shown|found|stood at)|being)|from(?:\s+(?:some|about|around|over))?(?!\s+[^,;.]*,?\s+to\s(?!(?:19|20)\d\d)))"
)
RELATIVE = re.compile(
    rf"(?P<open>,|\s[–—-]|;)\s*(?P<lead>(?:{_LEAD})\s*:?\s+(?:the\s+|only\s+|at\s+)?(?:(?:(?:19|20)\d\d(?:[-–/]\d{{2,4}})?|present|current)\s+)?(?:(?:baseline|figure|outturn|level|rate|result|average|position)\s+of\s+)?)?(?P<amount>(?:{FRACTION})(?!\s+(?:an?\s+)?(?:hour|day|week|year|term))\b|{AMOUNT})(?P<rest>(?:[^,;.()–—]|(?<=\d)–(?=\d)){{0,70}}?)(?=\s*(?P<close>[,;.)]|\s[–—-](?=\s)|$))",
    re.I,
)
EACH = re.compile(rf"\s+(?:[a-z]+\s+){{0,2}}(?:for|to|per)\s+(?:every\s+|each\s+)?({NUMBER})\b", re.I)
TO_A_NUMBER = re.compile(
    rf"\bto\s+(?:(?:{AT_LEAST}|{AT_MOST}|below|under|about|around|between|within|half|a)\s+)?(?!(?:19|20)\d\d)(?:{NUMBER})\b",
    re.I,
)
OVER_A_TIME = re.compile(r"\b(?:over|under|up to|to) (?=(?:the|a)\b|(?:19|20)\d\d|[A-Z])")
# "the average length, 41 weeks, must be 26 weeks": what stands between is how things are
ASKED_NEXT = re.compile(r",\s*(?:must|shall|should|is to|are to|has to|have to)\b", re.I)
PRESENT_FIGURE = re.compile(
    r"\b(?:present|current|latest|last reported)\s+(?:figure|rate|level|share|proportion|number|average|position)\s*$",
    re.I,
)
OF_A_TIME = re.compile(
    r"\s*(?:of (?:which|whom|them) (?:were|was|had|are|is)|now|currently|at present|(?:in|at|for|on|as at|during|over) (?:the (?:time|year|quarter|last|inspection|end)\b|inspection|last|(?:19|20)\d\d|[A-Z]\w+ (?:19|20)\d\d)|(?:on|as at) \d{1,2} [A-Z]\w+ (?:19|20)\d\d|when\b|last (?:year|measured))",
    re.I,
)
WITHOUT_COMMA = re.compile(
    rf"(?P<aside>\s(?:(?:percentage )?points? (?:above|below|over|under|up on|down on)|on the(?=[^,;.()]{{1,20}}\b(?:recorded|reported|achieved|found|seen|measured|reached|in)\b)|(?:as )?against|instead of|rather than|as opposed to|in contrast (?:to|with)|compared (?:to|with)|up from|down from)\s+(?:the\s+)?(?P<amount>{AMOUNT})(?P<rest>[^,;.()]{{0,60}}?))(?=\s*[,;.)]|$)",
    re.I,
)
# "down to 12 from 31", "to a maximum of 18 weeks from 61 weeks in March"
FROM_BEHIND = re.compile(
    rf"\bto\s+(?:an?\s+(?:average|mean|level)\s+of\s+)?(?:(?:{AT_LEAST}|{AT_MOST})\s+)?(?!(?:19|20)\d\d)(?:{AMOUNT})(?:\s+or\s+\w+)?(?:\s+on\s+average)?(?:\s+(?:per|for\s+each|for\s+every)\s+[^,;.\d]{{2,40}}?)?(?:\s+(?:by|in|at|on)\s+(?:the\s+(?:end|summer|spring|autumn|winter)\s+of\s+)?(?:\d{{1,2}}\s+)?(?:[A-Z][a-z]+\s+)?\d{{4}})?(?P<aside>\s+(?:from|instead\s+of)\s+(?:(?:the|its|their|an?)\s+(?:[a-z]+\s+){{0,2}}(?:level|rate|figure|baseline|outturn|position|average|total)\s+of\s+|the\s+)?(?P<amount>{AMOUNT})(?P<rest>[^,;.()]{{0,60}}?))(?=\s*[,;.)]|$|\s+by\b)",
    re.I,
)
# "a third fewer children waiting than the 270 who waited in January"
SO_THAT_FEWER = re.compile(
    rf"(?P<aside>\b(?:fill|clear|plac\w+|find\w*|allocat\w+|clos\w+|finish\w*|complet\w+|settl\w+|recruit(?:\s+to)?|appoint(?:\s+to)?)\w*\s+the\s+(?P<amount>{NUMBER})(?P<rest>\s+[a-z][^,;:.()]{{3,90}}?))(?=,?\s+so\s+that\b)",
    re.I,
)
THAN_THE = re.compile(
    rf"(?P<aside>\s+(?:than|of|(?:by\s+)?half|by\s+a\s+(?:third|quarter|fifth|tenth))\s+(?:of\s+)?the\s+(?P<amount>{NUMBER})(?P<rest>\s+(?:[a-z]+\s+){{0,2}}(?:who|that|which|recorded|reported|found|seen|counted|in|at|on|as)\b[^,;:.()]{{3,70}}?))(?=\s*[,;:.)]|$)",
    re.I,
)
# A level that another sets, with its number beside it: "at or above the average of its neighbours, which is 79%".
LEVEL = re.compile(
    rf"(?:\b(?:to|at|reach\w*|match\w*|meet\w*|equal\w*|beat\w*|better\w*|in(?:to)?\s+line\s+with|level\s+with)|(?:{AT_LEAST}|{AT_MOST}))\s+(?:(?:at least|back|or (?:above|below|better|better than)|where|those of|that of)\s+)*(?:(?:the|its|their|that|an?|where)\b)(?:(?!\bto\b)[^,;.()\d]|(?:19|20)\d\d(?:[-/–]\d\d)?(?!\d)){{2,90}}$",
    re.I,
)
# A level that is not the council's own: what is said of it is no baseline, whatever the words for it.
OF_OTHERS = re.compile(
    r"\b(?:national|england|english|region(?:al)?|country|neighbours?|neighbouring|comparators?|similar|comparable|threshold|benchmark)\b[^,;.]*$",
    re.I,
)
IS_A_LEVEL = re.compile(
    r"\b(?:average|mean|median|level|rate|norm|threshold|standard|benchmark|figure|where it (?:was|stood)|position)\b",
    re.I,
)
FACT = re.compile(
    r"\b(?:it|they|you|(?:the )?(?:council|authority)|this|these)\s+(?:\w+ly\s+)?(?!must|shall|should)\w+(?:ed|s)\b|\bwaits?\b|\b(?:makes?|accounts?|represents?|was|were|is|are|had|has|have|stood|stands|made|accounted|received|rose|fell|reached|took|held|found|missed|carried|waited|lay|did|employed|averaged|numbered|totalled)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:it|they|you|this|(?:the )?(?:council|authority))\s+(?:\w+ly\s+)?[a-z]{2,}ed\b|\bthere (?:is|are)\b|\b(?:makes? up|accounts? for|was|were|had|did|stood|made|accounted|received|rose|fell|reached|took|held|found|missed|employed|averaged|only|now|currently|at present|at the moment|today|so far)\b",
    re.I,
)
NOW = re.compile(r"\b(?:now|currently|at present|at the moment|today|so far)\b", re.I)
TURN = re.compile(
    r"[;:]\s+|,\s+(?:and|but)\s+(?=by\s+[^,;.]{4,40}?\s(?:\d|at|no)[^,;.]{1,60}?\b(?:must|shall|should|is to|are to)\b)|\s[–—-]\s+(?=(?:there|it|this|that|they|in|at|on|only|now|the)\b)|\s+and\s+(?=(?:must|shall|should|is to|are to|has to|have to|needs? to)\b)|,\s+(?=to\s+(?:no|at|not|fewer|less|more|under|below|over|above|\d))|"
    r",\s+(?:and|but|so)\s+(?=(?:it|they|this|that|these|there|the (?:figure|rate|share|proportion|number))?\s*(?:must|shall|should|is to|are to|has to|have to|needs? to)\b)|"
    r"(?<=[a-z\d%]),\s+(?=(?:at least|no more|not more|not less|no fewer|no less)\b)",
    re.I,
)
# "12% waited more than a day", "open for longer than 45 days": this says of whom, and asks for nothing.
_LASTED = r"\b(?:wait\w*|lasted|open|missing|spent|overdue|run|running|lived|held|outstanding|unallocated|been)\s+(?:for\s+)?(?:more|longer|less|over)\b(?:\s+than\b)?"
# "the number who wait for a worker to be allocated was 87": what they wait for, and nothing that is asked
AWAITED = re.compile(
    _LASTED
    + r"|\bfor\s+(?:more|longer|over|less)\s+than\b|\b(?:wait\w*|due|need\w*|remain\w*|still|had|have)\b[^,;.]{0,50}?\bto be \w+(?:ed|en|n|t)\b",
    re.I,
)
