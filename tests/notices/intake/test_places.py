"""Every value that was read is found again in the document, word for word."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from notices.reading import Reading, load_register, read_document, read_text
from notices.reading.places import SourceWords, divide, find_places, numbers_of, ranges, words_of
from notices.samples import FOR_REVIEW, SAMPLES, render_sample

from .documents import pdf

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"
DAY = datetime.date(2026, 11, 22)
REAL = [
    "cheshire-west-and-chester-improvement-notice-2011",
    "cumbria-improvement-notice-2012",
    "cumbria-statutory-direction-2015",
    "herefordshire-improvement-notice-2013",
]
COUNCILS = [sample.council for sample in SAMPLES]


def letters(text: str) -> str:
    """Words run together: a hyphen that was mended is no difference."""
    return "".join(words_of(text))


def said(reading: Reading, place: list[tuple[int, int]]) -> str:
    return letters(" ".join(reading.source_text[start:end] for start, end in place))


def not_found(reading: Reading, *, pages: bool) -> list[tuple[str, str, str]]:
    """Values whose place does not hold exactly their words."""
    places = find_places(reading, pages=pages)
    wanted = [("requirement", i.text, places["requirements"][str(i.seq)]) for i in reading.requirements]
    wanted += [("deadline", d.span, p) for d, p in zip(reading.deadlines, places["deadlines"], strict=True)]
    wanted += [("target", t.span, p) for t, p in zip(reading.targets, places["targets"], strict=True)]
    wanted += [
        ("council", c.as_written, p) for c, p in zip(reading.councils, places["councils"], strict=True)
    ]
    wanted += [("evidence", e.title, p) for e, p in zip(reading.evidence, places["evidence"], strict=True)]
    wanted += [("footnote", f.text, p) for f, p in zip(reading.footnotes, places["footnotes"], strict=True)]
    signed = " ".join(filter(None, (reading.signatory.name, reading.signatory.role)))
    wanted += [("signatory", signed, places["signatory"])] if signed else []
    wanted += [("issue date", reading.issue_date.raw, places["issue_date"])] if reading.issue_date.raw else []
    wanted += [("board", reading.board.name, places["board"])] if reading.board else []
    wanted += [("revises", reading.revises, places["revises"])] if reading.revises else []
    return [
        (what, text, said(reading, place))
        for what, text, place in wanted
        if said(reading, place) != letters(text)
    ]


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the real documents are not beside the repository")
@pytest.mark.parametrize("name", REAL)
def test_every_clause_and_span_of_the_real_instruments_is_located_word_for_word(name: str) -> None:
    reading = read_document(DOCUMENTS / f"{name}.txt", councils=load_register())
    assert len(reading.requirements) >= 17
    clauses_and_spans = ("requirement", "deadline", "target", "council", "evidence", "issue date", "board")
    assert [found for found in not_found(reading, pages=False) if found[0] in clauses_and_spans] == []


@pytest.mark.parametrize("sample", [*SAMPLES, FOR_REVIEW], ids=lambda sample: sample.name)
def test_every_value_of_the_samples_is_located_word_for_word(sample) -> None:
    assert not_found(read_text(render_sample(sample.name, DAY), councils=COUNCILS), pages=False) == []


@pytest.mark.parametrize("sample", [*SAMPLES, FOR_REVIEW], ids=lambda sample: sample.name)
def test_every_value_of_a_pdf_is_located_on_its_page(sample, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdf(render_sample(sample.name, DAY)))
    reading = read_document(path, councils=COUNCILS)
    assert [f for f in not_found(reading, pages=True) if f[0] in ("requirement", "deadline", "target")] == []
    places = find_places(reading, pages=True)
    for item in reading.requirements:
        place = places["requirements"][str(item.seq)]
        assert numbers_of(reading.source_text, place, pages=True) == tuple(item.lines)


def read(body: str) -> Reading:
    from tests.notices.reading.made_up import measures

    return measures(body)


def test_a_place_leaves_out_the_page_furniture_that_cuts_a_clause() -> None:
    text = "1. Ensure that every social wor-\n4\nker is supervised each month¹ and\nthat it is recorded."
    source = SourceWords(text, pages=False)
    place = ranges(
        source.find("Ensure that every social worker is supervised each month and that it is recorded.")
    )
    shown = [text[start:end] for start, end in place]
    assert letters(" ".join(shown)) == letters(
        "Ensure that every social worker is supervised each month and that it is recorded."
    )
    assert "4" not in "".join(shown)


def test_the_same_words_twice_are_two_places() -> None:
    reading = read("1. Publish a plan by 31 March 2027 and a report on it by 31 March 2027 for the board.")
    first, second = find_places(reading, pages=False)["deadlines"]
    assert reading.source_text[slice(*first[0])] == reading.source_text[slice(*second[0])]
    assert first[0][1] < second[0][0]


def test_words_that_the_document_does_not_hold_have_no_place() -> None:
    source = SourceWords("Ensure that assessments are timely.", pages=False)
    assert source.find("Recruit twelve more social workers before the winter.") == []


def test_the_parts_of_a_divided_clause_have_the_parts_of_its_place() -> None:
    text = "2. Ensure that cases are audited. Ensure that audits\nare read. 3. Next."
    place = ranges(
        SourceWords(text, pages=False).find("Ensure that cases are audited. Ensure that audits are read.")
    )
    parts = divide(text, place, ["Ensure that cases are audited.", "Ensure that audits are read."])
    shown = [" ".join(" ".join(text[a:b] for a, b in part).split()) for part in parts]
    assert shown == ["Ensure that cases are audited.", "Ensure that audits are read."]


def test_the_places_of_a_document_at_the_readers_limit_take_seconds() -> None:
    import time

    one = "Ensure that the share of referrals number {n} that come back is reduced by 31 March 2027 and recorded."
    body = "\n\n".join(f"{n}. {one.format(n=n)}" for n in range(1, 700))
    reading = read(body)
    assert len(reading.requirements) >= 699
    began = time.monotonic()
    places = find_places(reading, pages=False)
    assert time.monotonic() - began < 20
    assert all(places["requirements"].values())
