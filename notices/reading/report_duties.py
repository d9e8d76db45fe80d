"""One duty read by its parts: by which verb a report goes, who sends it and who gets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .report_parties import IN_THE_CHAIR, PRONOUNS
from .report_parts import BY_WHOM, TO_WHOM, Duty
from .report_words import (
    AGAIN,
    ANOTHER,
    AS_GOOD,
    BODY,
    CHANGES,
    DATA,
    DUE,
    EXISTS,
    GIVE,
    INFORMED,
    MENTIONED,
    MODAL,
    NOTIFIES,
    ONE,
    PROGRESS,
    RECEIVE,
    REPORTS,
    RESULTS,
    SAID_BEFORE,
    SAME,
    SENT,
    SET_OUT,
    SHOWN,
    THEIR_REPORTS,
)
from .reviews import REVIEW, REVIEWER

EXPECTED = re.compile(r"\b(?:expected|wanted|required|needed)$", re.I)
BY_SOMEBODY, FROM_SOMEBODY = re.compile(r"\bby\s+$", re.I), re.compile(r"\bfrom\s+$", re.I)
MAKES = re.compile(r"\s+(?:makes?|sends?|gives?|owes?|submits?|must|is to)\b", re.I)
DIRECTLY = re.compile(
    r"^\s*(?:,\s[^;]{3,90},\s*)?(?:each\s+(?:\w+\s+)?meeting\s+of\s+|every\s+(?:\w+\s+)?meeting\s+of\s+)?$",
    re.I,
)
IN_ITS_PLACE = re.compile(r"^\s*(?:to\s+(?:receive|have|hear)\s+)?(?:(?!to\b)[\w'’-]+\s+){0,7}$", re.I)


@dataclass(frozen=True)
class Owed:
    """The words for who owes the report and to whom, where the duty says so."""

    from_: tuple[str, ...]
    to: tuple[str, ...] = ()
    data: bool = False
    again: bool = False  # the report was named before


def _owed(from_: str, to: tuple[str, ...] = (), *, data: bool = False, again: bool = False) -> Owed:
    return Owed((from_,) if from_ else (), to, data, again)


def read_duty(
    text: str,
    *,
    wide: bool,
    subject: str = "",
    earlier: Sequence[str] = (),
    just: bool = False,
    named: bool = False,
) -> Owed | None:
    """`subject`: who stands in the duty before; `earlier`: who else was named; `just`: the duty before was a report;
    `named`: a report was named not long before."""
    if CHANGES.search(text):
        return _is_changed(text)
    plain = MENTIONED.sub(lambda m: " " * len(m[0]), text)
    duty = Duty(plain, wide, subject, tuple(earlier), just, _says_again(plain, just=just, named=named))
    verbs = [(m.start(), read, m) for pattern, read in WAYS for m in pattern.finditer(plain)]
    for _, read, match in sorted(verbs, key=lambda verb: verb[0]):
        owed = read(duty, match)
        if owed is not None:
            return owed
    return None


def _says_again(plain: str, *, just: bool, named: bool) -> bool:
    said = SAID_BEFORE.match(plain)
    return bool(said and (just or (named and AS_GOOD.search(said[0]))))


def subject_of(text: str) -> str:
    """Who must do what a duty says, in its own words; "" when it does not say."""
    modal = MODAL.search(text)
    duty = Duty(text)
    party = duty.subject_before(modal.start()) if modal else None
    return duty.jointly(party) if party and party.text.lower() not in PRONOUNS else ""


def _reports(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "must report to the Minister", "shall account in writing to the Board"."""
    from_ = duty.doer(verb)
    if from_ is None or NOTIFIES.match(duty.plain[verb.end() :]):
        return None
    to = duty.after(TO_WHOM, verb.end()) or duty.after(TO_WHOM, 0, verb.start())
    if to is None and not ((AGAIN.search(duty.plain) or duty.just) and duty.recurs()):
        return None
    return _owed(from_, duty.named(to, from_), again=to is None)


