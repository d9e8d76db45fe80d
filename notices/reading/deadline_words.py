"""The words around dates and periods that make them deadlines, or that keep them from being any."""

from __future__ import annotations

import re

from .figures import NUMBER
from .periods import UNIT

WEEK = r"(?:week (?:commencing|beginning|ending|of)|w/?[cbe]\.?)"
WEEK_BEGINS = re.compile(r"\b(?:week (?:commencing|beginning|of)|w/?[cb])\b", re.I)
STRONG = re.compile(
    r"(?:\b(?:by|before|prior to|no later than|not later than|ahead of|in advance of|earlier than|at (?:its|their|the) meetings? (?:of|on)|when the (?:results|figures|returns|data) (?:of|for|from)|on or before|on or about|at the latest by|due(?: on| by| in)?|"
    r"(?:deadline|due date|target date|completion date|timescale|completion|by when|to be completed|to be met)"
    r"(?: is| of| for this is)?\s*[:–-]?|ha(?:s|ve) until|up to and including)\s*(?:the\s+)?"
    rf"(?:{WEEK}\s+)?(?:(?:quarter|year|month|half[- ]year|term|period|week|date)\s+(?:(?:that|which)\s+ends|ending|ended)\s+(?:on\s+|in\s+|with\s+)?)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?"
    r"(?:(?:Easter|Good|Christmas|New Year['’]s|Whit|May|Lady|Midsummer|Michaelmas)(?:\s+(?:Sunday|Monday|Friday|Eve|Day))?,?\s+(?:that is,?\s+)?)?"
    r"(?:(?:midnight|noon|midday|close of (?:business|play)|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|end of (?:the )?(?:day|business))"
    r"\s+(?:on|of)\s+)?)$",
    re.I,
)
PERIOD_TO = re.compile(
    r"\(\s*(?:the\s+)?(?:quarter|year|month|half[- ]year|period|(?:\w+\s+)?months)\s+(?:to|ending(?: on)?)\s*$|\b(?:(?:over|in|during|for|throughout|across)\s+the\s+(?:\w+\s+){0,2}(?:period|year|months?|quarters?)\s+"
    r"(?:to|up to|ending(?: on| in)?|until)|between|by the time of)\s*(?:the\s+)?$",
    re.I,
)
WEAK = re.compile(
    rf"\b(?:(?:in the course of|(?:at )?some (?:time|point) (?:in|during)|in the months? of|in|on|at|during|for|around|of|within)\s*(?:the\s+)?(?:{WEEK}\s+)?|(?:the\s+)?{WEEK}\s+)$",
    re.I,
)
STARTS = re.compile(
    r"\b(?:takes? effect (?:on|from)|comes? into (?:force|effect) (?:on|from)|with effect from|effective from|from|starting(?: in| on| from)?|commencing(?: in| on)?|beginning(?: in| on)?|as of|"
    r"as from|since|after|following)\s*(?:the\s+)?$",
    re.I,
)
CHAIN = re.compile(
    r"^[\s,;&\"“”]*(?:(?:and|or|then|again|by|in|on|to|at|finally|lastly|the\s+month\s+of)\s+[\"“]?)*$", re.I
)
RECORD = (
    r"(?:inspection|reports?|notice|direction|letter|judg(?:e)?ment|act|guidance|framework|regulations|version|edition|"
    r"scorecard|statistics|data|position|baseline|ofsted|outturn|working together|survey|publication)"
)
DONE = (
    r"(?:published|dated|issued|made|signed|produced|undertaken|conducted|carried out|completed|held|judged|found|inspected|"
    r"received|sent|introduced|established|agreed|given|revised|updated|identified|reported|written|visited|rated|reviewed|set out|"
    r"reinspected|re-inspected|took place|was|were|had)"
)
PAST = re.compile(
    rf"\b(?:{DONE}(?:\s+by\s+(?:\w+[\s']+){{1,5}})?|{RECORD})\s*\(?\s*(?:(?:in|on|of|at|for|from|dated)\s*)?(?:the\s+)?$",
    re.I,
)
FUTURE = re.compile(
    rf"\b(?:must|shall|should|will|would|may|intends? to|is to|are to)\s+(?:\w+\s+)?(?:review|reconsider|re-examine|assess|examine|consider|look (?:again )?at|revisit)\b[^.;]{{0,60}}\b{RECORD}\s+(?:in|on|at)\s*(?:the\s+)?$|"
    rf"\b(?:must|shall|should|will|would|may|intends? to|is to|are to)\b[^.;]{{0,60}}\breview\b[^.;]{{0,40}}\b{RECORD}\s+(?:in|on|at)\s*(?:the\s+)?$|"
    rf"\b(?:to|must|shall|should|will|would|can|may|is to|are to)\s+(?:also\s+|instead\s+|now\s+|then\s+|next\s+)?(?:be|have been)\s+(?:\w+ly\s+)?{DONE}\b|\b(?:must|shall|should|will|is to|are to)\s+(?:give|send|provide|make|submit|deliver|present|render|let)\b[^.;]{{0,80}}\b(?:an?|its|his|her|their|written)\s+(?:\w+\s+){{0,2}}reports?\s+(?:in|on)\s*(?:the\s+)?$",
    re.I,
)
CONDITIONAL = re.compile(
    r"^\W*(?:if|should the|where the board)\b|\b(?:wish(?:es)?|want(?:s)?|propos\w+) to\b", re.I
)
NEARLY_ALWAYS_PAST = re.compile(r"\b(?:last|past|previous|preceding|recent|prior)\s*$", re.I)

