"""B22: many people write to one action at once. Every save stays, everybody else is told, and nobody's words are lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from django.apps import apps
from django.db import connections
from django.test import Client

from actions.models import Action, ActionUpdate
from councils import scope
from councils.models import User

WORDS = re.compile(r"Words of writer \d+ in round \d+x")
BASED_ON = re.compile(r'name="based_on" id="id_based_on" value="(\d+)"')


@dataclass(frozen=True)
class Try:
    """One form that was sent, and what came back."""

    words: str
    kind: str  # update or edit
    based_on: int
    status: int
    shown: frozenset[str]  # the words that the answer showed
    reported: bool  # whether it told that progress was reported


@dataclass(frozen=True)
class Edited:
    tries: int
    saved: int
    conflicts: int
    lost: int  # answered as saved, and not there; or there without such an answer
    doubled: int
    untold: int  # conflicts whose page did not show what was typed and what was saved first
    versions: int

    @property
    def is_good(self) -> bool:
        return (self.lost, self.doubled, self.untold) == (0, 0, 0) and self.versions == self.saved


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(user)
    return client


@contextmanager
def at_once(people: int) -> Iterator[Callable[[Callable[[int], Any]], list[Any]]]:
    """`run(work)` does `work(0)`, `work(1)` … in as many threads; each gives its connection back."""

    def closing(work: Callable[[int], Any]) -> Callable[[int], Any]:
        def run(number: int) -> Any:
            try:
                return work(number)
            finally:
                connections["default"].close()

        return run

    with ThreadPoolExecutor(people) as pool:
        yield lambda work: list(pool.map(closing(work), range(people)))


def write_at_once(action: Action, lead: User, *, threads: int, rounds: int) -> Edited:
    """Each thread reports on the action, or edits what the plan says of it (every fourth time), from the version that its
    last page showed."""
    start = Barrier(threads)
    address = action.get_absolute_url()
    plain = {"objective": action.objective_id, "owner": f"u{lead.pk}", "priority": action.priority}
    first = action.version

    def write(writer: int) -> list[Try]:
        client, version, done = signed_in(lead), first, []
        start.wait()
        for number in range(rounds):
            words = f"Words of writer {writer} in round {number}x"
            kind = "edit" if (writer + number) % 4 == 0 else "update"
            sent = (
                {**plain, "title": words}
                if kind == "edit"
                else {"delivery": "in_progress", "confidence": "on_track", "narrative": words}
            )
            answer = client.post(f"{address}{kind}/", {**sent, "based_on": version})
            page = answer.content.decode()
            done.append(
                Try(
                    words, kind, version, answer.status_code, frozenset(WORDS.findall(page)),
                    "Progress was reported" in page,
                )
            )  # fmt: skip
            shown = BASED_ON.search(page)
            version = int(shown[1]) if shown else version + 1
        return done

    with at_once(threads) as run:
        tries = [one for done in run(write) for one in done]
    return _account(action, tries, first)


def _account(action: Action, tries: list[Try], first: int) -> Edited:
    """What was answered, against what the database holds."""
    with scope.entered(scope.for_council(action.council_id)):
        reports = dict(ActionUpdate.objects.filter(action=action).values_list("version", "narrative"))
        history = apps.get_model("actions", "ActionEvent").objects.filter(pgh_obj_id=action.pk)
        states = list(history.order_by("version", "pgh_id").values_list("version", "title"))
        last = Action.objects.get(pk=action.pk).version
    titles = {version: title for version, title in states if WORDS.fullmatch(title)}
    edits = {v: t for v, t in titles.items() if v not in reports and t != titles.get(v - 1)}
    there = {**reports, **edits}
    saved = [one for one in tries if one.status == 302]
    conflicts = [one for one in tries if one.status == 409]
    kept = list(there.values())
    answered = {one.based_on + 1: one.words for one in saved}
    return Edited(
        tries=len(tries),
        saved=len(saved),
        conflicts=len(conflicts),
        lost=len(set(answered.items()) ^ set(there.items())) + len(tries) - len(saved) - len(conflicts),
        doubled=len(kept) - len(set(kept)),
        untold=sum(not _was_told(one, reports, edits) for one in conflicts),
        versions=last - first,
    )


def _was_told(one: Try, reports: dict[int, str], edits: dict[int, str]) -> bool:
    """The page of a conflict: their own words, and what was saved first from the version that they had."""
    winner = one.based_on + 1
    other = edits.get(winner) or reports.get(winner, "")
    told = other in one.shown or (one.kind == "edit" and winner in reports and one.reported)
    return one.words in one.shown and bool(other) and told
