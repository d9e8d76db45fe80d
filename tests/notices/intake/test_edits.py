"""Edits of a proposal: no word is lost, ids stay, what hangs on a clause stays with its words."""

from __future__ import annotations

import copy
import datetime
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councils.refusal import Refused
from notices.intake.edits import Editor, sentences
from notices.intake.proposal import Json, contract, find, find_clause, live_clauses, of_clause, propose
from notices.intake.reader import as_json
from notices.reading import Reading, read_text
from notices.reading.places import find_places, words_of
from notices.samples import FOR_REVIEW, SAMPLES, render_sample

DAY = datetime.date(2026, 11, 22)
WHO = {"by": 1, "at": "2026-11-22T09:00:00+00:00"}


def sample(name: str) -> tuple[Reading, Json]:
    reading = read_text(render_sample(name, DAY), councils=[s.council for s in SAMPLES])
    return reading, propose(as_json(reading), find_places(reading, pages=False))


READ = {one.name: sample(one.name) for one in (*SAMPLES, FOR_REVIEW)}


def editor(name: str = FOR_REVIEW.name) -> Editor:
    reading, proposal = READ[name]
    return Editor(copy.deepcopy(proposal), who=WHO, source=reading.source_text)


def labelled(proposal: Json, label: str) -> Json:
    return next(item for item in proposal["requirements"] if item["label"] == label)


def words(proposal: Json) -> Counter[str]:
    """Every word of every clause, those left out included."""
    return Counter(word for item in proposal["requirements"] for word in item["text"].split())


def spans(proposal: Json) -> Counter[str]:
    return Counter(entry["span"] for kind in ("deadlines", "targets") for entry in proposal[kind])


@pytest.mark.parametrize("name", READ)
def test_an_untouched_proposal_records_exactly_what_was_read(name: str) -> None:
    reading, proposal = READ[name]
    whole = as_json(reading)
    assert contract(proposal) == {**whole, "warnings": []}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(READ)))
def test_whatever_is_split_joined_dropped_and_restored_no_word_and_no_deadline_is_lost(
    data: Any, name: str
) -> None:
    desk = editor(name)
    proposal = desk.proposal
    before, held = words(proposal), spans(proposal)
    for _ in range(data.draw(st.integers(1, 25))):
        item = data.draw(st.sampled_from(proposal["requirements"]))
        do = data.draw(st.sampled_from(["split", "join", "drop", "restore", "drop_part"]))
        try:
            if do == "split":
                pieces = item["text"].split()
                cut = data.draw(st.integers(0, len(pieces)))
                desk.split_clause(item["id"], [" ".join(pieces[:cut]), " ".join(pieces[cut:])])
            elif do == "join":
                desk.join_clauses(item["id"])
            elif do == "drop":
                desk.drop(item["id"], why="A heading, no clause")
            elif do == "restore":
                desk.restore(item["id"])
            else:
                for entry in of_clause(proposal, "deadline", item["id"])[:1]:
                    desk.drop(entry["id"], why="Not a deadline")
        except Refused:
            pass
        assert words(proposal) == before
        assert spans(proposal) == held
        ids = [
            entry["id"] for entry in (*proposal["requirements"], *proposal["deadlines"], *proposal["targets"])
        ]
        assert len(set(ids)) == len(ids)
    recorded = contract(proposal)
    assert [item["seq"] for item in recorded["requirements"]] == list(
        range(1, len(live_clauses(proposal)) + 1)
    )
    assert all(i["parent"] is None or i["parent"] < i["seq"] for i in recorded["requirements"])
    count = len(recorded["requirements"])
    assert all(1 <= d["requirement"] <= count for d in (*recorded["deadlines"], *recorded["targets"]))


def test_a_split_gives_each_part_its_own_deadline_place_and_id() -> None:
    desk = editor()
    item = labelled(desk.proposal, "4")
    cut = sentences(item["text"])[0]
    first, second = desk.split_clause(item["id"], [item["text"][:cut], item["text"][cut:]])
    assert (first["label"], second["label"]) == ("4", None)
    assert first["id"] == item["id"] != second["id"]
    assert [d["kind"] for d in of_clause(desk.proposal, "deadline", first["id"])] == ["event"]
    assert [d["kind"] for d in of_clause(desk.proposal, "deadline", second["id"])] == ["absolute"]
    source = desk.source
    for part in (first, second):
        shown = " ".join(source[start:end] for start, end in part["place"])
        assert words_of(shown) == words_of(part["text"])


