"""The reports that somebody owes to somebody, and when."""

from __future__ import annotations

import re

from .cadences import find_cadences
from .deadlines import FoundDeadline
from .result import Item, ReportTerm
from .reviews import REPORT, REVIEW_OR_MEET, REVIEWER, nearest
from .wording import one_line, sentences

# What is as good as a report where the heading says that the clause is about reporting or assessment.
AS_GOOD = re.compile(
    r"\bviews? of progress\b|\bassessments? of progress\b|\b(?:(?:written )?accounts?|letters?|commentary|statements?|summar(?:y|ies)|briefings?|scorecards?|figures)\b",
    re.I,
)

# Figures that go to the Department again and again tell it as much as a report.
DATA = re.compile(
    r"\b(?:data|dataset|figures|statistics|returns?|dashboard|scorecard|particulars|digest|list of|management information|performance information)\b",
    re.I,
)

_MUST = r"\b(?:must|should|shall|will|is to|are to|is required to|is expected to|agrees? to)\s+(?:(?:also|then|together|jointly|each|both)\s+)?"
# Who stands before these words is the subject of the sentence: see `_subject`.
RECEIVE = re.compile(
    r"\b(?:(?:must|should|shall|will)|(?:expects?|wants?|(?:is|are|wish(?:es)?) )\s*to)\s+(?:receive|hear|have|be (?:told|informed|sent|given))\b[^.;]{0,80}?\b(?:from|by)\s+(?P<from>(?:the|its|an?|each)\b[^.;]{3,140})",
    re.I,
)
GIVE = re.compile(
    rf"{_MUST}(?:provide|submit|send|give|render|deliver|file|make|present|deliver|produce|supply|share|prepare|put|lay|let|bring|furnish|issue|tell|inform|brief|advise)\b(?P<rest>[^.;]{{0,260}})",
    re.I,
)
REPORT_TO = re.compile(rf"{_MUST}(?:report|write|account)\b(?P<rest>[^.;]{{0,260}})", re.I)
GIVEN = re.compile(
    r"\breports?\b(?!\s+(?:of|from|on) (?:the )?(?:audit|finding|inspection|complaint))|\b(?:progress )?updates?\b|\baccounts? of\b",
    re.I,
)
OTHERS_REPORT = re.compile(
    r"\b(?:ofsted|inspection|audit|annual|final|chair['’]?s)\b[^,.;]{0,20}\breports?\b", re.I
)
# "A report must be submitted by the Council to the Department", "Reports are due from the chair to the Minister"
_TO_WHOM = r"(?:\s+to\s+(?:the\s+|its\s+)?(?P<to>[^.;,]{3,80}?)(?=\s+(?:by|in|at|on|every|each|within|no|not)\b|[.;,]|$))"
BE_SUBMITTED = re.compile(
    rf"\b(?:reports?|letters?|accounts?|returns?|statements?|updates?|progress)\b[^.;]{{0,60}}\b(?:must|should|shall|will|is to|are to) (?:be (?:submitted|made|given|sent|provided|supplied|presented|rendered|reported|delivered)\s+by|(?:go|come) from)\s+(?P<from>(?:the|its|each)\s+[^.;,]{{3,60}}?){_TO_WHOM}",
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
    r"\(reports?\s+(?:to\s+(?P<to>[^()]{3,60}?)\s+(?:by|from|of)\s+(?P<from>[^()]{3,80})|(?:by|from|of)\s+(?P<from2>[^()]{3,80}?)\s+to\s+(?P<to2>[^()]{3,60}))\)",
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
    rf"{_MUST}(?:inform|advise|brief|keep|tell|update)\s+(?P<to>(?:the\s+|each\s+)?(?:(?-i:[A-Z])|ministers?\b|officials\b)[^.;,]{{2,60}}?)\s+(?:informed\s+)?(?:of|on|about)\s+(?:the\s+|its\s+)?(?:\w+['’]s\s+)?progress\b",
    re.I,
)
REPORTED = re.compile(r"\b[Pp]rogress (?:is to|must|should|shall|will) be reported\s+(?P<rest>[^.;]{3,160})")
THEIR_REPORTS = re.compile(r"\bin\s+(?:their|his|her)\s+reports?\s+(?P<rest>to\b[^.;]{3,160})")
TO = re.compile(
    r"\b(?:to|before)\s+(?:each\s+(?:\w+\s+)?meeting\s+of\s+)?(?:the\s+|its\s+|each\s+)?(?P<who>(?:[A-Z]|us\b|ministers?\b|officials?\b|department\b|adviser\b|advisor\b|improvement\b|commissioner\b|board\b|secretary\b).*)"
)
# "send the Minister a report", "provide the Department with a progress report"
GIVEN_TO = re.compile(
    r"^\s*(?:the\s+)?(?P<who>(?:us|Department(?: for Education)?|DfE(?: and the [A-Z]\w+)?|officials|DCSF|Ministers?(?: of State)?(?: for Children(?: and Families)?)?|Secretary of State(?: for Education)?|Parliamentary Under[- ]Secretary(?: of State)?|Commissioner|"
    r"(?:[A-Z][\w'’]+ ){0,5}(?:Board|Panel|Group|Partnership)|Improvement Advis[eo]r))\b(?=\s+(?:with\b|an?\b|each|every|monthly|quarterly|written|regular|further|on|in|have|has|in writing|how|what|whether|his|her|its|their|\d|progress|reports?\b|updates?)|,\s+at\b)",
    re.I,
)
STOPS = re.compile(
    r"\s+(?:a|an|on|against|in|at|by|with|which|that|including|as|every|each|no|within|not|before|after|monthly|quarterly|to|written|"
    r"regular|once|twice|demonstrating|is|are|will|their|his|her|its|\d+|from|under|when|if|(?:\w+\s+)?(?:working\s+)?(?:days?|weeks?|months?)|progress|evidence|reports?|about|setting|initial)\b|[,;.(]"
)


