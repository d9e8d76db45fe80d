"""Without a mouse: from signing in to a saved update, and through a meeting to its agreed minutes, always seeing where."""

from __future__ import annotations

from typing import Any

# What the browser draws round the element that has the focus, or on it; nothing of it: the person is lost.
SEEN = """() => {
    const it = document.activeElement;
    if (!it || it === document.body) return "nowhere";
    const label = it.type === "radio" || it.type === "checkbox" ? it.nextElementSibling : null;
    const styles = [getComputedStyle(it), ...(label ? [getComputedStyle(label, "::before")] : [])];
    const drawn = styles.some(s => s.boxShadow !== "none" || (s.outlineStyle !== "none" && s.outlineWidth !== "0px"));
    const box = (label || it).getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    return drawn && inside ? "" : it.outerHTML.slice(0, 150);
}"""


def tab_to(page: Any, wanted: Any, key: str = "Tab") -> None:
    """Tab until the focus is on it; every stop on the way must be seen."""
    for _ in range(80):
        page.keyboard.press(key)
        assert page.evaluate(SEEN) == ""
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached by Tab.")


def test_the_officer_signs_in_and_saves_an_update_by_the_keyboard_alone(site: Any, page: Any) -> None:
    officer = site.person("officer")
    page.goto(f"{site.url}/sign-in/")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(officer["email"])
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(officer["password"])
    tab_to(page, page.get_by_role("button", name="Sign in"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My actions").wait_for()

    tab_to(page, page.locator("tbody th a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/update/")
    ref = page.url.split("/")[-3]
    tab_to(page, page.locator("input[name=delivery]:checked"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    tab_to(page, page.locator("input[name=confidence]:checked"))
    tab_to(page, page.locator("textarea[name=narrative]"))
    page.keyboard.type("Both teams held their panels.")
    if not page.get_by_role("radio", name="On track").is_checked():
        tab_to(page, page.locator("textarea[name=recovery]"))
        page.keyboard.press("Control+A")
        page.keyboard.type("The director looks at it every week.")
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    page.get_by_text(f"Saved: {ref} is").wait_for()


COUNCIL = "ambridge-and-loxley"
# The next meeting is today, with the papers issued; its chair chairs another board too.
PREPARE = f"""
import datetime
from boards.models import Board
from boards.services import take_step
from councils import scope
from councils.clock import today
with scope.entered(scope.all_councils()):
    board = Board.objects.get(council__slug="{COUNCIL}")
    board.meetings.filter(held_on=today()).delete()
    meeting = board.meetings.filter(state="open").get()
    meeting.held_on, meeting.cut_off_on = today(), today() - datetime.timedelta(days=1)
    meeting.save()
    take_step(meeting, "issue", by=None, on=today())
    print(meeting.number)
"""


def enter(page: Any, wanted: Any, key: str = "Tab") -> None:
    """Go there by Tab and press it."""
    tab_to(page, wanted, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus_is_on(page: Any, wanted: Any) -> None:
    """The page put it there: what came of the last step is the next thing to be read."""
    wanted.wait_for()
    assert wanted.evaluate("element => element === document.activeElement"), page.evaluate(
        "document.activeElement.outerHTML.slice(0, 150)"
    )


def test_the_chair_works_a_meeting_by_the_keyboard_alone(site: Any, page: Any) -> None:
    number = site.manage("shell", "-c", PREPARE).strip().splitlines()[-1]
    chair = site.person("chair", COUNCIL)
    done = page.locator(".govuk-notification-banner--success")
    page.goto(f"{site.url}/sign-in/")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(chair["email"])
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(chair["password"])
    enter(page, page.get_by_role("button", name="Sign in"))
    enter(page, page.locator("main").get_by_role("link", name="Ambridge and Loxley"))
    enter(page, page.get_by_role("link", name="Board and reviews"))
    enter(page, page.locator(f"main a[href$='/meetings/{number}/']").first)
    enter(page, page.get_by_role("button", name="Start the meeting"))
    enter(page, page.get_by_role("button", name="Start the meeting"))
    focus_is_on(page, done)

    enter(page, page.get_by_role("link", name="In the meeting"))
    item = page.locator("section").filter(has_text="Completion to confirm").first
    enter(page, item.get_by_role("button", name="Return"))  # without a word why
    focus_is_on(page, page.locator(".govuk-error-summary"))
    enter(page, item.get_by_role("button", name="Confirm"))
    focus_is_on(page, done)
    enter(page, item.get_by_role("button", name="Undo"))
    focus_is_on(page, done)

    enter(page, page.get_by_role("link", name="Attendance"), "Shift+Tab")
    tab_to(page, page.get_by_label("Came to the meeting?").first)
    page.keyboard.type("Present")
    enter(page, page.get_by_role("button", name="Save"))
    focus_is_on(page, done)
    for step in ("End the meeting", "Agree the minutes"):
        page.goto(f"{site.url}/councils/{COUNCIL}/board/meetings/{number}/")
        enter(page, page.get_by_role("button", name=step))
        enter(page, page.get_by_role("button", name=step))
        focus_is_on(page, done)
    (found,) = site.query(
        "SELECT m.state, (SELECT count(*) FROM boards_attendance a WHERE a.meeting_id = m.id AND a.state = 'present'),"
        " (SELECT string_agg(d.kind, ' ' ORDER BY d.number) FROM boards_meetingdecision d WHERE d.meeting_id = m.id)"
        f" FROM boards_meeting m JOIN councils_council c ON c.id = m.council_id WHERE c.slug = '{COUNCIL}' AND m.number = {number}"
    )
    assert found == ("agreed", 1, "confirm undo")
