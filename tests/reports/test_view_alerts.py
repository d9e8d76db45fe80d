"""Alerts of saved views: who asked is told once, in the one e-mail of the day, what changed on a list as they may see it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from actions.models import Action
from boards.services import roll_forward
from councils.models import Council, Membership, User
from councils.permissions import Role
from notices.models import Notice
from reminders import sending, services
from reminders.delivery import ProviderTrouble
from reminders.models import Digest, Reminder
from reports.department import view_alerts
from reports.models import SavedView

from .. import factories as make
from ..factories import TODAY
from .story import tell as tell_story

pytestmark = pytest.mark.django_db
VIEWS = "/department/views/"
NOON = datetime.time(12)


@pytest.fixture(autouse=True)
def _locmem(settings: Any, time_machine: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.BASE_URL = "https://noticeboard.example"
    mail.outbox = []
    time_machine.move_to(datetime.datetime.combine(TODAY, NOON, tzinfo=datetime.UTC), tick=False)
    yield


@pytest.fixture
def view(observer: User) -> SavedView:
    """Of the councils of one region; one is on its list."""
    council("Lakey Green")
    return make.SavedViewFactory(user=observer, name="The North", query="region=North+West&sort=name")


def council(name: str, region: str = "North West") -> Council:
    made: Council = make.CouncilFactory(name=name, slug=name.lower().replace(" ", "-"), region=region)
    make.NoticeFactory(council=made)
    return made


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def tick(on: datetime.date) -> list[Any]:
    """The e-mails of one tick of a day."""
    mail.outbox = []
    services.make_reminders(on=on, now=timezone.now())
    sending.send_waiting(on=on)
    return mail.outbox


def follow(client: Client, view: SavedView) -> None:
    client.force_login(view.user)
    assert client.post(f"{VIEWS}{view.pk}/follow/")["Location"] == VIEWS
    view.refresh_from_db()
    assert view.known is not None


def test_nobody_is_told_who_has_not_asked(view: SavedView) -> None:
    council("Penny Hassett")
    assert tick(day(1)) == []
    assert Digest.objects.count() == 0


def test_who_asked_is_told_once_how_many_came_and_how_many_went(client: Client, view: SavedView) -> None:
    follow(client, view)
    assert tick(day(1)) == []
    assert Digest.objects.count() == 0  # made to look for changes: it leaves nothing behind
    council("Penny Hassett")
    council("Darrington")
    council("Felpersham", region="South West")
    Council.objects.filter(name="Lakey Green").update(region="South West")
    (message,) = tick(day(2))
    assert message.subject == "1 view changed – 24 November 2026"
    assert (
        message.body.splitlines()
        == """\
Views that you follow
---------------------

You asked to be told when these change. You can end it where you choose your emails.

* The North
  2 councils new on the list, 1 council gone from it. It has 2 councils now.
  https://noticeboard.example/councils/?region=North+West&sort=name

Choose what you are told of:
https://noticeboard.example/tasks/email/

--
You get this email because of your role in Noticeboard. You get at most one a day.""".splitlines()
    )
    assert message.to == [view.user.email]
    assert [tick(day(2)), tick(day(3))] == [[], []]


def test_it_stands_in_the_one_email_of_the_day_with_what_there_is_to_do(
    client: Client, view: SavedView, case_lead: User
) -> None:
    SavedView.objects.filter(pk=view.pk).update(user=case_lead)
    view.refresh_from_db()
    follow(client, view)
    council("Penny Hassett")
    notice = Notice.objects.get(council__name="Penny Hassett")
    make.ReviewFactory(council=notice.council, notice=notice, due_on=day(1))
    (message,) = tick(day(1))
    assert message.subject.startswith("1 thing due today – Penny Hassett")
    assert "1 council new on the list. It has 2 councils now." in message.body
    assert Digest.objects.count() == 1


def test_looking_for_changes_in_vain_does_not_use_up_the_email_of_the_day(
    client: Client, view: SavedView, case_lead: User
) -> None:
    SavedView.objects.filter(pk=view.pk).update(user=case_lead)
    view.refresh_from_db()
    follow(client, view)
    assert tick(day(1)) == []
    notice = Notice.objects.get()
    make.ReviewFactory(council=notice.council, notice=notice, due_on=day(1))
    (message,) = tick(day(1))
    assert message.to == [case_lead.email]


def test_it_is_ended_at_the_view_and_where_people_choose_their_emails(
    client: Client, view: SavedView
) -> None:
    settings_page, stop = "/tasks/email/", f"{VIEWS}{view.pk}/stop/"
    client.force_login(view.user)
    assert stop not in client.get(settings_page).content.decode()
    for page, form, back in ((VIEWS, {}, VIEWS), (settings_page, {"back": "emails"}, settings_page)):
        follow(client, view)
        assert stop in client.get(page).content.decode()
        assert client.post(stop, form)["Location"] == back
        assert stop not in client.get(page).content.decode()
    council("Penny Hassett")
    assert tick(day(1)) == []


def test_who_has_left_the_department_is_told_nothing_and_what_they_missed_when_they_are_back(
    client: Client, view: SavedView
) -> None:
    follow(client, view)
    changed = council("Penny Hassett")
    own = Membership.objects.get(user=view.user)
    Membership.objects.filter(pk=own.pk).update(valid_to=day(-1))
    make.MembershipFactory(user=view.user, council=changed, role=Role.LEAD)  # of one council now
    assert tick(day(1)) == []
    client.force_login(view.user)
    assert client.post(f"{VIEWS}{view.pk}/follow/").status_code == 403
    assert "Stop telling me" not in client.get("/tasks/email/").content.decode()
    Membership.objects.filter(pk=own.pk).update(valid_to=None)
    Membership.objects.filter(council=changed).delete()
    (message,) = tick(day(2))
    assert "1 council new on the list" in message.body


def test_the_email_counts_what_the_page_lists_restricted_actions_too_and_names_nothing_of_them(
    client: Client, view: SavedView
) -> None:
    """The Department's figures count restricted actions (docs/decisions/014): page and e-mail say the same."""
    SavedView.objects.filter(pk=view.pk).update(query="confidence=off_track")
    view.refresh_from_db()
    follow(client, view)
    assert view.known == []
    made = make.CouncilFactory(name="Ambridge", slug="ambridge")
    story = tell_story(made, owner=make.UserFactory(), actions=2)
    Action.objects.filter(council=made).update(confidence="on_track")
    Action.objects.filter(pk=story.actions[0].pk).update(
        confidence="off_track", restricted=True, title="Zyzzyva title"
    )
    roll_forward(on=day(1))
    (message,) = tick(day(1))
    assert "1 council new on the list. It has 1 council now." in message.body
    assert "Zyzzyva" not in f"{message.body}{message.alternatives}"
    client.force_login(view.user)
    page = client.get("/councils.csv?confidence=off_track").content.decode()
    assert page.count("Ambridge") == 1


