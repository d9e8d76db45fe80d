"""Who can sign in. Every name is made up."""

from __future__ import annotations

from dataclasses import dataclass

from councils.permissions import Role

PASSWORD = "Noticeboard-demo-2026"


@dataclass(frozen=True)
class DemoCouncil:
    slug: str
    name: str
    official_name: str
    gss_code: str
    region: str
    kind: str
    sample: str  # its notice, in notices/samples
    issued_days_ago: int
    chair: str
    leans: float  # how well it is doing: 0 = badly, 1 = well
    seed: int


COUNCILS = (
    DemoCouncil("borchester", "Borchester", "Borchester County Council", "X10000001", "West Midlands", "County", "borchester-improvement-notice", 152, "Margaret Okafor", 0.25, 11),
    DemoCouncil("felpersham", "Felpersham", "Felpersham City Council", "X06000002", "West Midlands", "Unitary authority", "felpersham-improvement-notice", 230, "Gwen Pargetter", 0.55, 12),
    DemoCouncil("ambridge-and-loxley", "Ambridge and Loxley", "Ambridge and Loxley Council", "X06000003", "South West", "Unitary authority", "ambridge-and-loxley-improvement-notice", 290, "Gwen Pargetter", 0.85, 13),
    DemoCouncil("penny-hassett", "Penny Hassett", "Penny Hassett Borough Council", "X08000004", "North West", "Metropolitan district", "penny-hassett-statutory-direction", 170, "Harold Lindqvist", 0.5, 14),
)  # fmt: skip


@dataclass(frozen=True)
class DemoPerson:
    email: str
    name: str
    role: Role
    councils: tuple[str, ...] = ()  # none: the Department
    organisation: str = ""


def _of(council: str, role: Role, name: str, organisation: str = "") -> DemoPerson:
    local = name.lower().replace(" ", ".").replace("'", "")
    return DemoPerson(f"{local}@{council}.example", name, role, (council,), organisation)


PEOPLE = (
    # Borchester has one sign-in for each role.
    _of("borchester", Role.OFFICER, "Sam Hollis"),
    _of("borchester", Role.OFFICER, "Priya Nair"),
    _of("borchester", Role.LEAD, "Ruth Adeyemi"),
    _of("borchester", Role.DIRECTOR, "Daniel Marsh"),
    _of("borchester", Role.LEAD_MEMBER, "Joan Whitlock"),
    _of("borchester", Role.CHAIR, "Margaret Okafor"),
    _of("borchester", Role.BOARD_MEMBER, "Tom Brennan", "Borsetshire Constabulary"),
    _of("borchester", Role.ADMINISTRATOR, "Alice Penrose"),
    DemoPerson("nadia.rahman@education.example", "Nadia Rahman", Role.OBSERVER),
    DemoPerson("owen.fletcher@education.example", "Owen Fletcher", Role.CASE_LEAD),
    _of("felpersham", Role.OFFICER, "Leila Santos"),
    _of("felpersham", Role.LEAD, "Marcus Reid"),
    _of("felpersham", Role.DIRECTOR, "Helen Craddock"),
    _of("felpersham", Role.BOARD_MEMBER, "Nora Byrne", "Borsetshire Integrated Care Board"),
    _of("ambridge-and-loxley", Role.OFFICER, "Peter Archer"),
    _of("ambridge-and-loxley", Role.LEAD, "Yusuf Karim"),
    _of("ambridge-and-loxley", Role.DIRECTOR, "Susan Grundy"),
    # One chair of two boards: she is asked which council.
    DemoPerson(
        "gwen.pargetter@boards.example", "Gwen Pargetter", Role.CHAIR, ("felpersham", "ambridge-and-loxley")
    ),
    _of("penny-hassett", Role.OFFICER, "Grace Tully"),
    _of("penny-hassett", Role.LEAD, "Ian Forsyth"),
    _of("penny-hassett", Role.DIRECTOR, "Beatrice Holm"),
    _of("penny-hassett", Role.CHAIR, "Harold Lindqvist"),
)

ORGANISATIONS = (
    ("Borsetshire Constabulary", "police"),
    ("Borsetshire Integrated Care Board", "health"),
    ("Borsetshire Safeguarding Children Partnership", "partnership"),
    ("Borsetshire Association of Head Teachers", "schools"),
)


def sign_ins() -> list[dict[str, str | None]]:
    """One row a sign-in, as `demo_info` prints them and the sign-in page shows them."""
    return [
        {"email": person.email, "password": PASSWORD, "role": str(person.role), "council": slug or None}
        for person in PEOPLE
        for slug in person.councils or ("",)
    ]


def sign_ins_in_words() -> list[dict[str, str | None]]:
    """The same for people to read, on the sign-in page."""
    names = {council.slug: council.name for council in COUNCILS}
    return [
        {"email": person.email, "password": PASSWORD, "role": person.role.label, "council": names.get(slug)}
        for person in PEOPLE
        for slug in person.councils or ("",)
    ]
