"""Everything that a council has recorded, in files that need no Noticeboard: a table each as CSV, and the documents.

The tables are found, not listed: every model that belongs to a council is in it the day it is made, its history too.
What the person who asks may not see (evidence for named people, say) is left out, with all that hangs on it.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.apps import apps
from django.db import models
from django.db.models import Sum

from .. import audit, scope
from ..files import harmless_name
from ..isolation import CouncilOwned
from ..lateness import long_date
from ..models import AuditEvent, Council, Membership, StoredFile, User
from ..refusal import Refused
from .csv_files import safe_cell

MOST_BYTES = 500 * 1024**2
_SECRET = re.compile("token|secret|password")
_ROWS = 500
Hidden = dict[type[models.Model], set[int]]


def export_council(council: Council, *, by: User, on: datetime.date) -> IO[bytes]:
    """A ZIP, complete, at its beginning. Raises Refused when the documents are too many for one download."""
    size = StoredFile.objects.filter(council=council).aggregate(size=Sum("size"))["size"] or 0
    if size > MOST_BYTES:
        raise Refused(
            f"The documents of {council} have {size // 1024**2} MB, more than one download can hold. "
            "Ask those who run this installation for a copy."
        )
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    with scope.unnarrowed():  # rows can be left out with all that hangs on them only where they are known
        hidden = _hidden(council, by)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = {path: _table(archive, path, rows, model) for path, model, rows in _tables(council, hidden)}
        files = sum(_documents(archive, model, council, hidden) for model in council_models())
        archive.writestr("README.txt", _readme(council, by, on, counts, files, bool(hidden)))
    out.seek(0)
    digest = hashlib.file_digest(out, "sha256").hexdigest()
    out.seek(0)
    audit.record(
        "downloaded everything that the council has recorded", council_id=council.pk, about=council, by=by,
        tables=len(counts), rows=sum(counts.values()), files=files, sha256=digest,
    )  # fmt: skip
    return out


def council_models() -> list[type[models.Model]]:
    """Every table with rows of one council: what people work with, then its history."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and any(field.name == "council" for field in model._meta.concrete_fields)
    ]
    return sorted(found, key=lambda model: (_is_history(model), model._meta.label_lower))


def path_of(model: type[models.Model]) -> str:
    folder = "history" if _is_history(model) else "tables"
    return f"{folder}/{model._meta.app_label}/{model._meta.model_name}.csv"


def _is_history(model: type[models.Model]) -> bool:
    return any(field.name == "pgh_id" for field in model._meta.concrete_fields)


def _tables(
    council: Council, hidden: Hidden
) -> Iterator[tuple[str, type[models.Model], models.QuerySet[Any]]]:
    yield "tables/councils/council.csv", Council, Council.objects.filter(pk=council.pk)
    members = Membership.objects.filter(council=council).values("user_id")
    yield "tables/councils/user.csv", User, User.objects.filter(pk__in=members)
    for model in council_models():
        rows = model._default_manager.filter(council=council).exclude(pk__in=hidden.get(model, ()))
        yield path_of(model), model, rows


def _hidden(council: Council, by: User) -> Hidden:
    """Rows that the person may not see, and every row that points to one of them."""
    found: Hidden = {}
    for model in council_models():
        if issubclass(model, CouncilOwned) or model is Membership:
            rows: Any = model._default_manager.filter(council=council)
            seen = rows.visible_to(by).order_by().values("pk")
            found[model] = set(rows.exclude(pk__in=seen).values_list("pk", flat=True))
    _also_of_rows(council, found)
    _also_quoting(council, found)
    found.setdefault(StoredFile, set()).update(_hidden_files(council, found))
    found.setdefault(AuditEvent, set()).update(_signed(council, found))
    return {model: ids for model, ids in found.items() if ids}


def _also_quoting(council: Council, found: Hidden) -> None:
    """Adds rows that repeat words of hidden ones (a model says which: `quoting` of its QuerySet), with their history."""
    for model in council_models():
        quoting = getattr(model._default_manager.all(), "quoting", None)
        if quoting is None:
            continue
        ids = set(quoting(council, found).values_list("pk", flat=True))
        found.setdefault(model, set()).update(ids)
        for past in council_models():
            if _is_history(past) and past._meta.get_field("pgh_obj").related_model is model:
                rows = past._default_manager.filter(council=council, pgh_obj__in=ids)
                found.setdefault(past, set()).update(rows.values_list("pk", flat=True))


