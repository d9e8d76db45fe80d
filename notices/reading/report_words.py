"""How officials say who reports to whom: the words for `reports`."""

from __future__ import annotations

import re

BODY = re.compile(r"\b(?:board|panel|group|partnership|commissioner|advis[eo]r)\b", re.I)
# What is as good as a report where the heading says that the clause is about reporting or assessment.
AS_GOOD = re.compile(
    r"\bviews? of progress\b|\bassessments? of progress\b|\b(?:(?:written )?accounts?|letters?|commentary|statements?|summar(?:y|ies)|briefings?|scorecards?|figures)\b",
    re.I,
)

# Figures that go to the Department again and again tell it as much as a report.
DATA = re.compile(
    r"\b(?:data|dataset|figures|statistics|returns?|dashboard|scorecard|particulars|digest|lists? of|(?:the )?numbers? of|results (?:of|under)|statements? of (?:\w+ ){0,2}(?:caseloads?|vacancies|numbers|performance)|management information|performance information)\b",
    re.I,
)

MUST = r"\b(?:must|should|shall|will(?: be (?:required|expected) to)?|is to|are to|ha(?:s|ve) to|needs? to|is required to|is expected to|(?:is|are) asked to|agrees? to)\s+(?:(?:also|then|together|jointly|each|both)\s+)?"
# Who stands before these words is the subject of the sentence: see `_subject`.
RECEIVE = re.compile(
    r"\b(?:(?:must|should|shall|will)|(?:expects?|wants?|(?:is|are|wish(?:es)?) )\s*to)\s+(?:receive|hear|have|be (?:told|informed|sent|given))\b[^.;]{0,80}?\b(?:from|by)\s+(?P<from>(?!an?\s+(?:\w+\s+)?(?:review|inspection|visit|audit)\b)(?:the|its|an?|each)\b[^.;]{3,140})",
    re.I,
)
GIVE = re.compile(
    rf"{MUST}(?:provide|submit|send|give|render|deliver|file|make|present|deliver|produce|supply|share|prepare|put|lay|let|bring|furnish|issue|tell|inform|brief|advise)\b(?P<rest>[^.;]{{0,260}})",
    re.I,
)
REPORT_TO = re.compile(rf"{MUST}(?:report|write|account)\b(?P<rest>[^.;]{{0,260}})", re.I)
GIVEN = re.compile(
    r"\breports?\b(?!\s+(?:of|from|on) (?:the )?(?:audit|finding|inspection|complaint))|\b(?:progress )?updates?\b|\baccounts? of\b",
    re.I,
)
OTHERS_REPORT = re.compile(
    r"\b(?:pre-sentence|court|conference|medical|school|social work(?:er['’]s)?)\s+reports?\b|\b(?:of|about|with) any reports?\b|\bany reports? (?:on|about|of|that|which)\b|"
    r"\b(?:ofsted|inspection|audit|annual|final|chair['’]?s)\b[^,.;]{0,20}\breports?\b",
    re.I,
)
# "A report must be submitted by the Council to the Department", "Reports are due from the chair to the Minister"
_TO_WHOM = r"(?:\s+to\s+(?:the\s+|its\s+)?(?P<to>[^.;,]{3,80}?)(?=\s+(?:by|in|at|on|every|each|within|no|not)\b|[.;,]|$))"
BE_SUBMITTED = re.compile(
    rf"\b(?:reports?|letters?|accounts?|returns?|statements?|updates?|progress)\b[^.;]{{0,60}}\b(?:must|should|shall|will|is to|are to) (?:be (?:submitted|made|given|sent|provided|supplied|presented|rendered|reported|delivered)\s+by|(?:go|come) from)\s+(?P<from>(?:the|its|each)\s+[^.;,]{{3,60}}?){_TO_WHOM}",
    re.I,
)
# "A progress report must be sent to the Department by 30 November": by whom is not said.
BE_SENT = re.compile(
    rf"\b(?:reports?|accounts?|updates?)\b[^.;]{{0,60}}\b(?:must|should|shall|will|is to|are to) be (?:submitted|made|given|sent|provided|supplied|presented)(?: in writing)?{_TO_WHOM}",
    re.I,
)
DUE_FROM = re.compile(
    rf"\breports?\b[^.;]{{0,30}}\b(?:is|are|will be|fall|falls) due from\s+(?P<from>(?:the|its|each)\s+[^.;,]{{3,60}}?){_TO_WHOM}",
    re.I,
)
ORDER = re.compile(r"^(?:to\s+)?(?:report|provide|submit|send|present)\b(?P<rest>[^.;]{0,260})", re.I)
SUPPLY = re.compile(
    r"^(?:to\s+)?(?:provide|furnish|submit|send|supply|give|share)\b(?P<rest>[^.;]{0,260})", re.I
)
BETWEEN_COMMAS = re.compile(
    r",\s[^,;.]{3,70},\s"
)  # "to provide the Department, by the fifth working day, with …"
FROM_SOMEBODY = re.compile(
    r"\b(?:an?|further|separate|additional|written)\s+(?:\w+\s+)?reports?\b(?: on progress)?\s+from\s+(?:the\s+)?(?P<from>Leader[^.;,]{0,60}|[^.;,]*\bChair\b[^.;,]{0,60})"
)
# "The chair's first report to the Minister is due by 31 March"
CHAIRS_REPORT = re.compile(
    r"\b(?P<from>(?:independent\s+)?chair|leader|council|authority)['’]s\s+(?:\w+\s+){0,2}reports?\s+to\s+(?:the\s+)?(?P<to>[^.;,]{3,60}?)\s+(?:is|are|must|should|shall|will|falls?)\b",
    re.I,
)
# "In paragraph 18 (reports of the chair to the Minister), …"
IN_BRACKETS = re.compile(
    r"\((?:the\s+)?(?P<from3>(?:independent\s+)?chair|council|leader)['’]s\s+(?:reports?|letters?)\s+to\s+(?:the\s+)?(?P<to3>[^()]{3,60})\)|"
    r"\breports?\s+(?:that|which)\s+(?P<from4>the\s+[^.;,]{3,80}?)\s+(?:makes?|sends?|gives?|owes?)\s+to\s+(?:the\s+)?(?P<to4>[^.;,]{3,60})|\(reports?\s+(?:to\s+(?P<to>[^()]{3,60}?)\s+(?:by|from|of)\s+(?P<from>[^()]{3,80})|(?:by|from|of)\s+(?P<from2>[^()]{3,80}?)\s+to\s+(?P<to2>[^()]{3,60}))\)",
    re.I,
)
# "A report by the Chair is to reach the Minister by 17 January", "is due to the Minister from the chair"
REACHES = re.compile(
    r"\b(?:reports?|letters?|accounts?|statements?)\s+(?:by|from)\s+(?P<from>(?:the|its|each)\s+[^.;,]{3,80}?)\s+(?:is|are|must|should|shall|will)\s+(?:to\s+)?(?:reach|arrive with|be with|be in the hands of|go to)\s+(?:the\s+)?(?P<to>[^.;,]{3,80}?)(?=\s+(?:by|on|in|at|every|each|within|no|not)\b|[.;,]|$)|"
    r"\b(?:reports?|letters?|accounts?|statements?)\s+(?:is|are|will be|falls?)\s+due\s+to\s+(?:the\s+)?(?P<to2>[^.;,]{3,80}?)\s+from\s+(?P<from2>(?:the|its|each)\s+[^.;,]{3,80}?)(?=\s+(?:by|on|in|at|every|each|within|no|not)\b|[.;,]|$)",
    re.I,
)
# "inform the Minister of progress", "keep the Department informed of progress"
INFORM = re.compile(
    rf"{MUST}(?:inform|advise|brief|keep|tell|update)\s+(?P<to>(?:the\s+|each\s+)?(?:(?-i:[A-Z])|ministers?\b|officials\b)[^.;,]{{2,60}}?)\s+(?:informed\s+)?(?:of|on|about)\s+(?:the\s+|its\s+)?(?:\w+['’]s\s+)?progress\b",
    re.I,
)
# "must update the Department in writing on recruitment", in a clause about reporting
UPDATES = re.compile(
    rf"{MUST}(?:update|brief)\s+(?P<to>(?:the\s+)?(?:(?-i:[A-Z])|ministers?\b|officials\b)[^.;,]{{2,40}}?)\s+(?:in writing\s+)?(?:on|about)\b",
    re.I,
)
REPORTED = re.compile(r"\b[Pp]rogress (?:is to|must|should|shall|will) be reported\s+(?P<rest>[^.;]{3,160})")
THEIR_REPORTS = re.compile(r"\bin\s+(?:their|his|her)\s+reports?\s+(?P<rest>to\b[^.;]{3,160})")
# "must report any departure to the Department": an event is told, and no report is owed
NOTIFIES = re.compile(
    r"\s+(?:any|every|each)\s+(?!of|month|quarter|week|year|fortnight|meeting|occasion|time|term|half|two|three|four|five|six|seven|eight|ten|twelve|third|second|other|\d)",
    re.I,
)
# "the chair is required to report to the Minister", "and to report to the Commissioner each month"
TO_REPORT = re.compile(
    r"(?:\brequir\w+\s+(?P<from>(?:the|its|each|an?)\s+[^.;,]{3,70}?)\s+|(?:^|,\s+|\band\s+))to\s+report\s+(?P<rest>(?:on\s+[^.;,]{3,60}?\s+)?to\s+[^.;]{3,160})",
    re.I,
)
LEADS_IT = re.compile(
    r"\b(?:person|whoever|one|official|individual)\s+(?:who\s+|that\s+)?(?:leads|chairs|presides|heads)\b",
    re.I,
)
ANOTHERS = re.compile(
    r"\bauthority\s+so\s+\w+\b|\b(?:lead|other|partner|supporting|neighbouring|assisting|chosen)\s+(?:authority|council)\b",
    re.I,
)
TO = re.compile(
    r"\b(?:to|before)\s+(?:(?:each|every)\s+(?:\w+\s+)?meeting\s+of\s+)?(?:the\s+|its\s+|each\s+)?(?P<who>(?:[A-Z]|us\b|me\b|ministers?\b|officials?\b|department\b|adviser\b|advisor\b|improvement\b|commissioner\b|board\b|secretary\b|cabinet\b|scrutiny\b|(?:[a-z]+ ){0,6}committee\b).*)"
)
# "send the Minister a report", "provide the Department with a progress report"
GIVEN_TO = re.compile(
    r"^\s*(?:with\s+)?(?:(?:each|every)\s+(?:\w+\s+)?meeting\s+of\s+)?(?:(?:the|its)\s+)?(?P<who>(?:us|me|Department(?: for Education)?|DfE(?: and the [A-Z]\w+)?|officials|DCSF|Ministers?(?: of State)?(?: for Children(?: and Families)?)?|Secretary of State(?: for Education)?|Parliamentary Under[- ]Secretary(?: of State)?|Commissioner|"
    r"(?:(?!before\b|to\b|the\b|data\b|figures\b)[A-Z][\w'’]+ ){0,5}(?:Board|Panel|Group|Partnership)|(?:[A-Z]\w+ )?Advis[eo]r))\b(?=\s+(?:with\b|an?\b|each|every|monthly|quarterly|written|regular|further|on|in|have|has|in writing|how|what|whether|his|her|its|their|\d|progress|reports?\b|updates?|by|not|no later|within|and the|whenever|weekly|data|figures|not later)\b|\s+(?:at|and)\b|,\s+(?:at|by|whenever|each|every|not later|no later|in|on|within)\b)",
    re.I,
)
STOPS = re.compile(
    r"\s+(?:a|an|on|against|in|at|by|with|which|that|including|as|every|each|no|within|not|before|after|monthly|quarterly|to|written|"
    r"whenever|when|weekly|fortnightly|annually|half-yearly|data|regular|once|twice|demonstrating|is|are|will|their|his|her|its|\d+|from|under|when|if|(?:\w+\s+)?(?:working\s+)?(?:days?|weeks?|months?)|progress|evidence|reports?|about|setting|initial)\b|[,;.(]"
)
# "The Council must give the Board a digest; the chair must give the Minister a fuller one": two duties in one sentence
SECOND_DUTY = re.compile(rf";\s+(?=(?:and\s+)?(?:the|its)\s+[\w'’ ]{{3,60}}?{MUST})", re.I)
# "before the Group the results": what is given stands behind the body without a stop
BODY_AND_THING = re.compile(
    r"^(?P<body>.*?\b(?:Board|Panel|Group|Partnership|Department(?: for Education)?|DfE|Commissioner|Adviser))\s+(?:the|its|their|an?|all|each|data|figures)\b.*$"
)
_END = r"(?=\s+(?:by|on|in|at|every|each|within|no|not|quarterly|monthly)\b|[.;,]|$)"
# "Reports from the chair to the Minister are due on …", "The Minister expects a letter from the chair in …",
# "The chair's assessment of progress is to be sent to the Minister", "It is for the chair to report to the Minister"
OTHER_WAYS = (
    re.compile(
        r"\breports?\s+(?:from|of|by)\s+(?P<from>the\s+[^.;,]{3,60}?)\s+to\s+(?:the\s+)?(?P<to>[^.;,]{3,60}?)\s+(?:is|are|will be|fall|falls)\s+due\b",
        re.I,
    ),
    re.compile(
        rf"\b(?:the\s+)?(?P<to>(?:Ministers?|Secretary of State|Department|Parliamentary Under[- ]Secretary)[^.;,]{{0,40}}?)\s+(?:expects?|wants?|awaits?|looks? for)\s+an?\s+(?:\w+\s+)?(?:reports?|letters?|accounts?|updates?)\s+from\s+(?P<from>(?:the|its|each)\s+[^.;,]{{3,60}}?){_END}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<from>(?:independent\s+)?chair|leader|council|authority)['’]s\s+(?:\w+\s+)?(?:assessment|report|account|letter)s?\b[^.;]{{0,30}}?\b(?:must|is to|are to|should|will|shall)\s+be\s+(?:sent|given|submitted|made|provided|presented)\s+to\s+(?:the\s+)?(?P<to>[^.;,]{{3,60}}?){_END}",
        re.I,
    ),
    re.compile(
        rf"\bit is for\s+(?P<from>(?:the|its)\s+[^.;,]{{3,60}}?)\s+to\s+(?:report|write)\s+to\s+(?:the\s+)?(?P<to>[^.;,]{{3,60}}?){_END}",
        re.I,
    ),
)
# "a quarterly report for the Department", "share its data with the Department"
FOR_OR_WITH = re.compile(
    r"\b(?:reports?\b[^.;,]{0,40}?\bfor|(?:data|figures|dashboard|scorecard|reports?)\s+with)\s+(?:the\s+)?(?P<who>Department(?: for Education)?|Ministers?|Secretary of State|(?:[A-Z][\w'’]*\s+){0,5}(?:Board|Panel|Group))\b"
)
