"""By whom a piece of evidence is: inspectorates, departments, advisers, councils themselves and whoever else is named."""

from __future__ import annotations

import re

from .dates import find_dates
from .wording import one_line

OFSTED = re.compile(r"\bofsted\b|office for standards in education|majesty['’]s chief inspector", re.I)
# Inspections that nobody else leads, where the sentence does not say whose they are.
OF_OFSTED = re.compile(
    r"\bjoint (?:targeted )?area (?:inspection|review)\b|\bJTAI\b|\bILACS\b|\bsingle inspection framework\b|\b(?:local )?area SEND (?:inspection|re-?visit)\b",
    re.I,
)
PUBLISHERS = (
    ("Ofsted", OFSTED),
    ("HM Inspectorate of Probation", re.compile(r"\bHMI Probation\b|\binspectorate of probation\b", re.I)),
    ("Care Quality Commission", re.compile(r"\bCQC\b|\bcare quality commission\b", re.I)),
    (
        "His Majesty's Inspectorate of Constabulary",
        re.compile(r"\bHMIC(?:FRS)?\b|inspectorate of constabulary", re.I),
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
            r"\bdepartment (?:for|of) education\b|\bDfE\b|\bthe department['’]s\b|\b(?:by|from) the department\b",
            re.I,
        ),
    ),
    ("Local Government Association", re.compile(r"\blocal government association\b|\bLGA\b", re.I)),
)
OWN_ACCOUNT = re.compile(
    r"\b(?:that|which|by) the council (?:itself |had )?(?:made|sent|submitted|gave|returned)\b|\bcouncil['’]s (?:own\b|self-)",
    re.I,
)
SENT_TO = re.compile(
    r"\bto (?:the |our )?(?:department\b(?: for (?:education|children, schools and families))?|DfE\b|officials\b|ofsted\b(?!['’]s))",
    re.I,
)
ADVISERS = re.compile(
    r"\b((?:improvement |intervention |sector )?(?:advis[eo]r|commissioner|chair))['’]s\s+(?:\w+\s+){0,3}(?:letter|report|review|stocktake)\b|"
    r"\b(?:by|of|from) the (?:(?:council|department)['’]s )?((?:improvement |intervention |sector )?(?:advis[eo]r|commissioner))\b|"
    r"\b((?:improvement |intervention |sector )?(?:advis[eo]r|commissioner))\b[^.;]{0,60}?\breported\b",
    re.I,
)
# Whoever else a source is by: "the report by the Centre for Excellence of 3 May 2010".
SOMEBODY = re.compile(
    r"\b(?:review|diagnostic|report|audit|challenge|assessment|study|inquiry|statistics|letter|advice|return)\b[^.;]{0,60}?\b(?:by|of|from)\s+(?:the\s+)?"
    r"(?P<who>(?:[A-Z][\w'’]+\s+(?:(?:and|for|of|in)\s+(?:the\s+)?)?){1,6}[A-Z][\w'’]+)(?=\s+(?:of|on|in|to|dated|published|which|that)\b|[,.;]|$)"
)
# "the report that the National Implementation Adviser for Care Leavers gave you", "Cafcass's letter", "the report of Cafcass"
WHO_GAVE = re.compile(
    r"\b(?:that|which)\s+(?:the\s+)?(?P<who>(?:[A-Z][\w'’]+\s+(?:(?:and|for|of|in)\s+(?:the\s+)?)?){1,6}[A-Z][\w'’]+)\s+(?:gave|sent|wrote|published|completed|made|carried out|produced|submitted)\b|"
    r"\b(?:report|letter|review|advice)\s+(?:of|by|from)\s+(?P<one>Cafcass|CAFCASS|SCIE|NSPCC|Cafcass England)\b|\b(?P<own>(?:[A-Z][\w]+\s+(?:(?:and|for|of)\s+)?){0,5}[A-Z][\w]+)['’]s\s+(?:\w+\s+){0,3}?(?:report|letter|review|advice)\b"
)
ITS_MAJESTY = re.compile(
    r"\b((?:Her|His) Majesty['’]s Inspectorate of [A-Z]\w+(?: and [A-Z]\w+(?: (?:and|&) [A-Z]\w+)*)?)"
)
LOCAL_BOARD = re.compile(
    r"\b((?:[A-Z][\w’'-]+\s+){1,4}Safeguarding\s+(?:Children(?:['’]?s)?\s+)?(?:Board|Partnership))"
)


def publisher_of(text: str) -> str | None:
    local = LOCAL_BOARD.search(text)
    if local and not OFSTED.search(text):
        return one_line(re.sub(r"^The\s+", "", local[1]))
    if re.match(r"\W*(?:and\s+)?our\b", text, re.I):
        return "Department for Education"
    if re.search(
        r"\bminister['’]s\s+letter\b|\bletter (?:(?:of|from|that|which|by) )+the minister\b", text, re.I
    ):
        return "Minister"
    if re.search(r"\bsecretary of state['’]s own\b", text, re.I):
        return "Secretary of State"
    text = SENT_TO.sub("", text)
    majesty = ITS_MAJESTY.search(text)
    if majesty and not OFSTED.search(text):
        return one_line(majesty[1])
    known = " and ".join([name for name, pattern in PUBLISHERS if pattern.search(text)][:2])
    if not known and OWN_ACCOUNT.search(text):
        return "Council"
    other = None if known else SOMEBODY.search(text)
    if other and not find_dates(other["who"]):
        return one_line(other["who"])
    gave = None if known else WHO_GAVE.search(text)
    if gave and not re.search(
        r"\b(?:Council|Commissioner|Minister)$", gave["who"] or gave["one"] or gave["own"]
    ):
        return one_line(gave["who"] or gave["one"] or gave["own"])
    adviser = None if known else ADVISERS.search(text)
    if adviser:
        return one_line(next(group for group in adviser.groups() if group))
    return known or ("Ofsted" if OF_OFSTED.search(text) else None)
