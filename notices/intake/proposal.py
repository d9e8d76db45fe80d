"""What shall be recorded of a document: the contract's object (shared shape of `read_notice`), and on each entry

    id        a number of its own, one count for the whole proposal, kept through every split and join
    origin    which entries of the reading it came from (their seq, or place in the list); empty: a person added it
    place     where its words stand in the source text: [[start, end], …]
    changed   {"by", "at"} of the last person who changed it, or null
    dropped   {"by", "at", "why"} while it is left out, or null

A clause's `parent` and the `requirement` of its deadlines and targets are ids; `contract` turns them into numbers of
the reading order again. Beside the contract's own keys: `pages` (lines are pages of a PDF), `front_changed` (who
changed which fact of the front), `next_id`. Warnings carry `settled` ({"by", "at", "how", "why"}), or null while they are open.
Plain data and functions, no Django: the same rules hold for pages, API and tests.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# kind of entry → its list in the contract's object
LISTS = {
    "requirement": "requirements",
    "deadline": "deadlines",
    "target": "targets",
    "board": "board",
    "review": "reviews",
    "report": "reports",
    "evidence": "evidence",
}
OF_CLAUSE = ("deadline", "target")
FRONT = ("document_kind", "service_area", "issue_date", "signatory", "legal_basis", "revises")
_OURS = ("id", "origin", "place", "changed", "dropped")


def propose(reading: Json, places: Json) -> Json:
    """The reader's own proposal: version 1."""
    count = iter(range(1, 1_000_000))
    ids: dict[int, int] = {}

    def entry(data: Json, origin: int, place: list[list[int]]) -> Json:
        number = next(count)
        ours = {"id": number, "origin": [origin], "place": place, "changed": None, "dropped": None}
        return {**copy.deepcopy(data), **ours}

    proposal = copy.deepcopy(reading)
    proposal["requirements"] = []
    for item in reading["requirements"]:
        made = entry(item, item["seq"], places["requirements"].get(str(item["seq"]), []))
        ids[item["seq"]] = made["id"]
        made["parent"] = ids.get(item["parent"])
        made.pop("seq")
        proposal["requirements"].append(made)
    for kind in ("deadline", "target", "review", "report", "evidence"):
        name = LISTS[kind]
        proposal[name] = [entry(data, n, places[name][n]) for n, data in enumerate(reading[name])]
    for kind in OF_CLAUSE:
        for made in proposal[LISTS[kind]]:
            made["requirement"] = ids[made["requirement"]]
    if reading["board"]:
        proposal["board"] = entry(reading["board"], 0, places["board"])
    proposal["warnings"] = [
        {"id": next(count), "line": warning["line"], "message": warning["message"], "settled": None}
        for warning in reading["warnings"]
    ]
    proposal["front_changed"], proposal["pages"] = {}, places["pages"]
    proposal["next_id"] = next(count)
    return proposal


def contract(proposal: Json) -> Json:
    """What is recorded: the entries that are not dropped, numbered in reading order, without our own keys."""
    live = live_clauses(proposal)
    seq = {item["id"]: n for n, item in enumerate(live, start=1)}
    parents = {item["id"]: item["parent"] for item in proposal["requirements"]}

    def parent(item: Json) -> int | None:
        above = item["parent"]
        while above is not None and above not in seq:
            above = parents.get(above)
        return seq[above] if above is not None and seq[above] < seq[item["id"]] else None

    whole = {
        name: value for name, value in proposal.items() if name not in ("front_changed", "next_id", "pages")
    }
    whole["requirements"] = [{"seq": seq[i["id"]], **_bare(i), "parent": parent(i)} for i in live]
    for kind in OF_CLAUSE:
        name = LISTS[kind]
        whole[name] = [
            {**_bare(entry), "requirement": seq[entry["requirement"]]}
            for item in live
            for entry in of_clause(proposal, kind, item["id"])
            if not entry["dropped"]
        ]
    for kind in ("review", "report", "evidence"):
        whole[LISTS[kind]] = [_bare(entry) for entry in entries(proposal, kind) if not entry["dropped"]]
    board = proposal["board"]
    whole["board"] = _bare(board) if board and not board["dropped"] else None
    whole["warnings"] = []  # each is settled, by whom and why the intake keeps
    return copy.deepcopy(whole)


def entries(proposal: Json, kind: str) -> list[Json]:
    found = proposal[LISTS[kind]]
    if kind == "board":
        return [found] if found else []
    listed: list[Json] = found
    return listed


def everything(proposal: Json) -> Iterator[tuple[str, Json]]:
    for kind in LISTS:
        for entry in entries(proposal, kind):
            yield kind, entry


def find(proposal: Json, number: int) -> tuple[str, Json] | None:
    """The entry with an id, and its kind."""
    return next(((kind, entry) for kind, entry in everything(proposal) if entry["id"] == number), None)


def find_clause(proposal: Json, number: int | None) -> Json | None:
    return next((item for item in proposal["requirements"] if item["id"] == number), None)


def find_warning(proposal: Json, number: int) -> Json | None:
    return next((warning for warning in proposal["warnings"] if warning["id"] == number), None)


def of_clause(proposal: Json, kind: str, number: int) -> list[Json]:
    return [entry for entry in proposal[LISTS[kind]] if entry["requirement"] == number]


def live_clauses(proposal: Json) -> list[Json]:
    return [item for item in proposal["requirements"] if not item["dropped"]]


def next_clause(proposal: Json, number: int) -> Json | None:
    """The clause that follows in reading order and is not dropped."""
    live = [item for item in proposal["requirements"] if not item["dropped"] or item["id"] == number]
    after = [item["id"] for item in live].index(number) + 1
    return live[after] if after < len(live) else None


def open_warnings(proposal: Json) -> list[Json]:
    return [warning for warning in proposal["warnings"] if not warning["settled"]]


def citation(proposal: Json, item: Json) -> str:
    """As a person would cite a clause: "paragraph 12", or its place in the document."""
    if item["label"]:
        return f"paragraph {item['label']}"
    live = [found["id"] for found in live_clauses(proposal)]
    return f"item {live.index(item['id']) + 1}" if item["id"] in live else "dropped item"


def _bare(entry: Json) -> Json:
    return {name: value for name, value in entry.items() if name not in _OURS}
