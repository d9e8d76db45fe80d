"""What is measured inside the product: statements a page, making a day's reminders, a report. Prints JSON.

A process of its own for each database. Statements that open, scope and close the transaction are counted too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ["ALLOWED_HOSTS"] = "testserver"
django.setup()

from django.db import connection, transaction  # noqa: E402  needs the apps
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from councils import scope  # noqa: E402
from councils.clock import today  # noqa: E402
from councils.models import Council, User  # noqa: E402
from reminders.services import make_reminders  # noqa: E402
from reports.board_report import build_board_report  # noqa: E402
from reports.printing import print_in_child, report_html  # noqa: E402

from .pages import Pages, progress  # noqa: E402
from .web import hidden  # noqa: E402


def statements(client: Client, method: str, path: str, form: dict[str, Any] | None = None) -> list[str]:
    send: Any = {"GET": client.get, "POST": client.post}[method]
    if method == "GET":
        send(path)  # once before: what a process reads only once is not part of a page
    with CaptureQueriesContext(connection) as captured:
        answer = send(path, form)
    assert answer.status_code == (200 if method == "GET" else 302), f"{method} {path}: {answer.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def pages_cost(pages: Pages) -> dict[str, list[str]]:
    officer, observer = Client(), Client()
    officer.force_login(User.objects.get(email=pages.officer))
    observer.force_login(User.objects.get(email=pages.observer))
    form = progress(hidden(officer.get(pages.update).content.decode(), "based_on"))
    return {
        "list": statements(officer, "GET", pages.list),
        "dashboard": statements(observer, "GET", pages.dashboard),
        "save": statements(officer, "POST", pages.update, form),
    }


def reminders() -> dict[str, float]:
    """The day's reminders of all councils, and the tick after it, which finds nothing to do. Rolled back afterwards, so
    that a database that is kept can be measured again."""
    took = []
    with transaction.atomic():
        for _ in range(2):
            began = time.perf_counter()
            made = make_reminders(on=today(), now=timezone.now())
            took.append((time.perf_counter() - began, made.reminders, made.digests))
        transaction.set_rollback(True)
    first, again = took
    assert again[1] == 0
    return {
        "reminders": first[1],
        "emails": first[2],
        "seconds": round(first[0], 2),
        "again_seconds": round(again[0], 2),
    }


def paper(slug: str) -> dict[str, float]:
    """The council's progress report, as a worker makes it that has made others before: its data read, its
    page written, a child started that prints it. Memory is the child's (or, where that is more, what this process held
    when it started the child)."""
    council = Council.objects.get(slug=slug)

    def written() -> str:
        with scope.entered(scope.for_council(council.pk)):
            return report_html(build_board_report(council, as_at=today()))

    written()  # once before, as for the pages
    began = time.perf_counter()
    html = written()
    read = time.perf_counter() - began
    printed = print_in_child(html)
    took, child = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": round(took, 1),
        "seconds_to_read": round(read, 1),
        "seconds_of_processor_to_print": round(child.ru_utime + child.ru_stime, 1),
        "pages": printed.pages,
        "memory_mb": round(child.ru_maxrss / 1024),
    }


MEASURES: dict[str, Callable[[str], Any]] = {
    "pages": lambda pages: pages_cost(Pages(**json.loads(pages))),
    "reminders": lambda _: reminders(),
    "paper": paper,
}

if __name__ == "__main__":
    what, argument = sys.argv[1:]
    print(json.dumps(MEASURES[what](argument)))
