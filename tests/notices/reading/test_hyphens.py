"""A hyphen at a line's end is the word's own or the typesetter's."""

from __future__ import annotations

from collections import Counter

import pytest

from notices.reading.hyphens import join


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("a final re-", "view of it", "a final review of it"),
        ("it is re-", "voked", "it is revoked"),
        ("cut re-", "referrals", "cut re-referrals"),
        ("a re-", "inspection", "a re-inspection"),
        ("to pre-", "vent harm", "to prevent harm"),
        ("a pre-", "birth assessment", "a pre-birth assessment"),
        ("a multi-", "agency team", "a multi-agency team"),
        ("many and multi-", "ple needs", "many and multiple needs"),
        ("within time-", "scale", "within timescale"),
        ("at hand-", "over", "at handover"),
        ("a self-", "assessment", "a self-assessment"),
        ("co-", "operate", "co-operate"),
        ("fre-", "quent", "frequent"),
    ],
)
def test_hyphens_at_a_lines_end(before, after, whole):
    assert join(before, after, Counter()) == whole


def test_what_the_document_writes_elsewhere_decides():
    assert join("co-", "ordinate", Counter({"coordinate": 2})) == "coordinate"
    assert join("a re-", "view", Counter({"re-view": 1})) == "a re-view"
