"""The chair's and the Leader's report: begun with data, written, checked by a second person, signed for good."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from councils.models import Council, User
from councils.refusal import Refused
from reviews.models import ReportDue, ReportSection, ReportStep, SignedReport, WrittenReport
from reviews.writing import table, verbs
from tests import factories

from .conftest import ON, Story, take, write_all

pytestmark = pytest.mark.django_db


def sql(statement: str, *params: Any) -> int:
    """As the app role, behind the back of all our code; refused or not, the test goes on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


@pytest.fixture
def signed(report: WrittenReport, lead: User, director: User, chair: User) -> SignedReport:
    write_all(report, lead)
    take(report, ("put-to-check", lead), ("check", director), ("sign", chair))
    return SignedReport.objects.get(report=report)


def test_a_report_begins_with_a_section_for_every_target_and_requirement(
    report: WrittenReport, story: Story
) -> None:
    sections = list(ReportSection.objects.filter(report=report))
    assert [section.kind for section in sections] == [
        "summary", "progress", "exceptions", "decisions", "target", "requirement", "requirement",
    ]  # fmt: skip
    assert [section.place for section in sections] == [1, 2, 3, 4, 5, 6, 7]
    assert (sections[4].target, sections[5].requirement) == (story.target, story.clause)
    assert sections[5].about == "Ensure that assessments are timely."
    assert ["Actions that serve it", "1 action (1.1): 1 overdue"] in sections[5].figures["facts"]
    assert sections[2].figures["rows"][0][:2] == ["1.1 Hold a weekly panel", "On track; 6 days overdue"]
    assert report.since_on == story.notice.issued_on


def test_its_figures_stay_as_they_were_until_they_are_taken_anew_and_the_words_stay_then(
    report: WrittenReport, story: Story, lead: User, chair: User, ambridge: Council
) -> None:
    clause = ReportSection.objects.get(report=report, requirement=story.clause)
    verbs.write(clause, by=lead, text="Two teams of four.", based_on=0)
    late = factories.ActionFactory(council=ambridge, objective=story.action.objective, ref="1.2", owner=lead)
    factories.ActionRequirementFactory(council=ambridge, action=late, requirement=story.clause)
    clause.refresh_from_db()
    assert "1 action (1.1)" in str(clause.figures)
    new = factories.RequirementFactory(council=ambridge, notice=story.notice, text="Listen to children.")
    verbs.take_figures(report, by=chair, on=ON + datetime.timedelta(days=1))
    clause.refresh_from_db()
    assert "2 actions (1.1, 1.2)" in str(clause.figures)
    assert (clause.text, clause.version) == ("Two teams of four.", 1)
    assert ReportSection.objects.get(report=report, requirement=new).place == 8
    assert report.as_at == ON + datetime.timedelta(days=1)


def test_a_report_names_neither_an_officer_nor_an_action_for_named_people_only(
    story: Story, officer: User, chair: User, ambridge: Council
) -> None:
    hidden = factories.ActionFactory(
        council=ambridge, objective=story.action.objective, ref="9.9", title="Hidden", owner=chair,
        restricted=True, due_on=ON - datetime.timedelta(days=3),
    )  # fmt: skip
    factories.ActionRequirementFactory(council=ambridge, action=hidden, requirement=story.clause)
    report = verbs.start(story.due, by=chair, on=ON)  # who may see it all the same
    told = str(list(ReportSection.objects.filter(report=report).values()))
    assert "1.1" in told
    assert [word for word in ("9.9", "Hidden", officer.name) if word in told] == []


def test_beginning_twice_is_one_report(report: WrittenReport, story: Story, chair: User) -> None:
    assert verbs.start(story.due, by=chair, on=ON) == report
    assert WrittenReport.objects.count() == 1


def test_what_was_sent_on_paper_or_of_somebody_else_is_not_begun(
    story: Story, lead: User, ambridge: Council
) -> None:
    partner = factories.ReportDueFactory(council=ambridge, notice=story.notice, author="partner")
    with pytest.raises(Refused, match="Only the reports of the board’s chair and of the Leader"):
        verbs.start(partner, by=lead, on=ON)
    ReportDue.objects.filter(pk=story.due.pk).update(sent_on=ON)
    with pytest.raises(Refused, match="recorded as sent on 22 November 2026"):
        verbs.start(story.due, by=lead, on=ON)