def _also_of_rows(council: Council, found: Hidden) -> None:
    """Adds every row that points to one of these, and so on."""
    grows = True
    while grows:
        grows = False
        for model in council_models():
            for field in model._meta.concrete_fields:
                to = field.related_model
                ids = found.get(to) if field.is_relation and model is not StoredFile else None  # type: ignore[arg-type]
                if ids:
                    more = model._default_manager.filter(council=council, **{f"{field.attname}__in": ids})
                    before = found.setdefault(model, set())
                    new = set(more.values_list("pk", flat=True)) - before
                    before |= new
                    grows = grows or bool(new)


def _signed(council: Council, hidden: Hidden) -> set[int]:
    """What the audit log says of hidden rows: it leads to their page, or to one below it."""
    ids = set[int]()
    for model, pks in hidden.items():
        if not _is_history(model) and hasattr(model, "get_absolute_url"):
            for row in model._default_manager.filter(council=council, pk__in=pks):
                signed = AuditEvent.objects.filter(council=council, link__startswith=row.get_absolute_url())
                ids |= set(signed.values_list("pk", flat=True))
    return ids


def _hidden_files(council: Council, hidden: Hidden) -> set[int]:
    """Documents to which only hidden rows lead."""
    behind, open_ = set[int](), set[int]()
    for model in council_models():
        for field in model._meta.concrete_fields:
            if field.related_model is StoredFile:
                for pk, file_id in model._default_manager.filter(council=council).values_list(
                    "pk", field.attname
                ):
                    (behind if pk in hidden.get(model, ()) else open_).add(file_id)
    return behind - open_


def _table(archive: zipfile.ZipFile, path: str, rows: models.QuerySet[Any], model: type[models.Model]) -> int:
    """Columns as they are called in the database, ids kept, so that the tables can be joined again."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BinaryField) and not _SECRET.search(field.name)
    ]
    count = 0
    with archive.open(path, "w") as part:
        text = io.TextIOWrapper(part, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow([field.column for field in fields])
        names = [field.attname for field in fields]
        for values in rows.order_by("pk").values_list(*names).iterator(chunk_size=_ROWS):
            writer.writerow([_cell(value) for value in values])
            count += 1
        text.flush()
        text.detach()
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return safe_cell(json.dumps(value, ensure_ascii=False))
    return safe_cell(value)


def _documents(archive: zipfile.ZipFile, model: type[models.Model], council: Council, hidden: Hidden) -> int:
    """The bytes of each row, where its table keeps bytes: files/<table>/<id>-<name>."""
    columns = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
    if not columns or _is_history(model):
        return 0
    rows = model._default_manager.filter(council=council).exclude(pk__in=hidden.get(model, ()))
    count = 0
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        row: Any = model._default_manager.get(pk=pk)
        for column in columns:
            content = bytes(getattr(row, column))
            ending = "pdf" if content.startswith(b"%PDF") else "bin"
            name = harmless_name(getattr(row, "name", "") or f"{model._meta.model_name}.{ending}")
            archive.writestr(f"files/{model._meta.model_name}/{pk}-{name}", content)
            count += 1
    return count


def _readme(
    council: Council, by: User, on: datetime.date, counts: dict[str, int], files: int, leaves_out: bool
) -> str:
    lines = [
        f"Everything that {council} has recorded in Noticeboard, as at {long_date(on)}.",
        f"Downloaded by {by}.",
        "",
        "tables/   one CSV a table, UTF-8, its columns named as in the database. A column that ends in _id",
        "          holds the id of a row in another table. Dates are year-month-day, times are in UTC.",
        "history/  past states of the rows: pgh_obj_id is the row, pgh_created_at when, pgh_by_id who.",
        f"files/    {files} documents, each named by the id of its row.",
        "",
        "A text that a spreadsheet would run as a formula has an apostrophe in front.",
        "Not in here: passwords and keys of sign-ins.",
    ]
    if leaves_out:
        lines.append("Not in here either: what is restricted to named people, of whom you are not one.")
    return "\r\n".join([*lines, "", *(f"{path}: {number} rows" for path, number in counts.items()), ""])
