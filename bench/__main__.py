"""`make bench`: fills scratch databases, measures, prints one JSON object as the last line. `--help` for sizes."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import subprocess
import sys
from typing import Any

from . import rows
from .pages import Pages, progress
from .scratch import PASSWORD, Scratch, filled, say
from .web import Client, hidden, in_turns, served

PARTS = ("pages", "isolation", "reminders", "pdf")
LARGEST = 2000  # actions of the largest report that has to be made (bar B36)


def main() -> None:
    options = _options()
    if "DATABASE_ADMIN_URL" not in os.environ:
        sys.exit(
            "The benchmarks make databases of their own: set DATABASE_ADMIN_URL to a PostgreSQL superuser's URL."
        )
    full = Scratch(options.councils, options.actions, options.updates)
    small = Scratch(min(5, options.councils), max(1, options.actions // 6), 3)
    twice = Scratch(1, 2 * options.actions, options.updates)
    largest = Scratch(1, LARGEST, 3)
    result: dict[str, Any] = {
        "size": {"councils": full.councils, "actions": full.actions, "updates": full.updates}
    }
    with contextlib.ExitStack() as stack:
        say("Filling databases")
        seconds = [stack.enter_context(filled(each, keep=options.keep)) for each in (full, small, twice)]
        if "pdf" in options.only:
            stack.enter_context(filled(largest, keep=options.keep))
        if seconds[0] is not None:
            result["seed"] = {"seconds": round(seconds[0], 1)}
        if "pages" in options.only:
            say("Pages, in turns with the floor")
            result |= _pages_and_floor(full, small, rounds=options.rounds)
        if "isolation" in options.only:
            say("Row-level security on and off")
            statements = _inside(full, "pages", _as_json(_pages(full)))
            result["row_level_security"] = rows.isolation_cost(
                full, statements["list"], rounds=options.rounds
            )
        if "reminders" in options.only:
            say("A day's reminders")
            result["reminders"] = _inside(full, "reminders", "")
        if "pdf" in options.only:
            say("The board progress report")
            result["pdf"] = _pdf(full, twice, largest)
    print(json.dumps(result))


def _pages_and_floor(full: Scratch, small: Scratch, *, rounds: int) -> dict[str, Any]:
    """Times in turns with the floor, and the statements of each page, which must not be more in the larger database."""
    pages = _pages(full)
    result = _web(full, pages, rounds=rounds)
    many, few = (_inside(each, "pages", _as_json(_pages(each))) for each in (full, small))
    for name, figures in result.items():
        figures |= {"queries": len(many[name]), "queries_small": len(few[name])}
    return result


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--councils", type=int, default=153)
    parser.add_argument("--actions", type=int, default=300, help="a council")
    parser.add_argument("--updates", type=int, default=24, help="an action")
    parser.add_argument("--rounds", type=int, default=150, help="requests of each page")
    parser.add_argument("--keep", action="store_true", help="keep the databases; use those of today again")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure just these")
    return parser.parse_args()


def _pages(scratch: Scratch) -> Pages:
    """The first council's, and an action that one of its officers owns and is at work on."""
    ((slug, ref, email),) = scratch.admin("""
        SELECT c.slug, a.ref, u.email FROM actions_action a JOIN councils_council c ON c.id = a.council_id
        JOIN councils_user u ON u.id = a.owner_id
        WHERE a.delivery = 'in_progress' AND u.email LIKE 'officer%' ORDER BY a.id LIMIT 1
    """)
    return Pages(slug=str(slug), ref=str(ref), officer=str(email))


def _as_json(pages: Pages) -> str:
    return json.dumps(dataclasses.asdict(pages))


def _inside(scratch: Scratch, what: str, argument: str) -> Any:
    command = [sys.executable, "-m", "bench.inside", what, argument]
    done = subprocess.run(command, env=scratch.environment(), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _web(scratch: Scratch, pages: Pages, *, rounds: int) -> dict[str, Any]:
    floor_environment = {**os.environ, "FLOOR_URL": scratch.url("DATABASE_ADMIN_URL")}
    with (
        served("config.wsgi", scratch.environment()) as product,
        served("bench.floor:application", floor_environment) as floor,
    ):
        officer, observer, plain = Client(product), Client(product), Client(floor)
        officer.sign_in(pages.officer, PASSWORD)
        observer.sign_in(pages.observer, PASSWORD)
        ((council, action, by),) = scratch.admin(f"""
            SELECT a.council_id, a.id, a.owner_id FROM actions_action a JOIN councils_council c ON c.id = a.council_id
            WHERE c.slug = '{pages.slug}' AND a.ref = '{pages.ref}'
        """)
        page = officer.get(pages.update)
        version = _Counter(int(hidden(page, "based_on")))
        token = hidden(page, "csrfmiddlewaretoken")

        def save() -> None:
            status, where = officer.request(
                "POST", pages.update, {**progress(version.take()), "csrfmiddlewaretoken": token}
            )
            assert status == 302, f"save: {status} {where[:2000]}"

        def save_plainly(path: str) -> None:
            form = {**progress(version.take()), "action": action, "by": by}
            assert plain.request("POST", path, form)[0] == 200

        return {
            "list": _ratio(
                in_turns(
                    rounds,
                    product=lambda: officer.get(pages.list),
                    floor=lambda: plain.get(f"/list?{council}"),
                )
            ),
            "dashboard": _ratio(
                in_turns(
                    rounds,
                    product=lambda: observer.get(pages.dashboard),
                    floor=lambda: plain.get("/dashboard"),
                )
            ),
            "save": _ratio(
                in_turns(
                    rounds,
                    product=save,
                    floor=lambda: save_plainly("/save"),
                    floor_without_triggers=lambda: save_plainly("/save-without-triggers"),
                )
            ),
        }


class _Counter:
    """The version of the action, which every save by either side makes one higher."""

    def __init__(self, value: int) -> None:
        self.value = value

    def take(self) -> int:
        self.value += 1
        return self.value - 1


def _ratio(taken: dict[str, float]) -> dict[str, float]:
    """Milliseconds are for scale only."""
    times = {f"{name}_ms": round(value, 2) for name, value in taken.items()}
    ratios = {
        name.replace("floor", "ratio"): round(taken["product"] / value, 2)
        for name, value in taken.items()
        if name.startswith("floor")
    }
    return {**ratios, **times}


def _pdf(full: Scratch, twice: Scratch, largest: Scratch) -> dict[str, Any]:
    one, two = _paper(full), _paper(twice)
    return {
        **one,
        "actions": full.actions,
        "twice_the_rows": two,
        "ratio_of_twice": round(two["seconds"] / one["seconds"], 2),
        "largest": {**_paper(largest), "actions": largest.actions},
    }


def _paper(scratch: Scratch) -> Any:
    """The first council's."""
    ((slug,),) = scratch.admin("""
        SELECT c.slug FROM actions_plan p JOIN councils_council c ON c.id = p.council_id
        ORDER BY p.council_id LIMIT 1
    """)
    return _inside(scratch, "paper", str(slug))


if __name__ == "__main__":
    main()
