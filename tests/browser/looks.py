"""What every page must look like, asked of the browser once the page is there.

A click returns when the next page begins to come. A script that is asked for then finds no document, or loses the one it
found; so each question waits for the page first.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A kind: everything on the way down to the text that colours it, and what axe makes no judgement of.
KINDS_OF_TEXT = """() => {
    const known = new Map([[null, ""]]);
    const kind = e => {
        if (!known.has(e)) {
            const s = getComputedStyle(e);
            known.set(e, [kind(e.parentElement), e.tagName, e.getAttribute("class"), e.matches(":disabled, [aria-disabled]"),
                s.color, s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight].join("|"));
        }
        return known.get(e);
    };
    window.kindsOfText = {};
    for (const e of document.body.querySelectorAll("*")) {
        const own = e.matches("input, select, textarea") ? e.value || "empty"
            : [...e.childNodes].map(n => n.nodeType === Node.TEXT_NODE ? n.data : "").join("");
        if (own.trim() && e.getBoundingClientRect().height > 1 && e.checkVisibility({visibilityProperty: true}))
            window.kindsOfText[kind(e) + (/[\\p{L}\\p{N}]{2}/u.test(own) ? "|words" : "|a sign")] ??= e;
    }
    return Object.keys(window.kindsOfText);
}"""
CONTRAST = """async kinds => {
    kinds.forEach((kind, place) => window.kindsOfText[kind].setAttribute("data-kind", place));
    const options = {runOnly: {type: "rule", values: ["color-contrast"]}, elementRef: true};
    const found = await axe.run("[data-kind]", options);
    const nodes = rules => rules.flatMap(rule => rule.nodes);
    return {
        judged: nodes([...found.passes, ...found.violations]).map(node => node.element.dataset.kind).filter(Boolean),
        bad: nodes(found.violations).map(node => node.html),
    };
}"""


def too_wide(page: Any) -> int:
    """By how many pixels the page is wider than its window."""
    page.wait_for_load_state()
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def violations(page: Any, judged: set[str] | None = None) -> list[str]:
    """What axe finds against its rules; of the rules that hold, it need not list where. Contrast takes it three quarters
    of its time: where `judged` is given, it looks at kinds of text that it has not judged yet."""
    page.wait_for_load_state()
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    if judged is not None:
        options["rules"] = {"color-contrast": {"enabled": False}}
    found = Axe().run(page, options=options).response["violations"]
    bad = [f"{rule['id']} {rule['nodes'][0]['html'][:150]}" for rule in found]
    if judged is not None and (new := [kind for kind in page.evaluate(KINDS_OF_TEXT) if kind not in judged]):
        contrast = page.evaluate(CONTRAST, new)
        judged |= {new[int(place)] for place in contrast["judged"]}
        bad += [f"color-contrast {html[:150]}" for html in contrast["bad"]]
    return bad