def find_reports(
    item: Item, deadlines: list[tuple[FoundDeadline, str]], *, direction: bool, board: str | None
) -> list[ReportTerm]:
    """Who reports to whom, and when. Inside measures only reports of progress or to the Department count."""
    if item.kind in ("recital", "consequence", "overarching"):
        return []
    found: list[ReportTerm] = []
    last_to: str | None = None
    for start, end in sentences(item.text):
        words = item.text[start:end]
        for from_, to in _parties(words, board, wide=item.kind in ("reporting", "assessment")):
            if not _counts(item, words, to, direction=direction):
                continue
            if to is None and re.search(r"\balso\b", words):
                to = last_to
            last_to = to or last_to
            owed = _dated(item, start, end, from_, to, deadlines)
            if _data(words) and not any(one.date or one.offset or one.every for one in owed):
                continue  # figures without a rhythm that is understood are no report
            found += owed
    return found


def _counts(item: Item, words: str, to: str | None, *, direction: bool) -> bool:
    if item.kind in ("support", "reporting", "assessment") or (
        direction and re.search(r"\bprogress\b|\breports?\b", words, re.I)
    ):
        return True
    to_department = bool(to and REVIEWER.search(to)) or _data(words) is not None
    return bool(re.search(r"\bprogress\b", words, re.I)) or to_department


def _parties(words: str, board: str | None, *, wide: bool) -> list[tuple[str, str | None]]:
    heard = RECEIVE.search(words) if wide else None
    data = _data(words)
    if data is not None:
        return [data]
    if not (
        REPORT.search(words)
        or re.search(r"\bwrites?\b|\bin writing\b|\baccount to\b|\breturns?\b|\binform\w*\b", words, re.I)
        or (heard and "hear" in heard[0].lower())
    ):
        return []
    given = AS_GOOD if wide else GIVEN
    received = RECEIVE.search(words)
    if received and (REPORT.search(words) or heard):
        return [(sender(received["from"], board), recipient(f"to {_subject(words, received)}"))]
    theirs = THEIR_REPORTS.search(words)
    if theirs:
        to = recipient(theirs["rest"])
        chairs = re.findall(
            r"[Cc]hair of (?:the )?[A-Z][\w'’ ]+?(?=\s+(?:and|in)\b|$|,)", _subject(words, theirs)
        ) or [_subject(words, theirs)]
        return [(sender(chair, board), to) for chair in chairs]
    amended = IN_BRACKETS.search(words)
    if amended:
        chair, to = amended["from"] or amended["from2"], amended["to"] or amended["to2"]
        return [(sender(chair, board), recipient(f"to {to}"))]
    reaches = REACHES.search(words)
    if reaches:
        chair, to = reaches["from"] or reaches["from2"], reaches["to"] or reaches["to2"]
        return [(sender(chair, board), recipient(f"to {to}"))]
    owed = CHAIRS_REPORT.search(words)
    if owed:
        return [(sender(owed["from"], board), recipient(f"to {owed['to']}"))]
    reported = REPORTED.search(words)
    if reported and not BE_SUBMITTED.search(words):
        return [("council", recipient(reported["rest"]))]
    leader = FROM_SOMEBODY.search(words)
    if leader:
        return [(sender(leader["from"], board), recipient(words[leader.end() :]))]
    for pattern in (REPORT_TO, GIVE):
        match = pattern.search(words)
        if (
            match
            and _subject(words, match)
            and not re.match(
                r"(?:(?:the|these|such|its)\s+)?(?:\w+\s+)?reports?\b", _subject(words, match), re.I
            )
            and (
                pattern is REPORT_TO
                or GIVEN.search(OTHERS_REPORT.sub("", match["rest"]))
                or (given.search(match["rest"]) and recipient(match["rest"]))
                or (wide and "in writing" in match["rest"] and GIVEN_TO.match(match["rest"]))
            )
        ):
            rest = match["rest"]
            if pattern is REPORT_TO and not TO.search(rest):
                continue
            return [(sender(_subject(words, match), board), recipient(rest))]
    for pattern in (BE_SUBMITTED, DUE_FROM) if wide or re.search(r"\bprogress\b", words, re.I) else ():
        passive = pattern.search(words)
        if passive and passive["from"]:
            return [
                (sender(passive["from"], board), recipient(f"to {passive['to']}") if passive["to"] else None)
            ]
    informed = INFORM.search(words)
    if informed and _subject(words, informed):
        return [(sender(_subject(words, informed), board), recipient(f"to {informed['to']}"))]
    order = ORDER.match(words)
    if order and re.search(r"\bprogress\b", words, re.I) and TO.search(order["rest"]):
        return [("council", recipient(order["rest"]))]
    return []