def test_a_split_through_the_words_of_a_deadline_is_refused_in_words() -> None:
    desk = editor()
    item = labelled(desk.proposal, "4")
    cut = item["text"].index("working day")
    before = copy.deepcopy(desk.proposal)
    with pytest.raises(Refused, match="goes through the words “within one working day of its receipt”"):
        desk.split_clause(item["id"], [item["text"][:cut], item["text"][cut:]])
    assert desk.proposal == before


def test_a_split_that_changes_a_word_is_refused() -> None:
    desk = editor()
    item = labelled(desk.proposal, "2")
    with pytest.raises(Refused, match="same words"):
        desk.split_clause(item["id"], [item["text"], "and more"])


def test_split_and_join_again_is_the_clause_as_it_was() -> None:
    desk = editor()
    item = labelled(desk.proposal, "4")
    before = copy.deepcopy(item)
    cut = sentences(item["text"])[0]
    desk.split_clause(item["id"], [item["text"][:cut], item["text"][cut:]])
    joined = desk.join_clauses(item["id"])
    assert joined["text"] == before["text"]
    assert len(of_clause(desk.proposal, "deadline", item["id"])) == 2


def test_joining_takes_what_hung_on_the_second_with_it() -> None:
    desk = editor("ambridge-and-loxley-improvement-notice")
    parents = [item["parent"] for item in desk.proposal["requirements"] if item["parent"]]
    parent = find_clause(desk.proposal, parents[0])
    assert parent is not None
    order = desk.proposal["requirements"]
    before = order[order.index(parent) - 1]
    children = [item["id"] for item in order if item["parent"] == parent["id"]]
    desk.join_clauses(before["id"])
    assert [item["id"] for item in order if item["parent"] == before["id"]] == children != []
    assert find(desk.proposal, parent["id"]) is None


def test_the_clauses_under_a_dropped_one_stand_under_what_it_stood_under() -> None:
    desk = editor("ambridge-and-loxley-improvement-notice")
    parent = next(item["parent"] for item in desk.proposal["requirements"] if item["parent"])
    desk.drop(parent, why="Only an introduction")
    recorded = contract(desk.proposal)
    assert len(recorded["requirements"]) == len(desk.proposal["requirements"]) - 1
    kept = {item["text"]: item["parent"] for item in recorded["requirements"]}
    children = [item for item in desk.proposal["requirements"] if item["parent"] == parent]
    assert [kept[child["text"]] for child in children] == [None] * len(children)


def test_what_hangs_on_a_dropped_clause_is_not_recorded_and_comes_back_with_it() -> None:
    desk = editor()
    item = labelled(desk.proposal, "5")
    desk.drop(item["id"], why="Said twice")
    assert not any(t["baseline"] == 28 for t in contract(desk.proposal)["targets"])
    desk.restore(item["id"])
    assert contract(desk.proposal) == contract(READ[FOR_REVIEW.name][1])


def test_leaving_out_needs_a_reason_and_settling_as_unimportant_too() -> None:
    desk = editor()
    with pytest.raises(Refused, match="Say why"):
        desk.drop(desk.proposal["requirements"][0]["id"], why=" ")
    with pytest.raises(Refused, match="Say why"):
        desk.settle(desk.proposal["warnings"][0]["id"], how="not_important", why="")


def test_a_clause_can_only_stand_under_one_before_it() -> None:
    desk = editor()
    first, second = desk.proposal["requirements"][:2]
    fields = {name: first[name] for name in ("label", "kind", "binds", "section", "text")}
    with pytest.raises(Refused, match="stands before it"):
        desk.change_clause(first["id"], {**fields, "parent": second["id"]})
    with pytest.raises(Refused, match="stands before it"):
        desk.change_clause(first["id"], {**fields, "parent": first["id"]})


def test_corrected_words_that_stand_in_the_document_get_their_place() -> None:
    desk = editor()
    item = labelled(desk.proposal, "10")
    fields = {name: item[name] for name in ("label", "kind", "binds", "section", "parent")}
    desk.change_clause(item["id"], {**fields, "text": "Provide induction and training for all staff"})
    shown = " ".join(desk.source[start:end] for start, end in item["place"])
    assert words_of(shown) == words_of(item["text"])
    assert item["changed"] == WHO
