"""Every page, for every role: accessible (all of axe's WCAG rules), no wider than 320 px, nothing refused by the CSP."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from councils.checks import routes
from councils.policy import policy_of
from tests.test_matrix import address, parameters

from .looks import too_wide, violations

ROLES = [
    "officer", "lead", "director", "lead_member", "chair", "board_member", "administrator", "observer", "case_lead",
]  # fmt: skip
NOT_PAGES = ("api/", "healthz", "readyz", "sign-out", "password/reset/key", "^password")
PATHS = [
    path
    for path, pattern in routes()
    if not path.startswith(NOT_PAGES)
    and not path.endswith(".csv")
    and not policy_of(pattern.callback).token  # for programs
]


def kwargs_of(site: Any) -> dict[str, Any]:
    council = "(SELECT id FROM councils_council WHERE slug = 'borchester')"
    one = {
        "ref": f"SELECT ref FROM actions_action WHERE council_id = {council} AND due_on < now() ORDER BY id LIMIT 1",
        "seq": f"SELECT seq FROM notices_requirement WHERE council_id = {council} AND kind = 'measure' LIMIT 1",
        "membership_id": f"SELECT id FROM councils_membership WHERE council_id = {council} AND role = 'officer' LIMIT 1",
        "change_number": "SELECT 1",  # the first request of the action above, when it has one
        "review_id": f"SELECT id FROM reviews_review WHERE council_id = {council} LIMIT 1",
        "evidence_number": f"SELECT number FROM actions_evidence WHERE council_id = {council} AND NOT restricted "
        "AND state = 'submitted' ORDER BY number LIMIT 1",
        "report_number": f"SELECT min(number) FROM reviews_writtenreport WHERE council_id = {council}",
        "report_due_id": f"SELECT id FROM reviews_reportdue WHERE council_id = {council} LIMIT 1",
        "deadline_id": f"SELECT id FROM notices_deadline WHERE council_id = {council} AND kind = 'absolute' LIMIT 1",
        "event_id": f"SELECT id FROM notices_deadline WHERE council_id = {council} AND kind = 'event' LIMIT 1",
        "occurrence_id": f"SELECT id FROM notices_occurrence WHERE council_id = {council} AND met_on IS NULL "
        "AND due_on < now() LIMIT 1",
        "member_id": f"SELECT id FROM boards_boardmember WHERE council_id = {council} ORDER BY id LIMIT 1",
        "indicator_ref": "SELECT 'I1'",
        "reminder_id": f"SELECT r.id FROM reminders_reminder r JOIN reminders_digest d ON d.id = r.digest_id "
        f"WHERE r.council_id = {council} AND d.delivery = 'temporary-failure' LIMIT 1",
        "email_id": f"SELECT id FROM councils_emailatonce WHERE council_id = {council} AND state = 'parked' LIMIT 1",
        "own_reminder_id": f"SELECT id FROM reminders_ownreminder WHERE council_id = {council} AND done_on IS NULL ORDER BY id LIMIT 1",
        "period": "SELECT o.period_on::text FROM actions_observation o JOIN actions_indicator i ON i.id = o.indicator_id "
        f"WHERE o.council_id = {council} AND i.ref = 'I1' AND o.state = 'draft' LIMIT 1",
        "inspection_id": f"SELECT inspection_id FROM notices_finding WHERE council_id = {council} ORDER BY id LIMIT 1",
        "finding_id": f"SELECT id FROM notices_finding WHERE council_id = {council} ORDER BY id LIMIT 1",
    }
    document = (
        f"SELECT number FROM notices_intake WHERE council_id = {council} AND outcome = 'to_review' LIMIT 1"
    )
    proposal = (
        "SELECT p.proposal FROM notices_intakeproposal p JOIN notices_intake i ON i.id = p.intake_id"
        f" WHERE i.council_id = {council} AND i.outcome = 'to_review' ORDER BY p.version DESC LIMIT 1"
    )
    one |= {"intake_number": document} | {
        name: f"SELECT ((({proposal}) -> '{kind}' -> 0) ->> 'id')::int"
        for name, kind in (
            ("item_id", "requirements"),
            ("entry_id", "deadlines"),
            ("warning_number", "warnings"),
        )
    }
    values = {name: site.query(sql)[0][0] for name, sql in one.items()}
    return {
        "council_slug": "borchester",
        "national_number": 1,
        "number": 1,
        "import_number": 1,
        "validation_number": 1,
        "incident_number": 1,
        "entry_number": 1,
        "concern_number": 1,
        "check_item": "legal",
        "body_number": 1,
        "line_number": 1,
        "cadence_number": 1,
        "place": 1,
        "report_step": "put-to-check",
        "report_answer": "receive",
        "signed_version": 1,
        "step": "begin-review",
        "objective_number": 1,
        "decision": "pause",
        "plan_version": 1,
        "version_number": 1,
        "round_number": 1,
        "milestone_number": 1,
        "comment_number": 1,
        "note_number": 1,
        "plan_step": "pause",
        "meeting_step": "open",
        "paper_number": 1,
        "view_id": site.query("SELECT min(id) FROM reports_savedview")[0][0],
        "challenge_number": 2,
        "board_action_number": 2,
        "uidb36": "1",
        "key": "a-b",
        **values,
    }


def pages(site: Any, role: str) -> list[str]:
    kwargs = kwargs_of(site)
    return [address(path, kwargs) for path in PATHS if all(name in kwargs for name in parameters(path))]


OUT_OF_SIGHT = """Array.from(document.querySelectorAll(".nb-table--lines"))
    .filter(t => t.scrollWidth > t.clientWidth + 1).map(t => t.getAttribute("aria-label"))"""
DOUBLED_IDS = """() => [...document.querySelectorAll("[id]")].map(e => e.id)
    .filter((id, place, all) => all.indexOf(id) !== place)"""
PRINTED = """() => [...document.querySelectorAll("nav, button, input, select, textarea, .govuk-button, .govuk-back-link")]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0).map(e => e.outerHTML.slice(0, 150))[0] || ''"""
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
SECRETS = re.compile(r'(?:name="csrfmiddlewaretoken"|nonce)[^>]*')
FIRST_PAGES = 5  # of each role, with its own navigation, whatever they hold


def main_of(page: Any, url: str, refused: set[int]) -> str | None:
    """The main part of the page at the address; none for a download, an address that takes forms only, and a refusal
    that this person has seen before: they are all one page. Asked for before the browser goes there, because a
    browser that is sent to an empty answer is still on its way to an error page when it is sent to the next address."""
    answer = page.context.request.get(url)
    assert answer.status < 500, url
    if answer.status == 405 or "text/html" not in answer.headers.get("content-type", ""):
        return None
    if answer.status >= 400:
        if answer.status in refused:
            return None
        refused.add(answer.status)
    found = MAIN.search(answer.text())
    return SECRETS.sub("", found.group()) if found else answer.text()


def on_paper(page: Any) -> str:
    """The first thing that nobody can use on paper."""
    page.emulate_media(media="print")
    left: str = page.evaluate(PRINTED)
    page.emulate_media(media="screen")
    return left


@pytest.fixture
def is_first(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bool]:
    """Asks of a text whether no test of this run has asked of it before, in whichever worker."""
    own = tmp_path_factory.getbasetemp()
    known = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "pages-seen"
    known.mkdir(exist_ok=True)

    def ask(text: str) -> bool:
        try:
            (known / hashlib.sha256(text.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return ask


def built(main: str) -> str:
    """How it is built, without its words: the rules look at that, and most pages are built alike for most roles."""
    return re.sub(r">[^<]*<", "><", re.sub(r' (?:value|href)="[^"]*"', "", main))


@pytest.fixture(scope="session")
def judged() -> set[str]:
    """The kinds of text whose contrast axe has judged, on whichever page."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits_320_pixels(
    visit: Any, site: Any, role: str, is_first: Callable[[str], bool], judged: set[str]
) -> None:
    visitor = visit(role, width=320)
    refused: list[str] = []

    def listen(message: Any) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    visitor.page.on("console", listen)
    problems, seen, statuses = [], 0, set[int]()
    for path in pages(site, role):
        main = main_of(visitor.page, site.url + path, statuses)
        if main is None:
            continue
        seen += 1
        # To the last word the page that somebody else was shown: what holds for it was seen there.
        if not is_first(main) and seen > FIRST_PAGES:
            continue
        visitor.page.goto(site.url + path)
        if wide := too_wide(visitor.page):
            problems.append(f"{path}: {wide} px too wide at 320 px")
        if hidden := visitor.page.evaluate(OUT_OF_SIGHT):
            problems.append(f"{path}: columns of {hidden} stand out of sight at 320 px")
        if doubled := visitor.page.evaluate(DOUBLED_IDS):  # a label would lead to the wrong field
            problems.append(f"{path}: {doubled} stand twice")
        if re.search("/(board|reviews|validation|incidents)/", path) and (left := on_paper(visitor.page)):
            problems.append(f"{path}: {left} would be printed")
        if not is_first(f"{path} {built(main)}") and seen > FIRST_PAGES:
            continue
        problems += [f"{path}: {violation}" for violation in violations(visitor.page, judged)]
    assert problems == []
    assert refused == []
    assert seen >= 15


def test_signed_out_pages_are_accessible(site: Any, page: Any) -> None:
    for path in (
        "/sign-in/",
        "/password/reset/",
        "/accessibility/",
        "/privacy/",
        "/cookies/",
        "/help/",
        "/no-such-page/",
    ):
        page.goto(site.url + path)
        assert [f"{path}: {violation}" for violation in violations(page)] == []
