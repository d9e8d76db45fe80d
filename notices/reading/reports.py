"""The reports that somebody owes to somebody, and when."""

from __future__ import annotations

import re

from .cadences import find_cadences
from .deadline_words import EVERY_MEETING
from .deadlines import FoundDeadline
from .report_words import (
    ANOTHERS,
    AS_GOOD,
    BE_SENT,
    BE_SUBMITTED,
    BETWEEN_COMMAS,
    BODY,
    BODY_AND_THING,
    CHAIRS_REPORT,
    DATA,
    DUE_FROM,
    FOR_OR_WITH,
    FROM_SOMEBODY,
    GIVE,
    GIVEN,
    GIVEN_TO,
    IN_BRACKETS,
    INFORM,
    LEADS_IT,
    NOTIFIES,
    ORDER,
    OTHER_WAYS,
    OTHERS_REPORT,
    REACHES,
    RECEIVE,
    REPORT_TO,
    REPORTED,
    SECOND_DUTY,
    STOPS,
    SUPPLY,
    THEIR_REPORTS,
    TO,
    TO_REPORT,
    UPDATES,
)
from .result import Item, ReportTerm
from .reviews import REPORT, REVIEW_OR_MEET, REVIEWER, nearest
from .wording import DUTY, one_line, sentences

OFFICES = ("council", "board chair", "Leader of the Council")
BOUND = {"council": "council", "board_chair": "board chair"}
PARTNERS = re.compile(
    r"\b(?:commissioner|advis[eo]r|NHS|police|probation|safeguarding|partnership|trust|board|panel|group|service|authority|company|department|officials?|person|director|who)\b",
    re.I,
)


def _duties(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        for turn in SECOND_DUTY.finditer(text, start, end):
            found.append((start, turn.start()))
            start = turn.end()
        found.append((start, end))
    return found


def find_reports(
    item: Item, deadlines: list[tuple[FoundDeadline, str]], *, direction: bool, board: str | None
) -> list[ReportTerm]:
    """Who reports to whom, and when. Inside measures only reports of progress or to the Department count."""
    if item.kind in ("recital", "consequence", "overarching"):
        return []
    found: list[ReportTerm] = []
    last_to: str | None = None
    for start, end in _duties(item.text):
        words = item.text[start:end]
        for from_, to in _parties(words, board, wide=item.kind in ("reporting", "assessment")):
            if not _counts(item, words, to, direction=direction):
                continue
            if to is None and re.search(r"\balso\b|\bafter that\b|\bthereafter\b|\bfrom then\b", words):
                to = last_to
            last_to = to or last_to
            from_ = from_ or BOUND.get(item.binds, "council")
            if from_ not in OFFICES and item.binds in BOUND and not PARTNERS.search(from_):
                from_ = BOUND[item.binds]  # by its short name, or by the name of its chair
            owed = _dated(item, start, end, from_, to, deadlines)
            recurs = any(start <= d.start < end and d.kind == "recurring" for d, _ in deadlines)
            if _data(words) and not recurs and not any(one.date or one.offset or one.every for one in owed):
                continue  # figures without a rhythm that is understood are no report
            found += owed
    return found


def _counts(item: Item, words: str, to: str | None, *, direction: bool) -> bool:
    if re.search(r"\b(?:full Council|meetings? of (?:its|the) Council)\b", words):
        return False  # what councillors hear is the council's own affair
    if item.kind in ("support", "reporting", "assessment") or (
        direction and re.search(r"\bprogress\b|\breports?\b", words, re.I)
    ):
        return True
    to_department = bool(to and REVIEWER.search(to)) or _data(words) is not None
    to_board = bool(to and BODY.search(to) and REPORT_TO.search(words) and find_cadences(words))
    return bool(re.search(r"\bprogress\b", words, re.I)) or to_department or to_board


def _parties(words: str, board: str | None, *, wide: bool) -> list[tuple[str, str | None]]:
    heard = RECEIVE.search(words) if wide else None
    data = _data(words)
    if data is not None:
        return [data]
    for way in OTHER_WAYS:
        if found := way.search(words):
            return [(sender(found["from"], board), recipient(f"to {found['to']}"))]
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
        groups = amended.groupdict()
        chair = next(groups[g] for g in ("from", "from2", "from3", "from4") if groups[g])
        to = next(groups[g] for g in ("to", "to2", "to3", "to4") if groups[g])
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
                or (given.search(OTHERS_REPORT.sub("", match["rest"])) and recipient(match["rest"]))
                or (wide and "in writing" in match["rest"] and GIVEN_TO.match(match["rest"]))
            )
        ):
            rest = match["rest"]
            again = find_cadences(rest) and re.search(r"\bafter that\b|\bthereafter\b|\bfrom then\b", rest)
            if pattern is REPORT_TO and ((not TO.search(rest) and not again) or NOTIFIES.match(rest)):
                continue
            return [(sender(_subject(words, match), board), recipient(rest))]
    for pattern in (BE_SUBMITTED, DUE_FROM) if wide or re.search(r"\bprogress\b", words, re.I) else ():
        passive = pattern.search(words)
        if passive and passive["from"]:
            return [
                (sender(passive["from"], board), recipient(f"to {passive['to']}") if passive["to"] else None)
            ]
    sent = BE_SENT.search(words) if wide or re.search(r"\bprogress\b", words, re.I) else None
    if sent and not OTHERS_REPORT.search(sent[0]):
        return [("", recipient(f"to {sent['to']}"))]
    informed = INFORM.search(words) or (UPDATES.search(words) if wide else None)
    if informed and _subject(words, informed):
        return [(sender(_subject(words, informed), board), recipient(f"to {informed['to']}"))]
    asked = TO_REPORT.search(words)
    if asked and TO.search(asked["rest"]):
        return [(sender(asked["from"] or "council", board), recipient(asked["rest"]))]
    order = ORDER.match(words)
    if order and re.search(r"\bprogress\b", words, re.I) and TO.search(order["rest"]):
        return [("council", recipient(order["rest"]))]
    return []


