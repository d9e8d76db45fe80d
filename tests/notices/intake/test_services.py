"""Review and confirmation: two people at once, what is open, one notice from one document."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from councils.models import AuditEvent, Council, User
from councils.refusal import Refused
from notices.intake import confirming, services
from notices.intake.proposal import Json
from notices.models import Intake, IntakeProposal, Notice, Requirement
from tests import factories

from . import documents
from .documents import NOW, TWO_WARNINGS, clause, proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(ambridge: Council, lead: User) -> Intake:
    return documents.to_review(ambridge, lead)


@pytest.fixture
def colleague(ambridge: Council) -> User:
    user = factories.UserFactory(name="Dan Director")
    factories.MembershipFactory(user=user, council=ambridge, role="director")
    return user


def change(
    intake: Intake, do: str, by: User, based_on: int | None = None, **arguments: Any
) -> IntakeProposal:
    seen = services.newest(intake).version if based_on is None else based_on
    return services.change(intake, do, arguments, by=by, now=NOW, based_on=seen)


def words(item: Json, text: str) -> Json:
    return {**{name: item[name] for name in ("label", "kind", "binds", "section", "parent")}, "text": text}


def settle_all(intake: Intake, by: User) -> None:
    for warning in proposal(intake)["warnings"]:
        change(intake, "settle", by, number=warning["id"], how="right", why="")


def confirm(intake: Intake, by: User, **answers: Any) -> Notice:
    based_on = answers.pop("based_on", services.newest(intake).version)
    return confirming.confirm(intake, by=by, now=NOW, based_on=based_on, **answers)


def test_each_change_is_a_version_signed_by_its_person(intake: Intake, lead: User) -> None:
    item = clause(intake, "5")
    change(intake, "change_clause", lead, number=item["id"], fields=words(item, "Put in place a board."))
    change(intake, "drop", lead, number=item["id"], why="Not a duty")
    versions = IntakeProposal.objects.order_by("version")
    assert [(v.version, v.saved_by) for v in versions] == [(1, None), (2, lead), (3, lead)]
    assert [v.change.get("do") for v in versions] == ["read", "change_clause", "drop"]
    events = AuditEvent.objects.filter(verb="corrected what was read")
    assert [(event.by, event.detail["change"]["do"]) for event in events.order_by("id")] == [
        (lead, "change_clause"),
        (lead, "drop"),
    ]


def test_two_people_may_change_different_clauses_from_the_same_page(
    intake: Intake, lead: User, colleague: User
) -> None:
    one, other = clause(intake, "2"), clause(intake, "3")
    change(intake, "change_clause", lead, 1, number=one["id"], fields=words(one, "One"))
    change(intake, "change_clause", colleague, 1, number=other["id"], fields=words(other, "Other"))
    assert (clause(intake, "2")["text"], clause(intake, "3")["text"]) == ("One", "Other")


def test_who_changes_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_saved(
    intake: Intake, lead: User, colleague: User
) -> None:
    item = clause(intake, "2")
    change(intake, "change_clause", colleague, 1, number=item["id"], fields=words(item, "Theirs"))
    for do, more in (
        ("change_clause", {"fields": words(item, "Mine")}),
        ("split_clause", {"parts": item["text"].split(" ", 1)}),
        ("drop", {"why": "Twice"}),
        ("join_clauses", {}),
    ):
        with pytest.raises(services.Stale) as stale:
            change(intake, do, lead, 1, number=item["id"], **more)
        assert (stale.value.now.version, stale.value.by) == (2, colleague)
    assert clause(intake, "2")["text"] == "Theirs"
    change(intake, "change_clause", lead, 2, number=item["id"], fields=words(item, "Mine after all"))
    assert clause(intake, "2")["text"] == "Mine after all"


def test_a_join_is_stale_when_the_second_clause_changed(intake: Intake, lead: User, colleague: User) -> None:
    second = clause(intake, "3")
    change(intake, "change_clause", colleague, 1, number=second["id"], fields=words(second, "Theirs"))
    with pytest.raises(services.Stale):
        change(intake, "join_clauses", lead, 1, number=clause(intake, "2")["id"])


def test_the_same_change_twice_is_one(intake: Intake, lead: User) -> None:
    item = clause(intake, "1")
    parts = item["text"].split(". ", 1)
    parts = [f"{parts[0]}.", parts[1]]
    first = change(intake, "split_clause", lead, 1, number=item["id"], parts=parts)
    assert change(intake, "split_clause", lead, 1, number=item["id"], parts=parts) == first
    assert services.newest(intake).version == 2


def test_a_change_that_changes_nothing_is_no_version(intake: Intake, lead: User) -> None:
    item = clause(intake, "2")
    change(intake, "change_clause", lead, number=item["id"], fields=words(item, item["text"]))
    assert services.newest(intake).version == 1


def test_what_is_no_verb_is_refused(intake: Intake, lead: User) -> None:
    with pytest.raises(Refused, match="no change called"):
        change(intake, "_adopt", lead, old=1, new=2)


def test_confirming_with_open_points_is_refused_with_each_of_them_in_words(
    intake: Intake, lead: User
) -> None:
    first, *others = proposal(intake)["warnings"]
    assert len(others) >= 1
    change(intake, "settle", lead, number=first["id"], how="not_important", why="Said elsewhere")
    with pytest.raises(Refused) as refused:
        confirm(intake, lead)
    assert str(refused.value) == " ".join(f"Not settled: {warning['message']}" for warning in others)
    assert not Notice.objects.exists()


def test_confirming_records_the_draft_as_the_person_corrected_it(
    intake: Intake, ambridge: Council, lead: User
) -> None:
    item = clause(intake, "1")
    cut = item["text"].index("Ensure that each child")
    parts = [item["text"][:cut], item["text"][cut:]]
    change(intake, "split_clause", lead, number=item["id"], parts=parts)
    change(intake, "drop", lead, number=clause(intake, "4")["id"], why="Struck out by the minister")
    deadline = next(d for d in proposal(intake)["deadlines"] if d["span"] == "by 31 November 2026")
    fields = {"span": deadline["span"], "kind": "absolute", "date": "2026-11-30", "precision": "day",
              "offset": None, "anchor": None, "every": None}  # fmt: skip
    change(intake, "change_part", lead, number=deadline["id"], fields=fields)
    settle_all(intake, lead)
    notice = confirm(intake, lead)
    intake.refresh_from_db()
    assert (notice.state, notice.source_sha256, notice.issued_on) == (
        "draft",
        intake.file.sha256,
        datetime.date(2026, 6, 3),
    )
    assert (intake.stage, intake.notice, intake.settled_by) == ("confirmed", notice, lead)
    clauses = Requirement.objects.filter(notice=notice).order_by("seq")
    assert [c.label for c in clauses] == ["1", "", "2", "3", "5", "", ""]
    assert " ".join(c.text for c in clauses[:2]) == item["text"]
    assert [[d.span for d in c.deadlines.all()] for c in clauses[:3]] == [
        ["within 45 working days", "by 31 March 2027"],
        ["by 30 April 2027"],
        ["by 31 November 2026"],
    ]
    assert clauses[2].deadlines.get().due_on == datetime.date(2026, 11, 30)
    assert notice.reading["warnings"] == []
    assert [len(notice.reading[name]) for name in ("requirements", "deadlines")] == [7, 8]
    read = services.reading_of(intake).reading
    assert len(read["requirements"]) == 7 and len(read["warnings"]) >= 2


def test_confirming_twice_makes_one_notice(intake: Intake, lead: User, colleague: User) -> None:
    settle_all(intake, lead)
    version = services.newest(intake).version
    notice = confirm(intake, lead, based_on=version)
    assert confirm(intake, lead, based_on=version) == notice
    assert confirm(intake, colleague, based_on=1) == notice
    assert Notice.objects.count() == 1
    assert AuditEvent.objects.filter(verb="confirmed what was read").count() == 1


def test_what_was_not_seen_is_not_confirmed(intake: Intake, lead: User, colleague: User) -> None:
    settle_all(intake, lead)
    seen = services.newest(intake).version
    change(intake, "drop", colleague, number=clause(intake, "3")["id"], why="Said twice")
    with pytest.raises(services.Stale):
        confirm(intake, lead, based_on=seen)
    assert not Notice.objects.exists()


def test_after_the_confirmation_nothing_can_be_changed(intake: Intake, lead: User) -> None:
    settle_all(intake, lead)
    confirm(intake, lead)
    with pytest.raises(Refused, match="recorded as a draft notice already"):
        change(intake, "drop", lead, number=clause(intake, "3")["id"], why="Too late")
    with pytest.raises(Refused, match="recorded as a draft notice already"):
        services.discard(intake, by=lead, now=NOW, why="Too late")


def test_a_document_for_another_council_is_refused_with_its_name(
    ambridge: Council, borchester: Council, lead: User
) -> None:
    text = TWO_WARNINGS.format(council=borchester.official_name)
    intake = documents.received(ambridge, lead, text)
    Intake.objects.filter(pk=intake.pk).update(state="claimed")
    from notices.intake import working

    working._keep(intake, documents.read(text, "notice.txt", ambridge, borchester), now=NOW)
    settle_all(intake, lead)
    with pytest.raises(Refused, match="addressed to Borchester Council, not to Ambridge Council"):
        confirm(intake, lead)


def test_a_document_for_several_councils_is_recorded_for_this_one(
    ambridge: Council, borchester: Council, lead: User
) -> None:
    whole = proposal(documents.to_review(ambridge, lead))
    here = {"name": "Ambridge", "as_written": "AMBRIDGE", "gss_code": ambridge.gss_code}
    there = {"name": "Borchester", "as_written": "BORCHESTER", "gss_code": borchester.gss_code}
    whom = confirming.addressed({**whole, "councils": [here, there]}, ambridge)
    assert (whom.here, whom.others, whom.elsewhere) == (True, ["Borchester"], False)


def test_a_document_that_names_no_council_of_the_register_is_recorded_only_on_a_persons_word(
    ambridge: Council, lead: User
) -> None:
    intake = documents.to_review(ambridge, lead)
    unknown = [{"name": None, "as_written": "Ambrige", "gss_code": None}]
    latest = services.newest(intake)
    IntakeProposal.objects.create(
        council=ambridge, intake=intake, version=2, proposal={**latest.proposal, "councils": unknown}
    )
    settle_all(intake, lead)
    with pytest.raises(Refused, match="Say whether the document is addressed to Ambridge"):
        confirm(intake, lead)
    assert confirm(intake, lead, is_for_us=True).council == ambridge


def test_a_date_that_nobody_confirmed_stays_open(ambridge: Council, lead: User) -> None:
    for said, issued in ((False, None), (True, datetime.date(2026, 6, 3))):
        intake = documents.to_review(ambridge, lead, TWO_WARNINGS.format(council="Ambridge") + " " * said)
        latest = services.newest(intake)
        unsure = {
            **latest.proposal,
            "issue_date": {"date": "2026-06-03", "raw": "3/6/2026", "certain": False},
        }
        IntakeProposal.objects.create(council=ambridge, intake=intake, version=2, proposal=unsure)
        settle_all(intake, lead)
        assert confirm(intake, lead, issue_date_is_right=said).issued_on == issued


def test_the_instrument_that_it_replaces_is_set(intake: Intake, ambridge: Council, lead: User) -> None:
    before = factories.NoticeFactory(council=ambridge)
    settle_all(intake, lead)
    assert confirm(intake, lead, revises=before).revises == before


def test_the_same_document_is_not_recorded_twice(ambridge: Council, lead: User) -> None:
    for _ in range(2):
        intake = documents.to_review(ambridge, lead)
        settle_all(intake, lead)
        if Notice.objects.exists():
            with pytest.raises(Refused, match="recorded already"):
                confirm(intake, lead)
        else:
            confirm(intake, lead)
    assert Notice.objects.count() == 1


def test_another_councils_documents_are_not_seen(intake: Intake, borchester: Council, outsider: User) -> None:
    theirs = documents.to_review(borchester, outsider)
    assert list(Intake.objects.visible_to(outsider)) == [theirs]
    from councils import scope

    with scope.entered(scope.for_council(borchester.pk)):
        assert list(Intake.objects.all()) == [theirs]
        assert IntakeProposal.objects.count() == 1
