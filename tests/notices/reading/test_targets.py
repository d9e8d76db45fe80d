"""Numbers that must be reached: rises, falls, ranges, shares in words, counts, days; and numbers that are none."""

from __future__ import annotations

import pytest

from notices.reading.targets import find_targets

from .made_up import notice


def found(text: str) -> list[tuple]:
    return [
        (
            t.metric,
            t.baseline,
            t.comparator,
            t.target,
            t.target_high,
            t.unit,
            t.by.isoformat() if t.by else None,
        )
        for t in find_targets(text).targets
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "Reduce the re-referral rate from 28% to 18% by 31 March 2015.",
            ("re-referral rate", 28, "<=", 18, None, "%", "2015-03-31"),
        ),
        (
            "The percentage of assessments completed on time must rise from 61 per cent to at least 85 per cent by the end of March 2014.",
            ("percentage of assessments completed on time", 61, ">=", 85, None, "%", "2014-03-31"),
        ),
        (
            "Ensure that at least 85 % of initial assessments are completed within 10 working days by December 2013.",
            ("initial assessments are completed within 10 working days", None, ">=", 85, None, "%", "2013-12-31"),
        ),
        ("The vacancy rate should be 8% or less by March 2014.", ("vacancy rate", None, "<=", 8, None, "%", "2014-03-31")),
        ("Keep the agency rate below 15%.", ("agency rate", None, "<=", 15, None, "%", None)),
        (
            "Fewer than 5% of children become subject to a plan for a second time.",
            ("children become subject to a plan for a second time", None, "<=", 5, None, "%", None),
        ),
        (
            "By March 2014 raise the proportion of care leavers in suitable accommodation to 95%.",
            ("proportion of care leavers in suitable accommodation", None, ">=", 95, None, "%", "2014-03-31"),
        ),
        (
            "Nine out of ten children must be seen alone.",
            ("children must be seen alone", None, ">=", 90, None, "%", None),
        ),
        ("Two thirds of visits must be recorded the same day.", ("visits recorded the same day", None, ">=", 66.7, None, "%", None)),
        (
            "Ensure that caseloads are no more than 15 cases per social worker by June 2014.",
            ("caseloads per social worker", None, "<=", 15, None, "cases", "2014-06-30"),
        ),
        ("Caseloads of between 14 and 16 cases are wanted.", ("Caseloads wanted", None, "between", 14, 16, "cases", None)),
        (
            "Reduce the average time between entering care and adoption from 763 days to 639 days by March 2014.",
            ("average time between entering care and adoption", 763, "<=", 639, None, "days", "2014-03-31"),
        ),
        (
            "Increase the number of approved foster carers from 45 to 60 by April 2015.",
            ("number of approved foster carers", 45, ">=", 60, None, "foster carers", "2015-04-30"),
        ),
        (
            "Reduce the number of unallocated cases from 120 to nil by 30 June 2014.",
            ("number of unallocated cases", 120, "<=", 0, None, "cases", "2014-06-30"),
        ),
        (
            "Reduce to zero the number of unallocated cases by 1 March 2014.",
            ("number of unallocated cases", None, "<=", 0, None, "cases", "2014-03-01"),
        ),
        (
            "Bring the number of children who wait for an assessment to below 50 by the week ending 28 March 2014.",
            ("number of children who wait for an assessment", None, "<=", 50, None, "children", "2014-03-28"),
        ),
        (
            "At least 95% of contacts have a decision within one working day, from a baseline of 62%, by 30 September 2014.",
            ("contacts have a decision within one working day", 62, ">=", 95, None, "%", "2014-09-30"),
        ),
        ("Increase the proportion of children seen alone to not less than nine-tenths.", ("proportion of children seen alone", None, ">=", 90, None, "%", None)),
        ("Keep the proportion of agency staff at or below one in five.", ("proportion of agency staff", None, "<=", 20, None, "%", None)),
    ],
)  # fmt: skip
def test_targets(text, target):
    assert found(text) == [target]


def test_two_targets_in_one_sentence_share_a_date():
    text = "Reduce the vacancy rate to 12%, and the agency rate to 10%, by September 2014."
    assert found(text) == [
        ("vacancy rate", None, "<=", 12, None, "%", "2014-09-30"),
        ("agency rate", None, "<=", 10, None, "%", "2014-09-30"),
    ]


