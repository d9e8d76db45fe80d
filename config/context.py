"""What the frame of every page needs to know: who, which council, which links, which brand.

Templates read it as `frame.…`; one name, because a context processor overrides what a view passes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from councils.clock import today
from councils.permissions import DEPARTMENT_ROLES, Permission, Role

from .demonstration.people import sign_ins_in_words
from .jinja2 import url

PRODUCT = "Noticeboard"


@dataclass(frozen=True)
class Entry:
    """A link of the navigation: its page, and the views that count as being inside it."""

    text: str
    name: str
    within: tuple[str, ...] = ()
    of_council: bool = True
    needs: Permission | None = None  # shown to those who may


MY_ACTIONS = Entry("My actions", "actions:mine")
OVERVIEW = Entry("Overview", "reports:council", ("reports:over_time", "reports:compliance"))
PLAN = Entry("Plan", "actions:plan", ("actions:",))
NOTICE = Entry("Notice", "notices:list", ("notices:", "reports:trace", "reports:gaps"))
BOARD = Entry("Board and reviews", "boards:board", ("boards:", "reviews:", "reports:meeting"))
REPORTS = Entry("Reports", "reports:list", ("reports:",))
PEOPLE = Entry("People", "people", ("councils:people", "people"))
ALL_COUNCILS = Entry("All councils", "reports:councils", ("reports:",), of_council=False)
ALL_CLAUSES = Entry("Clauses", "notices:search_all", of_council=False)

# Pages inside a section, in its sub-navigation; the first is the section's own page. `within`: beginnings of view names.
NOTICE_PAGES = (
    Entry("Instruments", "notices:list", ("notices:",)),
    Entry("Timeline", "notices:chain"),
    Entry("Clauses", "notices:search", ("notices:search",)),
    Entry("Findings", "notices:findings", ("notices:finding", "notices:inspection", "notices:grade")),
    Entry("Gaps", "reports:gaps", ("reports:gaps",)),
    Entry("Trace matrix", "reports:trace", ("reports:trace",)),
    Entry("Read a notice", "notices:intakes", ("notices:intake",), needs=Permission.PREPARE_INSTRUMENT),
)
PLAN_PAGES = (
    Entry("Plan", "actions:plan", ("actions:",)),
    Entry("Off plan", "actions:exceptions", ("actions:exceptions",)),
    Entry("For the board", "actions:for_board", ("actions:for_board",)),
    Entry("Evidence", "actions:evidence_list", ("actions:evidence", "actions:audit_round")),
    Entry("Indicators", "actions:indicators", ("actions:indicator", "actions:target")),
    Entry("Versions", "actions:plan_versions", ("actions:plan_",)),
    Entry("Clauses that changed", "actions:ties"),
    Entry("Import", "actions:imports", ("actions:import",), needs=Permission.EDIT_PLAN),
)
BOARD_PAGES = (
    Entry("Board", "boards:board", ("boards:", "reports:meeting")),
    Entry("Challenges", "boards:challenges", ("boards:challenge",)),
    Entry("Board actions", "boards:board_actions", ("boards:board_action",)),
    Entry("Partners", "boards:partners"),
    Entry("Your notes", "boards:chair_notes", ("boards:chair_note",), needs=Permission.KEEP_CHAIR_NOTES),
    Entry("Reviews", "reviews:list", ("reviews:",)),
    Entry(
        "Correspondence",
        "reviews:correspondence",
        ("reviews:correspondence",),
        needs=Permission.VIEW_CORRESPONDENCE,
    ),
    Entry("Concerns", "reviews:concerns", ("reviews:concern",), needs=Permission.VIEW_CONCERNS),
    Entry(
        "Serious incidents",
        "reviews:incidents",
        ("reviews:incident",),
        needs=Permission.VIEW_CORRESPONDENCE,
    ),
    Entry("Outside validation", "reviews:validations", ("reviews:validation",)),
)
DEPARTMENT_PAGES = tuple(
    Entry(text, name, within, of_council=False)
    for text, name, within in (
        ("Councils", "reports:councils", ("reports:department_view",)),
        ("Off plan", "reports:department_actions", ()),
        ("What changed", "reports:department_changes", ()),
        ("Reviews and reports", "reports:department_dates", ()),
        ("Compare", "reports:department_compare", ()),
        ("Map", "reports:department_tiles", ()),
        ("National summary", "reports:national", ("reports:national",)),
    )
)
PAGES_OF_SECTIONS = (NOTICE_PAGES, PLAN_PAGES, BOARD_PAGES)
WITHOUT_PAGES = ("actions:mine",)  # a first page of its own

# At most five links a role: more do not fit beside each other, and a person has one main job here.
FOR_DEPARTMENT = (ALL_COUNCILS, ALL_CLAUSES)
FOR_OWNERS_OF_ACTIONS = (MY_ACTIONS, PLAN, NOTICE, BOARD, REPORTS)
FOR_OTHERS_OF_COUNCIL = (OVERVIEW, PLAN, NOTICE, BOARD, REPORTS)
FOR_ADMINISTRATORS = (PEOPLE, OVERVIEW, PLAN, NOTICE, BOARD)
SECTIONS_OF_COUNCIL = (OVERVIEW, NOTICE, PLAN, BOARD, REPORTS)
OWNERS_OF_ACTIONS = frozenset({Role.OFFICER, Role.LEAD, Role.DIRECTOR, Role.BOARD_MEMBER})


@dataclass
class Frame:
    product: str = PRODUCT
    brand: str = "plain"
    demo: bool = False
    home: str = ""
    signed_in: bool = False
    person: str = ""
    open_tasks: int = 0
    role: str = ""
    council: Any = None
    successors: list[str] = field(default_factory=list)
    abolished: bool = False
    can_change_council: bool = False
    navigation: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    footer: list[dict[str, str]] = field(default_factory=list)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Costs no query: the middleware has read the memberships; only an abolished council's
    successors are asked for."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    shown = sign_ins_in_words() if settings.DEMO and view == "account_login" else []
    return {"frame": build_frame(request), "demo_people": shown}


def build_frame(request: HttpRequest) -> Frame:
    frame = bare_frame()
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    memberships = list(getattr(request, "memberships", []))
    council = getattr(request, "council", None)
    own = [m for m in memberships if m.council_id is not None]
    department = any(m.role in DEPARTMENT_ROLES for m in memberships)
    if council is None and len(own) == 1 and not department:
        council = own[0].council  # someone with one council is always in it, on the help page too
    here = next((m for m in own if council is not None and m.council_id == council.pk), None)
    role = here or next((m for m in memberships if m.council_id is None), None)
    frame.signed_in = True
    frame.person = str(user)
    frame.open_tasks = getattr(user, "open_tasks", 0)  # read with the person (reminders/apps.py)
    frame.role = role.get_role_display() if role else ""
    frame.council = council
    frame.can_change_council = len(own) + department > 1
    view = getattr(request.resolver_match, "view_name", "") if request.resolver_match else ""
    if council is not None and council.is_abolished(on=today()):
        frame.abolished = True
        frame.successors = [str(successor) for successor in council.successors.all()]
    if here is not None:
        entries = FOR_OWNERS_OF_ACTIONS if here.role in OWNERS_OF_ACTIONS else FOR_OTHERS_OF_COUNCIL
        if here.role == Role.ADMINISTRATOR:
            entries = FOR_ADMINISTRATORS
        frame.navigation = links(entries, view, council)
    elif department:
        frame.navigation = links(FOR_DEPARTMENT, view, council)
        if council is not None:
            frame.sections = links(SECTIONS_OF_COUNCIL, view, council)
        elif view == ALL_COUNCILS.name or view.startswith(("reports:department_", "reports:national")):
            frame.pages = links(DEPARTMENT_PAGES, view, council)
    if council is not None and (here is not None or department):
        frame.pages = pages_beside(view, council, lambda needs: user.access.may(needs, council.pk))
    return frame


def bare_frame() -> Frame:
    """The frame without a person: signed-out pages, and the pages for when something has failed."""
    return Frame(
        brand=settings.BRAND,
        demo=settings.DEMO,
        home=url("home"),
        footer=[
            {"text": "Help", "href": url("help")},
            {"text": "Accessibility statement", "href": url("accessibility")},
            {"text": "Privacy", "href": url("privacy")},
            {"text": "Cookies", "href": url("cookies")},
            {"text": "API documentation", "href": url("api-docs")},
        ],
    )


def links(entries: tuple[Entry, ...], view: str, council: Any) -> list[dict[str, Any]]:
    """`current` is the page itself, `active` a page inside it."""
    targets = {entry.name for entry in entries}
    fits = {entry: max((len(w) for w in entry.within if view.startswith(w)), default=0) for entry in entries}
    longest = max(fits.values(), default=0)
    found = []
    for entry in entries:
        kwargs = {"council_slug": council.slug} if entry.of_council else {}
        found.append(
            {
                "text": entry.text,
                "href": url(entry.name, **kwargs),
                "current": view == entry.name,
                "active": view not in targets and 0 < fits[entry] == longest,
            }
        )
    return found


def pages_beside(view: str, council: Any, may: Callable[[Permission], bool]) -> list[dict[str, Any]]:
    """The pages of the section that the view is in. The entry whose `within` fits the view's name longest is where we are."""
    for entries in PAGES_OF_SECTIONS:
        shown = [entry for entry in entries if entry.needs is None or may(entry.needs)]
        fits = {
            entry: max((len(w) for w in entry.within if view.startswith(w)), default=0) for entry in shown
        }
        names = [entry.name for entry in shown]
        here = max(shown, key=lambda entry: fits[entry])
        if not fits[here] or view in WITHOUT_PAGES or len(shown) == 1:
            continue
        return [
            {
                "text": entry.text,
                "href": url(entry.name, council_slug=council.slug),
                "current": view == entry.name,
                "active": entry is here and view not in names,
            }
            for entry in shown
        ]
    return []


def error_frame(request: HttpRequest) -> Frame:
    """The frame of a refusal: never the council that was asked for, so that a council that exists and one that does
    not give the same page."""
    request.council = None  # type: ignore[attr-defined]
    request.resolver_match = None
    return build_frame(request)
