"""Numbers that only say of whom or of what a level is meant: their ages, how long they wait, what they hold."""

from __future__ import annotations

import re

from .figures import NUMBER
from .target_amounts import amount_of
from .target_forms import FoundTarget
from .target_words import AT_LEAST, AT_MOST, SHARE, TIME

# "children under 16", "the population over 18"
_AGED = re.compile(
    r"\b(?:child|children|those|people|adults?|population|pupils?|young\s+people|girls|boys|anyone|anybody|aged)\s*$",
    re.I,
)
_AGE = re.compile(
    r"(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?(?:[4-9]|1\d|2[0-5]|five|ten|sixteen|eighteen|twenty-one|twenty-five)\b",
    re.I,
)
# "the proportion of workers holding more than 20 cases falls below 10%", "the number of schools in which fewer than 30% of pupils …"
_WHOSE = re.compile(
    r"\b(?:number|proportion|percentage|share|count)\s+of\b[^,;.]{0,90}\b(?:(?:holding|carrying|having|with|lasting|lasted|open|waiting|living|placed|missing|managing|supervising)(?:\s+for)?|(?:who|that|which|whose)(?:\s+(?!must|should|shall|will|is|are\b)[a-z]+){1,4})\s*$",
    re.I,
)
_THEN_MOVES = re.compile(
    r"[^;.]*\b(?:falls?|rises?|is|are|be|to|must|should|shall|does|do|reach\w*|exceeds?|drops?|from)\b", re.I
)
# "no longer than two months … in at least 85% of cases": the share is the level, the time its standard
_KEPT_IN = re.compile(
    rf"[^;.]{{0,90}}?\b(?:in|for)\s+(?:at\s+least\s+|no\s+(?:fewer|less)\s+than\s+|not\s+less\s+than\s+)?(?:{SHARE})\s+of\b",
    re.I,
)
_IN_WHICH = re.compile(
    r"\b(?:number|proportion|percentage|share|count)\s+of\b[^,;.]{0,90}\b(?:in|for)\s+which\s*(?:(?:fewer|less|more)\s+than\s*|at\s+(?:least|most)\s*)?$",
    re.I,
)
# "nine in ten social workers to have 22 children or fewer": the share is the level
_SO_MANY_OF_THEM = re.compile(
    rf"\b(?:{SHARE})\s+(?:of\s+)?[a-z][^,;.]{{3,70}}?\b(?:to\s+have|to\s+hold|to\s+carry|have|hold|holding|carry|carrying|with)\s*$",
    re.I,
)
_WHO_HAS = re.compile(
    r"\b(?:member|person|anyone|somebody|worker|chair|carer)s?\s+who\s+(?:has|have|had)\s+[a-z]+\s*(?:(?:more|less|fewer)\s+than\s*)?$",
    re.I,
)
# "no more than 5 workers holding over 25 children"
_THEY_HOLD = re.compile(
    rf"(?:{AT_LEAST}|{AT_MOST})\s+(?:{NUMBER})\s+[a-z][a-z ]{{3,50}}?\b(?:holding|carrying|having|with)\s*$",
    re.I,
)
_COMPARED = re.compile(rf"(?:{AT_LEAST}|{AT_MOST})\s+({SHARE}|{NUMBER})", re.I)


def says_of_whom(words: str, target: FoundTarget) -> bool:
    before = words[: target.start]
    if target.unit and TIME.fullmatch(target.unit) and _KEPT_IN.match(words, target.end):
        return True
    if target.unit != "%" and _AGE.match(words, target.start) and _AGED.search(before):
        return True
    if target.unit != "%" and _THEY_HOLD.search(before[-160:]):
        return True
    if target.unit != "%" and _SO_MANY_OF_THEM.search(before[-160:]):
        return True
    if target.baseline is None and (_WHO_HAS.search(before) or _IN_WHICH.search(before)):
        return True
    compared = _COMPARED.match(words, target.start)
    if compared is None or amount_of(compared[1])[0] != target.target:
        return False
    return bool(_WHOSE.search(before) and _THEN_MOVES.match(words, target.end) and target.baseline is None)
