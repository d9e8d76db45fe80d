"""Each cell of a table knows its column, so that a phone can show a row as lines: "Due: 18 Nov 2026" (_tables.scss)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

FEWEST = 3  # columns; two stand beside each other on any screen
DOWN = re.compile(r'rowspan="(\d+)"')
CELLS = re.compile(r"<(tr|td|th)(?=[\s>])[^>]*>")


def labelled(rows: Markup, columns: Iterable[Mapping[str, Any]]) -> Markup:
    """The rows of a table with `data-label` in every cell but the first of its row, which names the row. A row with a
    cell over several columns is left as it is, and so is a column whose heading is not shown. Rows over which the first
    cell reaches down begin with the second column."""
    labels = ["" if column.get("hidden") else str(escape(column["label"])) for column in columns]
    if len(labels) < FEWEST:
        return rows
    place = 0
    beside = 0  # rows still to come beside a first cell that reaches down

    def label(found: re.Match[str]) -> str:
        nonlocal place, beside
        tag, name = found[0], found[1]
        if name == "tr":
            place = 1 if beside else 0
            beside = max(beside - 1, 0)
            return tag
        if "colspan" in tag:
            place = len(labels)
        here, place = place, place + 1
        if not here and (down := DOWN.search(tag)):
            beside = int(down[1]) - 1
        if not 0 < here < len(labels) or not labels[here]:
            return tag
        return f'<{name} data-label="{labels[here]}"{tag[len(name) + 1 :]}'

    return Markup(CELLS.sub(label, str(rows)))
