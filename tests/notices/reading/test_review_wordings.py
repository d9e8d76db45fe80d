"""When the Department reviews, and which review it is, in many of the ways in which officials say it."""

from __future__ import annotations

import pytest

from .made_up import notice

BODY = """The Council must take action to:

1. Publish a plan.

Assessment of progress

2. {}"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Secretary of State will review the need for this Notice in March 2023.", [(None, "2023-03-31")]),
        ("The Secretary of State will review the 2019 Direction, as varied, in May 2023.", [(None, "2023-05-31")]),
        ("The Department will review the position in November 2022 and in May 2023.", [(None, "2022-11-30"), (None, "2023-05-31")]),
        ("A review of this Notice by the Department will follow the chair's third report, and will be held by 28 April 2023 at the latest.", [(None, "2023-04-28")]),
        ("The Department will hold a final review following publication of the figures, and not later than 16 June 2023.", [("final", "2023-06-16")]),
        ("The Department will look at progress with the Council in October 2022 and, lastly, in July 2023.", [(None, "2022-10-31"), ("final", "2023-07-31")]),
        ("In October 2022 the Department will hold an interim review, and in June 2023 a closing one.", [("further", "2022-10-31"), ("final", "2023-06-30")]),
        ("The Department will conduct reviews in November 2022 and May 2023. The second of these will be the final one.", [(None, "2022-11-30"), ("final", "2023-05-31")]),
        ("The Department will review progress half-way, in January 2023, and at the end, in August 2023.", [(None, "2023-01-31"), ("final", "2023-08-31")]),
        ("The Department will hold an initial review in October 2022; further reviews will follow in February 2023 and June 2023.", [("initial", "2022-10-31"), ("further", "2023-02-28"), ("further", "2023-06-30")]),
        ("The Secretary of State will review the arrangements made under this Notice two years after its date.", [(None, "P2Y")]),
        ("The review will be held in March 2023, and will be the last.", [("final", "2023-03-31")]),
        ("Officials of the Department will carry out a full review on 24 May 2023.", [("full", "2023-05-24")]),
        ("The Department will assess compliance for the first time in November 2022.", [("initial", "2022-11-30")]),
        ("The Department will assess progress at the nine-month point, and at eighteen months from issue will do so for the last time.", [(None, "P9M"), ("final", "P18M")]),
        ("The Department will review progress half a year after the issue of this Notice and at half-yearly intervals from then.", [(None, "P6M")]),
    ],
)  # fmt: skip
def test_every_way_of_saying_when_it_is_reviewed(words, expected):
    reviews = notice(BODY.format(words)).reviews
    assert [(r.kind, str(r.date) if r.date else r.offset) for r in reviews] == expected
