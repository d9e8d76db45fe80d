"""The officer's monthly round: twelve actions reported on, one after the other, without going back to the list."""

from __future__ import annotations

from typing import Any

from .test_golden_paths import _updates


def test_twelve_updates_in_a_row_take_twenty_five_clicks(visit: Any, site: Any) -> None:
    """One click opens the first; then each is a choice and "Save and next". Typing is no click. Without JavaScript."""
    _gives_the_officer_their_colleagues_actions(visit("lead", javascript=False), site)
    officer = visit("officer", javascript=False)
    page = officer.open("/councils/borchester/my-actions/")
    officer.click(page.locator("tbody th a").first)
    reported: dict[str, int] = {}
    while len(reported) < 12:
        ref = page.url.split("/actions/")[1].split("/")[0]
        assert ref not in reported
        reported[ref] = _updates(site, ref)
        officer.click(page.get_by_role("radio", name="In progress"))
        page.locator("textarea[name=narrative]").fill("Both teams held their panels this month.")
        if not page.get_by_role("radio", name="On track").is_checked():
            page.locator("textarea[name=recovery]").fill("The director looks at it every week.")
        officer.click(page.get_by_role("button", name="Save and next"))
        assert f"Saved: {ref} is in progress" in page.locator("main").inner_text()
    assert officer.clicks <= 25
    assert {ref: _updates(site, ref) for ref in reported} == {ref: n + 1 for ref, n in reported.items()}


def _gives_the_officer_their_colleagues_actions(lead: Any, site: Any) -> None:
    """The officer of the demonstration has fewer than twelve open actions: those of four colleagues come to them."""
    officer = site.person("officer")["email"]
    people = dict(site.query("SELECT email, id FROM councils_user"))
    busiest = site.query(
        "SELECT a.owner_id FROM actions_action a JOIN councils_council c ON c.id = a.council_id"
        " WHERE c.slug = 'borchester' AND a.delivery IN ('not_started', 'in_progress')"
        f" AND a.owner_id <> {people[officer]} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 4"
    )
    for (colleague,) in busiest:
        page = lead.open(f"/councils/borchester/plan/change-several/?all=1&owner=u{colleague}")
        page.get_by_label("New owner").select_option(f"u{people[officer]}")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Change them").click()
        page.get_by_role("heading", name="What was changed").wait_for()
