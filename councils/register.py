"""The register of councils, from councils/data/councils.csv (source and licence beside it)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.text import slugify

FILE = Path(__file__).parent / "data" / "councils.csv"


def rows() -> Iterator[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(council_model: Any) -> int:
    """Bring the register up to the file, by GSS code. Safe to repeat; addresses (slugs) never change."""
    loaded = {row["gss_code"]: _save(council_model, row)[0] for row in rows()}
    for row in rows():
        successors = [loaded[code] for code in row["successor_gss"].split(";") if code]
        loaded[row["gss_code"]].successors.set(successors)
    return len(loaded)


def _save(council_model: Any, row: dict[str, str]) -> tuple[Any, bool]:
    facts = {
        "name": row["name"],
        "short_name": row["short_name"] or row["name"],
        "official_name": row["official_name"],
        "former_gss_codes": [code for code in row["former_gss_codes"].split(";") if code],
        "dfe_code": row["dfe_code"],
        "region": row["region"],
        "kind": row["type"],
        "started_on": row["start_date"] or None,
        "ended_on": row["end_date"] or None,
    }
    result: tuple[Any, bool] = council_model.objects.update_or_create(
        gss_code=row["gss_code"],
        defaults=facts,
        create_defaults={**facts, "slug": _slug(row)},
    )
    return result


def _slug(row: dict[str, str]) -> str:
    """An abolished council carries its last year: its successor may bear the same name."""
    slug = slugify(row["short_name"] or row["name"])
    return f"{slug}-until-{row['end_date'][:4]}" if row["end_date"] else slug