def _data(words: str) -> tuple[str, str] | None:
    """ "The Council must send the Department its data in the first week of each month"."""
    match = GIVE.search(words) or SUPPLY.match(words)
    often = find_cadences(words) or EVERY_MEETING.search(words)
    if match is None or not DATA.search(match["rest"]) or GIVEN.search(words) or not often:
        return None
    to = recipient(BETWEEN_COMMAS.sub(" ", match["rest"], count=1))
    named = BODY_AND_THING.match(to or "")
    to = named["body"] if named else to
    if to is None or not (REVIEWER.search(to) or BODY.search(to)):
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
    if ANOTHERS.search(text):
        return "other authority"
    if LEADS_IT.search(text):
        return "board chair"
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
        r"\bto\s+(?:the\s+)?(?=(?:us|me|Department|DfE|Minister|Secretary of State|Parliamentary)\b)", text
    )
    first = re.match(r"\s*to\s+(?:the\s+)?(?:[A-Z][\w'’]*\s+){0,5}(?:Board|Panel|Group|Partnership)\b", text)
    found = TO.search(text, named.start() if named and not first else 0)
    if not found:
        meant = FOR_OR_WITH.search(text)
        return recipient(f"to {meant['who']}") if meant else None
    who = re.sub(r"^(?:the)\s+(?=minister)", "", STOPS.split(found["who"])[0].strip(), flags=re.I)
    if re.fullmatch(r"(?:the )?(?:department|DfE|us)", who, re.I):
        return "Department for Education"
    return who or None


# "… against its plan, which must be ready within five weeks"
OF_SOMETHING_ELSE = re.compile(
    r",\s+which\s+(?!report)[^,;]*\b(?:must|shall|should|is to|are to)\b[^,;]*$", re.I
)


# "… and every quarter from April 2019", "every two months, starting in January 2020": where a rhythm begins
FROM_THEN = re.compile(
    r"\b(?:from|starting(?:\s+(?:in|on|from))?|beginning(?:\s+(?:in|on|from))?)\s+(?:the\s+)?$", re.I
)
PLAN = re.compile(r"\b(?:plan|strategy|scheme|timetable|programme)\b", re.I)


def _of_another_duty(words: str, place: int) -> bool:
    """ "must reduce the caseload by 31 January and must report on it every month": the date is the first duty's."""
    report = REPORT_TO.search(words)
    return bool(report and place < report.start() and DUTY.search(words[:place]))


def _of_a_plan(before: str, after: str) -> bool:
    """ "must give the Board a plan by 20 May, and a report at each meeting": the date is the plan's."""
    return bool(PLAN.search(before) and not REPORT.search(before) and REPORT.search(after))


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
        and not _of_a_plan(item.text[start : deadline.start], item.text[deadline.start : end])
        and not _of_another_duty(item.text[start:end], deadline.start - start)
        and not FROM_THEN.search(item.text[start : deadline.start])
    ]
    if not own:
        return [ReportTerm(from_, to, requirement=item.seq)]
    return [ReportTerm(from_, to, d.date, d.precision, d.offset, d.every, item.seq, d.anchor) for d in own]
