"""The words by which English officials say that a report is owed: what it is, how it goes, and that it must."""

from __future__ import annotations

import re

# -- what is a report -------------------------------------------------------------------------------------------------

_KINDS = (
    r"reports?|updates?|self-(?:assessments?|evaluations?|reviews?)|(?:views?|assessments?|accounts?|evidence|commentary|notes?|statements?|summar(?:y|ies)|confirmation|information) (?:of|on) "
    r"(?:\w+\s+){0,3}?progress|(?:written|progress|exceptions?|highlight|position|interim) (?:accounts?|statements?|summar(?:y|ies)|notes?|letters?|papers?|assessments?|briefings?|returns?|commentary|commentaries)|(?<!take )(?<!takes )(?<!taking )(?<!taken )accounts?(?= of)"
)
THING = re.compile(rf"\b(?:{_KINDS})\b", re.I)
# What is as good as a report where the heading says that the clause is about reporting or assessment.
AS_GOOD = re.compile(
    rf"\b(?:{_KINDS}|(?<!take )(?<!takes )(?<!taking )(?<!taken )(?<!into )accounts?|letters?|commentary|statements?|summar(?:y|ies)|briefings?|scorecards?|figures|notes?|assessments?|opinions?|in writing)\b",
    re.I,
)
# Figures that go to the Department or the board again and again tell it as much as a report.
DATA = re.compile(
    r"\b(?:data|dataset|figures|statistics|returns?|dashboard|scorecard|particulars|digest|lists? of|(?:the )?numbers? of|results (?:of|under)|"
    r"statements? of (?:\w+ ){0,2}(?:caseloads?|vacancies|numbers|performance)|statement of each figure|management information|performance information)\b",
    re.I,
)
# What is reported when no report is named: "audit findings must be reported to the Board every month".
RESULTS = re.compile(
    r"\b(?:progress|performance|findings|results|outcomes?|conclusions|lessons|figures|data|numbers?|expenditure|spending)\b",
    re.I,
)
PROGRESS = re.compile(r"\bprogress\b", re.I)
# Reports that are not owed here: those of a case, of others, and those that the sentence only mentions.
MENTIONED = re.compile(
    r"\b(?:pre-sentence|court|conference|medical|school|social work(?:er['’]s)?|team|manager['’]s|ofsted(?:['’]s)?|inspection|audit|inspectors['’])\s+(?:\w+\s+)?reports?\b|"
    r"\b(?:of|about|with|to|by|on|in|under) any reports?\b|\bany reports? (?:on|about|of|that|which)\b|\bdirect reports?\b|\b(?:same|copy of (?:the|each|its|that)) (?:\w+ )?reports?\b|"
    r"\b(?:of|on|from|following|after|informed by|in the light of|against|about|upon|regard to|preparing|compiling|reading) (?:the|its|that|this|such|each|these|those|all) (?:(?!must\b|should\b|shall\b|will\b|is\b|are\b|to\b|and\b|has\b|have\b|needs?\b|an?\b|written\b|progress\b)[\w'’-]+\s+){0,3}?reports?\b(?!\s+to\s+the\b)|"
    r"\b(?:ofsted|inspection|audit)\b[^,.;]{0,20}\breports?\b|"
    r"\breports? (?:(?:of|from|on) (?:the )?(?:audit|finding|inspection|complaint|serious case|independent review|due diligence)|to court|for (?:\w+ ){0,3}conferences?|of (?:domestic|abuse|concerns|crime|missing))\b[^,.;]{0,30}",
    re.I,
)

# -- that it is owed --------------------------------------------------------------------------------------------------

_MODAL = (
    r"(?:must|should|shall|will|(?:is|are)\s+(?:also\s+|then\s+)?(?:to|asked\s+to|required\s+to|expected\s+to|obliged\s+to)|be\s+(?:required|expected|asked)\s+to|"
    r"ha(?:s|ve)\s+to|needs?\s+to|ought\s+to|agrees?\s+to|undertakes?\s+to|(?:is|are)\s+responsible\s+for)"
)
MODAL = re.compile(rf"\b{_MODAL}\b", re.I)
_ADVERB = r"(?:(?:also|then|together|jointly|each|both|formally|regularly|in\s+turn|thereafter|personally|itself|himself|herself|themselves|instead|now|separately)\s+)*"
_ASIDE = r"(?:,\s[^;]{3,130}?,\s+)?"
_WHEN = r"(?:(?:by|on|in|at|within|every|each|once|twice|not\s+later|no\s+later|at\s+least|before|after)\s[^,;]{2,60}?\s|(?:monthly|quarterly|weekly|fortnightly)\s+)?"
# What stands before a verb that somebody must do: "must, by 1 May, …", "to …" or the beginning of an order.
MUST = re.compile(rf"\b(?P<modal>{_MODAL})\s*{_ASIDE}\s*{_ADVERB}{_WHEN}{_ADVERB}$", re.I)
TO_DO = re.compile(rf"(?:^|(?<=\s))to\s+{_ADVERB}$", re.I)
AT_START = re.compile(
    rf"^\W*(?:(?:by|on|in|at|within|every|each|before|until|once|after)\s[^;,]{{2,60}},\s+)?(?:and\s+|but\s+|then\s+|by\s+)*{_ADVERB}$",
    re.I,
)
LETS = re.compile(
    r"\b(?:have|let|make|see|that|who|which|whoever)\s+$", re.I
)  # "have it report to the Board", "that the Trust reports"

