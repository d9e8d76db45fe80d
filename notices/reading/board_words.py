"""How officials name a board, and say how it meets, who chairs it and who agrees to a change: the words for `board`."""

from __future__ import annotations

import re

KIND = (
    r"(?:Board|Panel|Partnership(?:\s+(?:Executive|Board|Group))?|Group|Taskforce|Task Force|Committee|Forum)"
)
WORK = r"(?:Improvement|Challenge|Intervention|Transformation|Recovery|Progress|Oversight|Getting to Good|Turnaround)"
_WORD = r"[A-Z][\w'’&-]*"
NAME = re.compile(
    rf"\b(?:{_WORD}\s+(?:(?:and|of|for|with|in|upon)\s+(?=[A-Z]))?){{0,6}}{WORK}\s+(?:(?:and|&)\s+{_WORD}\s+|{_WORD}\s+)?{KIND}\b(?:\s+for\s+{_WORD}(?:\s+(?:(?:and|with|in|of)\s+)?[A-Z][\w'’-]*)*)?"
)
# Any body with a capital name counts if the clause founds it.
ANY_NAME = re.compile(
    rf"\b(?:{_WORD}\s+(?:(?:and|of|for)\s+(?=[A-Z]))?){{1,6}}(?:Board|Panel|Partnership(?:\s+(?:Executive|Board|Group))?|Group|Taskforce|Task Force|Committee)\b"
)
LOWER_NAME = re.compile(
    r"\b(?:safeguarding |children['’]s (?:services )?)?improvement (?:and challenge )?(?:board|panel|group)\b",
    re.I,
)
OTHER_BODY = re.compile(
    r"\b(?:safeguarding (?:children(?:['’]s)?|partners?|adults?) (?:board|partnership)|LSCB|scrutiny|health and wellbeing|adoption|fostering|"
    r"children['’]s trust|schools? forum|integrated care|youth (?:offending|justice)|community safety|headteachers?|audit committee|cabinet|"
    r"clinical commissioning|governing)\b",
    re.I,
)
# Bodies that every council has, and that are this instrument's board only where they oversee it or get a chair from outside
STANDING_BODY = re.compile(r"\bcorporate parent\w*", re.I)
OVERSEES = re.compile(
    r"\b(?:oversees?|overseeing|(?:has|have) oversight of|monitors?)\b[^.;]{0,40}\b(?:(?:this|the) (?:improvement )?(?:notice|direction)|improvement plan)\b",
    re.I,
)
LEADING = re.compile(
    r"^(?:The|An?|Each|Every|This|That|Any|Its|Their|Our|In|At|By|With|For|From|To|And|If|As|When|Independent|New|Chair|"
    r"Council['’]s|Department['’]s)\s+"
)
NATIONAL = re.compile(r"^children['’]?s improvement board$", re.I)
FOUNDS = re.compile(
    r"\b(?:put(?:ting)? in place|establish\w*|set up|setting up|conven\w*|creat\w+|constitut\w+|re-?constitut\w+|form|run|maintain\w*|"
    r"take part in(?:\s+the\s+work\s+of)?|continue to (?:operate|run|maintain|have)|overseen by|must have|will have|"
    r"independent chair (?:of|for)|as (?:the )?(?:independent )?chair (?:of|for))\s+(?:an?|the|its|their)?\s*"
    r"(?:independent(?:ly[- ]chaired)?\s+|effective\s+|new\s+|existing\s+)*$",
    re.I,
)
DENIED = re.compile(r"\b(?:no|not (?:be )?(?:an?|any)|without an?)\s+$", re.I)
_OUTSIDE = r"(?:neither an? (?:member|officer|employee|councillor)\b|independent(?!\s+(?:reviewing|visitor|advoca|fostering))|no (?:other )?(?:connection|link|tie)s?\b|not (?:connected|employed|a member)|unconnected|(?:from )?outside (?:of )?the (?:council|authority))"
INDEPENDENT = re.compile(
    rf"\bindependent(?:ly)?[- ]chair(?:ed|man|woman|person)?\b|\bchair\w*\b(?:(?!\bboard\b)[^.;]){{0,90}}\b{_OUTSIDE}|\bindependent (?:person|individual|expert|figure)\b[^.;]{{0,80}}\bchair|\bindependent of\b[^.;]{{0,70}}(?:\b(?:will|shall|must|is to|should)\s+(?:\w+\s+)?(?:chair|preside|lead)\b|\bas (?:its |the )?chair\b)|"
    rf"\bunder\s+[A-Z][^.;]{{2,60}}\bindependent of\b|\b(?:an? )?independent (?:of [^.;,]{{3,30}} )?(?:person|someone|somebody|individual)\b[^.;]{{0,30}}\b(?:chair|lead|preside)|\bindependence of (?:its|the) chair|\b(?:chaired|led|presided over|headed|run) by\b[^.;]{{0,50}}\b{_OUTSIDE}",
    re.I,
)
INSIDE_CHAIR = re.compile(
    r"\bchaired by (?:the )?(?:council['’]s )?(?:chief executive|leader|director|lead member|cabinet member|mayor)|"
    r"\b(?:which|that) the (?:chief executive|leader|director|lead member|mayor)\b[^.;,]{0,40}\bchairs?\b",
    re.I,
)
_PERSON = r"((?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,3})"
CHAIR_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ppoint(?:ed|s|ment of)?\s+{_PERSON}\s*(?:\([^)]*\)|,[^,]{{3,60}},)?\s*as\s+(?:the\s+)?(?:independent\s+)?[Cc]hair\b",
        rf"\b[Cc]haired by\s+{_PERSON}(?=[\s,.;(])",
        rf"\bindependent [Cc]hair,\s+{_PERSON}(?=[,.;(])",
    )
)
DEPARTMENT = re.compile(r"\b(?:department|DfE|DCSF|officials?|secretary of state|our|we|us)\b", re.I)
ATTENDS = re.compile(
    r"\b(?:attend\w*|sits?|joins?|comes?|acts?|participat\w+|serves?|members?|present|represent\w*|admitted|invited|there|observes?|takes? (?:part|a seat)|places?|sends?|board|panel|meetings?|group)\b",
    re.I,
)
_PART = r"((?:(?!the\b|an?\b|its\b|of\b|as\b|and\b|or\b)[a-z-]+ ){0,2}(?:observers?|members?|advis[eo]rs?|attendees?|participants?|critical friends?))"
ATTENDS_AS = re.compile(
    rf"\bas (?:an? |its |the department['’]s )?{_PART}\b|\bin the (?:capacity|role|position|place|part) of (?:an? )?{_PART}\b|\b(?:with|having|given|has|have) (?:the )?(?:status|standing|role) of (?:an? )?{_PART}\b|\b(?:will|shall|must|are to) be (members) of the (?:board|panel|group|partnership)\b|\b(?:substitut\w+|reads?|stand|becomes?|put)\W{{1,4}}{_PART}\b|\b(?:is|are|be|become)\s+(?:also )?an? {_PART}\b|\bsends?\s+an? {_PART}\b|\brepresented\b[^.;]{{0,30}}?\bby\s+an? {_PART}\b|\b(?:an? )?((?:[a-z]+ )?observers?) (?:of|from) the (?:department|DfE)",
    re.I,
)
ADVISER_OF = re.compile(
    r"\b(advis[eo]r) (?:of|from) the (?:department|DfE)\b[^.;]{0,60}\b(?:attend|sit|be present|take part|join)",
    re.I,
)
REPRESENTED = re.compile(r"\b(representative|official)s? (?:of|from) the department\b", re.I)
OBSERVES = re.compile(
    r"\b(?:will|shall|must|may|is to|are to)\s+(observe)\b(?:\s+(?:the\s+|its\s+)?(?:meetings?|board|panel|group|proceedings)\b|\s*(?:[.;,]|$))",
    re.I,
)
CHANGES = re.compile(
    r"\b(?:vary|varied|variation|chang\w+|alter\w*|replac\w+|amend\w*|frequency|intervals?|less (?:often|frequent\w*)|fewer meetings|more (?:seldom|rarely)|reduc\w*|cancel\w*|dropped|no (?:new|later|next|further|other) chair|otherwise|something else|(?:any|an?|each|every) successor|pattern of|"
    r"discontinu\w*|dissol\w*|disband\w*|(?:stood|stand) down|wound up|(?:any|a|the) (?:new|later|next|further) chair|replacement|(?:terms of reference|remit|arrangements) (?:for|of)|"
    r"different|another|instead|as often as|timetable|move to|go over to|depart\w* from|longer intervals?|relax\w*|every (?!other body)[a-z]+ (?:weeks|months)|two-monthly|bi-monthly|quarterly)\b",
    re.I,
)
OF_THE_PLAN = re.compile(
    r"\b(?:chang|alter|amend|var|revis)\w*\s+(?:to|in|of)\s+(?:the|its|this|any)\s+(?:\w+\s+)?(?:plan|notice|direction)\b",
    re.I,
)
_WHO = r"(department(?: for (?:education|children, schools and families))?|DfE|DCSF|secretary of state(?: for education)?|ministers?|(?:improvement |intervention |children['’]s )?(?:commissioner|advis[eo]r)|us|we|our)"
_CONSENT = r"(?:agree(?:s|d|ment|ing)?|consent(?:s|ed)?|approv(?:e|es|ed|al)|permi(?:t|ts|tted|ssion)|assent\w*|authoris\w+|sanction\w*|content|(?:is|are) satisfied|confirm(?:s|ed)|leave|say so|says so|ask(?:s|ed)?|answer|accept(?:s|ed)|endors\w*|sign(?:ed|s)?[\s-]off|object\w*|decides|to decide|clear(?:s|ed|ance)|allow(?:s|ed)?)"
CONSENT = re.compile(
    rf"\b{_CONSENT}\b(?:(?!\b(?:plan|report\w*)\b)[^.;]){{0,60}}?\b{_WHO}\b|\b{_WHO}\b(?:['’]s)?(?:(?!\b(?:plan|report|council|attend\w*)\b)[^.;]){{0,60}}?\b{_CONSENT}\b",
    re.I,
)
# "meets monthly unless the Department agrees": without a word for the change
UNLESS = re.compile(r"\b(?:unless|save|except|other than|otherwise than)\b", re.I)
MEETS = re.compile(
    rf"\bmeet(?:s|ing|ings)?\b|\bconven(?:e|es|ed|ing)\b|\bsits?\b|\bcome together\b|\bassembles?\b|\bgathers?\b|\bcalled together\b|\bcycle\b|"
    rf"\bhold(?:s|ing)?(?:,\s[^,.;]{{3,50}},)?\s+(?:the|an?|its)\s+(?:(?!\band\b|\bmust\b|\bwith\b)[^,.;]){{0,60}}?\b{KIND}\b|\b{KIND}\b[^,.;]{{0,40}}?\b(?:is|are|be)\s+held\b",
    re.I,
)
# "In paragraph 18 (Improvement Board), for “…” there is substituted “every six weeks”"
AMENDED = re.compile(
    rf"\b{KIND}\b[^.]*?\b(?:substitut(?:e|ed)|replaced by|read)\b(?: the words?)?\W*(?=every|once|at|monthly|quarterly)",
    re.I,
)
# "In measure 20 (the Improvement Board), … are taken out and the words “every eight weeks” put in"
IN_A_PARAGRAPH = re.compile(r"\b(?:paragraph|measure|clause|section|item|article|requirement)s?\s+\d", re.I)
ITS_CONSENT = re.compile(
    r"\b(?:its|their)\s+(?:prior\s+|written\s+)*(?:consent|agreement|approval|permission)\b", re.I
)
OF_A_BOARD = re.compile(
    r"\b(?:board|panel|group|partnership|chair|it|they|interval|frequency|meetings)\b", re.I
)
NOT_MEETING = re.compile(r"\bmeet(?:s|ing)? (?:the|all|their|its|statutory|with|performance)\b", re.I)
