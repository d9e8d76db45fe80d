"""Writing what a preview shows, and taking it back: a few statements for the whole file, not a dozen for each row.

The rules that the verbs of actions/services/ keep for one action are kept by the preview (its rows carry only what
those verbs would take) and by the constraints of the tables.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from psycopg2.extras import execute_values

from councils.models import Organisation, User
from councils.refusal import Refused

from ..models import (
    Action,
    ActionDependency,
    ActionPartner,
    ActionRequirement,
    ActionUpdate,
    Objective,
    PlanImport,
)
from ..models.action import FINISHED, Confidence
from ..services import add_objective
from ..services.around_action import help_with, wait_for
from .preview import Preview, Row

_BATCH = 500
_REPORTED = ("delivery", "confidence", "done_on", "reported_on", "version")


def write(preview: Preview, planned: PlanImport, *, by: User | None, on: datetime.date) -> dict[str, Any]:
    """Inside the transaction that worked out the preview under a lock. Returns what undoing needs (PlanImport.before)."""
    made = {
        id(new): add_objective(planned.plan, by=by, number=new.number, title=new.title, theme=new.theme)
        for new in preview.new_objectives
    }
    added, changed = preview.of("added"), preview.of("changed")
    _add(added, made, planned)
    before = {str(row.action.pk): _as_it_was(row) for row in changed if row.action}
    edited = [row for row in changed if row.edits]
    _edit(edited, made)
    _serve([*added, *edited])
    _tie([*added, *edited], planned)
    _report([row for row in [*added, *changed] if row.report], by=by, on=on)
    return {
        "added": [[row.action.pk, row.action.version] for row in added if row.action],
        "objectives": [objective.pk for objective in made.values()],
        "changed": {pk: {**was, "now": row.action.version} for (pk, was), row in zip(before.items(), changed, strict=True) if row.action},
    }  # fmt: skip


def _objective_id(row: Row, made: dict[int, Objective]) -> int:
    return (made.get(id(row.objective)) or row.objective).pk


def _add(rows: Sequence[Row], made: dict[int, Objective], planned: PlanImport) -> None:
    for row in rows:
        fields = {name: value for name, value in row.fields.items() if name != "objective_id"}
        row.action = Action(
            council_id=planned.council_id,
            plan=planned.plan,
            objective_id=_objective_id(row, made),
            ref=row.ref,
            brought_by=planned,
            **fields,
        )
    Action.objects.bulk_create([row.action for row in rows if row.action], batch_size=_BATCH)


def _edit(rows: Sequence[Row], made: dict[int, Objective]) -> None:
    names = {"version"}
    for row in rows:
        assert row.action
        for name, value in row.fields.items():
            setattr(row.action, name, _objective_id(row, made) if name == "objective_id" else value)
            names.add(name)
        row.action.version += 1
    if rows:
        Action.objects.bulk_update(
            [row.action for row in rows if row.action], sorted(names), batch_size=_BATCH
        )


def _serve(rows: Sequence[Row]) -> None:
    links = [
        ActionRequirement(council_id=row.action.council_id, action=row.action, requirement_id=pk)
        for row in rows
        if row.action
        for pk in sorted(row.links[0])
    ]
    ActionRequirement.objects.bulk_create(links, batch_size=_BATCH)
    for row in rows:
        if row.action and row.links[1]:
            row.action.requirement_links.filter(requirement_id__in=row.links[1]).delete()


def _tie(rows: Sequence[Row], planned: PlanImport) -> None:
    """Partner agencies, and what waits for what: by reference, for a row may wait for another of the same file."""
    of_council = {"council_id": planned.council_id}
    ids = dict(Action.objects.filter(**of_council, plan=planned.plan).values_list("ref", "id"))
    ActionPartner.objects.bulk_create(
        [
            ActionPartner(**of_council, action=row.action, organisation_id=pk)
            for row in rows
            if row.action
            for pk in sorted(row.partners[0])
        ],
        batch_size=_BATCH,
    )
    ActionDependency.objects.bulk_create(
        [
            ActionDependency(**of_council, action=row.action, waits_for_id=ids[ref])
            for row in rows
            if row.action
            for ref in sorted(row.waits[0])
        ],
        batch_size=_BATCH,
    )
    for row in rows:
        if row.action and row.partners[1]:
            row.action.partner_links.filter(organisation_id__in=row.partners[1]).delete()
        if row.action and row.waits[1]:
            row.action.dependency_links.filter(waits_for__ref__in=row.waits[1]).delete()


def _report(rows: Sequence[Row], *, by: User | None, on: datetime.date) -> None:
    updates = []
    for row in rows:
        assert row.action and row.report
        action, report = row.action, row.report
        action.delivery, action.confidence = report.delivery, report.confidence
        finished = report.delivery in FINISHED
        action.done_on = (action.done_on or report.done_on or on) if finished else None
        action.reported_on = on
        action.version += 1
        updates.append(
            ActionUpdate(
                council_id=action.council_id, action=action, version=action.version, reported_on=on, reported_by=by,
                delivery=report.delivery, confidence=report.confidence, narrative=report.narrative,
                evidence_of_impact=report.evidence_of_impact, recovery=report.recovery,
            )
        )  # fmt: skip
    if updates:
        _save([update.action for update in updates], _REPORTED)
        ActionUpdate.objects.bulk_create(updates, batch_size=_BATCH)


def _save(actions: Sequence[Action], names: Sequence[str]) -> None:
    """These columns of many actions, 500 a statement. Django's bulk_update says the same with a CASE for each value,
    which took ten times as long."""
    fields: list[Any] = [Action._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{f.column}" = v."{f.column}"' for f in fields)
    named = ", ".join(["id", "council_id", *(f'"{f.column}"' for f in fields)])
    typed = ", ".join(["%s", "%s", *(f"%s::{f.db_type(connection)}" for f in fields)])
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            f"UPDATE actions_action a SET {columns} FROM (VALUES %s) v({named}) "
            "WHERE a.id = v.id AND a.council_id = v.council_id",
            [(a.pk, a.council_id, *(getattr(a, f.attname) for f in fields)) for a in actions],
            template=f"({typed})",
            page_size=_BATCH,
        )


def _as_it_was(row: Row) -> dict[str, Any]:
    action = row.action
    assert action
    was: dict[str, Any] = {"fields": {name: _plain(getattr(action, name)) for name in row.fields}}
    if any(row.links):
        was["requirements"] = sorted(action.requirement_links.values_list("requirement_id", flat=True))
    if any(row.partners):
        was["partners"] = sorted(action.partner_links.values_list("organisation_id", flat=True))
    if any(row.waits):
        was["waits_for"] = sorted(action.dependency_links.values_list("waits_for_id", flat=True))
    if row.report:
        was["report"] = {
            name: _plain(getattr(action, name)) for name in ("delivery", "confidence", "done_on")
        }
    return was


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


# -- taking it back


def touched_since(planned: PlanImport) -> list[str]:
    """References of actions that the import wrote and that somebody has changed since, or tied something to."""
    versions = {int(pk): was["now"] for pk, was in planned.before["changed"].items()}
    versions |= dict(planned.before["added"])
    rows = Action.objects.filter(council_id=planned.council_id, pk__in=versions).select_for_update()
    found = {pk: (ref, version) for pk, ref, version in rows.values_list("pk", "ref", "version")}
    moved = {ref for pk, (ref, version) in found.items() if version != versions[pk]}
    moved |= _tied(planned, [pk for pk, _ in planned.before["added"]], ours=versions)
    gone = len(versions) - len(found)
    return [*sorted(moved), *(["an action that is gone"] if gone else [])]


def _tied(planned: PlanImport, ids: Sequence[int], *, ours: Container[int]) -> set[str]:
    """Evidence, date changes, indicators, findings, other actions that wait for it: whatever somebody has tied to an
    action that the import added. `ours`: actions that the import wrote itself."""
    found: set[str] = set()
    for relation in Action._meta.related_objects:
        model: Any = relation.related_model
        if relation.many_to_many or model in (ActionUpdate, ActionRequirement, ActionPartner):
            continue
        if model is ActionDependency:
            continue
        if not model._meta.managed or model._meta.model_name.endswith("event"):  # views, and the history
            continue
        name = relation.field.name
        rows = model.objects.filter(council_id=planned.council_id, **{f"{name}__in": ids})
        found |= set(rows.values_list(f"{name}__ref", flat=True))
    waiting = ActionDependency.objects.filter(council_id=planned.council_id, waits_for__in=ids)
    found |= {ref for pk, ref in waiting.values_list("action_id", "waits_for__ref") if pk not in ours}
    return found


def take_back(planned: PlanImport, *, by: User | None, on: datetime.date) -> None:
    """The plan as it was. Planned must be in the state "undone" already: only then the database lets its rows go."""
    added = [pk for pk, _ in planned.before["added"]]
    _put_back(planned, by=by, on=on)
    for model in (ActionRequirement, ActionPartner, ActionDependency):
        model.objects.filter(council_id=planned.council_id, action_id__in=added).delete()
    try:
        with transaction.atomic():  # their reports go with them (models/action.py)
            _delete(Action.objects.filter(council_id=planned.council_id, pk__in=added))
            made = Objective.objects.filter(
                council_id=planned.council_id, pk__in=planned.before["objectives"]
            )
            _delete(made.filter(actions=None))
    except IntegrityError as error:
        raise Refused(
            "Somebody has worked with actions of this import since, so it cannot be undone."
        ) from error


def _delete(rows: Any) -> None:
    rows.order_by()._raw_delete(rows.db)


def _put_back(planned: PlanImport, *, by: User | None, on: datetime.date) -> None:
    """Values as they were, as a further edit; what was reported as a further report, because reports stay."""
    changed = {int(pk): was for pk, was in planned.before["changed"].items()}
    actions = {a.pk: a for a in Action.objects.filter(council_id=planned.council_id, pk__in=changed)}
    names = {"version", *(name for was in changed.values() for name in was["fields"])}
    ties = ("requirements", "partners", "waits_for")
    edited = [pk for pk, was in changed.items() if was["fields"] or any(name in was for name in ties)]
    for pk in edited:
        for name, value in changed[pk]["fields"].items():
            setattr(actions[pk], name, _parsed(name, value))
        actions[pk].version += 1
        if "requirements" in changed[pk]:
            _serve_only(actions[pk], changed[pk]["requirements"])
        if "partners" in changed[pk]:
            help_with(actions[pk], Organisation.objects.filter(pk__in=changed[pk]["partners"]))
        if "waits_for" in changed[pk]:
            _wait_again(actions[pk], changed[pk]["waits_for"])
    if edited:
        _save([actions[pk] for pk in edited], sorted(names))
    _report_again(
        planned, {actions[pk]: was["report"] for pk, was in changed.items() if "report" in was}, by, on
    )


def _report_again(
    planned: PlanImport, reports: dict[Action, dict[str, Any]], by: User | None, on: datetime.date
) -> None:
    """The judgement before the import, with the words that stood beside it."""
    updates = []
    for action, was in reports.items():
        old = (
            action.updates.filter(
                version__lt=planned.before["changed"][str(action.pk)]["now"], no_change=False
            )
            .order_by("-version")
            .first()
        )
        worried = was["confidence"] != Confidence.ON_TRACK
        action.delivery, action.confidence = was["delivery"], was["confidence"]
        action.done_on, action.reported_on = _parsed("done_on", was["done_on"]), on
        action.version += 1
        said = f"Import {planned.number} was undone."
        updates.append(
            ActionUpdate(
                council_id=action.council_id, action=action, version=action.version, reported_on=on, reported_by=by,
                delivery=was["delivery"], confidence=was["confidence"],
                narrative=f"{said} {old.narrative}".strip() if old else said,
                evidence_of_impact=old.evidence_of_impact if old else "",
                recovery=(old.recovery if old else "") if worried else "",
            )
        )  # fmt: skip
    if updates:
        _save([update.action for update in updates], _REPORTED)
        ActionUpdate.objects.bulk_create(updates, batch_size=_BATCH)


def _wait_again(action: Action, ids: Sequence[int]) -> None:
    try:
        wait_for(action, Action.objects.filter(council_id=action.council_id, pk__in=ids))
    except ValidationError as circle:
        raise Refused(f"{' '.join(circle.messages)}. So this import cannot be undone.") from circle


def _serve_only(action: Action, ids: Iterable[int]) -> None:
    wanted = set(ids)
    linked = set(action.requirement_links.values_list("requirement_id", flat=True))
    action.requirement_links.filter(requirement_id__in=linked - wanted).delete()
    ActionRequirement.objects.bulk_create(
        [
            ActionRequirement(council_id=action.council_id, action=action, requirement_id=pk)
            for pk in wanted - linked
        ]
    )


def _parsed(name: str, value: Any) -> Any:
    return datetime.date.fromisoformat(value) if name.endswith("_on") and value else value
