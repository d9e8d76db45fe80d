"""Which column of a table holds what: by its header, and where that says little, by what stands in the cells below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cells import PERIOD, SHARE, as_above, is_figure, says_nothing
from .dates import parse_date
from .labels import read_start

COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"^(?:nos?\.?|number|ref(?:erence)?(?: no\.?)?\.?|#|item(?: no\.?)?|para(?:graph)?\.?|(?:PI|KPI|NI)(?: (?:no\.?|ref))?)$",
            re.I,
        ),
    ),
    (
        "unit",
        re.compile(r"^(?:units?(?: of measure(?:ment)?)?|(?:measured|expressed|counted) (?:in|as))$", re.I),
    ),
    (
        "other",  # what others do, and what is said about a figure
        re.compile(
            r"\b(?:neighbours?|national|england|regional?|region|comparators?|benchmark|similar|average of|others?|trend|direction|rag|rating|notes?|"
            r"comments?|sources?|evidence|polarity|good is|frequency|measured by|how (?:it is|this is|it will be) (?:measured|counted))\b",
            re.I,
        ),
    ),
    (
        "baseline",
        re.compile(
            r"\b(?:baseline|current(?:ly)?|actual|outturn|latest|position|start(?:ing)?(?: point)?|performance (?:at|in)|as at|now|was|before|"
            r"(?:at|on|when|at the time of)(?: the)?(?: last)? inspect\w*|inspection|today|at present|present|existing|previous|recorded|published|found|reported|last (?:year|measured|known)|level at|"
            r"where (?:the |our |your )?(?:\w+ ){0,2}(?:is|are|was|were|stands?|stood))\b|\bfrom$",
            re.I,
        ),
    ),
    (
        "target",
        re.compile(
            r"\b(?:targets?|goal|aim|ambition|required|to (?:reach|be (?:reached|achieved|attained|met)(?!\W+by\b))|must (?:reach|be)|expected|expectation|"
            r"trajectory|milestone|floor|ceiling|cap|threshold|limit|to achieve|minimum|maximum|success looks|desired|permitted|allowed|acceptable|not? (?:more|less|fewer|higher|lower) than|at (?:least|most))\b|\b(?:to|reach|then)$",
            re.I,
        ),
    ),
    (
        "by",
        re.compile(
            r"\b(?:by when|deadline|due|date|timescales?|completion|when|milestone|(?:no|not) later than|not after|latest by|"
            r"to be (?:met|achieved|completed|done)(?: by)?|end date|timing)\b|^by$",
            re.I,
        ),
    ),
    ("who", re.compile(r"\b(?:lead|owner|responsible|who|by whom|accountable)\b", re.I)),
    (
        "text",
        re.compile(
            r"\b(?:councils?|authority|you) (?:must|shall|is to|are to|should|will)\b|\b(?:measures?|indicators?|metric|requirements?|(?:required )?actions?|descriptions?|areas?|what|performance|definition|outcomes?|task|step|"
            r"improvement|standards?|subject|activity|duty|duties|service|objectives?|commitments?)\b",
            re.I,
        ),
    ),
)
FIGURES = re.compile(
    r"\b(?:targets?|baseline|milestone|now|current)\b", re.I
)  # what no number of a row is called
AIMS = next(place for place, (name, _) in enumerate(COLUMNS) if name == "target")
SHARES = re.compile(r"%|\bper ?cent|\bpercentage\b|\bproportion\b", re.I)
INTERVAL = re.compile(r"(?:at |after |within )?\d{1,2} (?:months?|weeks?)", re.I)
BINDS = re.compile(
    r"[≥≤<>]|at (?:least|most)\b|not? (?:more|less|fewer|above|below|over|under)\b|up to\b|under\b|over\b|below\b|above\b|m(?:in|ax)(?:imum)?\b|\d.* or (?:more|less|fewer|above|below|better)\b",
    re.I,
)


def column_roles(cells: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> list[str]:
    """What each column holds, if these cells are a header; else nothing. Several targets are target, target 2 …

    `rows` are the rows below: a column of numbers is a baseline or a target whatever its header is called.
    """
    if not all(len(cell) < 60 for cell in cells) or any(
        re.search(r"\d\s*%|[.;]\s*$", cell) and not COLUMNS[0][1].match(cell) for cell in cells
    ):
        return []
    body = [row for row in rows if len(row) == len(cells)]
    named = [_named(cell, [row[column] for row in body]) for column, cell in enumerate(cells)]
    if named[0] != "label" and read_start(cells[0]).label is not None and not read_start(cells[0]).rest:
        return []  # "M1 | Appoint …": a row
    if sum(bool(cell.strip()) for cell in cells) < 2 or all(
        _numeric(cell) or not cell.strip() for cell in cells[1:]
    ):
        return []
    if any(is_figure(cell) and not ("text" in named and INTERVAL.fullmatch(cell.strip())) for cell in cells):
        return []  # a row of figures
    numbers = _numbers(cells, rows)
    roles = _of_numbers(cells, named, numbers, rows) if any(numbers) else _of_words(cells, named)
    if any(numbers):
        for column in range(len(cells)):
            if not numbers[column] and _dates([row[column] for row in body]):
                roles[column] = "by"
    if any(numbers) and "text" not in roles:
        _first_text(cells, roles, numbers, rows)
    counted: list[str] = []
    for role in roles:
        same = sum(other.partition(" ")[0] == role for other in counted) if role else 0
        counted.append(f"{role} {same + 1}" if same and role else role)
    known = [role for role in counted if role and not role.startswith("other")]
    return counted if "text" in counted and len(known) >= 2 else []


def _named(head: str, below: Sequence[str]) -> str | None:
    """What a header calls its column. One named after figures in which none stands holds dates ("Target date"), or words."""
    names = [name for name, pattern in COLUMNS if pattern.search(head)]
    if names[:1] in (["target"], ["baseline"]) and any(cell.strip() for cell in below):
        if _dates(below):
            return "by"
        if not any(is_figure(cell) or SHARE.search(cell) for cell in below):
            names = [name for name in names if name not in ("target", "baseline")]
    return names[0] if names else None


def _dates(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip() and not as_above(cell) and not says_nothing(cell)]
    return bool(filled) and all(
        (parse_date(cell) is not None or PERIOD.fullmatch(cell.strip())) and not is_figure(cell)
        for cell in filled
    )


def _numeric(cell: str) -> bool:
    """A figure, or a dash where there is none."""
    return is_figure(cell) or says_nothing(cell)


def roles_without_header(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows that say what they are by themselves: a measure, its share and its day ("Visits on time | 85% | 31 December 2013")."""
    if len(rows) < 2 or len({len(row) for row in rows}) != 1 or len(rows[0]) not in (2, 3):
        return []
    columns = [[row[place].strip() for row in rows] for place in range(len(rows[0]))]
    dated = [all(parse_date(cell) is not None for cell in column) for column in columns[1:]]
    shares = [all(_numeric(cell) and SHARE.search(cell) for cell in column) for column in columns[1:]]
    named = all(re.match(r"[A-Za-z][^.;:]{6,}$", cell) for cell in columns[0])
    if not named or shares.count(True) != 1 or dated.count(True) != len(dated) - 1:
        return []
    return ["text", *("target" if share else "by" for share in shares)]