def test_a_baseline_keeps_its_period():
    (target,) = find_targets("The rate rises from 61% (2012-13) to 85% by March 2014.").targets
    assert target.baseline_period == "2012-13"


@pytest.mark.parametrize(
    "text",
    [
        "Share reports not less than 24 hours in advance of a conference and not less than five days in advance of reviews.",
        "Review plans at intervals of not more than six months.",
        "Meet at least once a month.",
        "Report at least once a quarter to the Board.",
        "Audit all cases closed in the last three months.",
        "Pay attention to the eight standards for employers and to S17(10) of the Children Act 1989.",
        "In 2012, 45% of assessments were late.",
        "Follow chapter five and figure 2 on page 17.",
        "Improve the Improvement Board's first quarter report.",
    ],
)
def test_numbers_that_are_no_targets(text):
    assert found(text) == []


def test_a_change_is_said_and_not_taken_as_a_level():
    result = find_targets("Reduce re-referrals by 10%.")
    assert result.targets == []
    assert result.notes == ["“10%” is a change, not a level to reach; it was not taken as a target."]


TABLE = """The Council must take action to:

Meet the targets below:

| No | Indicator | Baseline (2012-13) | Target | By when |
|----|-----------|--------------------|--------|---------|
| 1 | Percentage of assessments in 45 days | 54% | 85% | 31 March 2014 |
| 2 | Re-referrals within 12 months | 31% | 20% | March 2015 |
| 3 | Average caseload per social worker | 24 | 14-16 | |
"""


def test_a_table_gives_clauses_targets_and_deadlines():
    reading = notice(TABLE)
    rows = [item for item in reading.requirements if item.kind == "measure"]
    assert [item.label for item in rows] == ["1", "2", "3"]
    assert rows[0].text == "Percentage of assessments in 45 days | 54% | 85% | 31 March 2014"
    assert [
        (t.metric, t.baseline, t.baseline_period, t.comparator, t.target, t.target_high, t.unit, str(t.by))
        for t in reading.targets
    ] == [
        ("Percentage of assessments in 45 days", 54, "2012-13", ">=", 85, None, "%", "2014-03-31"),
        ("Re-referrals within 12 months", 31, "2012-13", "<=", 20, None, "%", "2015-03-31"),
        ("Average caseload per social worker", 24, "2012-13", "between", 14, 16, None, "None"),
    ]
    assert [(d.span, str(d.date)) for d in reading.deadlines] == [
        ("31 March 2014", "2014-03-31"),
        ("March 2015", "2015-03-31"),
    ]