LEAD_WITHIN = re.compile(r"\b(?:within|inside|no later than|not later than|no more than|not more than|by|in|after|at|before)\s+(?:the\s+)?(?:next\s+|first\s+|a\s+(?:period|maximum)\s+of\s+|a\s+further\s+)?$", re.I)  # fmt: skip
LEAD_AHEAD = re.compile(r"\b(?:not less than|no less than|at least|a minimum of|no fewer than)\s+$", re.I)
LEAD_NEXT = re.compile(r"\b(?:within|over|in|during)\s+the\s+(?:next|coming|following|first)\s+$", re.I)
_TIME = r"(?:noon|midday|midnight|(?:\d{1,2}(?:[.:]\d\d)?|[a-z]+)\s?(?:[ap]\.?m\b\.?|o['’]clock)|close of (?:business|play))"
_BY = r"(?:by|before|no later than|not later than|at)"
TO_EVENT = re.compile(
    r"^\s*(?:of|from|after|before|following|prior to|in advance of|ahead of|to)\s+(?!\d[\d.,]*%?\s+(?:to|or|and)\b|\d[\d.]*\s*(?:%|per cent)|life\b|age\b|the (?:last|previous)|(?:learn|see|find|look|ask|tell|hear|check|discuss|consider|agree|decide|review|plan|explain|give|make|set|do|have|get)\b)",
    re.I,
)
CLAUSE_END = re.compile(
    r"[.;,:)]|\s+(?:and|or|so that|to ensure|which)\b|"
    r"(?=\s+(?:the|its|this)\s+(?:[\w’'-]+\s+){1,4}(?:must|shall|should|will|may|is|are)\b)"
)
LEAD_AFTER = re.compile(r"\b(?:at|after)\s+(?:(?:a\s+(?:further|period\s+of)|the\s+first)\s+)?$", re.I)
# What is measured in days for each child is a standard of practice, not a deadline of the clause.
PRACTICE = re.compile(
    r"\b(?:child(?:ren)?|young (?:people|person)|assessments?|visits?|visited|referrals?|contacts?|cases?|conferences?|"
    r"enquir(?:y|ies)|strategy (?:discussions?|meetings?)|decisions?|reviews|interviews?|EHC\w*|core groups?|famil(?:y|ies)|"
    r"carers?|plans|minutes|seen|records?|recorded|complaints?|allegations?|records|supervis\w+|interviewed|allocated)\b",
    re.I,
)
ALONE_AT_END = re.compile(r"(?:\s[-–—]\s*|,\s+|\(\s*|:\s*)$")
BLANK = re.compile(
    r"\b(?:by|before|on|until|no later than)\s+(?:\[[^\]]{0,30}\]|_{3,}|\.{4,}|…{1,4}|(?-i:TBC|XX+(?:/XX+)*)|to be confirmed)",
    re.I,
)

