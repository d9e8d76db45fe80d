"""The officer's way without a mouse: from signing in to a saved update by Tab, Space and Enter, and always seeing where."""

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


def tab_to(page: Any, wanted: Any) -> None:
    """Tab until the focus is on it; every stop on the way must be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
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
