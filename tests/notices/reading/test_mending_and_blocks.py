"""Lines mended and joined: page numbers, running heads, footnotes, broken words, sentences cut in two."""

from __future__ import annotations

import pytest

from notices.reading.blocks import Block, make_blocks
from notices.reading.mending import Mended, mend
from notices.reading.source_text import from_text


def mended(text: str) -> Mended:
    return mend(from_text(text))


def lines(text: str) -> list[str]:
    return [line.text for line in mended(text).lines]


def blocks(text: str) -> list[Block]:
    return make_blocks(mended(text).lines)


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_marks_of_markdown_and_html_go():
    text = "## A *good* **plan**\n\nIn line with '*Working Together*' <i>and</i> &amp; so on, item\\. 1"
    assert lines(text) == ["A good plan", "In line with 'Working Together' and & so on, item. 1"]
    assert mended(text).lines[0].heading


def test_odd_characters_are_repaired():
    assert lines("Of\ufb01cers must\u00a0co\u00adoperate\u200b now") == ["Officers must cooperate now"]


def test_page_numbers_and_rules_go():
    text = "First part of it\n\n2\n\nsecond\n\nPage 3 of 7\n\nthird\n\n- 4 -\n\n_\n\n_______\n\nOFFICIAL-SENSITIVE\n\nfourth"
    assert lines(text) == ["First part of it", "second", "third", "fourth"]


def test_a_label_alone_is_no_page_number():
    assert [
        (block.label.text if block.label else None, block.text)
        for block in blocks("1.\nEnsure it.\n\n(2)\nReview it.")
    ] == [
        ("1", "Ensure it."),
        ("2", "Review it."),
    ]


def test_running_heads_go_but_the_title_stays():
    page = "Borchester notice\n\n{}\n\nPage {} of 3"
    text = "\n\f".join(
        page.format(f"Text of page {word}.", n) for n, word in enumerate(("one", "two", "three"), 1)
    )
    assert lines(text) == [
        "Borchester notice",
        "Text of page one.",
        "Text of page two.",
        "Text of page three.",
    ]


def test_footnotes_are_lifted_out_and_their_marks_taken_off():
    text = (
        "Ensure the child¹ is seen following the\n\n¹ under section 17 of the\nChildren Act 1989\n\n"
        "²<https://example.org/a>\n\n“Conceptual Framework”². Ensure more."
    )
    result = mended(text)
    assert [(note.label, note.text) for note in result.footnotes] == [
        ("1", "under section 17 of the Children Act 1989"),
        ("2", "https://example.org/a"),
    ]
    assert texts(text) == ["Ensure the child is seen following the “Conceptual Framework”. Ensure more."]


def test_footnotes_with_plain_digits_under_a_rule():
    text = "Ensure that the child2 is seen by 12 June 2012.3\n\n____\n2 under section 17\n3 http://example.org\n\nThe next."
    result = mended(text)
    assert [note.label for note in result.footnotes] == ["2", "3"]
    assert texts(text) == ["Ensure that the child is seen by 12 June 2012.", "The next."]


def test_square_and_markdown_footnotes():
    text = "Ensure it [1] and that.[^2]\n\n[1] See page 4.\n\n[^2]: See page 5.\n\nNext."
    result = mended(text)
    assert [(note.label, note.text) for note in result.footnotes] == [
        ("1", "See page 4."),
        ("2", "See page 5."),
    ]
    assert texts(text) == ["Ensure it and that.", "Next."]


def test_a_bare_address_is_a_footnote_that_lost_its_number():
    result = mended("Ensure it.\n\nhttp://www.example.org/a\n\nNext.")
    assert [(note.label, note.text) for note in result.footnotes] == [(None, "http://www.example.org/a")]