# -- how it goes ------------------------------------------------------------------------------------------------------

_GIVE = (
    r"provid(?:e|es|ing)|submit(?:s|ting)?|send(?:s|ing)?|giv(?:e|es|ing)|render(?:s|ing)?|deliver(?:s|ing)?|fil(?:e|es|ing)|mak(?:e|es|ing)|present(?:s|ing)?|produc(?:e|es|ing)|"
    r"suppl(?:y|ies|ying)|shar(?:e|es|ing)|prepar(?:e|es|ing)|put(?:s|ting)?|lay(?:s|ing)?|let(?:s|ting)?|bring(?:s|ing)?|furnish(?:es|ing)?|issu(?:e|es|ing)|tell(?:s|ing)?|"
    r"inform(?:s|ing)?|brief(?:s|ing)?|advis(?:e|es|ing)|updat(?:e|es|ing)|keep(?:s|ing)?|tak(?:e|es|ing)|forward(?:s|ing)?|return(?:s|ing)?|tabl(?:e|es|ing)|offer(?:s|ing)?|"
    r"address(?:es|ing)?|certif(?:y|ies|ying)|set(?:s|ting)?\s+out|hand(?:s|ing)?|pass(?:es|ing)?|transmit(?:s|ting)?|circulat(?:e|es|ing)|plac(?:e|es|ing)|ow(?:es?|ing)"
)
GIVE = re.compile(rf"\b(?:{_GIVE})\b", re.I)
REPORTS = re.compile(
    r"\b(?:report(?:s|ing)?|writ(?:e|es|ing)|accounts?|accounting|feed(?:s|ing)?\s+back)\b(?!\s+of\b)", re.I
)
# What is only shown is no report, though figures may be shared.
SHOWN = re.compile(r"(?:shar|circulat)", re.I)
THEIR_REPORTS = re.compile(r"\bin\s+(?:their|his|her)\s+reports?\b(?=\s+to\b)", re.I)
# "progress must be reported", "a report is to be made": the past of the same verbs
SENT = re.compile(
    r"\b(?:be|is|are)\s+(?:\w+ly\s+)?(?:submitted|made|given|sent|provided|supplied|presented|rendered|reported|delivered|furnished|issued|tabled|brought|laid|put|placed|forwarded|returned|"
    r"addressed|taken|handed|supplemented|accompanied)\b",
    re.I,
)
# "reports are due", "a letter will go", "the report should be with the Minister", "must reach the Department"
DUE = re.compile(
    rf"\b(?:(?:is|are|be|falls?|become)\s+(?:also\s+|then\s+|each\s+|both\s+)?(?:due|wanted|expected|required|owed|needed|(?:monthly|quarterly|weekly|fortnightly|half-yearly|annual|termly)\b)|{_MODAL}\s+(?:also\s+)?(?:reach|go|come|arrive|be\s+with|be\s+before|be\s+in\s+the\s+hands\s+of|be\s+in(?=\s[\w'’ ]{{3,60}}['’]s?\s+hands\b)|follow)|(?:goes|reaches|comes|arrives)|to\s+(?:reach|be\s+with)|go)\b",
    re.I,
)
# "Ministers expect a letter", "the Board should have the report", "will receive"
RECEIVE = re.compile(
    rf"\b(?:(?:will\s+)?(?:expects?|wants?|awaits?|looks?\s+for|wish(?:es)?|require[sd]?)(?:\s+to\s+(?:receive|have|hear|see|be\s+(?:told|sent|given|informed)))?|{_MODAL}\s+(?:receive|have|hear|see|get|be\s+(?:told|sent|given|informed|provided\s+with|supplied\s+with|furnished\s+with|kept\s+informed|updated|briefed)))\b",
    re.I,
)
# "There must be a report from the Council", "is to be set out in a report to the Board"
EXISTS = re.compile(r"\bthere\s+(?:must|shall|should|will|is\s+to|are\s+to)\s+(?:also\s+)?be\b", re.I)
SET_OUT = re.compile(
    r"\bbe\s+(?:set\s+out|recorded|described|summarised|contained|given|made|explained)\s+in\s+(?=an?\b)",
    re.I,
)
# "any departure must be reported", "must report any death": an event is told, and no report is owed
NOTIFIES = re.compile(
    r"\s+(?:any|every|each)\s+(?!of|month|quarter|week|year|fortnight|meeting|occasion|time|term|half|two|three|four|five|six|seven|eight|ten|twelve|third|second|other|\d)",
    re.I,
)
INFORMED = re.compile(r"^(?:inform|advis|brief|keep|tell|updat)", re.I)
# "the first is due by 30 June", "that report must go to the Minister", "updates are due": of what was said before
SAID_BEFORE = re.compile(
    r"^\W*(?:and\s+)?(?:(?:that|this|the|these|those|such|each|every|all)\s+(?:(?:such|progress|written|interim|first|second|third|last|final|next|later|further|subsequent|other|initial)\s+)*(?:(?:reports?|letters?|accounts?|updates?|statements?|ones?)\s+)?"
    rf"|(?:later|further|subsequent)\s+(?:ones|reports|letters|updates|accounts)\s+|(?:it|they|both|updates|reports|letters)\s+)(?=(?:of\s+(?:these|them|which)|to\s+be|is|are|falls?|goes|{_MODAL})\b)(?!is\s+for\b)",
    re.I,
)
THE_REPORT = re.compile(
    r"\b(?:the|that|this|these|those|such|each)\s+(?:\w+\s+)?(?:reports?|letters?|updates?)\b", re.I
)
# "… and must do so every eight weeks", "The chair will do the same"
SAME = re.compile(r"\b(?:do|does)\s+(?:so|the\s+same|likewise)\b", re.I)
# "the Council must give the Board a digest; the chair must give the Minister a fuller one"
ONE = re.compile(r"\b(?:an?|another|the)\s+(?:[\w-]+\s+){1,2}ones?\b", re.I)
ANOTHER = re.compile(
    r"^\W*(?:an?|another|the)\s+(?:(?!must|shall|should|will|is|are|was|has|have|to\b)[\w-]+\s+){0,3}(?:one|reports?|updates?|accounts?|letters?)\s+(?=(?:[\w-]+\s+){0,4}?to\s)",
    re.I,
)
AGAIN = re.compile(
    r"\b(?:also|after that|thereafter|from then|afterwards|again|such (?:\w+\s+)?reports?)\b", re.I
)
NOT_OURS = re.compile(r"\b(?:[Ff]ull [Cc]ouncil|meetings? of (?:its|the) Council)\b")
BODY = re.compile(
    r"\b(?:board|panel|group|partnership|committee|commissioner|advis[eo]r|trust|council|authority)\b", re.I
)

