"""Two stories of the improvement plan, told by the people who live them: what is done and lasts, and what takes longer."""

from __future__ import annotations

import datetime
from typing import Any

from councils.lateness import long_date

PLAN = "/councils/borchester/plan/"


def test_done_is_returned_done_again_confirmed_and_embedded_and_another_waits_with_its_reason(
    visit: Any, site: Any
) -> None:
    officer, chair = visit("officer"), visit("chair")
    ref, other = refs_in_progress(site, f"u.email = '{site.person('officer')['email']}'")[:2]

    report_done(officer, ref, "All panels were held.")
    chair.open(f"{PLAN}for-the-board/")
    chair.page.get_by_role("link", name=f"Return {ref}", exact=True).click()
    chair.page.get_by_role("button", name="Return it").click()
    assert "Enter the board’s reason" in main(chair)
    say(chair, "Why has the board decided so?", "Show what it changed for children.", "Return it")
    assert f"Saved: {ref} is returned to its owner" in main(chair)

    assert fact(officer, ref, "Delivery") == "In progress"
    assert "Show what it changed for children." in main(officer)
    report_done(officer, ref, "Twelve files of twelve show the child’s own words.")
    chair.open(f"{PLAN}for-the-board/")
    chair.page.get_by_role("link", name=f"Confirm {ref}", exact=True).click()
    assert "Twelve files of twelve" in main(chair)
    chair.page.get_by_role("button", name="Confirm").click()
    assert f"Saved: {ref} is confirmed as complete" in main(chair)
    assert fact(officer, ref, "Delivery") == "Confirmed by the board"
    assert officer.page.get_by_role("button", name="Update this action").count() == 0

    chair.open(f"/councils/borchester/actions/{ref}/")
    chair.page.get_by_role("link", name="Record that the change has lasted").click()
    say(chair, "Why has the board decided so?", "A second sample shows the same.", "It has lasted")
    assert fact(officer, ref, "Delivery") == "Embedded"
    history = [title.strip() for title in officer.page.locator(".moj-timeline__title").all_inner_texts()]
    told = ["Found to be embedded", "Confirmed by the board", "Progress reported", "Returned by the board"]
    assert history[:4] == told

    chair.open(f"/councils/borchester/actions/{other}/")
    chair.page.get_by_role("link", name="Pause this action").click()
    say(chair, "Why has the board decided so?", "The region buys first.", "Pause it")
    assert fact(officer, other, "Delivery") == "Paused"
    assert "The region buys first." in main(officer)
    assert "The board has paused this action." in main(officer)


def test_one_new_date_is_agreed_another_refused_and_the_next_version_shows_it_line_by_line(
    visit: Any, site: Any
) -> None:
    lead, chair = visit("lead"), visit("chair")
    nobody_asked = "NOT EXISTS (SELECT FROM actions_datechange d WHERE d.action_id = a.id)"
    agreed, refused = refs_in_progress(site, nobody_asked)[-2:]
    [[first]] = site.query(dates_of(agreed))
    [[kept]] = site.query(dates_of(refused))
    later = max(first, kept) + datetime.timedelta(days=61)

    for ref in (agreed, refused):
        lead.open(f"/councils/borchester/actions/{ref}/")
        lead.page.get_by_role("link", name="Ask for a new date").click()
        for part, number in (("Day", later.day), ("Month", later.month), ("Year", later.year)):
            lead.page.get_by_label(part).fill(str(number))
        lead.page.get_by_label("Why can the date not be kept?").fill("Two trainers left.")
        say(lead, "What will you do so that the new date holds?", "An agency sends two.", "Ask the board")
        assert f"The board is asked for a new date for {ref}" in main(lead)

    decide_date(chair, agreed, "Agree to the new date", "Once.")
    decide_date(chair, refused, "Refuse it: the date stays", "")
    assert "Enter why the board refuses the new date" in main(chair)
    say(chair, "What did the board say?", "Children wait already.", "Save the decision")

    assert long_date(later) in fact(lead, agreed, "Due")
    assert f"First agreed as {long_date(first)}" in fact(lead, agreed, "Due")
    assert fact(lead, refused, "Due").startswith(long_date(kept))
    asked = lead.page.get_by_role("table", name="New dates asked for").get_by_role("row").last
    assert asked.get_by_role("cell").all_inner_texts()[-1] == "Refused by the board"

    lead.open(f"{PLAN}versions/")
    lead.page.get_by_role("button", name="Put a new version to the board").click()
    say(lead, "What is new in this version, and why?", "One later date.", "Put it to the board")
    chair.open(f"{PLAN}versions/")
    chair.page.get_by_role("table", name="Versions").get_by_role("link").first.click()
    changed = chair.page.get_by_role("table", name="What has changed").get_by_role("row")
    changed = changed.filter(has_text="Due date")
    line = changed.filter(has_text=f"Action {agreed}: ")
    assert line.get_by_role("cell").all_inner_texts() == ["Due date", long_date(first), long_date(later)]
    assert changed.filter(has_text=f"Action {refused}: ").count() == 0
    chair.page.get_by_role("radio", name="Agree this version").check()
    chair.page.get_by_role("button", name="Save the decision").click()
    states = chair.page.get_by_role("table", name="Versions").get_by_role("row").all_inner_texts()
    assert [row.split("\t")[2] for row in states[1:3]] == ["Agreed by the board"] * 2


def refs_in_progress(site: Any, condition: str) -> list[str]:
    rows = site.query(
        "SELECT a.ref FROM actions_action a JOIN councils_council c ON c.id = a.council_id "
        "LEFT JOIN councils_user u ON u.id = a.owner_id "
        f"WHERE c.slug = 'borchester' AND a.delivery = 'in_progress' AND {condition} ORDER BY a.id"
    )
    return [ref for (ref,) in rows]


def dates_of(ref: str) -> str:
    return (
        "SELECT a.due_on FROM actions_action a JOIN councils_council c ON c.id = a.council_id "
        f"WHERE c.slug = 'borchester' AND a.ref = '{ref}'"
    )


def main(visitor: Any) -> str:
    return str(visitor.page.locator("main").inner_text())


def fact(visitor: Any, ref: str, name: str) -> str:
    """What the page of the action says beside `name`."""
    visitor.open(f"/councils/borchester/actions/{ref}/")
    row = visitor.page.locator(".govuk-summary-list__row").filter(
        has=visitor.page.get_by_text(name, exact=True)
    )
    return str(row.locator("dd").inner_text()).strip()


def say(visitor: Any, label: str, words: str, button: str) -> None:
    visitor.page.get_by_label(label).fill(words)
    visitor.page.get_by_role("button", name=button).click()


def report_done(visitor: Any, ref: str, words: str) -> None:
    visitor.open(f"/councils/borchester/actions/{ref}/update/")
    visitor.page.get_by_role("radio", name="Done, awaiting board").check()
    visitor.page.locator("textarea[name=narrative]").fill(words)
    visitor.page.get_by_role("button", name="Save", exact=True).click()
    assert f"Saved: {ref} is done, awaiting board" in main(visitor)


def decide_date(visitor: Any, ref: str, answer: str, words: str) -> None:
    visitor.open(f"{PLAN}for-the-board/")
    visitor.page.get_by_role("link", name=f"Decide on the new date for {ref}", exact=True).click()
    visitor.page.get_by_role("radio", name=answer).check()
    say(visitor, "What did the board say?", words, "Save the decision")
