"""What a target measures, as a board would name it: the subject of the number's own part of the sentence, or what that points back to.

The forms name most measures themselves. A name that swallowed figures, begins in the middle or only points back ("this number")
gives place to one in the sentence, to the measure of the number before it, to the sentence before or to the head of the clause.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .baselines import says_nothing
from .dates import find_dates
from .figures import NUMBER
from .target_forms import FoundTarget
from .target_metrics import clause_after, clean_metric, without_dates
from .target_subjects import (
    ASIDE,
    CLAUSES,
    LEAD_IN,
    MODAL,
    ONLY_BACK,
    PERFORMANCE,
    POINTS_BACK,
    RAISES,
    SWALLOWED,
    subject_of,
    without_comparison,
)
from .target_units import place_of_amount
from .target_words import AT_LEAST, AT_MOST, PERCENT, SHARE
from .wording import DUTY, IMPERATIVES, NOUN_IMPERATIVES, sentence_around, sentences

NAMES_ITSELF = re.compile(
    r"rate\b|turnover|vacanc|absence|caseload|satisfaction|referral|placement|stability|sickness", re.I
)
# "Repeat referrals: a rate no greater than 19%": the words before the colon name what the rest counts.
HEAD_OF_CLAUSE = re.compile(r"\W*(?P<what>[A-Za-z][^.:;,%]{4,90}):\s+(?=\S)")
TOO_LITTLE = re.compile(
    r"(?:an? |the )?(?:rate|level|figure|number|proportion|percentage|share|total)$|on the day\b|performance against\b|there\b",
    re.I,
)
# "The Council had 24 fostering households. It must have 33", "There were 118 agency social workers on 1 January"
HAD_SO_MANY = re.compile(
    rf"\b(?:had|has|have|employs|were|are|was|the|its|their|(?!aged)[a-z]{{3,}}ed)\s+(?:only\s+)?(?:{NUMBER})(?!\s*{PERCENT})\s+(?P<what>(?!(?:who|which|that|working|days|weeks|months|years|per|in|or|and|to|out|of)\b)[a-z][^.,;]{{3,80}})",
    re.I,
)
# "only 41% of care leavers were in work", "of the plans audited, half were rated good": what was so, without its number
WAS_SO = re.compile(rf"(?:{SHARE})(?:\s*\([^()]*\))?\s+of\s+(?P<what>[a-z][^.;,]{{5,140}})", re.I)
OF_THEM = re.compile(
    rf"\bof\s+(?:the|all|its)\s+(?P<what>[a-z][^.;,]{{3,100}}),\s+(?:{SHARE}|half|(?:{NUMBER}))\b", re.I
)
PERFORMANCE_ON = re.compile(
    r"\b(?:performance|position|record|results?)\s+(?:on|for|in|against)\s+(?P<what>[^.;,]{4,100}?)\s+(?:is|was|are|were|stands|stood|has|had|so that)\b",
    re.I,
)
NAMED_SHARE = re.compile(
    r"\b(?P<what>(?:percentage|proportion|share|number|rate|timeliness|average)\s+of\s+(?:(?!\b(?:was|were|is|are|has|have|stood|stands|fell|rose|declined|must|should|shall|so that)\b)[^.;,]){3,120})",
    re.I,
)
_EARLIER = (NAMED_SHARE, HAD_SO_MANY, PERFORMANCE_ON, OF_THEM, WAS_SO)
_NEAR = 500  # what stands farther from a number does not name it
CASELOAD = re.compile(r"\b(?:case ?load|workload)", re.I)

_NO_BEGINNING = re.compile(
    r"(?:(?:council|authority|board|department)\b(?!['’])|(?:have|so far|as far|if|unless|subject to|you|we|will|found|able to|to see|into|accounted for|respectively|date|place (?:at|within|in|on|every)|"
    r"those|these|them|all of them|(?:no|not) (?:lower|higher|more|less|fewer)|not be|expect|each of them|brought|made|raised|come to|as an? (?:proportion|percentage|share) of|"
    r"judged|graded|rated|of|in|at|by|for|from|within|to|where|when|which|who|while|(?:on )?average of (?:the|its)|(?:statistical )?neighbours|(?:measures?|targets?|indicators?|milestones?) (?:of|for|are))\b|NI ?\d+$|(\w+) (?:by|on|after) \1$)",
    re.I,
)
_REACHED = re.compile(
    r"(?:must|shall|should|will|is to|are to|to)?\s*(?:be\s+)?(?:met|reached|achieved|kept|attained|in place|sustained|exceeded)\b",
    re.I,
)
_INSIDE = re.compile(rf"(?:{NUMBER})\s+(?P<what>[a-z’' -]+?)\s+(?:in|out of|of every)\b", re.I)
_PREDICATE = re.compile(
    r"(?:\s+of\s+(?:them|these|those))?\s+(?:(?:must|should|shall|will|to)\s+(?:be\s+|have\s+)?|(?:are|is|be|were|have|has|having)\s+(?:to\s+|been\s+)?)(?P<rest>(?!\d)[^;.]{3,160})",
    re.I,
)
_DO_SO = re.compile(r"\s+(?:(?:do|does|have done|are|be|to do)\s+so|have one)\b", re.I)
_FINITE = re.compile(r"\s+(?:are|is|be|have|has|had|were|was|must|should|shall|will)\b.*$", re.I)
_VERB = re.compile(
    r"\s+(?:who|which|that|whose|with|in|for|on|at|to|(?!looked\b)[a-z]+ed|held|made|seen|begun|done|led|[a-z]{3,}ing)\b.*$",
    re.I,
)
_SHARE_WORD = re.compile(
    r"^(?P<share>percentage|proportion|share|number|rate)\s+(?=(?:(?!looked\b)[a-z]+ed|held|made|seen|leaving|living|in|for|on|with|who|which|that|whose|[a-z]+ing)\b)",
    re.I,
)
_VERB_ALONE = re.compile(
    r"[a-z]{3,}ing|[a-z]+ed|this|that|these|those|have|been|with|from|such|done|held|hold|will|each|maximum|minimum|within|band|range|"
    + "|".join(sorted(IMPERATIVES)),
    re.I,
)
_THIRD_PERSON = re.compile("(?:" + "|".join(sorted(IMPERATIVES - NOUN_IMPERATIVES)) + ")s", re.I)
# "the average of the Council's statistical neighbours", "carry out …": no measure
_OTHERS = re.compile(
    r"(?:the )?(?:(?:national|regional|statistical|england)\b|average of (?:the|its|all|not|no|at)\b|out\b)",
    re.I,
)
_THERE_MUST_BE = re.compile(
    rf"[.;]\s+there (?:must|should|shall|will|(?:is|are) to) be (?:{AT_LEAST}\s+|{AT_MOST}\s+)?$", re.I
)
_AND_SO_MANY = re.compile(rf"\band\s+(?:that\s+)?(?:(?:{AT_LEAST}|{AT_MOST})\s+)?$", re.I)
OWN_MEASURE = re.compile(
    r"\b(?:and|while|but)\s+(?:that\s+)?(?:(?:the|its|their)\s+(?:\w+\s+)?(?:share|proportion|percentage|number|rate|average)\s+(?!(?:to|by|at|from|is|must|should)\b)[a-z]+|that of|those (?!of|who|that|cases)\w+ing)\b",
    re.I,
)
_WITHIN = re.compile(rf"\b(?P<word>in|on|for)\s+(?:{AT_LEAST}\s+|{AT_MOST}\s+)?$", re.I)
_DUTY = re.compile(MODAL.pattern + r"(?:(?:have )?be(?:en)?\b\s*)?", re.I)
_WAS_AT = re.compile(r"(?<!aged)(?<!ages)\s+from\s+\d[\d,.]*(?:\s+[a-z]+){0,2}$", re.I)
_INDICATOR = re.compile(r"\b(?:NI ?\d+|[A-Z]\d+)\b")
AMENDS = re.compile(
    r"\b(?:substitut\w+|insert\w*|leave out|put in|omit\w*)\b|\bfor (?:the (?:words?|figures?) )?[“\"‘]|\bread [“\"‘]",
    re.I,
)
_OF_WHAT = re.compile(
    r"(?:\s+or\s+\w+)?(?:,\s+and\b[^,;.]{3,80})?,?\s+(?:(?P<named>the|its)\s+(?=(?:total\s+)?(?:share|proportion|percentage|number|rate|average)\b)|(?P<of>of|for|in|on)\s+(?:all\s+|the\s+|its\s+)*(?!(?:cases|occasions|instances)\b(?!\s+(?:who|that|which|in|where|with))))(?P<what>(?!them\b|these\b|those cases\b|\d|(?:(?:each|every|any|both)\s+)?(?:[a-z]+\s+){0,2}(?:months?|quarters?|years?|weeks?|periods?|terms?|spring|summer|autumn|winter|days?|time)\b)(?-i:[a-z])[^;.]{3,200})",
    re.I,
)


# "held within a day", where "the proportion of meetings" stands before
_PARTICIPLE = re.compile(r"(?:[a-z]+ed|held|made|seen|given|done) (?:within|in|by|as|at|on|to|with)\b", re.I)


def with_names(plain: str, text: str, found: Sequence[FoundTarget]) -> list[FoundTarget]:
    """Every target with a measure that says something by itself; `plain` is the text without what it only states."""
    named: dict[int, FoundTarget] = {}
    before: FoundTarget | None = None
    for place, target in sorted(enumerate(found), key=lambda one: one[1].start):
        metric = target.metric
        if AMENDS.search(text):
            metric = named_by_sentence(plain, target, text)
        elif _is_no_name(metric) or _is_anothers(plain, target, before):
            named_here = filter(_is_a_name, _candidates(plain, text, target, before))
            metric = next(named_here, "") or named_by_sentence(plain, target, text)
        metric = _in_what(plain, target, before, metric) or metric
        metric = (
            _WAS_AT.sub("", without_dates(_completed(PERFORMANCE.sub("", metric), before))) or target.metric
        )
        unit = target.unit
        if before is not None and unit is None and CASELOAD.search(metric) and CASELOAD.search(before.metric):
            unit = before.unit
        named[place] = before = replace(target, metric=metric, unit=unit)
    in_order = sorted(named.values(), key=lambda target: target.start)
    for first, second in itertools.pairwise(in_order):
        for target, metric in zip((first, second), _in_turn(plain, first, second), strict=False):
            place = next(place for place, one in named.items() if one is target)
            named[place] = replace(target, metric=metric)
    return [named[place] for place in range(len(found))]


def _in_turn(plain: str, first: FoundTarget, second: FoundTarget) -> list[str]:
    """ "The percentage of A and the percentage of B must rise to 90% and 85%": the first is A's and the second B's."""
    one, other = place_of_amount(plain, first), place_of_amount(plain, second)
    if (
        one is None
        or other is None
        or not re.fullmatch(r"\s+and\s+(?:to\s+)?", plain[one[1] : other[0]], re.I)
    ):
        return []
    start = max((a for a, b in sentences(plain) if a <= one[0] < b), default=0)
    words = ASIDE.sub(" ", LEAD_IN.sub("", plain[start : one[0]], count=1))
    modal = MODAL.search(words)
    parts = re.split(r",?\s+and\s+(?=(?:the|its)\s)", words[: modal.start()] if modal else words)
    metrics = [clean_metric(without_comparison(RAISES.sub("", part))) for part in parts]
    if len(metrics) != 2 or find_dates(words) or not all(map(_is_a_name, metrics)):
        return []
    return [metrics[0], _completed(metrics[1], replace(first, metric=metrics[0]))]


def _is_no_name(metric: str) -> bool:
    return bool(
        SWALLOWED.search(metric)
        or _NO_BEGINNING.match(metric)
        or _PARTICIPLE.match(metric)
        or POINTS_BACK.search(metric)
        or TOO_LITTLE.match(metric)
        or ONLY_BACK.fullmatch(metric)
        or (says_nothing(metric) and not NAMES_ITSELF.search(metric))
    )


def _is_anothers(plain: str, target: FoundTarget, previous: FoundTarget | None) -> bool:
    """The measure of the number before it, where the words between name one of their own; or only "and 40% are judged good"."""
    second = place_of_amount(plain, target)
    if second and _THERE_MUST_BE.search(plain[max(0, second[0] - 60) : second[0]]):
        return True
    if previous is None:
        return False
    first = place_of_amount(plain, previous)
    between = plain[first[1] : second[0]] if first and second else ""
    if _AND_SO_MANY.search(between) and previous.unit == target.unit and second:
        return bool(re.match(r"\s+(?:are|is|have|has|should|must)\s", plain[second[1] :]))
    return previous.metric == target.metric and OWN_MEASURE.search(between) is not None


def _candidates(plain: str, text: str, target: FoundTarget, previous: FoundTarget | None) -> Iterator[str]:
    """What the measure may be, the nearest first: named by the sentence itself, or by what that points back to."""
    start, end = sentence_around(plain, target.start)
    place = place_of_amount(plain, target)
    if place is None:
        return
    low, high = place
    start, end = max(start, low - _NEAR), min(end, high + _NEAR)
    there = place_of_amount(plain, previous) if previous and start <= previous.start < low else None
    since = there[1] if there and there[1] <= low else start
    subject = subject_of(plain[since:low], later=since > start)
    after = plain[high:end]
    of_what = _OF_WHAT.match(after)
    head = _head(text, low)
    if of_what and of_what["named"]:
        yield clause_after(of_what["what"])
    if subject.startswith("of ") and previous is not None:  # "and that of a newly qualified social worker"
        yield f"{previous.metric.partition(' of ')[0]} {subject}"
    if _INDICATOR.fullmatch(subject):
        yield f"{head}: {subject}" if head and not _NO_BEGINNING.match(head) else subject
    if _INDICATOR.fullmatch(target.metric):
        yield target.metric
    if head and _PARTICIPLE.match(target.metric):
        yield f"{head}: {target.metric}"
    those = re.match(r"those\s+(?:who\s+)?(?=[a-z]+ing\b)", subject)
    if those and previous is not None:  # "and those becoming subject to a plan for a second time"
        yield f"{_thing(previous.metric)} {subject[those.end() :]}"
    yield re.sub(r"^those\s+(?:who\s+)?", "", subject)
    predicate = None if _REACHED.match(after.strip()) else _PREDICATE.match(after)
    if previous is not None and there is not None and previous.unit == target.unit:
        if _DO_SO.match(after):
            yield previous.metric
        if predicate:
            yield clean_metric(f"{_thing(previous.metric)} {clause_after(predicate['rest'])}")
        if of_what is None:
            yield previous.metric
    if of_what and (target.unit == "%" or of_what["of"] != "of"):
        yield _DUTY.sub(" ", re.sub(r"^those\s+", "", clause_after(of_what["what"])))
    if target.unit and target.unit != "%":
        rest = after.removeprefix(f" {target.unit}")
        yield _DUTY.sub(" ", clause_after(f"{target.unit}{rest}")) if re.match(r"\s+[a-z]", rest) else ""
    inside = _INSIDE.match(plain[low:high])
    if inside and predicate:
        yield clean_metric(f"{inside['what']} {clause_after(predicate['rest'])}")
    if head:
        yield f"{head}: {subject}" if subject and not ONLY_BACK.fullmatch(subject) else head
    for back in _antecedents(text, start, low):
        yield f"{_thing(back)} {clause_after(predicate['rest'])}" if predicate else back


def _in_what(plain: str, target: FoundTarget, previous: FoundTarget | None, metric: str) -> str:
    """ "Chronologies are up to date on 90% of open files": what is so of the files is the measure, and not the files alone."""
    place = place_of_amount(plain, target)
    of_what = _OF_WHAT.match(plain[place[1] : place[1] + _NEAR]) if place and target.unit == "%" else None
    if place is None or of_what is None or of_what["of"] != "of":
        return ""
    start = next((a for a, b in sentences(plain) if a <= place[0] < b), 0)
    there = place_of_amount(plain, previous) if previous and start <= previous.start < place[0] else None
    since = there[1] if there and there[1] <= place[0] else start
    before = plain[max(since, place[0] - _NEAR) : place[0]]
    within = _WITHIN.search(before)
    what = re.split(r",?\s+and\b(?=.*\d)", clause_after(of_what["what"]))[0]
    subject = subject_of(before, later=since > start) if within else ""
    if (
        re.match(r"(?:cases|instances|occasions)\b", what)
        or within is None
        or not _is_a_name(subject)
        or len(subject.split()) < 3
        or not (metric == subject or metric.startswith(what[:12]))
    ):
        return ""
    return f"{subject} {within['word'].lower()} {what}"


def _head(text: str, low: int) -> str:
    """ "Visits to looked after children: 72% were in time …": the words before the colon name what the clause counts."""
    head = HEAD_OF_CLAUSE.match(text)
    named = head and head.end() <= low and not (find_dates(head["what"]) or DUTY.search(head["what"]))
    return clean_metric(head["what"]) if head and named else ""


def _is_a_name(metric: str) -> bool:
    """Two words of weight, an indicator's number or a thing in the plural; neither a verb alone nor a level."""
    words = [word for word in re.findall(r"[A-Za-z]{4,}", metric) if not _VERB_ALONE.fullmatch(word)]
    enough = (
        len(words) > 1
        or (words and words[0].endswith("s") and not _THIRD_PERSON.fullmatch(metric))
        or _INDICATOR.search(metric)
        or NAMES_ITSELF.search(metric)
    )
    return bool(enough) and not (
        SWALLOWED.search(metric)
        or _OTHERS.match(metric)
        or ONLY_BACK.fullmatch(metric)
        or re.search(r"[“”\"]", metric)
    )