# A paragraph that changes another: the report is only named there.
CHANGES = re.compile(
    r"^\W*(?:in|to|for|at|after)\s+(?:the\s+)?(?:paragraph|clause|section|item|sub-?paragraph)\b(?!.*\b(?:must|shall|should|will)\s+(?!be\s+(?:read|substituted|inserted|added|replaced))\w+)",
    re.I,
)

# -- where one duty ends and the next begins --------------------------------------------------------------------------

_SUBJECT = r"(?:(?:the|its|your|each|every|an?)\s+)?(?:[\w'’-]+\s+){1,8}?"
NEXT_DUTY = re.compile(
    rf";\s+(?:and\s+)?(?={_SUBJECT}{_MODAL}\b)|"
    rf",?\s+(?:and|but)\s+(?:also\s+|then\s+)?(?=(?:it\s+|they\s+|he\s+|she\s+|you\s+)?{_MODAL}\s)|"
    rf",?\s+and\s+(?:also\s+|then\s+)?(?=(?:to\s+)?(?:{_GIVE})\s+(?:to|the|an?|its|their|your|it|him|her|us|DfE|ministers)\b)|"
    r",?\s+and\s+(?:also\s+|then\s+)?(?=(?:to\s+)?report\s+(?:to|on|upon|from|progress|against|what|how|back|it|its|the|their|formally|regularly|in writing|at|every|each|monthly|quarterly|by|twice|once|whether)\b)|"
    rf",?\s+and\s+(?=(?:the|its|your|each)\s+(?:[\w'’-]+\s+){{1,9}}?{_MODAL}\s)|"
    r",?\s+and\s+(?=(?:an?|another|the)\s+(?:[\w-]+\s+){0,3}(?:one|reports?|update|account|letter)\s+(?:[\w-]+\s+){0,4}?to\s+(?:the|its|us|ministers|DfE)\b)",
    re.I,
)