def test_the_date_of_a_target_column_is_a_deadline():
    table = TABLE.replace("| Target | By when |", "| Target March 2014 | Target March 2015 |").replace(
        "31 March 2014", "90%"
    )
    reading = notice(table.replace("| March 2015 |", "| 18% |"))
    assert [str(t.by) for t in reading.targets] == [
        "2014-03-31",
        "2015-03-31",
        "2014-03-31",
        "2015-03-31",
        "2014-03-31",
    ]
    assert {(d.span, str(d.date)) for d in reading.deadlines} == {
        ("Target March 2014", "2014-03-31"),
        ("Target March 2015", "2015-03-31"),
    }


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # number words, ceilings behind the number, and what only says how things were
        (
            "Bring vacancies among social workers down to a single figure, 8 at the very most, by 30 June 2010.",
            (None, "<=", 8, "vacancies", "2010-06-30"),
        ),
        ("Vacancies are to be cut to eight at most by June 2010.", (None, "<=", 8, "vacancies", "2010-06-30")),
        (
            "Reply to ninety-five per cent of referrals within one working day by March 2011, where fewer than half (48 per cent) had a reply in May.",
            (48, ">=", 95, "%", "2011-03-31"),
        ),
        ("The vacancy rate must come down to 10 per cent from 24 per cent by December 2014.", (24, "<=", 10, "%", "2014-12-31")),
        (
            "The wait must be brought down to a maximum of 18 weeks, from 61 weeks in March 2024, by the end of March 2025.",
            (61, "<=", 18, "weeks", "2025-03-31"),
        ),
        ("The Council is to halve, from 36 to 18, the number of children in homes by March 2015.", (36, "<=", 18, "children", "2015-03-31")),
        (
            "The turnover of social workers must be under 15 per cent by March 2015, having been 28 per cent in 2013-14.",
            (28, "<=", 15, "%", "2015-03-31"),
        ),
        (
            "Reduce, by the end of June 2024, the number of cases that are held by a manager from 146 to ten or fewer.",
            (146, "<=", 10, "cases", "2024-06-30"),
        ),
        ("Cut by half, to 40, the number of children placed out of area by May 2014.", (None, "<=", 40, "children", "2014-05-31")),
        ("By the end of 2014 the number of unallocated cases is to be nil (May 2013: 140).", (140, "<=", 0, "cases", "2014-12-31")),
        ("Reduce the time to adoption to 450 days on average by March 2015 from 700 days in 2012.", (700, "<=", 450, "days", "2015-03-31")),
        ("No more than a tenth of agency posts may remain by May 2014, against a quarter now.", (25, "<=", 10, "%", "2014-05-31")),
        ("Raise the share of staff with an appraisal, 44 per cent at the last count, to 100 per cent by May 2014.", (44, ">=", 100, "%", "2014-05-31")),
        # sentences that point at one another
        ("The number of children who wait must not exceed 4. It was 37 in July 2017.", (37, "<=", 4, "children", None)),
        ("Nine in ten meetings must include health. At inspection it was just over half, 53%.", (53, ">=", 90, "%", None)),
        ("Recruit foster carers. There were 388 households in April 2018. There must be no fewer than 430 by September 2019.", (388, ">=", 430, "households", "2019-09-30")),
        ("The national average was 59.9%. In 2021, 36.4% of plans were on time. The council must be at the national average or better by 31 July 2023.", (36.4, ">=", 59.9, "%", "2023-07-31")),
        # all, none, and so many for each
        ("All care leavers must have a plan by 21 December 2018; only 67 in every 100 have one.", (67, ">=", 100, "%", "2018-12-21")),
        ("No care leaver may be placed in bed and breakfast by 1 June 2013; there were 14 in March.", (14, "<=", 0, None, "2013-06-01")),
        ("No child shall wait more than 20 days for a first visit.", (None, "<=", 20, "days", None)),
        ("There must be one caseworker for every 110 plans at most, instead of one for every 190.", (190, "<=", 110, "plans", None)),
        ("The ratio of permanent to agency workers must move from one to one, as now, to four to one by 30 September 2020.", (1, ">=", 4, None, "2020-09-30")),
        ("Have a third fewer children waiting than the 270 who waited in January: that is, no more than 180.", (270, "<=", 180, "children", None)),
        ("The average time, 540 days at present, must come down by at least 100 days, to 440 or fewer.", (540, "<=", 440, "days", None)),
    ],
)  # fmt: skip
def test_ways_in_which_drafters_say_a_level(text, target):
    assert [(t[1], *t[2:4], *t[5:]) for t in found(text)] == [target]


def test_levels_of_one_measure_one_after_the_other():
    assert [(t[0], t[1], t[3], t[6]) for t in found("Re-referrals stood at 34% last year; the rate must fall below 25% by 31 March 2014 and below 20% by 31 March 2015.")] == [
        ("Re-referrals stood at last year", 34, 25, "2014-03-31"),
        ("Re-referrals stood at last year", 34, 20, "2015-03-31"),
    ]  # fmt: skip
    assert [
        t[3]
        for t in found("Issue six in ten plans in time by 31 May 2024, and nine in ten by 31 August 2025.")
    ] == [60, 90]


@pytest.mark.parametrize(
    "text",
    [
        "The Board must meet at intervals of six weeks or less.",
        "Every child must have a social worker, where one in eight has none today.",
        "Employ at least 30 more social workers by March 2015.",
    ],
)
def test_numbers_that_are_no_level_to_reach(text):
    assert found(text) == []


def test_figures_of_the_front_are_baselines_of_the_same_measure():
    reading = notice(
        "The Council must take action to:\n\n"
        "1. Ensure that at least eight in ten initial assessments are completed within 10 working days.\n\n"
        "2. Ensure that there are fewer than ten children in need without an allocated worker.\n\n"
        "3. Hold 90% of reviews with the child present.",
        front="Improvement Notice\n\nTo: Borchester County Council\n\n"
        "This Improvement Notice is issued due to poor performance in: Children's Services\n\n"
        "When the inspectors came, 54% of initial assessments were completed within 10 working days, and there were 212 "
        "children in need without an allocated worker.\n\n",
    )
    assert [(t.target, t.baseline) for t in reading.targets] == [(80, 54), (10, 212), (90, None)]