def _data(words: str) -> tuple[str, str] | None:
    """ "The Council must send the Department its data in the first week of each month"."""
    match = GIVE.search(words) or SUPPLY.match(words)
    if match is None or not DATA.search(match["rest"]) or GIVEN.search(words) or not find_cadences(words):
        return None
    to = recipient(BETWEEN_COMMAS.sub(" ", match["rest"], count=1))
    if to is None or not (REVIEWER.search(to) or re.search(r"\b(?:commissioner|advis[eo]r)\b", to, re.I)):
        return None
    subject = "council" if match.re is SUPPLY else sender(_subject(words, match), None)
    return (subject, to) if subject == "council" else None


def _subject(words: str, match: re.Match[str]) -> str:
    """What stands before the verb, back to the last stop."""
    return re.split(r"[.;:]", words[max(0, match.start() - 200) : match.start()])[-1].strip()


def sender(text: str, board: str | None) -> str:
    """Who reports: "board chair" for the chair of the council's own board; others as the document names them."""
    text = one_line(text).strip(" ,")
    local = re.search(r"\b(?:local )?safeguarding (?:children|partner)|\bLSCB\b", text, re.I)
    if re.search(r"\bchair", text, re.I) and not (local and not re.search(r"improvement", text, re.I)):
        return "board chair"
    if re.search(r"\bdirector of children|\bchief executive\b|\blead member\b", text, re.I):
        return "council"
    if re.search(r"\bleader\b", text, re.I):
        return "Leader of the Council"
    if (
        re.search(r"\b(?:councils?|authorit(?:y|ies)|boroughs?)\b", text, re.I)
        or re.fullmatch(r"you|both|each", text, re.I)
    ) and not local:
        return "council"
    text = re.sub(
        r"^(?:and|in addition,?|each|the)\s+",
        "",
        re.sub(r"^(?:and|in addition,?)\s+", "", text, flags=re.I),
        flags=re.I,
    )
    return text if local else one_line(STOPS.split(text)[0]) or text


def recipient(text: str) -> str | None:
    given = GIVEN_TO.match(text)
    if given:
        who = re.sub(r"^(?:(?:before|to|the)\s+)+", "", one_line(given["who"]), flags=re.I)
        return "Department for Education" if re.match(r"(?:us|department|DfE)\b", who, re.I) else who
    named = re.search(
        r"\bto\s+(?:the\s+)?(?=(?:us|Department|DfE|Minister|Secretary of State|Parliamentary)\b)", text
    )
    found = TO.search(text, named.start() if named else 0)
    if not found:
        return None
    who = re.sub(r"^(?:the)\s+(?=minister)", "", STOPS.split(found["who"])[0].strip(), flags=re.I)
    if re.fullmatch(r"(?:the )?(?:department|DfE|us)", who, re.I):
        return "Department for Education"
    return who or None


# "… against its plan, which must be ready within five weeks"
OF_SOMETHING_ELSE = re.compile(
    r",\s+which\s+(?!report)[^,;]*\b(?:must|shall|should|is to|are to)\b[^,;]*$", re.I
)


def _dated(
    item: Item, start: int, end: int, from_: str, to: str | None, deadlines: list[tuple[FoundDeadline, str]]
) -> list[ReportTerm]:
    own = [
        deadline
        for deadline, _ in deadlines
        if start <= deadline.start < end
        and deadline.kind in ("absolute", "relative", "recurring")
        and nearest(item.text, start, end, deadline, REPORT, REVIEW_OR_MEET)
        and not OF_SOMETHING_ELSE.search(item.text[start : deadline.start])
    ]
    if not own:
        return [ReportTerm(from_, to, requirement=item.seq)]
    return [ReportTerm(from_, to, d.date, d.precision, d.offset, d.every, item.seq, d.anchor) for d in own]
