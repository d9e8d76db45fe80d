"""Counts of a part: "of whom no more than six may be agency workers", "so that at least 11 of the 13 are filled", "fill 9 of the 16 posts"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .figures import NUMBER, value
from .target_amounts import comparator_in
from .target_forms import FoundTarget, Notes, is_year
from .target_metrics import clause_after, clause_before, clean_metric
from .target_words import AT_LEAST, AT_MOST, PERCENT
from .wording import DUTY, starts_as_order

_BOUND = rf"(?P<comp>{AT_LEAST}|{AT_MOST})\s+"
_COUNT = rf"(?P<amount>{NUMBER})(?!\s*(?:{PERCENT})|\s*(?:working\s+)?(?:days|weeks|months|years|hours|times|occasions)\b)(?![\w.%])"
_THEM = r"of\s+(?:whom|which|these|them|those)"
# "…, of whom at least six must be …", "at least 8 of them for teenagers"
OF_WHOM = re.compile(
    rf"\b(?:{_THEM},?\s+{_BOUND}{_COUNT}(?P<what>\s+[^,;.]{{3,90}})|{_BOUND.replace('comp', 'comp2')}{_COUNT.replace('amount', 'amount2')}\s+of\s+(?:them|these|those)(?P<what2>\s+(?:for|must|should|to|in|with|on)\b[^,;.]{{3,90}}))",
    re.I,
)
# "at least 11 of the 13 are filled", "fill 9 of the 16 vacant posts"
OF_SO_MANY = re.compile(
    rf"\b(?:(?P<verb>fill|clos\w+|settl\w+|complet\w+|convert|allocat\w+|plac\w+|fin(?:d|ding)|retain|keep|make)\s+)?(?:{_BOUND})?{_COUNT}\s+of\s+(?:the|its|these|those|their)\s+(?P<whole>{NUMBER})(?P<what>\s+(?!per\b)[a-z][^,;.]{{2,90}})",
    re.I,
)
# "so that 210 are approved at 31 March 2012"
SO_MANY = re.compile(
    rf"\b(?:so|such)\s+that\s+(?:(?:by|on|at)\s+[^,;.]{{4,40}},?\s+)?(?:there\s+are\s+)?(?:{_BOUND})?{_COUNT}(?P<what>\s+(?:are|have|remain|wait|live)\b[^,;.]{{0,60}})",
    re.I,
)
_FEW = 5


def parts(words: str, notes: Notes) -> Iterator[FoundTarget]:
    if not (DUTY.search(words) or starts_as_order(words)):
        return
    for match in OF_WHOM.finditer(words):
        amount, comp = value(match["amount"] or match["amount2"]), match["comp"] or match["comp2"]
        if amount is not None and amount > 1:
            whose = _counted_before(words[: match.start()])
            metric = clean_metric(f"{whose} {(match['what'] or match['what2']).strip()}")
            start = match.start("comp" if match["comp"] else "comp2")
            yield FoundTarget(
                start,
                match.end(),
                metric,
                amount,
                comparator_in(comp) or ">=",
                unit=whose.split()[-1] if whose else None,
            )
    for match in (*OF_SO_MANY.finditer(words), *SO_MANY.finditer(words)):
        amount, said = value(match["amount"]), comparator_in(match["comp"] or "")
        whole = match.groupdict().get("whole")
        of = value(whole) if whole else None
        if amount is None or amount < _FEW or is_year(amount) or (of is not None and of < amount):
            continue
        if whole and not (said or match["verb"]):
            continue
        metric = clause_after(match["what"]) if whole else clause_before(words[: match.start()])
        noun = re.match(r"\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z-]{3,}s)\b", match["what"]) if whole else None
        yield FoundTarget(
            match.start(), match.end("amount"), metric or clause_before(words[: match.start()]), amount, said or ">=",
            unit=noun["noun"] if noun else None, guessed=said is None,
        )  # fmt: skip


def _counted_before(before: str) -> str:
    """What has been counted just before: "18 further social workers by September, of whom …"."""
    counted = re.findall(rf"\b(?:{NUMBER})\s+((?:[a-z-]+\s+){{0,3}}?[a-z-]{{3,}}s)\b", before, re.I)
    return counted[-1] if counted else ""
