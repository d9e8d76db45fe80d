"""Who gives the notice, where it says so: other bodies give notices of the same name, and name the Department in them."""

from __future__ import annotations

import re

OURS = re.compile(
    r"^department\b(?! (?:for|of)\b)|\b(?:department for (?:education|children)|secretar(?:y|ies) of state|ministers?|parliamentary|DfE|DCSF|civil serv(?:ant|ice)|children['’]?s (?:social care )?(?:improvement|intervention))\b",
    re.I,
)
_NOTICE = r"(?:improvement notice|notice to improve|notice|(?:statutory )?direction)"
_BODY = r"(?-i:[A-Z][\w’'&]+)(?: (?:(?:and|of|for|the|in|on) )*(?-i:[A-Z][\w’'&,]+)){0,9}|(?:corporate |executive |strategic )?director\b[^.,;]{0,50}|chief executive\b[^.,;]{0,40}"
# To whom: "is given to address the report published by …" and "is issued on the basis of …" name nobody.
_WHOM = r"(?:the )?(?:(?-i:[A-Z])|council|authority|company|governing body|you\b)(?:(?!\b(?:reports?|inspections?|evidence|basis|published|undertaken|conducted|carried|because|following|after|findings|concerns|under)\b)[^.;]){0,80}?"
ISSUED_BY = re.compile(
    rf"\b(?:this|the) (?:\w+ ){{0,3}}?{_NOTICE}\b[^.;]{{0,40}}?\b(?:is|was|has been)(?: (?:being|hereby|formally))? (?:issued|given|served|made)(?: (?:to|on|upon) {_WHOM})? by (?:the )?(?P<who>{_BODY})|"
    rf"^(?:issued|given|served|made) by:? (?:the )?(?P<who2>{_BODY})|"
    rf"^(?:the )?(?P<who3>{_BODY}) (?:hereby )?(?:issues|gives|serves|makes) (?:\w+ ){{0,4}}?this (?:\w+ ){{0,2}}?{_NOTICE}\b",
    re.I | re.M,
)
# What a body is called; a person's name is none.
A_BODY = re.compile(
    r"\b(?:agency|authority|council|borough|office|regulator|commission|commissioner|monitor|ombudsman|inspectorate|executive|board|trust|university|college|ofqual|ofsted|estyn|"
    r"department|ministry|association|england|improvement|director|homes)\b",
    re.I,
)
NOT_THEIRS = re.compile(r"\b(?:department for education|secretary of state)\b", re.I)


def other_issuer(text: str) -> str | None:
    """The body that gives the notice, in its own words, where it is not the Department or a minister."""
    for found in ISSUED_BY.finditer(text):
        who = (found["who"] or found["who2"] or found["who3"]).strip(" ,.")
        behind = re.split(r"[.;\n]", text[found.end() :], maxsplit=1)[0]
        if OURS.search(who) or not A_BODY.search(who) or NOT_THEIRS.search(behind):
            continue
        return who
    return None