def _gives(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "must give the Minister a report", "is to lay a report before the Board", "keep the Department informed of progress"."""
    from_ = duty.doer(verb)
    if from_ is None:
        return None
    to = next(
        (
            p
            for p in duty.parties
            if p.start >= verb.end() and DIRECTLY.match(duty.plain[verb.end() : p.start])
        ),
        None,
    )
    to = to or duty.after(TO_WHOM, verb.end()) or duty.after(re.compile(r"\bfor\s+(?:the\s+)?$"), verb.end())
    above = to is not None and REVIEWER.search(to.text)
    thing = (AS_GOOD if above else duty.thing).search(duty.plain, verb.end()) or (
        ONE.search(duty.plain, verb.end()) if duty.just and not REVIEW.search(duty.plain) else None
    )
    if thing is None and INFORMED.match(verb[0]) and to is not None:
        said = duty.plain[to.end :]
        thing = re.match(r"\s+(?:informed\s+)?(?:of|on|about)\b.*\bprogress\b", said, re.I) or (
            re.match(r"(?:(?!\s{4})[^.;]){0,50}?\s(?:of|on|about|how|what|whether)\b", said, re.I)
            if duty.wide
            else None
        )
    if thing is not None and not SHOWN.match(verb[0]):
        return _owed(from_, duty.named(to, from_))
    if (
        to is not None
        and DATA.search(duty.plain, verb.end())
        and duty.recurs()
        and (REVIEWER.search(to.text) or BODY.search(to.text))
    ):
        return _owed(from_, duty.named(to, from_), data=True)
    return None


def _is_sent(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "A report must be sent to the Minister by the chair", "findings are reported to the Board each month"."""
    thing = duty.thing_before(verb)
    if thing is None and verb[0].lower().endswith("reported"):
        plainly = duty.recurs(verb.end())
        thing = (RESULTS if plainly else PROGRESS).search(duty.plain[: verb.start()])
    if thing is None and not (duty.again and verb.start() < 60):
        return None
    to = duty.after(TO_WHOM, verb.end()) or duty.after(TO_WHOM, 0, verb.start())
    if to is None and not duty.again and not duty.after(BY_WHOM):
        return None
    from_ = duty.sender(thing)
    data = thing is not None and thing.re is DATA
    return _owed(from_, duty.named(to, from_), data=data, again=duty.again)


def _is_due(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "Reports from the chair to the Minister are due in May", "The letter should be with the Department by then"."""
    thing = duty.thing_before(verb)
    from_ = duty.sender(thing)
    if thing is None and from_ and duty.recurs():
        thing = RESULTS.search(duty.plain[: verb.start()])
    if thing is None and not (duty.again and verb.start() < 60):
        return None
    to = duty.after(BY_SOMEBODY) if EXPECTED.search(verb[0]) else None
    if to is not None:
        from_ = sender.text if (sender := duty.after(FROM_SOMEBODY)) else ""
    to = (
        to
        or duty.after(TO_WHOM)
        or next(
            (
                p
                for p in duty.parties
                if p.start >= verb.end() and not duty.plain[verb.end() : p.start].strip()
            ),
            None,
        )
    )
    if to is None and not from_ and not duty.again:
        return None
    data = thing is not None and thing.re is DATA
    return _owed(from_, duty.named(to, from_), data=data, again=duty.again)


def _exists(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "There must be a report from the Council to the Board", "Progress is to be set out in a report to the Board"."""
    thing = duty.thing.search(duty.plain, verb.end())
    to = duty.after(TO_WHOM, thing.end()) if thing else None
    if thing is None or to is None or not IN_ITS_PLACE.match(duty.plain[verb.end() : thing.start()]):
        return None
    from_ = by.text if (by := duty.after(BY_WHOM)) else ""
    return _owed(from_, duty.named(to, from_))


def _receives(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "Ministers expect a letter from the chair", "The Board should have the report by 16 May"."""
    to = duty.subject_before(verb.start())
    from_ = duty.after(BY_WHOM, verb.end())
    above = to is not None and REVIEWER.search(to.text)
    thing = (AS_GOOD if above else duty.thing).search(duty.plain, verb.end())
    hears = (
        duty.wide
        and from_ is not None
        and re.search(r"\b(?:hear|told|informed|updated|briefed)\b", verb[0], re.I)
    )
    if to is None or (thing is None and not hears):
        return None
    if thing is not None and from_ is None and not IN_ITS_PLACE.match(duty.plain[verb.end() : thing.start()]):
        return None
    reached = duty.after(re.compile(r"\b(?:reach|with)\s+$", re.I), verb.end())
    sender = from_.text if from_ else ""
    return _owed(sender, duty.named(reached or to, sender))


def _does_the_same(duty: Duty, verb: re.Match[str]) -> Owed | None:
    """ "must do so every eight weeks", "the chair will do the same"."""
    alone = len(MODAL.findall(duty.plain[: verb.start()])) <= 1
    from_ = duty.doer(verb) if duty.just and alone else None
    return None if from_ is None else _owed(from_, again=True)


def _another(duty: Duty, thing: re.Match[str]) -> Owed | None:
    """ "… and a quarterly one to the Department": the verb stands in the duty before."""
    to = duty.after(TO_WHOM, thing.end()) if duty.just and not MODAL.search(duty.plain) else None
    return _owed(duty.subject, (to.text,)) if to is not None else None


def _in_their_reports(duty: Duty, reports: re.Match[str]) -> Owed | None:
    """ "must co-operate with the chair of the Board and the chair of the Partnership in their reports to the Department"."""
    to = duty.after(TO_WHOM, reports.end())
    chairs = [p.text for p in duty.parties if p.end <= reports.start() and IN_THE_CHAIR.search(p.text)]
    return Owed(tuple(chairs), duty.named(to, "")) if to is not None and chairs else None


def _is_changed(text: str) -> Owed | None:
    """ "In paragraph 18 (reports of the chair to the Minister) substitute …": who owes it stands beside the noun."""
    thing = AS_GOOD.search(text)
    duty = Duty(text, wide=True)
    to = duty.after(TO_WHOM, thing.end()) if thing else None
    if thing is None or to is None:
        return None
    makes = next((p for p in duty.parties if p.start >= thing.end() and MAKES.match(text[p.end :])), None)
    from_ = makes.text if makes else duty.sender(thing)
    return _owed(from_, duty.named(to, from_)) if from_ else None


WAYS: tuple[tuple[re.Pattern[str], Callable[[Duty, re.Match[str]], Owed | None]], ...] = (
    (ANOTHER, _another),
    (RECEIVE, _receives),
    (REPORTS, _reports),
    (GIVE, _gives),
    (SENT, _is_sent),
    (DUE, _is_due),
    (EXISTS, _exists),
    (SET_OUT, _exists),
    (SAME, _does_the_same),
    (THEIR_REPORTS, _in_their_reports),
)
