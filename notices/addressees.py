"""The councils that a document can be addressed to, as the reader takes them."""

from __future__ import annotations

from councils.models import Council

from .reading import CouncilRecord


def council_records() -> list[CouncilRecord]:
    """The register from the database: the demonstration's councils are in no file."""
    return [
        CouncilRecord(
            name=council.name,
            gss_code=council.gss_code,
            official_name=council.official_name,
            short_name=council.short_name,
            active=council.ended_on is None,
            start_date=council.started_on,
            end_date=council.ended_on,
            successor_gss=tuple(successor.gss_code for successor in council.successors.all()),
        )
        for council in Council.objects.prefetch_related("successors")
    ]
