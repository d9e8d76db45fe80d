"""Start-up checks: no page without a policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from .policy import policy_of


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its full pattern text. The isolation tests are generated from this as well."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            yield path, entry


@register()
def every_route_has_a_policy(**kwargs: Any) -> list[Error]:
    return [
        Error(
            f"The route “{path}” has no policy.",
            hint="Put @policy(...) on its view.",
            id="councils.E001",
        )
        for path, entry in routes()
        if policy_of(entry.callback) is None
    ]
