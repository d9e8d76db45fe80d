"""`make drill`: the long reliability runs. Ends with a table: what was tried, how often, lost, doubled. `--help` for sizes."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from dateutil.relativedelta import relativedelta

from drill.cluster import cluster_of_its_own

#: name: what is tried, and settings of the stage
PLAYS: dict[str, tuple[str, dict[str, str]]] = {
    "workers": ("kill -9 of the worker group while it sends", {}),
    "broker": ("broker flushed and killed -9 in the run", {"DRILL_BATCH": "25"}),
    "waking": (
        "2 schedulers, 2 worker groups, every task 3 times",
        {"DRILL_TIMES": "3", "DRILL_BATCH": "25"},
    ),
    "notify": ("kill -9 of the worker group, GOV.UK Notify", {"OUTBOX_PUT_OFF_SECONDS": "1"}),
    "provider": ("GOV.UK Notify unwell: 429, 500, no answer, hung up", {"OUTBOX_PUT_OFF_SECONDS": "1"}),
    "database": (
        "PostgreSQL restarted, then killed -9, while people write",
        {"TICK_SECONDS": "30", "OUTBOX_LEASE_SECONDS": "300"},  # as in production
    ),
    "silence": ("scheduler, worker and provider stopped in turn: the alarm", {}),
    "fair": ("10,000 of one council, then one of another", {"TICK_SECONDS": "30"}),  # as in production
    "edits": ("people who write to one action at once", {}),
    "doubles": ("forms sent twice at once", {}),
    "as_at": ("reports of random days, issued; then the plan moves on", {}),
    "summaries": ("random changes at once, a restore", {}),
    "ticks": ("a tick every 15 minutes of simulated months", {}),
}

_COPYING = threading.Lock()  # of the database that all copy: one at a time


def main() -> int:
    options = _options()
    if options.play:
        print(json.dumps(_play(options)))
        return 0
    if "DATABASE_ADMIN_URL" not in os.environ:
        sys.exit(
            "The drill makes databases of its own: set DATABASE_ADMIN_URL to a PostgreSQL superuser's URL."
        )
    results = [_run(name, options) for name in options.only or PLAYS]
    _print_table(results)
    return 0 if all(_is_good(result) for result in results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make drill")
    parser.add_argument("--reminders", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20, help="of the worker group")
    parser.add_argument("--losses", type=int, default=5, help="of the broker")
    parser.add_argument("--restarts", type=int, default=3, help="of the database, before it is killed")
    parser.add_argument(
        "--outage", type=int, default=240, help="seconds without a provider: one for each minute of 4 hours"
    )
    parser.add_argument("--many", type=int, default=10000, help="e-mails of the council that sends most")
    parser.add_argument("--writers", type=int, default=50, help="who write to one action at once")
    parser.add_argument("--rounds", type=int, default=200, help="of each writer")
    parser.add_argument("--doubles", type=int, default=1000, help="forms sent twice")
    parser.add_argument("--months", type=int, default=24, help="of simulated ticks, from January 2027 on")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="that share the simulated months"
    )
    parser.add_argument("--changes", type=int, default=10000, help="of plans, by 8 at once")
    parser.add_argument("--days", type=int, default=500, help="of which a report is issued")
    parser.add_argument("--chance", type=int, default=None, help="a number that gives the same kills again")
    parser.add_argument("--only", nargs="*", choices=list(PLAYS), help="some of the drills")
    parser.add_argument("--play", choices=list(PLAYS), help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """One drill; what it found is printed at once, for whoever stops a run of hours."""
    chance = options.chance if options.chance is not None else random.randrange(10**6)
    print(f"{PLAYS[name][0]} (--chance {chance}) ...", file=sys.stderr, flush=True)
    parts = range(options.processes if name == "ticks" else 1)
    with ThreadPoolExecutor(len(parts)) as pool:
        results = list(pool.map(lambda part: _run_part(name, options, chance, part), parts))
    result = results[0]
    for other in results[1:]:
        for key in ("times", "reminders", "emails", "lost", "doubled"):
            result[key] += other[key]
        result["seconds"] = max(result["seconds"], other["seconds"])
    print(json.dumps(result), file=sys.stderr, flush=True)
    return result


def _run_part(name: str, options: argparse.Namespace, chance: int, part: int) -> dict[str, Any]:
    """In a process and a database of its own."""
    source = urlsplit(os.environ["DATABASE_URL"]).path.strip("/")
    scratch = f"{source}_{name}_{part}"
    _execute(f'DROP DATABASE IF EXISTS "{scratch}" WITH (FORCE)')
    with _COPYING:
        _execute(f'CREATE DATABASE "{scratch}" TEMPLATE "{source}" OWNER noticeboard_owner')
    try:
        sizes = (
            "reminders",
            "kills",
            "losses",
            "restarts",
            "outage",
            "many",
            "writers",
            "rounds",
            "doubles",
            "months",
            "processes",
            "changes",
            "days",
        )
        done = subprocess.run(
            [sys.executable, "-m", "drill", "--play", name, "--chance", str(chance), "--part", str(part)]
            + [text for size in sizes for text in (f"--{size}", str(getattr(options, size)))],
            env={
                **os.environ,
                "DATABASE_URL": _with_database(os.environ["DATABASE_URL"], scratch),
                "SECURE": "0",  # forms are sent to the product itself: no server with https before it
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    finally:
        _execute(f'DROP DATABASE IF EXISTS "{scratch}" WITH (FORCE)')
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _play(options: argparse.Namespace) -> dict[str, Any]:
    import django

    with ExitStack() as opened:
        cluster = opened.enter_context(cluster_of_its_own()) if options.play == "database" else None
        django.setup()
        if options.play == "summaries":
            return _play_summaries(options)
        if options.play in ("edits", "doubles"):
            return _play_forms(options)
        if options.play == "as_at":
            return _play_as_at(options)
        if options.play == "ticks":
            return _play_ticks(options)
        if options.play == "silence":
            return _play_silence()
        from drill.mail import play_mail

        return play_mail(options, *PLAYS[options.play], cluster=cluster)


def _play_forms(options: argparse.Namespace) -> dict[str, Any]:
    """The plan's forms, through the whole product but its web server. What is lost is a form or its words."""
    from drill import doubles, edits, people

    began = time.monotonic()
    action, lead, chair, agency = people.of_a_running_plan()
    result: dict[str, Any] = {"what": PLAYS[options.play][0]}
    if options.play == "edits":
        written = edits.write_at_once(action, lead, threads=options.writers, rounds=options.rounds)
        print(written, file=sys.stderr)
        lost = written.lost + written.untold + abs(written.versions - written.saved)
        result |= {"times": written.tries, "lost": lost, "doubled": written.doubled}
    else:
        sent = doubles.send_each_twice(action, lead, chair, agency, times=options.doubles)
        print(sent, file=sys.stderr)
        lost = len(sent.lost) + len(sent.refused)
        result |= {"times": sent.tries, "lost": lost, "doubled": len(sent.doubled)}
    return {**result, "seconds": round(time.monotonic() - began)}


