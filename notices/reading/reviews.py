"""The Department's reviews: which dates of a clause are theirs, and which review each is."""

from __future__ import annotations

import re
from dataclasses import replace

from .board import department_name
from .deadlines import FoundDeadline
from .result import Item, ReviewTerm
from .wording import sentences

_REVIEW = (
    r"\breview(?:s|ed|ing)?\b|\breconsider\w*\b|\b(?:assess|evaluat|check|judg|examin|monitor|measur|consider)\w*\s+(?:(?:the|your|its|their|what|how far)\s+)?(?:[\w’']+['’]s\s+)?(?:progress|improvement|"
    r"compliance|performance)\b|\btakes? stock\b|\bstocktakes?\b|\bconsider\b[^.;]{0,120}\bwhether\b|\blooks? (?:at [^.;]{2,40} )?again\b|\blooks? (?:again )?at (?:the )?(?:\w+['’]s )?(?:progress|improvement|compliance)\b|\brevisits?\b|\bassessment points?\b|"
    r"\b(?:progress|improvement|compliance|performance)\b[^.;]{0,60}\b(?:checked|assessed|evaluated|judged|examined|monitored|measured)\b"
)
REVIEW = re.compile(_REVIEW, re.I)
# "Reviews will be led by the Department. The first will be in May 2018."
GOES_ON = re.compile(
    r"(?:(?:the|a|an)\s+)?(?:first|second|third|fourth|initial|interim|final|last|next|further|other)\b|(?:these|they|those|one|both|each)\b|(?:it|this) will\b",
    re.I,
)
REVIEW_OR_MEET = re.compile(_REVIEW + r"|\bmeets?\b|\bmeeting (?=every|once|monthly|each)", re.I)
NOT_OURS = re.compile(
    r"\b(?:peer|case|serious case|management|statutory|independent|line management|LAC|looked after|workload|service|plan|audit)\s+reviews?\b|"
    r"\breview(?:ed|ing)? (?:and|(?:the|its|their)(?! (?:\d{4} |\w+ )?(?:notice|direction)\b| (?:need|position|operation|arrangements (?:made|under|in)|effect|case|terms|situation|matter|state|notice|direction|progress|council|authority|improvement|working of))|all|of (?:all|the) (?:case|plan|membership|caseload))|\breview(?:ed)?(?: and \w+)? by the "
    r"(?:\w+ ){0,3}board|\breviewing officer",
    re.I,
)
REVIEWER = re.compile(
    r"\b(?:we|us|department(?: for (?:education|children, schools and families))?|DfE|officials?|secretary of state|ministers?)\b",
    re.I,
)
_REVIEWERS = r"(?:department(?: for (?:education|children, schools and families))?|DfE|officials?|secretary of state|ministers?)"
DEPARTMENT_REVIEWS = re.compile(
    rf"\b{_REVIEWERS}\b(?:\s+\w+){{0,5}}?\s+(?:will|shall|may|intends? to|is to|are to)\s+(?:\w+\s+){{0,5}}review|"
    rf"\breviews?\b[^.;]{{0,80}}\b(?:conducted|undertaken|carried out|held|led) (?:by|with) (?:the )?{_REVIEWERS}|"
    rf"\b{_REVIEWERS}(?:['’]s)? reviews?\b",
    re.I,
)
DEPARTMENT_NAMED = re.compile(r"\bdepartment for (?:education|children, schools and families)\b", re.I)
OF_PROGRESS = re.compile(r"\breviews? of (?:the )?(?:\w+['’]s )?(?:progress|improvement)", re.I)
FIRST = re.compile(r"\bfor the first time\b|\b(?:initial|first(?!\s+(?:time|in|on|by|at|to)\b|\s*$))\b", re.I)
FULL = re.compile(r"\bfull\s+(?:\w+\s+)?(?:review|assessment)\b", re.I)
LAST = re.compile(
    r"\b(?:finally|final|lastly|last(?! (?:day|week|month|year|working|date))|closing|concluding|at the end(?=,)|end[- ]of[- ](?:notice|period))\b",
    re.I,
)
LATER = re.compile(
    r"\bfor the (?:second|third) time\b|\b(?:further|(?:second|third)(?!,?\s+(?:in|on|by|at|to)\b)|interim|subsequent|follow[- ]up|mid[- ]?(?:term|point|year)|another|additional)\b",
    re.I,
)  # What a date may belong to instead of a review.
REPORT = re.compile(
    r"\b(?:(?<!such )report(?:s|ed|ing)?|update(?:s)?|information on progress|views? of progress|commentary|(?:written )?account|letters?|statement|summary|briefing|scorecard|figures)\b",
    re.I,
)