def test_the_last_council_of_a_region_leaves_an_empty_list_not_one_of_every_council(
    client: Client, view: SavedView
) -> None:
    follow(client, view)
    Council.objects.filter(name="Lakey Green").update(region="South West")
    (message,) = tick(day(1))
    assert "1 council gone from it. It has 0 councils now." in message.body
    client.force_login(view.user)
    assert "Lakey Green" not in client.get(f"/councils.csv?{view.query}").content.decode()


def test_each_hears_of_their_own_views_alone(
    client: Client, view: SavedView, case_lead: User, lead: User
) -> None:
    other = make.SavedViewFactory(user=case_lead, name="Zyzzyva", query="region=South+West")
    follow(client, view)
    follow(client, other)
    client.force_login(view.user)
    for verb in ("follow", "stop"):
        client.post(f"{VIEWS}{other.pk}/{verb}/")
    client.force_login(lead)
    assert client.post(f"{VIEWS}{other.pk}/stop/").status_code == 403
    mine = make.SavedViewFactory(user=case_lead, name="Not followed")
    client.force_login(view.user)
    client.post(f"{VIEWS}{mine.pk}/follow/")
    known = dict(SavedView.objects.filter(user=case_lead).values_list("name", "known"))
    assert known == {"Zyzzyva": [], "Not followed": None}
    council("Penny Hassett")
    (message,) = tick(day(1))
    assert (message.to, "Zyzzyva" in message.body) == ([view.user.email], False)


def test_no_email_comes_on_a_quiet_day_and_the_next_one_says_it(client: Client, view: SavedView) -> None:
    make.PreferenceFactory(user=view.user, quiet_days=[day(1).isoweekday()])
    follow(client, view)
    council("Penny Hassett")
    assert tick(day(1)) == []
    assert len(tick(day(2))) == 1


def test_it_is_told_again_until_the_provider_has_taken_it(
    client: Client, view: SavedView, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(client, view)
    council("Penny Hassett")

    def down(*args: Any) -> str:
        raise ProviderTrouble("Down")

    monkeypatch.setattr("reminders.delivery.mail_server.MailServer.send", down)
    assert tick(day(1)) == []
    monkeypatch.undo()
    (message,) = tick(day(2))
    assert "1 council new on the list" in message.body
    assert Reminder.objects.count() == 0


def test_what_a_view_is_called_stays_behind_the_sign_in_where_it_looks_like_a_child(
    client: Client, view: SavedView
) -> None:
    SavedView.objects.filter(pk=view.pk).update(name="Child aged 7 born 3 May 2019")
    view.refresh_from_db()
    follow(client, view)
    council("Penny Hassett")
    (message,) = tick(day(1))
    assert ("A view (its name is on the page)" in message.body, "2019" in message.body) == (True, False)


def test_two_who_press_the_button_twice_change_nothing(client: Client, view: SavedView) -> None:
    follow(client, view)
    known = view.known
    council("Penny Hassett")
    view_alerts.follow(view, by=view.user, on=TODAY)
    view.refresh_from_db()
    assert view.known == known  # what has changed meanwhile is still told