def test_wrapped_lines_become_one_paragraph():
    text = (
        "The Council must ensure that all of its staff, and those of its partners, know\n"
        "what is asked of them. It must also ensure that they have the time that they\n"
        "need to do it well.\n"
        "Another paragraph starts here, for the line before it was short and had come to\n"
        "a stop.\n"
    )
    assert len(texts(text)) == 2
    assert texts(text)[0].endswith("need to do it well.")


def test_words_broken_at_the_line_end_are_mended():
    text = "Ensure that multi-\nagency audits are com-\npleted and that well-\nbeing is looked after, as in multi-agency work."
    assert texts(text) == [
        "Ensure that multi-agency audits are completed and that well-being is looked after, as in multi-agency work."
    ]


def test_a_sentence_runs_on_over_a_page():
    text = "- Ensure information is accurate, up to date and\n\n3\n\ndemonstrates that practice improves;\n- Next item;"
    assert texts(text) == [
        "Ensure information is accurate, up to date and demonstrates that practice improves;",
        "Next item;",
    ]
    assert blocks(text)[0].numbers == (1, 5)


def test_a_date_cut_by_a_footnote_is_whole():
    text = "Ministers must be told in October 2012, April 2013\n\n⁴http://example.org/b 9694/info\n\nand October 2013. A review follows."
    assert texts(text) == [
        "Ministers must be told in October 2012, April 2013 and October 2013. A review follows."
    ]


def test_items_in_small_letters_are_not_run_together():
    text = "The Council must:\n\n- meet the law\n\n- train staff\n\n- listen to children\n\nreview its plans\n\n- audit files"
    assert texts(text) == [
        "The Council must:", "meet the law", "train staff", "listen to children", "review its plans", "audit files",
    ]  # fmt: skip


def test_a_number_at_the_start_of_a_wrapped_line_is_no_label():
    text = (
        "The assessment of a child in need must follow the duties in section\n17. The Council must ensure it."
    )
    assert texts(text) == [text.replace("\n", " ")]


def test_a_capital_after_a_page_end_is_joined_and_said():
    text = (
        "• Ensure that the work of partners is reported every month to the Safeguarding Improvement\n\n2\n\n"
        "Board and that the Council answers for what it has not done in time.\n\n• Next item."
    )
    first, second = blocks(text)
    assert first.text.endswith(
        "Safeguarding Improvement Board and that the Council answers for what it has not done in time."
    )
    assert first.mends == [5]
    assert second.text == "Next item."


SIGNED = "Signed: Helena Marchbanks MP\n\nDate: 3 June 2013\n\n"


def test_footnotes_with_letters_below_the_signature():
    text = f"1. Hold reviews on time. (a)\n\n(a) This is a clause.\n\n{SIGNED}(a) Reviews of cases.\n"
    result = mend(from_text(text))
    assert [(note.label, note.text) for note in result.footnotes] == [("a", "Reviews of cases.")]
    assert [line.text for line in result.lines][:2] == ["1. Hold reviews on time.", "(a) This is a clause."]


def test_letters_that_point_to_clauses_are_no_footnotes():
    text = f"1. Publish the plan in paragraph (b)\n\n{SIGNED}(b) Annexed clause.\n"
    assert mend(from_text(text)).footnotes == []


@pytest.mark.parametrize("head", ["Notes", "ENDNOTES", "Footnotes:"])
def test_endnotes_under_a_heading_of_their_own(head):
    result = mend(from_text(f"1. Hold reviews.\n\n{SIGNED}{head}\n\n1. Of cases.\n2. Of plans.\n"))
    assert [(note.label, note.text) for note in result.footnotes] == [("1", "Of cases."), ("2", "Of plans.")]


def test_a_day_at_the_end_of_a_line_goes_on_with_its_month():
    text = "(a) In paragraph 2, for “60% by 30 June 2017” put “70% by 30\nJune 2018”.\n\n(b) In paragraph 3, omit “weekly”."
    first = make_blocks(mend(from_text(text)).lines)[0]
    assert first.text == "In paragraph 2, for “60% by 30 June 2017” put “70% by 30 June 2018”."
