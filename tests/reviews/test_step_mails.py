"""Who has to act next with a written report is told at once: a link, no word of it, and nobody whose role has ended."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from councils import scope
from councils.models import BouncedAddress, Council, Membership, User
from councils.outbox import OutboxState
from councils.permissions import Role
from reviews.models import StepMail, WrittenReport
from reviews.writing import mails, verbs
from tests import factories
from tests.conftest import member

from .conftest import ON, Story, take, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(
    lead: User, director: User, chair: User, lead_member: User, case_lead: User, officer: User, observer: User
) -> dict[str, User]:
    """Everybody who could be told, and some who never are."""
    return {
        "lead": lead, "director": director, "chair": chair, "lead_member": lead_member, "case_lead": case_lead,
        "officer": officer, "observer": observer,
    }  # fmt: skip


def told(people: dict[str, User]) -> set[str]:
    """Send what waits, twice; whom it reached, by role."""
    mail.outbox.clear()
    mails.send_waiting()
    assert mails.send_waiting() == 0
    names = {person.email: name for name, person in people.items()}
    reached = [names[address] for sent in mail.outbox for address in sent.to]
    assert sorted(set(reached)) == sorted(reached)
    return set(reached)


def test_each_step_tells_exactly_those_who_act_next_and_once(
    report: WrittenReport, people: dict[str, User]
) -> None:
    lead, director, chair, case_lead = (people[n] for n in ("lead", "director", "chair", "case_lead"))
    write_all(report, lead)
    assert told(people) == set()
    found = []
    for name, by in (
        ("put-to-check", chair), ("return", director), ("put-to-check", lead), ("check", director), ("rework", lead),
        ("put-to-check", lead), ("check", director), ("sign", chair), ("send", lead), ("receive", case_lead),
        ("ask-changes", case_lead), ("revise", lead),
    ):  # fmt: skip
        take(report, (name, by), note="Say more.")
        found.append((name, told(people)))
    assert found == [
        ("put-to-check", {"director", "lead_member"}),
        ("return", {"lead", "chair"}),
        ("put-to-check", {"chair", "director", "lead_member"}),
        ("check", {"chair"}),
        ("rework", set()),
        ("put-to-check", {"chair", "director", "lead_member"}),
        ("check", {"chair"}),
        ("sign", {"lead", "lead_member"}),
        ("send", {"case_lead"}),
        ("receive", {"chair"}),
        ("ask-changes", {"lead", "chair"}),
        ("revise", set()),
    ]


def test_the_leaders_report_goes_to_the_lead_member_where_the_chairs_goes_to_the_chair(
    story: Story, ambridge: Council, people: dict[str, User]
) -> None:
    due = factories.ReportDueFactory(council=ambridge, notice=story.notice, author="leader")
    report = verbs.start(due, by=people["lead"], on=ON)
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]), ("check", people["director"]))
    assert told(people) == {"lead_member"}


def test_the_email_names_the_report_and_the_council_and_says_nothing_of_either(
    report: WrittenReport, people: dict[str, User]
) -> None:
    write_all(report, people["lead"], words="A word of the draft.")
    take(report, ("put-to-check", people["lead"]))
    take(report, ("return", people["director"]), note="A word to the writer.")
    told(people)
    (sent,) = mail.outbox
    assert sent.to == [people["lead"].email]
    assert sent.subject == "Chair’s report 1 of Ambridge Council was returned to be rewritten"
    assert report.get_absolute_url() in sent.body
    both = f"{sent.body}{sent.alternatives[0][0]}"  # type: ignore[attr-defined]
    assert [word for word in ("A word", "Dan Director", "weekly panel") if word in both] == []


def test_nobody_whose_role_has_ended_is_told(report: WrittenReport, people: dict[str, User]) -> None:
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=people["director"]).update(valid_from=None, valid_to=yesterday)
    User.objects.filter(pk=people["chair"].pk).update(is_active=False)
    assert told(people) == {"lead_member"}


def test_an_address_that_bounced_is_spared(report: WrittenReport, people: dict[str, User]) -> None:
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]))
    now = timezone.now()
    BouncedAddress.objects.create(email=people["chair"].email.lower(), bounced_at=now, why="No such address")
    assert told(people) == {"director", "lead_member"}


def test_a_role_in_another_council_is_told_nothing(
    report: WrittenReport, people: dict[str, User], borchester: Council
) -> None:
    others = {"other lead": member(borchester, Role.LEAD), "other chair": member(borchester, Role.CHAIR)}
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]))
    assert told(people | others) == {"director", "chair", "lead_member"}


def test_a_step_that_was_overtaken_is_told_to_nobody(report: WrittenReport, people: dict[str, User]) -> None:
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]), ("check", people["director"]))
    assert told(people) == {"chair"}
    states = StepMail.objects.order_by("id").values_list("state", "error")
    assert list(states) == [(OutboxState.DROPPED, mails.MOVED_ON), (OutboxState.DONE, "")]


def test_a_step_that_is_not_taken_tells_nobody(report: WrittenReport, people: dict[str, User]) -> None:
    write_all(report, people["lead"])
    with pytest.raises(RuntimeError), transaction.atomic():
        take(report, ("put-to-check", people["lead"]))
        raise RuntimeError
    assert StepMail.objects.count() == 0


def test_a_refusing_mail_server_loses_nothing(
    report: WrittenReport, people: dict[str, User], settings: Any
) -> None:
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]))
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert mails.send_waiting() == 0
    row = StepMail.objects.get()
    assert (row.state, row.attempts) == (OutboxState.WAITING, 1)
    StepMail.objects.update(next_try_at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(people) == {"chair", "director", "lead_member"}


def test_the_case_lead_who_answers_leaves_the_email_behind_and_never_reads_such_rows(
    report: WrittenReport, people: dict[str, User], ambridge: Council
) -> None:
    write_all(report, people["lead"])
    take(report, ("put-to-check", people["lead"]), ("check", people["director"]), ("sign", people["chair"]))
    take(report, ("send", people["lead"]))
    case_lead = people["case_lead"]
    with scope.entered(scope.for_council(ambridge.pk, user_id=case_lead.pk)):
        take(report, ("receive", case_lead))
    assert told(people) == {"chair"}
    with scope.entered(scope.Scope(user_id=case_lead.pk, department=True)):
        assert StepMail.objects.count() == 0


def test_what_the_wake_up_lost_the_scheduler_sends(settings: Any) -> None:
    assert "reviews.tasks.send_step_mails" in {
        entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }
