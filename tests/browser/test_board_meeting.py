"""Must show 1: one full cycle of a board by its real roles, from the cut-off to the minutes and what follows from them."""

from __future__ import annotations

import re
from typing import Any

from .looks import too_wide, violations

SLUG = "felpersham"
OF = f"(SELECT id FROM councils_council WHERE slug = '{SLUG}')"
# A meeting today (a Sunday, perhaps, which no cadence gives), a clause that is due, and nothing else that pages can make.
PREPARE = f"""
import datetime
from boards.models import Board, Meeting
from councils import scope
from councils.clock import today
from notices.models import Deadline, Requirement
day = datetime.timedelta(days=1)
with scope.entered(scope.all_councils()):
    board = Board.objects.get(council__slug="{SLUG}")
    last = board.meetings.order_by("number").last().number
    board.meetings.filter(held_on=today()).delete()
    Meeting.objects.create(council=board.council, board=board, number=last + 1, held_on=today(),
        cut_off_on=today() - 2 * day)
    clause = Requirement.objects.demanding().filter(notice=board.notice).order_by("seq").first()
    Deadline.objects.create(council=board.council, requirement=clause, kind="absolute", span="by then",
        due_on=today() - day)
    print(last + 1)
"""


def check(page: Any) -> None:
    """No wider than a phone, and nothing for axe to find."""
    assert (page.url, too_wide(page), violations(page)) == (page.url, 0, [])


def step(person: Any, number: str, name: str) -> None:
    person.open(f"/councils/{SLUG}/board/meetings/{number}/")
    person.page.get_by_role("button", name=name, exact=True).click()
    person.page.get_by_role("button", name=name, exact=True).click()
    person.page.locator(".govuk-notification-banner--success").wait_for()


def item(page: Any, kind: str, nth: int = 0) -> Any:
    return page.locator("section").filter(has=page.locator(".govuk-caption-m", has_text=kind)).nth(nth)


def decide(page: Any, section: Any, button: str, why: str = "") -> str:
    """One decision, one click; its item's reference."""
    title = section.locator("h2.govuk-heading-m").inner_text().split("\n")[-1]
    if why:
        section.get_by_label("What the board said").fill(why)
    section.get_by_role("button", name=re.compile(f"^{button}")).click()
    page.locator(".govuk-notification-banner--success").wait_for()
    return title.split(" ")[0]


def states(site: Any, refs: list[str]) -> list[str]:
    found = dict(site.query(f"SELECT ref, delivery FROM actions_action WHERE council_id = {OF}"))
    return [found[ref] for ref in refs]


def test_one_meeting_from_cut_off_to_minutes(visit: Any, site: Any) -> None:
    number = site.manage("shell", "-c", PREPARE).strip().splitlines()[-1]
    meeting = f"/councils/{SLUG}/board/meetings/{number}"
    officer, lead = visit("officer", council=SLUG), visit("lead", council=SLUG, width=320)
    open_ref, asked_ref = _open_actions(site)

    officer.open(f"/councils/{SLUG}/actions/{open_ref}/update/")  # after the cut-off
    _report(officer.page, "In progress", "One team has started.")
    lead.open(f"/councils/{SLUG}/actions/{asked_ref}/date-changes/ask/")
    for part, typed in (("day", "31"), ("month", "5"), ("year", "2028")):
        lead.page.locator(f"[name=to_due_on-{part}]").fill(typed)
    lead.page.locator("[name=reason]").fill("Two trainers left.")
    lead.page.locator("[name=corrective_action]").fill("An agency sends two.")
    lead.page.locator("main form button").first.click()

    step(lead, number, "Open for papers")
    late = lead.open(f"{meeting}/figures/")
    assert open_ref in late.get_by_role("region", name="Updates after the cut-off").inner_text()
    step(lead, number, "Issue the papers")
    frozen = lead.open(f"{meeting}/figures/").get_by_role("region", name="Progress of the plan").inner_text()
    check(lead.page)

    chair = visit("chair", council=SLUG, width=320)
    step(chair, number, "Start the meeting")
    page = chair.open(f"{meeting}/run/")
    check(page)
    confirmed = [decide(page, item(page, "Completion to confirm", n), "Confirm") for n in (0, 1)]
    returned = decide(page, item(page, "Completion to confirm", 2), "Return", "Two teams are missing.")
    agreed = decide(page, item(page, "New date asked for", 0), "Agree the new date")
    refused = decide(page, item(page, "New date asked for", 1), "Refuse it", "Children wait already.")
    clause = item(page, "Requirement to judge")
    clause.get_by_label("Partly met").check()
    decide(page, clause, "Save the judgement", "Two of four teams.")
    _undo_and_again(page)
    evidence = item(page, "Off plan")
    evidence.locator("summary").click()
    evidence.get_by_label("Notes for the minutes").fill("The director explained.")
    evidence.get_by_label("Carry to the next meeting").check()
    evidence.get_by_role("button", name=re.compile("^Save notes")).click()
    page.get_by_role("link", name="Log a challenge").click()
    page.get_by_label("What was asked?").fill("Why does it take so long?")
    page.get_by_label("Who asked?").select_option(index=1)
    page.get_by_label("Who must answer?").fill("Head of Assessment")
    page.get_by_role("button", name="Log it").click()
    check(page)
    step(chair, number, "End the meeting")
    check(chair.open(f"{meeting}/minutes/"))
    step(chair, number, "Agree the minutes")

    assert states(site, [*confirmed, returned]) == ["confirmed", "confirmed", "in_progress"]
    changes = site.query(
        "SELECT a.ref, c.state, a.due_on = c.to_due_on FROM actions_datechange c JOIN actions_action a ON a.id = c.action_id "
        f"WHERE c.council_id = {OF} AND c.closed_on = (now() AT TIME ZONE 'Europe/London')::date"
    )
    assert sorted(changes) == sorted([(agreed, "agreed", True), (refused, "refused", False)])
    judged = site.query(
        f"SELECT value FROM notices_compliancejudgement WHERE council_id = {OF} AND body = 'board' ORDER BY id DESC LIMIT 1"
    )
    assert judged == [("partly_met",)]
    carried = site.query(
        "SELECT count(*) FROM boards_agendaitem i JOIN boards_meeting m ON m.id = i.meeting_id "
        f"WHERE i.council_id = {OF} AND i.carried_from_id IS NOT NULL AND m.held_on > now()::date"
    )
    assert carried == [(1,)]
    officer.open(f"/councils/{SLUG}/actions/{open_ref}/update/")
    _report(officer.page, "Done", "All teams have it.")
    page = lead.open(f"{meeting}/figures/")
    assert page.get_by_role("region", name="Progress of the plan").inner_text() == frozen
    words = lead.open(f"{meeting}/minutes/").locator("main").inner_text()
    for said in (
        "Two teams are missing.",
        "Children wait already.",
        "The director explained.",
        "Why does it take so long?",
    ):
        assert said in words


def _open_actions(site: Any) -> tuple[str, str]:
    """One that the officer can report on, and another with a date for which no new one is asked."""
    email = site.person("officer", SLUG)["email"]
    rows = site.query(
        "SELECT a.ref, u.email FROM actions_action a LEFT JOIN councils_user u ON u.id = a.owner_id "
        f"WHERE a.council_id = {OF} AND a.delivery = 'in_progress' AND a.due_on IS NOT NULL AND NOT EXISTS "
        "(SELECT FROM actions_datechange c WHERE c.action_id = a.id AND c.state = 'asked') ORDER BY a.id"
    )
    own = next(ref for ref, owner in rows if owner == email)
    other = next(ref for ref, _ in rows if ref != own)
    return own, other


def _report(page: Any, delivery: str, narrative: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{delivery}")).check()
    page.locator("[name=narrative]").fill(narrative)
    recovery = page.locator("[name=recovery]")
    if recovery.is_visible():
        recovery.fill("Weekly check by the director.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"(?<!update/)$"))


def _undo_and_again(page: Any) -> None:
    """The first confirmation is undone with one click and made again with another."""
    section = item(page, "Completion to confirm", 0)
    section.get_by_role("button", name=re.compile("^Undo")).click()
    page.locator(".govuk-notification-banner--success").wait_for()
    decide(page, item(page, "Completion to confirm", 0), "Confirm")