def _antecedents(text: str, start: int, low: int) -> Iterator[str]:
    """What "it" and "that number" may stand for: named or counted earlier in the sentence or in the one before."""
    before = [text[max(a, b - _NEAR) : b] for a, b in sentences(text[:low]) if b <= start]
    places = (text[start:low], *before[-1:])
    for words in places:
        for pattern in _EARLIER:
            named = pattern.search(words)
            if named:
                what = re.split(rf",?\s+and\s+(?={SHARE})", named["what"], flags=re.I)[0]
                yield without_dates(clean_metric(what))
    for words in (CLAUSES.split(places[0])[0], *places[1:]):
        if MODAL.search(words) and len(words) < 200:
            yield subject_of(words, later=False)


def _thing(metric: str) -> str:
    """What a measure is said of: "case files audited" of "case files audited are judged good"."""
    thing = _FINITE.sub("", metric)
    return thing if thing != metric else _VERB.sub("", metric)


def _completed(metric: str, previous: FoundTarget | None) -> str:
    """ "the proportion rated good", after "the proportion of assessments rated adequate": of what stands before."""
    share = _SHARE_WORD.match(metric)
    of_what = previous and re.match(r"(?:the )?[a-z]+ of (?P<what>.+)", previous.metric)
    if not share or not of_what:
        return metric
    return f"{share['share']} of {_thing(of_what['what'])} {metric[share.end() :]}"


def named_by_sentence(plain: str, target: FoundTarget, text: str) -> str:
    """A measure that nothing beside the number names: the whole sentence, and the one before where it points back."""
    spans = sentences(plain)
    here = next((i for i, (a, b) in enumerate(spans) if a <= target.start < b), 0)
    words = plain[slice(*spans[here])]
    empty = says_nothing(target.metric) and not NAMES_ITSELF.search(target.metric)
    head = HEAD_OF_CLAUSE.match(plain)
    if (
        head
        and not find_dates(head["what"])
        and head.end() < target.start
        and (empty or TOO_LITTLE.match(target.metric))
    ):
        return clean_metric(head["what"])
    if here and POINTS_BACK.search(words) and (empty or POINTS_BACK.search(target.metric)):
        before = clean_metric(plain[slice(*spans[here - 1])])
        counted = HAD_SO_MANY.search(text[slice(*spans[here - 1])]) if not before else None
        if counted is not None:
            return clean_metric(counted["what"])
        return f"{before}: {clean_metric(words) if empty else target.metric}"[:200]
    return (clean_metric(words)[:200] or target.metric) if empty else target.metric
