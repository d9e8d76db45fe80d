"""The floor: what the three pages cost at least. The same rows by psycopg2, formatted into a plain table.

No framework, no session, no permissions, no row-level security (it connects as the superuser): a bare WSGI app with one
connection a thread. It writes what the product writes, and the triggers of the tables fire for it too.
"""

from __future__ import annotations

import datetime
import json
import os
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

import psycopg2

_local = threading.local()


def connection() -> Any:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg2.connect(os.environ["FLOOR_URL"])
        _local.connection.autocommit = True
    return _local.connection


LIST_COUNT = """
SELECT count(*) FROM actions_action WHERE council_id = %s AND delivery = 'in_progress'
"""
LIST = """
SELECT a.ref, a.title, o.number, coalesce(u.name, g.name), a.due_on, a.delivery, a.confidence, a.reported_on, a.done_on
FROM actions_action a
JOIN actions_objective o ON o.id = a.objective_id
LEFT JOIN councils_user u ON u.id = a.owner_id
LEFT JOIN councils_organisation g ON g.id = a.owner_organisation_id
WHERE a.council_id = %s AND a.delivery = 'in_progress'
ORDER BY a.due_on, a.id LIMIT 50
"""
DASHBOARD = """
SELECT c.slug, c.name, c.region, n.number, n.kind, n.issued_on, s.open, s.on_track, s.at_risk, s.off_track, s.overdue,
    s.updated, s.since_on,
    (SELECT min(r.due_on) FROM reviews_review r WHERE r.notice_id = n.id AND r.held_on IS NULL)
FROM actions_councilsummary s
JOIN councils_council c ON c.id = s.council_id
JOIN notices_notice n ON n.council_id = s.council_id AND n.state IN ('in_force', 'period_ended', 'under_review')
ORDER BY (s.off_track + s.overdue)::float / greatest(s.open, 1) DESC
"""
UPDATE_ACTION = """
UPDATE actions_action SET delivery = %s, confidence = %s, reported_on = %s, version = version + 1
WHERE id = %s AND version = %s RETURNING council_id, ref, version
"""
INSERT_UPDATE = """
INSERT INTO actions_actionupdate (council_id, action_id, version, reported_on, reported_by_id, created_at, delivery,
    confidence, narrative, evidence_of_impact, recovery, no_change, decision)
VALUES (%s, %s, %s, %s, %s, now(), %s, %s, %s, '', '', false, '')
"""
INSERT_AUDIT = """
INSERT INTO councils_auditevent (council_id, at, by_id, verb, about, link, detail)
VALUES (%s, now(), %s, 'reported progress', %s, '', %s)
"""


def list_page(council: str) -> str:
    with connection().cursor() as cursor:
        cursor.execute(LIST_COUNT, [council])
        (total,) = cursor.fetchone()
        cursor.execute(LIST, [council])
        return _page(f"{total} actions", cursor.fetchall())


def dashboard(_: str) -> str:
    with connection().cursor() as cursor:
        cursor.execute(DASHBOARD)
        return _page("Councils", cursor.fetchall())


def save(form: dict[str, str], *, triggers: bool) -> str:
    on = datetime.date.today()
    db = connection()
    db.autocommit = False
    try:
        with db, db.cursor() as cursor:
            if not triggers:
                cursor.execute("SET LOCAL session_replication_role = 'replica'")
            cursor.execute(
                UPDATE_ACTION, [form["delivery"], form["confidence"], on, form["action"], form["based_on"]]
            )
            council, ref, version = cursor.fetchone()
            cursor.execute(
                INSERT_UPDATE,
                [
                    council,
                    form["action"],
                    version,
                    on,
                    form["by"],
                    form["delivery"],
                    form["confidence"],
                    form["narrative"],
                ],
            )
            cursor.execute(INSERT_AUDIT, [council, form["by"], ref, json.dumps({"version": version})])
    finally:
        db.autocommit = True
    return "saved"


def _page(title: str, rows: list[tuple[Any, ...]]) -> str:
    lines = "\n".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><table>{lines}</table></body></html>"


PAGES: dict[str, Callable[[str], str]] = {"/list": list_page, "/dashboard": dashboard}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        text = save(form, triggers=path == "/save")
    else:
        text = PAGES[path](environ["QUERY_STRING"])
    page = text.encode()
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    )
    return [page]
