"""The verbs of an import: begin, choose columns, apply, undo, discard. Each signs the audit log."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from councils import audit
from councils.files import ending_of, keep
from councils.models import User
from councils.refusal import Refused

from ..models import Plan, PlanImport
from ..permissions import why_read_only
from . import columns, keeping_values, values
from .applying import take_back, touched_since, write
from .fields import FIELDS, is_heading
from .grids import ENDINGS, Grid, read_grids
from .headings import Table, find_table, table_at
from .plan_now import PlanNow, plan_now
from .preview import Preview, work_out

NO_HEADINGS = (
    "No row of headings was found. Choose the worksheet and the row in which the headings of the table stand"
)
MOVED = "The plan or the file's columns changed after you looked. Check again what would be imported."


@dataclass(frozen=True)
class Opened:
    """The file of an import, read: all worksheets, and the tables that are imported together."""

    grids: Sequence[Grid]
    tables: Sequence[Table]


def find_tables(grids: Sequence[Grid], like: Callable[[str], bool] = is_heading) -> list[Table]:
    """The table with the most rows, and those of other worksheets that have the very same headings."""
    tables = [table for grid in grids if (table := find_table(grid, like))]
    if not tables:
        return []
    best = max(tables, key=lambda table: len(table.grid.rows) - table.first)
    return [table for table in tables if table.fingerprint == best.fingerprint]


def open_file(planned: PlanImport) -> Opened:
    """Raises Refused when the file cannot be read, though it could be when it was uploaded."""
    grids = read_grids(bytes(planned.file.content), ending_of(planned.file.name), percent=planned.of_values)
    chosen = next((grid for grid in grids if grid.name == planned.sheet), grids[0])
    first = table_at(chosen, planned.header_row, planned.header_lines)
    alike = [
        t
        for t in find_tables(grids, _like(planned))
        if t.fingerprint == first.fingerprint and t.grid is not chosen
    ]
    tables = sorted([first, *alike], key=lambda table: grids.index(table.grid))
    return Opened(grids, tables)


def _like(planned: PlanImport) -> Callable[[str], bool]:
    """What reads like the heading of such a table."""
    if not planned.of_values:
        return is_heading
    return values.reads_like_heading(values.names_of(values.indicators_for(planned, None)))


def has_headings(planned: PlanImport, opened: Opened) -> bool:
    return bool(find_tables(opened.grids, _like(planned)))


def mapping_of(planned: PlanImport) -> dict[int, str]:
    return {int(column): name for column, name in planned.mapping.items() if name}


@transaction.atomic
def begin(
    plan: Plan,
    upload: UploadedFile,
    *,
    by: User | None,
    on: datetime.date,
    holds: str = PlanImport.Holds.PLAN,
) -> PlanImport:
    """Keep the file, find its table, guess its columns (or remember them). Raises Refused in one sentence."""
    _require_open(plan, on=on)
    file = keep(upload, council=plan.council, by=by, kinds=ENDINGS)
    last = PlanImport.objects.filter(council_id=plan.council_id).aggregate(last=Max("number"))["last"]
    planned = PlanImport(
        council_id=plan.council_id, plan=plan, number=(last or 0) + 1, holds=holds, file=file, made_by=by
    )
    planned.council = plan.council
    grids = read_grids(bytes(file.content), ending_of(file.name), percent=planned.of_values)
    tables = find_tables(grids, _like(planned))
    _place(planned, tables[0] if tables else table_at(grids[0], 1, 1), on=on)
    planned.save()
    _sign("uploaded a spreadsheet for the plan", planned, by, file=file.name, sha256=file.sha256, holds=holds)
    return planned


def look_at(planned: PlanImport, *, by: User, on: datetime.date, sheet: str, header_row: int) -> None:
    """Take another worksheet, or another row as the headings."""
    _require_waiting(planned, on=on)
    grids = read_grids(bytes(planned.file.content), ending_of(planned.file.name), percent=planned.of_values)
    grid = next((grid for grid in grids if grid.name == sheet), None)
    if grid is None or not 1 <= header_row <= len(grid.rows):
        raise Refused("Choose a worksheet of the file and one of its rows")
    found = find_table(grid, _like(planned))
    table = found if found and found.row == header_row else table_at(grid, header_row, 1)
    _place(planned, table, on=on)
    planned.save(update_fields=["sheet", "header_row", "header_lines", "fingerprint", "mapping"])


def choose_columns(
    planned: PlanImport, *, by: User | None, on: datetime.date, mapping: Mapping[int, str]
) -> None:
    """What each column holds. The council's next table with the same headings begins with it."""
    _require_waiting(planned, on=on)
    fields, why_not = (values.FIELDS, values.why_not) if planned.of_values else (FIELDS, columns.why_not)
    if unknown := sorted({name for name in mapping.values() if name and name not in fields}):
        raise Refused(f"A column of such a file cannot hold {unknown[0]}")
    if reason := why_not(mapping):
        raise Refused(reason)
    planned.mapping = {str(column): name for column, name in sorted(mapping.items()) if name}
    planned.state = PlanImport.State.MAPPED
    planned.save(update_fields=["mapping", "state"])
    _sign("chose the columns of a spreadsheet", planned, by)