def test_nobody_saves_over_what_somebody_else_has_saved_meanwhile(
    report: WrittenReport, lead: User, chair: User
) -> None:
    section = ReportSection.objects.filter(report=report)[0]
    verbs.write(section, by=lead, text="The lead’s words", based_on=0)
    with pytest.raises(verbs.Stale) as stale:
        verbs.write(section, by=chair, text="The chair’s words", based_on=0)
    assert stale.value.section.text == "The lead’s words"
    again = verbs.write(section, by=lead, text="The lead’s words", based_on=0)  # a double click
    assert (again.text, again.version) == ("The lead’s words", 1)


def test_a_report_with_a_gap_is_not_put_forward(report: WrittenReport, lead: User) -> None:
    write_all(report, lead)
    last = ReportSection.objects.filter(report=report).last()
    assert last is not None
    verbs.write(last, by=lead, text="", based_on=1)
    with pytest.raises(Refused, match="1 section is not written yet"):
        take(report, ("put-to-check", lead))


def test_the_second_person_is_another_person_whatever_the_code_forgets(
    report: WrittenReport, lead: User, director: User, chair: User
) -> None:
    write_all(report, lead)
    take(report, ("put-to-check", chair))
    for writer in (lead, chair):
        with pytest.raises(Refused, match="Somebody else has to look it through"):
            take(report, ("check", writer))
        with pytest.raises(DatabaseError, match="A second person looks a report through"):
            sql(
                "INSERT INTO reviews_reportstep (council_id, report_id, number, name, from_state, to_state, version,"
                " taken_on, taken_by_id, note, recorded_at)"
                " VALUES (%s, %s, 2, 'check', 'to_check', 'checked', 1, now(), %s, '', now())",
                report.council_id, report.pk, writer.pk,
            )  # fmt: skip
    with pytest.raises(Refused, match="Say what should be changed"):
        take(report, ("return", director))
    take(report, ("return", director), note="Say more of the second team.")
    assert report.state == "draft"
    take(report, ("put-to-check", lead), ("check", director))
    assert report.state == "checked"


def test_the_signature_keeps_words_and_figures_with_their_fingerprint(
    signed: SignedReport, chair: User, director: User, report: WrittenReport
) -> None:
    assert signed.sha256 == hashlib.sha256(signed.content.encode()).hexdigest()
    assert signed.signer == "Clara Chair, Chair of the Improvement Board"
    assert (signed.signed_by, signed.checked_by) == (chair, director)
    document = signed.document
    assert (document["number"], document["version"], document["as_at"]) == (1, 1, "22 November 2026")
    headings = [chapter["heading"] for chapter in document["chapters"]]
    assert headings[-2:] == ["A comment against every target", "A comment against every requirement"]
    assert [part["text"] for part in document["chapters"][-1]["parts"]] == [
        "As it stands. (6)",
        "As it stands. (7)",
    ]
    assert director.name not in signed.content


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_signedreport SET content = '{}', sha256 = encode(sha256('{}'), 'hex')",
        "DELETE FROM reviews_signedreport",
        "TRUNCATE reviews_signedreport",
        "UPDATE reviews_reportsection SET text = 'Better'",
        "DELETE FROM reviews_reportsection",
        "INSERT INTO reviews_reportsection (council_id, report_id, place, kind, heading, about, figures, text, version)"
        " SELECT council_id, id, 99, 'summary', 'More', '', '{}', 'More', 1 FROM reviews_writtenreport",
        "UPDATE reviews_writtenreport SET state = 'draft'",
        "UPDATE reviews_writtenreport SET version = 2",
        "UPDATE reviews_writtenreport SET sent_version = 1",
        "UPDATE reviews_writtenreport SET as_at = as_at + 1",
        "DELETE FROM reviews_writtenreport",
        "UPDATE reviews_reportstep SET note = 'Other'",
        "DELETE FROM reviews_reportstep",
        "INSERT INTO reviews_signedreport (council_id, report_id, version, content, sha256, signer, signed_on, signed_at)"
        " SELECT council_id, id, 2, '{}', encode(sha256('{}'), 'hex'), 'Nobody', now(), now()"
        " FROM reviews_writtenreport",
    ],
)
def test_nothing_that_was_signed_can_be_changed_by_raw_sql(signed: SignedReport, statement: str) -> None:
    with pytest.raises(DatabaseError):
        sql(statement)
    signed.refresh_from_db()
    assert signed.sha256 == hashlib.sha256(signed.content.encode()).hexdigest()


