"""By whom a piece of evidence is: inspectorates, departments, advisers, councils themselves and whoever else is named."""

from __future__ import annotations

import re

from .wording import one_line

OFSTED = re.compile(r"\bofsted\b|office for standards in education|majesty['’]s chief inspector", re.I)
# Inspections that nobody else leads, where the sentence does not say whose they are.
OF_OFSTED = re.compile(
    r"\bjoint (?:targeted )?area (?:inspection|review)\b|\bJTAI\b|\bILACS\b|\bsingle inspection framework\b|\bannual performance assessment\b|\bannual children['’]s services assessment\b|\bunannounced inspection\b|\bmonitoring visits?\b(?=[^.;]{0,80}\b(?:letter|published|report)\b)|\b(?:local )?area SEND (?:inspection|re-?visit)\b",
    re.I,
)
PUBLISHERS = (
    ("Ofsted", OFSTED),
    ("HM Inspectorate of Probation", re.compile(r"\bHMI Probation\b|\bHM inspectorate of probation\b", re.I)),
    ("Care Quality Commission", re.compile(r"\bCQC\b|\bcare quality commission\b", re.I)),
    ("HMICFRS", re.compile(r"\bHMICFRS\b")),
    (
        "His Majesty's Inspectorate of Constabulary",
        re.compile(r"\bHMIC\b|HM inspectorate of constabulary", re.I),
    ),
    (
        "Department for Children, Schools and Families",
        re.compile(r"\bdepartment for children, schools and families\b|\bDCSF\b", re.I),
    ),
    ("Improvement and Development Agency", re.compile(r"\bimprovement and development agency\b|\bIDeA\b")),
    ("Audit Commission", re.compile(r"\baudit commission\b", re.I)),
    (
        "Department for Education",
        re.compile(
            r"\bdepartment (?:for|of) education\b|\bDfE\b|\b(?:the|our) department['’]s\b|\b(?:by|from|of|that|which) the department\b|\bthe department (?:held|wrote|made|took|found|has|have|had|[a-z]+ed)\b|\badoption scorecards?\b|\bvisits? (?:by|of|from|made by) (?:the )?(?:department['’]s )?officials\b|\bofficials['’] visit\b|\bofficials (?:have |had )?(?:reviewed|visited|took stock|found|concluded)\b",
            re.I,
        ),
    ),
    ("Local Government Association", re.compile(r"\blocal government association\b|\bLGA\b", re.I)),
)
OWN_ACCOUNT = re.compile(
    r"\b(?:that|which|by) the council (?:itself |had )?(?:made|sent|submitted|gave|returned|published)\b|\bcouncil['’]s (?:own\b|self-)|"
    r"\bcouncil['’]s\s+(?:[\w-]+\s+){0,2}?(?:returns?|self-\w+|submission|dataset|case audits?|internal audits?)\b|\bcouncils['’]\s+(?:[\w-]+\s+){0,2}?(?:returns?|audits?|self-\w+)\b|\binternal audit\b|"
    r"\b(?:returns?|data|figures|submissions?) (?:that|which) (?:each|the|both|either) (?:councils?|boroughs?|authorit(?:y|ies))\b|"
    r"\b(?:returned|submitted|supplied|sent|made|compiled) by the council\b|\baudits?\b[^.;,]{0,60}?\b(?:by|of) the council\b",
    re.I,
)
# "An audit by the Council itself …", whatever else the sentence says of Ofsted.
COUNCIL_ITSELF = re.compile(
    r"\bby the council itself\b|\bthe council itself (?:made|carried|found|reported|reviewed|audited)\b", re.I
)
# "to its own review of 4 February 2021", where the Department is the one who has read it.
DEPARTMENT_READS = re.compile(r"\W*(?:the\s+)?(?:department\b|DfE\b|ministers?\b)(?!['’]s)", re.I)
# A Commissioner of whom the name is given too is the Commissioner.
COMMISSIONER = re.compile(
    r"(?:(?:Sir|Dame|Mr|Mrs|Ms|Dr|Professor|Lord|Lady|Baroness)\s+)?(?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+"
    r"(?:,?\s+\([“\"'‘]the Commissioner[”\"'’]\)|,\s+(?:then\s+)?(?:the|its|their|our|his|her)\s+(?:then\s+|(?-i:[A-Z])[\w'’]+\s+|former\s+|first\s+|last\s+){0,3}[Cc]ommissioner\b(?!\s+for\s+England)(?:\s+(?:for|in|to|at)\s+(?:the\s+)?[A-Z][\w'’]*(?:\s+(?:(?:and|in|of|for)\s+)?[A-Z][\w'’]+)*)?)"
    r"|\b[Tt]he Commissioner, (?:(?:Sir|Dame|Mr|Mrs|Ms|Dr|Professor|Lord|Lady|Baroness)\s+)?(?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+,"
)
SENT_TO = re.compile(
    r"\b(?:to|with|for) (?:the |our |its )?(?:department\b(?: for (?:education|children, schools and families))?+(?!['’]s)|DfE\b|officials\b|ofsted\b(?!['’]s)|secretary of state\b(?!['’]s)|council\b(?!['’]s))",
    re.I,
)
ADVISERS = re.compile(
    r"\b((?:(?:independent|improvement|intervention|sector|expert|external) )*(?:advis[eo]r|commissioner|chair|auditor))['’]s\s+(?:\w+\s+){0,3}(?:letter|report|review|stocktake|advice)\b|"
    r"\b(?:by|of|from) (?:the|its) (?:(?:council|department)['’]s )?((?:(?:independent|improvement|intervention|sector|expert|external) )*(?:advis[eo]r|commissioner)|independent chair|(?:external |appointed |district )?auditors?)\b|"
    r"\b((?:(?:independent|improvement|intervention|sector|expert|external) )*(?:advis[eo]r|commissioner))\b[^.;]{0,60}?\b(?:reported|advised|wrote|report of)\b|"
    r"\bthe ((?:independent )?(?:chair|co-chairs)(?: of (?:the )?[\w'’ ]{3,50}?(?:board|panel|partnership|forum))?|(?:external )?auditors?|coroner|designated judge)(?: had| has| have)? (?:reported|advised|wrote|warned|written)\b|"
    r"\b((?:independent |public )inquiry)\b",
    re.I,
)
# A body's name: words with capitals, and the little words between them.
_WORD = r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][\w'’&]*(?:-\w+)*"
_NAME = (
    rf"{_WORD}(?:\s+(?:(?:and|for|of|in|with|&)\s+(?:the\s+)?)?{_WORD}){{0,8}}"
    r"(?:\s+(?:[a-z]+\s+){0,2}(?:alliance|partnership|association|inspectorate|tribunal))?"
)
# What may be cited, one or several.
SOURCES = (
    r"(?:(?:re-?)?inspections?|reports?|reviews?|(?:re-?)?visits?|meetings?|letters?|scorecards?|(?:self-)?assessments?|diagnostics?|statistics|returns?|ratings?|conversations?|"
    r"findings|finding(?=\s+(?:of|by)\b)|challenges?|audits?|stocktakes?|deep dives?|advice|surveys?|stud(?:y|ies)|inquir(?:y|ies)|(?:self-)?evaluations?|analys[ie]s|judge?ments?|decisions?|performance tables|dataset|health check|complaints?|rulings?|opinions?|statements?(?! of (?:action|purpose|special))|(?:statistical|first) releases?|memorand(?:um|a)|bulletins?|notifications?|inquests?)"
)
# What somebody writes is theirs; a review or an inspection "of" somebody is by another.
_WRITTEN = r"(?:reports?|letters?|advice|statistics|figures|decision|judge?ment|findings|opinion|views)"
_DID = (
    r"(?:published|reported|wrote|raised|found|gave|sent|held|made|carried out|produced|submitted|arranged|led|conducted|completed|undertook|visited|"
    r"reviewed|inspected|issued|told|warned|advised|concluded|commissioned|examined|surveyed|refers|judged|audited|recorded|said|upheld|decided|determined|ruled|drew|drawn|graded|rated)"
)
# The ways in which a sentence says whose a source is, the surest first.
OWNERS = (
    re.compile(rf"\b(?:auditors?|advis[eo]rs?|consultants?|reviewers?),\s+(?P<who>{_NAME}),"),
    re.compile(rf"\b(?:that|which|whose|whom)\s+(?:the\s+)?(?P<who>{_NAME})\s+(?:had\s+|has\s+)?{_DID}\b"),
    re.compile(
        rf"\b(?:{SOURCES}|(?:carried out|conducted|undertaken|led|published|produced|issued|made|commissioned|written|prepared|held|arranged|completed|raised|upheld|decided|finished))\b"
        rf"(?:\s+(?:dated\s+)?\d{{1,2}} [A-Z][a-z]+(?: \d{{4}})?)?(?:\s+(?:jointly|of progress|report|visit))?\s+by\s+(?:the\s+|an?\s+)?(?:[a-z]+\s+){{0,2}}?(?P<who>{_NAME}(?:['’]s\s+(?:[a-z]+\s+){{0,2}}(?:team|panel|group|office))?)"
    ),
    re.compile(
        rf"\b[Ii]n\s+(?:an?|its|his|her|their|the)\s+(?:[\w-]+\s+){{0,3}}?{SOURCES}\s+(?:of|dated|published on|sent on|on)\s+\d{{1,2}} [A-Z][a-z]+(?: \d{{4}})?,?\s+(?:the\s+|an?\s+)?(?P<who>{_NAME})\s+(?:had\s+|has\s+)?[a-z]+"
    ),
    re.compile(
        rf"(?P<who>{_NAME})\s+(?:had\s+|has\s+)?(?:followed|agreed|concurred|added|responded|came|set out|made|gave)\b[^.;,]{{0,40}}?\b(?:with|in|by)\s+(?:an?|its|his|her|their)\s+(?:[\w-]+\s+){{0,3}}?{SOURCES}\b"
    ),
    re.compile(rf"(?P<who>{_NAME})['’]s\s+(?:[\w'’-]+\s+){{0,5}}?{SOURCES}\b"),
    re.compile(rf"(?P<who>{_NAME}s)['’]\s+(?:[\w'’-]+\s+){{0,5}}?{SOURCES}\b"),
    re.compile(rf"\b{_WRITTEN}\s+of\s+(?:the\s+)?(?P<who>{_NAME})"),
    re.compile(
        rf"\b(?:{SOURCES}|evidence)\b[^.;()]{{0,60}}?\bfrom\s+(?:the\s+)?(?P<who>{_NAME})"
    ),
    re.compile(
        rf"(?P<who>{_NAME})(?:,[^,;.]{{0,60}},)?\s+(?:has\s+|had\s+|have\s+)?(?:also\s+|then\s+)?{_DID}\b"
    ),
    re.compile(rf"(?:^|[.;,]\s+|\b[Tt]he\s+)(?P<who>{_NAME}),\s+(?:has\s+|had\s+)?{_DID}\b"),
    re.compile(rf"\b{SOURCES}\b[^.;()]{{0,60}}?(?<!chaired )\bby\s+(?:the\s+|an?\s+)?(?P<who>{_NAME})"),
    re.compile(rf"(?P<who>{_NAME}),\s+in\s+(?:a|an|its|her|his|their)\s+(?:[\w-]+\s+){{0,3}}{SOURCES}\b"),
    re.compile(rf"^\W*(?:(?:by|from|of)\s+)?(?:[Tt]he\s+)?(?P<who>{_NAME})\s*[,:–(-]\s*(?=.*(?i:{SOURCES}))"),
    re.compile(rf"\b{SOURCES}\s*\((?:the\s+)?(?P<who>{_NAME})(?=[,;)])"),
    re.compile(rf"\b(?:the|an?)\s+(?P<who>(?:(?!\S+['’]s?\s){_WORD}\s+){{1,6}})(?:[a-z-]+\s+){{0,3}}?{SOURCES}\b"),
    re.compile(rf"\b{SOURCES}\b[^.;]{{0,60}}?\bof\s+(?:the\s+)?(?P<who>{_NAME})(?=\s+(?:of|on|in|to|dated|published|which|that)\b|[,.;]|$)"),
)  # fmt: skip
NOBODY = re.compile(
    r"(?:The )?(?:Councils?|Boroughs?|Authority|Secretary(?: of State)?(?: for Education)?|Ministers?(?: of State)?|(?:Improvement )?Notice|Direction|Department|Commissioner|Children(?:['’]s Services)?|"
    r"Child [A-Z]\w*|Family [A-Z]|.*\bAct|Local Area.*|Apprenticeships|Schools?|The|This|It|On|In|A|An|His|Her|Following|Services?|Inspection.*|Review.*|Report.*|Peer.*|Letter.*|Evidence|Our|Their|Its|Joint.*|Area.*|SEND.*|JTAI|ILACS|Adoption.*|Serious.*|Annual.*|Single.*|Statistic.*|Monitoring.*|Focused.*|Diagnostic.*|Data|Having|Since|After|When|Both|Each|For|Independent|[IVX]+)",
    re.I,
)


def publisher_of(text: str) -> str | None:
    """Whose the source is that a text cites; nothing where it does not say."""
    if re.match(
        rf"\W*(?:and\s+)?(?:(?:by|in|on|from|of)\s+)?our\s+(?:[\w-]+\s+){{0,4}}?{SOURCES}\b", text, re.I
    ):
        return "Department for Education"
    if re.search(
        r"\bminister['’]s\s+letter\b|\bletter (?:(?:of|from|that|which|by) )+the minister\b", text, re.I
    ):
        return "Minister"
    if re.search(r"\bsecretary of state['’]s own\b", text, re.I):
        return "Secretary of State"
    if COUNCIL_ITSELF.search(text):
        return "Council"
    text = COMMISSIONER.sub("the Commissioner", SENT_TO.sub("", text))
    if re.search(r"\b(?:returns?|data|submission|self-\w+) of the council\b", text, re.I):
        return "Council"
    named = _owner(text)
    if named and re.search(r"\b(?:Council|Authority)$", named) and OFSTED.search(text):
        named = None  # whom Ofsted inspected, or who received its report
    known = " and ".join([name for name, pattern in PUBLISHERS if pattern.search(named or text)][:2])
    if named and re.fullmatch(r"(?:Each |Both )?(?:Council|Borough|Authorit(?:y|ie))s?", named):
        return "Council"
    if named and not known:
        return named
    if known:
        return known
    if OWN_ACCOUNT.search(text):
        return "Council"
    adviser = ADVISERS.search(text)
    if adviser:
        return one_line(next(group for group in adviser.groups() if group))
    return "Ofsted" if OF_OFSTED.search(text) else None


def _owner(text: str) -> str | None:
    known = [match.span() for _, pattern in PUBLISHERS for match in pattern.finditer(text)]
    for pattern in OWNERS:
        for found in pattern.finditer(text):
            who = re.sub(r"^(?:The|Our)\s+|['’]$", "", one_line(found["who"])).strip()
            start, end = found.span("who")
            longer = next(
                (span for span in known if span[0] < end and start < span[1] and span[0] <= start), None
            )
            if longer and longer[1] >= end:
                return text[slice(*longer)]
            if not NOBODY.fullmatch(re.sub(r"['’]s$", "", who)):
                return who
    return None