def _play_ticks(options: argparse.Namespace) -> dict[str, Any]:
    """Through both changes of the clocks, 29 February 2028 and the ends of years. The clock stands still in each tick."""
    from drill.ticks import days_between, span_of, tick_through

    began = time.perf_counter_ns()
    first = datetime.date(2027, 1, 1)
    last = first + relativedelta(months=options.months, days=-1)
    done = tick_through(span_of(days_between(first, last), options.part, options.processes))
    print(done, file=sys.stderr)
    return {
        "what": PLAYS[options.play][0],
        "times": done.ticks,
        "reminders": done.wanted,
        "emails": done.emails,
        "lost": len(done.skipped),
        "doubled": len(done.doubled) + len(done.not_wanted) + len(done.at_wrong_hours),
        "seconds": round((time.perf_counter_ns() - began) / 10**9),
    }


def _play_silence() -> dict[str, Any]:
    """What is lost is an alarm."""
    from drill.silence import ALARM_WITHIN, stop_each_in_turn

    began = time.monotonic()
    alarms = stop_each_in_turn()
    late = [part for part, minutes in alarms.items() if not 0 < minutes <= ALARM_WITHIN]
    result = {"what": PLAYS["silence"][0], "times": len(alarms), "lost": len(late), "doubled": 0}
    return {**result, "seconds": round(time.monotonic() - began), "alarm_after_minutes": alarms}


def _play_summaries(options: argparse.Namespace) -> dict[str, Any]:
    """What is lost is a figure that is not the live count."""
    from drill import summaries

    began = time.monotonic()
    kept = summaries.play(operations=options.changes, threads=8, chance=options.chance)
    print(kept, file=sys.stderr)
    lost = len(kept.different) + len(kept.different_after_restore)
    result = {"what": PLAYS["summaries"][0], "times": sum(kept.done.values()), "lost": lost, "doubled": 0}
    return {**result, "seconds": round(time.monotonic() - began)}


def _play_as_at(options: argparse.Namespace) -> dict[str, Any]:
    """What is lost is a figure that differs, or a byte that changed."""
    from drill import as_at

    began = time.monotonic()
    asked = as_at.of_the_demonstration(days=options.days, chance=random.Random(options.chance))
    print(asked, file=sys.stderr)
    return {
        "what": PLAYS["as_at"][0],
        "times": asked.days,
        "lost": len(asked.differences),
        "doubled": 0,
        "seconds": round(time.monotonic() - began),
    }


def _is_good(result: dict[str, Any]) -> bool:
    """Over plain SMTP a kill may double the one e-mail that the worker had in hand."""
    if "messages" not in result:
        return bool(result["lost"] == 0 and result["doubled"] == 0)
    again = result["messages"] - result["emails"]
    allowed = result["times"] if result["what"] == PLAYS["workers"][0] else 0
    backlog_within = (10 if result["what"] == PLAYS["broker"][0] else 30) * 60
    soon = result.get("waited", 0) <= 60 and result.get("backlog_seconds", 0) <= backlog_within
    back = result.get("healthy_after", 0) <= 30 and result.get("mail_after", 0) <= 60
    kept = result.get("writes_lost", 0) == 0 and result.get("not_for_people", 0) == 0
    return result["lost"] == 0 and result["doubled"] == 0 and again <= allowed and soon and back and kept


def _print_table(results: list[dict[str, Any]]) -> None:
    columns = {
        "what": "tried",
        "times": "times",
        "reminders": "reminders",
        "emails": "e-mails",
        "lost": "lost",
        "doubled": "doubled (provider with reference)",
        "doubled_smtp": "doubled (plain SMTP)",
        "backlog_seconds": "backlog s",
        "waited": "waited s",
        "writes": "writes",
        "writes_lost": "writes lost",
        "healthy_after": "healthy after s",
        "mail_after": "mail after s",
        "seconds": "seconds",
    }
    rows = [list(columns.values()), *([str(result.get(key, "-")) for key in columns] for result in results)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(columns))]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _execute(sql: str) -> None:
    connection = psycopg2.connect(_with_database(os.environ["DATABASE_ADMIN_URL"], "postgres"))
    connection.autocommit = True
    try:
        connection.cursor().execute(sql)
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