def test_a_signature_over_other_content_than_its_fingerprint_is_refused(
    report: WrittenReport, lead: User, director: User
) -> None:
    write_all(report, lead)
    take(report, ("put-to-check", lead), ("check", director))
    with pytest.raises(DatabaseError, match="fingerprint is not that of the content"):
        sql(
            "INSERT INTO reviews_signedreport (council_id, report_id, version, content, sha256, signer, signed_on,"
            " signed_at) VALUES (%s, %s, 1, '{}', repeat('0', 64), 'Nobody', now(), now())",
            report.council_id,
            report.pk,
        )


def test_sending_answers_what_was_due_and_changes_make_a_new_version_beside_the_old(
    signed: SignedReport,
    report: WrittenReport,
    story: Story,
    lead: User,
    director: User,
    chair: User,
    case_lead: User,
) -> None:
    take(report, ("send", chair))
    story.due.refresh_from_db()
    assert story.due.sent_on == ON
    take(report, ("ask-changes", case_lead), note="Say what changed for children.")
    take(report, ("revise", lead))
    assert (report.state, report.version, report.sent_version) == ("draft", 2, 1)
    section = ReportSection.objects.get(report=report, place=1)
    verbs.write(section, by=lead, text="Children say so.", based_on=section.version)
    take(report, ("put-to-check", lead), ("check", director), ("sign", chair), ("send", chair))
    take(report, ("receive", case_lead))
    first, second = SignedReport.objects.filter(report=report).order_by("version")
    assert (first.content, first.sha256) == (signed.content, signed.sha256)
    assert second.document["chapters"][0]["parts"][0]["text"] == "Children say so."
    assert (report.state, report.sent_version) == ("received", 2)


def test_the_department_learns_of_a_report_when_it_is_sent_and_only_what_was_sent(
    signed: SignedReport,
    report: WrittenReport,
    chair: User,
    lead: User,
    officer: User,
    observer: User,
    case_lead: User,
) -> None:
    def seen(by: User) -> list[int]:
        rows: list[Any] = [WrittenReport, SignedReport, ReportSection, ReportStep]
        return [model.objects.all().visible_to(by).count() for model in rows]

    assert seen(observer) == seen(case_lead) == [0, 0, 0, 0]
    assert seen(lead) == [1, 1, 7, 3]
    assert seen(officer)[2] == 0  # the words are for those who write and check them
    take(report, ("send", chair))
    assert seen(observer) == [1, 1, 0, 1]
    take(report, ("ask-changes", case_lead), note="More.")
    take(report, ("revise", lead))
    assert report.state_for(observer) == "being_revised"
    assert report.state_for(lead) == "draft"


def test_each_step_of_the_table_is_one_that_the_database_accepts_and_no_other() -> None:
    states = WrittenReport.State.values
    pairs = {(before, after) for before in states for after in states}
    assert set(table.PAIRS) < pairs
    assert {step.to for step in table.STEPS} == set(states)
    assert all(step.froms and set(step.froms) <= set(states) for step in table.STEPS)


def test_an_illegal_step_is_refused_by_the_database(report: WrittenReport, lead: User) -> None:
    for name, to in (("send", "sent"), ("sign", "signed"), ("put-to-check", "signed")):
        with pytest.raises(DatabaseError):
            sql(
                "INSERT INTO reviews_reportstep (council_id, report_id, number, name, from_state, to_state, version,"
                " taken_on, taken_by_id, note, recorded_at) VALUES (%s, %s, 1, %s, 'draft', %s, 1, now(), %s, '', now())",
                report.council_id, report.pk, name, to, lead.pk,
            )  # fmt: skip