# "a final review following publication of the scorecard", "in the light of the report": by what a review comes, not what is owed
_OCCASIONED = re.compile(
    r"\b(?:follow(?:s|ing)?|after|(?:up)?on|in the light of|informed by|publication of|receipt of)\s+(?:[\w’'-]+\s+){0,5}?(?:reports?|letters?|scorecard|figures|statement|accounts?)\b",
    re.I,
)
# "The last of these will decide whether the Notice is lifted."
LAST_OF_THEM = re.compile(
    r"\bthe (?:last|second|third|final|later|latter) (?:of (?:these|them|those|the two|the three)|one)\b",
    re.I,
)
# "The review will be held in December": of an assessment that names nobody it is the Department's
WILL_BE_HELD = re.compile(
    r"^(?:the|an?)\s+(?:[a-z]+\s+)?review\b(?! by\b)[^.;]{0,60}\bwill\s+(?:\w+\s+)?be\s+(?:held|carried out|conducted|undertaken|made)\b(?!\s+by\b)",
    re.I,
)
IS_THE_LAST = re.compile(r"\b(?:will|is to|shall) be the (?:final|last)\b", re.I)
AT_A_CLAUSE = re.compile(r"(?:^|[,;]|\band)\s*(?:and\s+|then\s+)*$", re.I)


def find_reviews(item: Item, deadlines: list[tuple[FoundDeadline, str]]) -> list[ReviewTerm]:
    """The reviews that a clause dates. Reviews of cases, by peers or by the board are not the Department's."""
    reviews: list[ReviewTerm] = []
    ours = REVIEWER.search(item.text) or (item.kind == "assessment" and OF_PROGRESS.search(item.text))
    ours = ours or (item.kind == "assessment" and WILL_BE_HELD.search(item.text))
    context = bool(ours) and (item.kind == "assessment" or bool(DEPARTMENT_REVIEWS.search(item.text)))
    if not context:
        return reviews
    going_on = False
    for start, end in sentences(item.text):
        words = item.text[start:end]
        going_on = bool(REVIEW.search(NOT_OURS.sub("", words))) or (going_on and bool(GOES_ON.match(words)))
        if not going_on:
            continue
        if item.kind != "assessment" and not DEPARTMENT_REVIEWS.search(words) and not GOES_ON.match(words):
            continue
        named = DEPARTMENT_NAMED.search(words) or REVIEWER.search(words) or REVIEWER.search(item.text)
        by = department_name(named[0]) if named else "Department for Education"
        previous, kind, already = start, None, len(reviews)
        plain = item.text[:start] + _OCCASIONED.sub(lambda m: " " * len(m[0]), item.text[start:])
        if reviews and LAST_OF_THEM.match(words):
            reviews[-1] = replace(reviews[-1], kind="final")
        for deadline, _ in deadlines:
            if not (start <= deadline.start < end) or deadline.kind not in (
                "absolute",
                "relative",
                "recurring",
            ):
                continue
            if not nearest(plain, start, end, deadline, REVIEW, REPORT):
                continue
            between = plain[previous : deadline.start]
            behind = re.split(r"[,;]|\band\b", item.text[deadline.end : end])[0]
            going_on_from: str | None = kind if re.fullmatch(r"\s*(?:,|and)\s*", between) else None
            kind = (_review_kind(behind) if AT_A_CLAUSE.search(between) else None) or _review_kind(between)
            if kind is None and going_on_from == "further":
                kind = going_on_from  # "further reviews in June 2018 and December 2018"
            previous = deadline.end
            when = (deadline.date, deadline.offset or deadline.every)
            if when != (None, None) and any((r.date, r.offset) == when for r in reviews):
                continue  # "half a year after the date of this Notice and at half-yearly intervals from then"
            reviews.append(
                ReviewTerm(by, kind, when[0], deadline.precision, when[1], item.seq, deadline.anchor)
            )
        if len(reviews) == already + 1 and reviews[-1].kind is None and IS_THE_LAST.search(words):
            reviews[-1] = replace(reviews[-1], kind="final")
    return reviews


def _review_kind(words: str) -> str | None:
    if FULL.search(words):
        return "full"
    if LAST.search(words):
        return "final"
    if FIRST.search(words):
        return "initial"
    return "further" if LATER.search(words) else None


def nearest(
    text: str, start: int, end: int, deadline: FoundDeadline, ours: re.Pattern[str], other: re.Pattern[str]
) -> bool:
    """Whether a date belongs to our word rather than the other: the one that stands nearest before it, else after it."""
    before = text[start : deadline.start]
    mine = [m.start() for m in ours.finditer(before)]
    theirs = [m.start() for m in other.finditer(before)]
    if mine or theirs:
        return bool(mine) and max(mine) > max(theirs, default=-1)
    after = text[deadline.end : end]
    mine, theirs = [m.start() for m in ours.finditer(after)], [m.start() for m in other.finditer(after)]
    return not theirs or (bool(mine) and min(mine) < min(theirs))
