"""The API's documentation as a page of the site, drawn from the same schema that programs read.

Our own page, not Swagger UI: that needs inline styles, which the content security policy refuses, and JavaScript.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

from councils.policy import policy


class KeptSchema(SchemaGenerator):
    """The schema does not change while a process runs, and takes a second to work out: it is worked out once."""

    def get_schema(self, request: object = None, public: bool = True) -> dict[str, Any]:
        return _schema()


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return schema


@policy(public=True)
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/api_docs.html", {"groups": operations()})


@cache
def operations() -> list[dict[str, Any]]:
    """Operations in groups by what they are about."""
    schema = _schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(_about(path), []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "description": operation.get("description", ""),
                    "parameters": [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"],
                    "fields": _fields(schema, operation),
                }
            )
    return [{"name": name, "operations": found} for name, found in groups.items()]


def _about(path: str) -> str:
    parts = [part for part in path.split("/") if part and not part.startswith("{")][2:]
    name = parts[1] if parts[0] == "councils" and len(parts) > 1 else parts[0]
    return name.replace("-", " ").capitalize()


def _fields(schema: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """Names of what a request body holds."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rsplit("/", 1)[-1]
        return list(schema["components"]["schemas"].get(name, {}).get("properties", {}))
    return []
