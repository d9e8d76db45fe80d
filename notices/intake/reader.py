"""The reader in a process of its own (`python -m notices.intake.reader`, councils/child.py): document in, reading out.

No Django here. Whatever the document does to the reader, it does it inside limits of time and memory.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from councils import child
from notices.reading import CouncilRecord, Reading, Unreadable, read_document
from notices.reading.places import find_places

SECONDS, MEMORY = 60, 512 * 1024**2
CLEARED = dict.fromkeys(range(32), " ") | {
    9: "\t",
    10: "\n",
    12: "\f",
}  # PostgreSQL keeps no NUL; nobody misses a bell


def as_json(reading: Reading) -> dict[str, Any]:
    """The contract's object, with the name of the board's chair, which the contract does not carry."""
    whole = reading.to_json()
    if reading.board is not None and reading.board.chair_name:
        whole["board"]["chair_name"] = reading.board.chair_name
    return whole


def telling(name: str, councils: Sequence[CouncilRecord]) -> dict[str, Any]:
    """What the parent tells the child beside the document: its name and the register."""
    rows = [dataclasses.asdict(council) for council in councils]
    return {"name": name, "councils": json.loads(json.dumps(rows, default=str))}


def work(content: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """{"refused": why}, or the reading, its places and its text. A name with another ending than the document's own
    is refused by the reader, so only the ending is used."""
    ending = PurePath(told["name"]).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"This file{ending}")  # the name that the reader's sentences begin with
        path.write_bytes(content)
        try:
            reading = read_document(path, councils=[_record(row) for row in told["councils"]])
        except Unreadable as why:
            return {"refused": str(why).replace(path.name, "This file")}, b""
    if not reading.importable:
        return {"refused": " ".join(warning.message for warning in reading.warnings)}, b""
    reading.source_text = reading.source_text.translate(CLEARED)
    result = {
        "reading": as_json(reading),
        "places": find_places(reading, pages=ending == ".pdf"),
        "source_text": reading.source_text,
    }
    return {"refused": None}, json.dumps(result).replace("\\u0000", "").encode()


def _record(row: dict[str, Any]) -> CouncilRecord:
    dates = {name: _day(row[name]) for name in ("start_date", "end_date")}
    return CouncilRecord(**{**row, **dates, "successor_gss": tuple(row["successor_gss"])})


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


if __name__ == "__main__":
    sys.exit(child.main(work))