def _numbers(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold figures: most of their cells are numbers, and the table says a share or a date somewhere."""
    body = [row for row in rows if len(row) == len(cells)]
    if not body:
        return [False] * len(cells)
    numbers = []
    for column in range(len(cells)):
        filled = [row[column].strip() for row in body if row[column].strip()]
        numeric = sum(bool(_numeric(cell)) for cell in filled)
        may_be = column > 0 or any(SHARE.search(cell) for cell in filled) or bool(FIGURES.search(cells[0]))
        numbers.append(may_be and bool(filled) and numeric >= 0.6 * len(filled))
    counts_rows = [
        row[column].strip() == str(number)
        for column in (0, 1)
        if column < len(cells)
        for number, row in enumerate(body, start=1)
    ]
    if len(cells) > 1 and numbers[1] and all(counts_rows[len(body) :]):
        numbers[1] = False  # 1, 2, 3 …: the rows' own numbers
    shares = any(SHARE.search(cell) or SHARES.search(cell) for row in (cells, *body) for cell in row)
    periods = [PERIOD_HEADER.match(cell.strip()) is not None for cell in cells]
    dated = sum(number and period for number, period in zip(numbers, periods, strict=True)) > 1
    aims = any(COLUMNS[AIMS][1].search(cell) for cell in cells)
    return numbers if shares or dated or aims else [False] * len(cells)


def _bound(cells: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> list[int]:
    """The columns whose figures say how they bind ("≥ 85%", "max. 5%"), where others say nothing: those are to be reached."""
    body = [row for row in rows if len(row) == len(cells)]
    binding = [
        column
        for column, is_number in enumerate(numbers)
        if is_number and 2 * sum(bool(BINDS.match(row[column].strip())) for row in body) > len(body)
    ]
    return binding if len(binding) < sum(numbers) else []


def _of_numbers(
    cells: Sequence[str],
    named: Sequence[str | None],
    numbers: Sequence[bool],
    rows: Sequence[Sequence[str]],
) -> list[str]:
    """Roles where columns hold figures: others' figures, the baseline before, the targets after."""
    roles = [role or "" for role in named]
    figures = [column for column, is_number in enumerate(numbers) if is_number]
    said = {column: named[column] for column in figures}
    future = [
        column
        for column in figures
        if re.match(r"(?:by|to|end(?: of)?)\b", cells[column].strip(), re.I) and PERIOD.search(cells[column])
    ]
    bound = _bound(cells, rows, numbers) if len(figures) > 1 else []
    targets = [c for c in figures if said[c] == "target" or c in future or c in bound]
    for column in figures:
        role = said[column]
        if column in targets:
            roles[column] = "target"
        elif role in ("other", "baseline"):
            roles[column] = role
        elif targets:
            roles[column] = (
                "baseline"
                if (column < targets[0] or bound or _earlier(cells[column], [cells[c] for c in targets]))
                and "baseline" not in (said[c] for c in figures)
                else "other"
            )
        else:
            first = column == figures[0] and len(figures) > 1 and "baseline" not in said.values()
            roles[column] = "baseline" if first else "target"
    if roles.count("baseline") > 1:
        kept = [column for column, role in enumerate(roles) if role == "baseline"][-1]
        roles = [
            "other" if role == "baseline" and column != kept else role for column, role in enumerate(roles)
        ]
    return [
        ("other" if role == "text" and "text" in roles[:column] else role)
        for column, role in enumerate(roles)
    ]


def _earlier(head: str, others: Sequence[str]) -> bool:
    """Whether a column is of a year before those of the targets, wherever it stands."""
    years = [_last_year(other) for other in others]
    own = _last_year(head)
    return own is not None and all(year is not None and own < year for year in years)


def _last_year(head: str) -> int | None:
    span = re.search(r"\b((?:19|20)\d\d)\s?[-/–]\s?(?:\d{4}|\d\d)\b", head)
    if span:
        return int(span[1]) + 1
    years = re.findall(r"\b(?:19|20)\d\d\b", head)
    return int(years[-1]) if years else None


def upright(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """A table with a measure in each column and its baseline, targets or dates in the rows, turned round; else nothing.

    In print the empty corner is often lost: the head is one cell shorter then.
    """
    if len(rows) < 2:
        return []
    width = len(rows[1])
    head = ["", *rows[0]] if len(rows[0]) == width - 1 else list(rows[0])
    body = [list(row) for row in rows[1:]]
    if width < 2 or len(head) != width or any(len(row) != width for row in body):
        return []
    if any(COLUMNS[-1][1].search(cell) for cell in head) and any(
        COLUMNS[AIMS][1].search(cell) or COLUMNS[AIMS - 1][1].search(cell) for cell in head
    ):
        return []  # "By | Measure | Now | Target": the dates of rows, and no names of them
    names = [row[0].strip() for row in body]
    aims = [bool(COLUMNS[AIMS][1].search(name)) for name in names]
    timed = [parse_date(name) is not None or PERIOD.search(name) is not None for name in names]
    said = [bool(COLUMNS[AIMS - 1][1].search(name)) for name in names]
    if not all(a or t or s for a, t, s in zip(aims, timed, said, strict=True)) or not (
        any(aims) or all(timed)
    ):
        return []
    figures = [cell for row in body for cell in row[1:] if cell.strip()]
    if sum(bool(_numeric(cell)) for cell in figures) < 0.6 * max(len(figures), 1):
        return []
    if any(not re.search(r"[A-Za-z]{3}", cell) or parse_date(cell) for cell in head[1:]):
        return []
    return [["Measure", *names], *([head[n], *(row[n] for row in body)] for n in range(1, width))]


def _first_text(
    cells: Sequence[str], roles: list[str], numbers: Sequence[bool], rows: Sequence[Sequence[str]]
) -> None:
    """The column of words, if no header names one: the first in which words stand."""
    body = [row for row in rows if len(row) == len(cells)]
    for allowed in (("", "label", "by"), ("other",)):
        for column, role in enumerate(roles):
            words = [row[column] for row in body if re.search(r"[A-Za-z]{3}", row[column])]
            if numbers[column] or role not in allowed or 2 * len(words) <= len(body) or _dates(words):
                continue
            roles[column] = "text"
            return


def _of_words(cells: Sequence[str], named: Sequence[str | None]) -> list[str]:
    """Roles from the header alone."""
    first_target = named.index("target") if "target" in named else None
    roles: list[str] = []
    for index, (role, cell) in enumerate(zip(named, cells, strict=True)):
        period = role is None and PERIOD_HEADER.match(cell.strip()) is not None
        if period:
            before = first_target is not None and index < first_target and "baseline" not in named
            role = "baseline" if before else "target"
        if role in (None, "text") and "text" in roles:
            role = "other"
        roles.append(role or "")
    return roles


PERIOD_HEADER = re.compile(
    r"^(?:(?:by|end(?: of)?|at)\s+)*(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:19|20)\d\d$|^(?:19|20)\d\d(?:[-/–]\d{2,4})?$|^Q[1-4]\b"
)