_BODY = r"(?:[\w'’]+\s+){0,5}(?:Board|Panel|Group|Partnership|Committee)"
BEFORE_MEETING = re.compile(
    rf"\b(?:(?:at least|no later than|not less than|within)\s+)?(?:{NUMBER}|a)\s+{UNIT}\s+(?:before|prior to|in advance of|ahead of|after|following|of)\s+"
    rf"(?:each|every)\s+(?:\w+\s+){{0,3}}meetings?\b(?:\s+of\s+the\s+{_BODY})?",
    re.I,
)
EVERY_MEETING = re.compile(
    r"\b(?:to|at|for|before|after|following|in advance of|ahead of)?\s*(?:(?:each|every)\s+(?:\w+\s+){0,3}(?:meetings?|sittings?)\b"
    rf"(?:\s+of\s+the\s+{_BODY})?|each\s+of\s+(?:its|their|the\s+[\w'’ ]{{3,50}}?['’]s?)\s+meetings|(?:on\s+(?:each|every)\s+occasion|each\s+time|every\s+time|whenever)\s+(?:that\s+|on\s+which\s+)?(?:it|they|the\s+{_BODY})\s+(?:has\s+)?(?:meets?|met|sits?|sat|convenes?|convened))",
    re.I,
)
AT_ONCE = r"(?:immediately|at once|forthwith|without delay|straight away|as soon as (?:is )?(?:reasonably )?(?:practicable|possible))"
_OCCASION = (
    r"(?:reviews?|inspections?|visits?|conferences?|hearings?|referrals?|placements?|complaints?|allegations?|incidents?|deaths?|appointments?|changes?|"
    r"episodes?|returns?|audits?|decisions?|closures?)"
)
EVENTS = (
    # "before the end of the next working day", "by 10 am next day"
    re.compile(
        rf"\b(?!by the same day){_BY}\s+(?:{_TIME}\s+(?:on\s+|of\s+)?)?(?:the\s+)?(?:(?:end|close|start)\s+of\s+(?:the\s+)?)?(?:same|next|following)\s+(?:working\s+|school\s+)?"
        r"(?:day|shift|morning|evening|weekday)\b(?!\s+(?:on|in)\s+which)",
        re.I,
    ),
    # "by noon on the day after it occurs", "before the end of the shift in which it took place"
    re.compile(
        rf"\b{_BY}\s+(?:{_TIME}\s+(?:on\s+|of\s+)?)?(?:the\s+)?(?:(?:end|close)\s+of\s+the\s+)?(?:working\s+|school\s+|same\s+|next\s+|following\s+)?"
        r"(?:day|shift|week)\s+(?:(?:on|in|during)\s+which|after|following|when|that)\s+(?!this\b|issue|the (?:issue|date|making)\b)[^,;.]{3,90}",
        re.I,
    ),
    re.compile(
        r"\b(?:up)?on\s+(?:the\s+)?(?:receipt|receiving|arrival)\s*(?:of\s+)?(?:each|every|any)\b(?:\s+(?:(?!the\b|shall\b|will\b|must\b)[\w’'-]+)){1,4}",
        re.I,
    ),
    re.compile(
        r"\b(?:by|before|on)\s+(?:his or her|her or his|his|her|its|their|a child['’]s|the child['’]s)\s+(?:[\w’'-]+\s+){0,2}?(?:birthday\b|\w+(?:teenth|first|th)\b(?=\s*[.,;]|\s*$|\s+and\b))",
        re.I,
    ),
    re.compile(
        r"\bby (?:his or her|her or his|his|her|its|their|the child['’]s) (?:first|second|third|fourth|next) (?:[a-z-]+ )?(?:review|conference|meeting|visit)\b|"
        r"\bon (?:turning|reaching) (?:the age of )?[a-z0-9-]+",
        re.I,
    ),
    re.compile(
        r"\bbefore (?:the|an?|any|each|every) (?:child|young person|baby|family|carer|worker|social worker)\s+(?:leaves?|moves?|returns?|goes|starts?|begins?|comes|is (?:moved|placed|discharged|returned|interviewed|seen))\b[^.;,]{0,40}",
        re.I,
    ),
    re.compile(r"\bby the time of (?:the|his|her|their|each|every|any)\s+(?:[\w’'-]+\s?){1,3}", re.I),
    re.compile(r"\bbefore doing so\b(?:\s+for the first time)?", re.I),
    re.compile(r"\bon (?:his|her|their|its|the child['’]s) (?:first|last) (?:working )?day\b", re.I),
    re.compile(
        r"\bas soon as (?:there (?:is|are)|(?:a|the) (?:child|young person|family)|it|they|he or she|she or he|he|she|you|the (?:council|authority|board|chair)) [^.;,]{3,80}",
        re.I,
    ),
    re.compile(
        rf"\b{AT_ONCE}\s+(?:of\s+(?:any|each|every|all)|if|when|whenever|where|upon|on(?!\s+(?:those|these|all|its|the)\s+(?:\w+\s+){{0,2}}recommendations)|after|following|should|of becoming|it becomes)\b[^.;,]*",
        re.I,
    ),
    re.compile(
        r"\b(?:if|when|whenever|where)\s+(?:so\s+)?requested(?:\s+(?:to do so\s+)?by\s+[^.;,]{3,60})?", re.I
    ),
    re.compile(r"\bat the (?:specific |express |written )?request of\s+(?:the\s+)?[^.;,]{3,60}", re.I),
    re.compile(r"\b(?:up)?on (?:written |specific )?request(?:\s+(?:by|of|from)\s+[^.;,]{3,60})?", re.I),
    re.compile(
        r"\bat any (?:other )?time (?:at which|when|that)\b[^.;,]*|\bon the (?:same )?day (?:that|on which|when|it|they|he|she)\b[^.;,]*|"
        r"\b(?:on )?the same (?:working )?day\b",
        re.I,
    ),
    re.compile(
        r"\bon the day of (?!the (?:inspection|week))(?:[\w’'-]+\s?){1,4}(?=[,.;]| (?:where|if|when|and|or|to|for|by)\b|$)",
        re.I,
    ),
    re.compile(
        r"\b(?:before|after|following|upon|at(?:\s+the\s+time\s+of)?)\s+(?:each|every|any)\s+(?:[\w’'-]+\s+){0,4}?"
        + _OCCASION
        + r"\b(?:\s+(?:of|by|from)\s+(?:the\s+)?(?:[\w’']+\s?){1,3}(?=[,.;]| and\b|$))?",
        re.I,
    ),
    re.compile(
        r"\bbefore\s+(?:the|his or her|her or his|his|her|its|their|an?)\s+(?:[\w’'-]+\s+){0,3}?(?:birthday|hearing|handover|discharge|release|transfer|conference|interview|trial|departure|placement ends)\b",
        re.I,
    ),
    re.compile(r"\bas and when (?:required|requested|necessary)(?:\s+by\s+[^.;,]{3,60})?", re.I),
    re.compile(
        r"\b(?:before|prior to|in advance of|ahead of|in time for|by)\s+(?:the\s+)?(?:first|next|initial|second|final|formal|"
        r"any|each|every|six[- ]month|twelve[- ]month)\s+(?:\w+\s+){0,4}(?:review|inspection|meeting|visit|conference)\b"
        r"(?:\s+(?:of|by)\s+the\s+(?:[\w'’]+\s?){1,5})?",
        re.I,
    ),
)
STANDING = (
    re.compile(
        r"\bat (?:no (?:time|moment|point|hour|stage)(?=\s+(?:may|must|shall|should|will|can|is|are|to)\b)|any (?:given |single |one )?(?:time|moment|point|hour|stage|instant)(?!\s+(?:at which|when|that|(?:in|during) the (?:year|term)))|one time|all (?:times|hours|points|stages)|every (?:point|moment|hour))\b",
        re.I,
    ),
    re.compile(r"\b(?:throughout|for) the (?:whole )?(?:period|duration|life|term) of (?:this|the) (?:improvement )?(?:notice|direction)\b", re.I),
    re.compile(r"\b(?:(?:remains?|continues?|stays?) in (?:force|place|effect)|continues? to (?:have effect|be in (?:force|effect)))\b[^.;]*?\b(?:until|unless|for)\b[^.;]*", re.I),
    re.compile(r"\buntil (?:such time as |some such time (?:as|that) )?(?:it|this (?:notice|direction)|the (?:notice|direction))\s+(?:is|has been)\b(?!\s+(?:at|no|not|above|below|under|over|less|more|fewer|\d))[^.;]*", re.I),
    re.compile(r"\buntil (?:such time as |some such time (?:as|that) )?the (?:secretary of state|department|minister)[^.;]*\b(?:satisfied|agrees?|confirms?|notif\w+|revokes?|directs?)\b[^.;]*", re.I),
    re.compile(r"\bthroughout the (?:\w+ )?(?:transition|year|duration|intervention|life of this \w+)\b", re.I),
    re.compile(r"\b(?:endures?|continues?|stands?|remains?|lasts?|runs?)\s+(?:in (?:force|effect|being)\s+)?until\s+(?:(?:it|they|these)\s+(?:is|are|has been|have been)\s+)?(?:revoked|withdrawn|lifted|discharged|replaced|superseded|cancelled|ended)\b[^.;]*", re.I),
    re.compile(r"\b(?:for )?as long as (?:this|the) (?:improvement )?(?:notice|direction)\s+(?:stands|lasts|remains|continues|endures|has effect|is in (?:force|effect|place))\b[^.;,]*", re.I),
    re.compile(r"\bwhenever\s+(?:the|it|they|an?)\b[^.;,]{0,40}\b(?:is|are)\s+(?:open|in use|running|staffed|in session|on site)\b", re.I),
    re.compile(r"\buntil further notice\b|\bon an? (?:ongoing|continuing|continuous) basis\b", re.I),
)  # fmt: skip
TERM = re.compile(
    r"^th(?:is|e) (?:improvement )?(?:notice|direction)\b(?!\s+(?:of|dated|(?:issued|given|made)\s+on)\s+\d)[^.;]{0,60}?\b(?P<said>(?:expires?|ends?|lapses?|ceases? to "
    r"(?:have effect|be in force|apply))\b[^.;]*|(?:lasts?|runs?|applies|in (?:place|force|effect)) for\b[^.;]*)",
    re.I,
)
ALONE_AT_ONCE = re.compile(
    r"\b(?:immediately|forthwith|with immediate effect|straight away)\b(?!\s+(?:before|after|preceding|following|prior))",
    re.I,
)
SOON = re.compile(r"\bas soon as (?:is )?(?:reasonably )?(?:practicable|possible)\b", re.I)
SHARE = re.compile(
    r"\d\s*(?:%|per ?cent)|\b(?:\d+|[a-z]+) (?:out of|in) (?:every )?(?:ten|five|four|three|twenty|10|100)\b|\b(?:thirds?|quarters?|half|fifths) of\b|"
    r"\b(?:one|two|three|four|nine)[- ](?:thirds?|quarters?|fifths?|tenths?)\b",
    re.I,
)
