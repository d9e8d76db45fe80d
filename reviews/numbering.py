"""Rows that are numbered for the council as a whole, one at a time."""

from __future__ import annotations

from typing import Any

from boards.services.meeting import next_number
from councils.models import Council


def next_of(model: Any, council_id: int) -> int:
    """Whoever counts holds the council's row until the transaction ends."""
    Council.objects.select_for_update(no_key=True).get(pk=council_id)
    return next_number(model.objects.filter(council_id=council_id))