def preview(planned: PlanImport, *, by: User | None, on: datetime.date, lock: bool = False) -> Preview:
    """As `by` may see it. Writes nothing."""
    if planned.of_values:
        assert by is not None
        theirs = values.indicators_for(planned, by)
        return values.work_out(open_file(planned).tables, mapping_of(planned), theirs, by=by, on=on)
    now = plan_now(planned.plan, by=by, on=on, lock=lock)
    return work_out(open_file(planned).tables, mapping_of(planned), now)


@transaction.atomic
def apply(planned: PlanImport, *, by: User | None, on: datetime.date, agreed: str) -> Preview:
    """Write what the preview with the digest `agreed` showed; rows with errors are left out. Raises Refused when
    something moved since, or when it was applied already."""
    Plan.objects.select_for_update().get(pk=planned.plan_id, council_id=planned.council_id)
    fresh = PlanImport.objects.select_for_update().get(pk=planned.pk, council_id=planned.council_id)
    planned.state = fresh.state
    _require_waiting(planned, on=on)
    if planned.state != PlanImport.State.MAPPED:
        raise Refused("Choose the columns first")
    found = preview(planned, by=by, on=on, lock=True)
    if found.digest != agreed:
        raise Refused(MOVED)
    counts = found.counts
    if not counts["added"] and not counts["changed"]:
        raise Refused("There is nothing to import: no row adds or changes anything")
    if isinstance(found, values.ValuesPreview):
        assert by is not None
        planned.before = keeping_values.write(found, by=by, on=on)
    else:
        planned.before = write(found, planned, by=by, on=on)
    planned.state, planned.applied_at, planned.applied_by = PlanImport.State.APPLIED, timezone.now(), by
    planned.added, planned.changed = counts["added"], counts["changed"]
    planned.unchanged, planned.refused = counts["unchanged"], counts["error"]
    planned.save()
    _sign(
        "imported a spreadsheet into the plan", planned, by, file=planned.file.name, sha256=planned.file.sha256,
        added=[row.ref or row.where for row in found.of("added")],
        changed=[row.ref or row.where for row in found.of("changed")], left_out=counts["error"],
    )  # fmt: skip
    return found


@transaction.atomic
def undo(planned: PlanImport, *, by: User | None, on: datetime.date) -> None:
    """Take the import back, once, and only while nobody has changed what it wrote. Raises Refused."""
    if reason := why_read_only(planned.plan, planned.plan.council, on=on):
        raise Refused(reason)
    fresh = PlanImport.objects.select_for_update().get(pk=planned.pk, council_id=planned.council_id)
    if fresh.state != PlanImport.State.APPLIED:
        raise Refused(
            "This import was undone already" if fresh.state == "undone" else "Nothing was imported yet"
        )
    touched = keeping_values.touched_since if fresh.of_values else touched_since
    if moved := touched(fresh):
        raise Refused(_why_not_undone(fresh, moved))
    fresh.plan, fresh.council = planned.plan, planned.council
    fresh.state, fresh.undone_at, fresh.undone_by = PlanImport.State.UNDONE, timezone.now(), by
    fresh.save(update_fields=["state", "undone_at", "undone_by"])
    if fresh.of_values:
        assert by is not None
        keeping_values.take_back(fresh, by=by, on=on)
    else:
        take_back(fresh, by=by, on=on)
    planned.state = fresh.state
    _sign("undid an import into the plan", planned, by, added=fresh.added, changed=fresh.changed)


def discard(planned: PlanImport, *, by: User, on: datetime.date) -> None:
    """It will not be imported. The file stays on record."""
    _require_waiting(planned, on=on)
    planned.state = PlanImport.State.DISCARDED
    planned.save(update_fields=["state"])
    _sign("discarded a spreadsheet", planned, by)


def _place(planned: PlanImport, table: Table, *, on: datetime.date) -> None:
    """Where the table is and what its columns hold: as the council said of the last table like it, or guessed."""
    before = PlanImport.objects.filter(council_id=planned.council_id)
    remembered = before.mapped_like(table.fingerprint, holds=planned.holds).first()
    if remembered:
        mapping = mapping_of(remembered)
    elif planned.of_values:
        mapping = values.guess(table, values.names_of(values.indicators_for(planned, None)))
    else:
        mapping = columns.guess(table, known_names=PlanNow(planned.plan, on).names())
    planned.sheet, planned.header_row, planned.header_lines = table.grid.name, table.row, table.lines
    planned.fingerprint = table.fingerprint
    planned.mapping = {str(column): name for column, name in mapping.items()}


def _require_open(plan: Plan, *, on: datetime.date) -> None:
    if reason := why_read_only(plan, plan.council, on=on):
        raise Refused(reason)


def _require_waiting(planned: PlanImport, *, on: datetime.date) -> None:
    _require_open(planned.plan, on=on)
    if not planned.is_open:
        words = {"applied": "imported", "undone": "imported and undone", "discarded": "discarded"}
        raise Refused(f"This file was {words[planned.state]} already")


def _why_not_undone(planned: PlanImport, moved: Sequence[str]) -> str:
    shown = ", ".join(moved[:5]) + (f" and {len(moved) - 5} more" if len(moved) > 5 else "")
    return f"Somebody has changed {shown} since this import, so it cannot be undone. Change those {planned.thing}s themselves."


def _sign(verb: str, planned: PlanImport, by: User | None, **detail: Any) -> None:
    audit.record(
        verb, council_id=planned.council_id, about=planned, by=by, link=planned.get_absolute_url(), **detail
    )
