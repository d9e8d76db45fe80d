"""What a sentence states is told from what it asks: baselines in asides, apart and before, and levels that others set."""

from __future__ import annotations

import pytest

from notices.reading.asides import without_stated
from notices.reading.targets import find_targets


@pytest.mark.parametrize(
    ("text", "baseline", "target", "comparator"),
    [
        ("The share of visits made on time, which was 61% at inspection, must reach 90% by March 2015.", 61, 90, ">="),
        ("Raise the share of visits made on time, now 61%, to 90% by March 2015.", 61, 90, ">="),
        ("Raise the share of visits made on time (61%) to 90% by March 2015.", 61, 90, ">="),
        ("Raise the share of visits made on time (2013-14: 61%) to 90% by March 2015.", 61, 90, ">="),
        ("Raise the share of visits made on time – it stands at 61% – to 90% by March 2015.", 61, 90, ">="),
        ("At least 90% of visits must be made on time by March 2015, up from 61% in May 2014.", 61, 90, ">="),
        ("At least 90% of visits must be made on time by March 2015 (currently 61%).", 61, 90, ">="),
        ("At least 90% of visits must be made on time, as against 61% today.", 61, 90, ">="),
        ("The vacancy rate, which has risen to 24%, must be no higher than 12%.", 24, 12, "<="),
        ("The average caseload, 24 cases at the time of the inspection, must come down to 16 cases.", 24, 16, "<="),
        ("The number of unallocated cases, which stood at 131 in June, must not exceed 10.", 131, 10, "<="),
        ("Whereas 58% of visits were made on time in 2014, at least 85% must be by March 2016.", 58, 85, ">="),
        ("The share of visits made on time was 61% in March 2014. It must be 90% by March 2015.", 61, 90, ">="),
        ("Bring the rate of re-referrals, 31% in 2013-14, to 20%.", 31, 20, "<="),
        ("Take the vacancy rate from where it stands (22%) down to 9%.", 22, 9, "<="),
        ("Every child on a plan must have been seen in the last fortnight (88% in May).", 88, 100, ">="),
    ],
)  # fmt: skip
def test_a_baseline_is_told_from_its_target(text, baseline, target, comparator):
    assert [(t.baseline, t.target, t.comparator) for t in find_targets(text).targets] == [
        (baseline, target, comparator)
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Adoption must be at or above the England average, which is 79%, by March 2015.", 79),
        ("Raise the share of plans issued on time to at least the national average (59%).", 59),
        ("Bring re-referrals to the average of similar councils, 22%, or better.", 22),
    ],
)
def test_a_level_that_others_set_is_the_target_with_its_number(text, target):
    assert [t.target for t in find_targets(text).targets] == [target]


@pytest.mark.parametrize(
    ("text", "target", "unit"),
    [
        ("Fewer than one assessment in ten may be returned.", 10, "%"),
        (
            "The rate of children looked after must be no more than 70 for every 10,000 children.",
            70,
            "per 10,000",
        ),
        ("The gap at Key Stage 4 must be no wider than 30 percentage points.", 30, "percentage points"),
        ("Agency workers must hold 40 posts at most.", 40, "posts"),
        ("There must be no more than 50 such plans in the year to March 2020.", 50, "plans"),
        ("Keep the number of shifts without a manager at nil.", 0, "shifts"),
        ("Increase the share of plans that are audited from 40% to all of them.", 100, "%"),
        ("Raise the share of good schools from 38% to three quarters.", 75, "%"),
        ("Caseloads must never be above 18 cases.", 18, "cases"),
        ("The backlog must not be allowed to exceed forty.", 40, None),
    ],
)
def test_numbers_in_other_words(text, target, unit):
    assert [(t.target, t.unit) for t in find_targets(text).targets] == [(target, unit)]


def test_two_targets_have_each_its_own_baseline():
    text = "Raise visits on time (61%) to 90% and reduce re-referrals (31%) to 20%."
    assert [(t.baseline, t.target) for t in find_targets(text).targets] == [(61, 90), (31, 20)]


def test_a_date_behind_another_number_is_that_numbers_own():
    text = "Nobody may carry more than twelve cases, and the average must come down from 21 cases to 16 cases by May 2015."
    assert [(t.target, str(t.by)) for t in find_targets(text).targets] == [(12, "None"), (16, "2015-05-31")]


def test_what_is_stated_is_blanked_at_the_same_length():
    text = "The rate, which was 30% last year, must be 20%."
    plain, stated = without_stated(text)
    assert len(plain) == len(text)
    assert [(found.amount, found.unit) for found in stated] == [(30, "%")]
    assert plain.replace(" ", "") == "Theratemustbe20%."


@pytest.mark.parametrize(
    "text",
    [
        "In March 2014, 61% of visits were made on time.",
        "The Council has eleven teams, of which four have no manager.",
        "Children (61% of whom live in the north) must be seen.",
    ],
)
def test_what_is_only_stated_is_no_target(text):
    assert find_targets(text).targets == []
