"""Figures for whoever watches the installation, in the text format of Prometheus. No word of any council is in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from councils import scope
from councils.models import BouncedAddress
from councils.outbox import OutboxRow, OutboxState, claimable
from councils.policy import policy
from reminders import schedules, services
from reminders.promptness import promptness

Line = tuple[str, dict[str, str], float]
HELP = {
    "noticeboard_outbox_rows": "Rows of each outbox that are not done.",
    "noticeboard_outbox_due": "Rows of each outbox that could be worked on now.",
    "noticeboard_email_oldest_seconds": "How long the oldest email that could be sent has waited; nights do not count.",
    "noticeboard_email_handed_over_seconds": "From due to handed over, emails of the last day.",
    "noticeboard_email_handed_over_count": "Emails of the last day.",
    "noticeboard_addresses_bounced": "Addresses to which nothing is sent.",
    "noticeboard_schedule_last_run_timestamp_seconds": "When each schedule last ran well.",
    "noticeboard_schedule_missed": "1 when it should have run since.",
}


@policy(token="METRICS_TOKEN")
def metrics(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    with scope.entered(scope.all_councils()):
        lines = list(_lines(now))
    return HttpResponse(_text(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines(now: datetime.datetime) -> Iterator[Line]:
    for model in sorted(
        (model for model in apps.get_models() if issubclass(model, OutboxRow)), key=lambda m: m._meta.label
    ):
        queue = {"queue": model._meta.label_lower}
        for state in (OutboxState.WAITING, OutboxState.CLAIMED, OutboxState.PARKED):
            number = model._default_manager.filter(state=state).count()
            yield "noticeboard_outbox_rows", {**queue, "state": state.value}, number
        yield "noticeboard_outbox_due", queue, model._default_manager.filter(claimable(now=now)).count()
    since = services.waiting_since(now=now)
    yield "noticeboard_email_oldest_seconds", {}, (now - since).total_seconds() if since else 0
    prompt = promptness(since=now - datetime.timedelta(days=1))
    for quantile, seconds in (("0.95", prompt.p95), ("0.99", prompt.p99), ("1", prompt.longest)):
        yield "noticeboard_email_handed_over_seconds", {"quantile": quantile}, seconds or 0
    yield "noticeboard_email_handed_over_count", {}, prompt.emails
    yield "noticeboard_addresses_bounced", {}, BouncedAddress.objects.flagged().count()
    for schedule in schedules.schedules(now=now):
        name = {"schedule": schedule.name}
        last = schedule.last.timestamp() if schedule.last else 0
        yield "noticeboard_schedule_last_run_timestamp_seconds", name, last
        yield "noticeboard_schedule_missed", name, int(schedule.is_missed)


def _text(lines: list[Line]) -> str:
    """Each name is said once, with what it means; our labels hold no quotation marks."""
    told, out = set[str](), list[str]()
    for name, labels, value in lines:
        if name not in told:
            out += [f"# HELP {name} {HELP[name]}", f"# TYPE {name} gauge"]
            told.add(name)
        inside = ",".join(f'{key}="{text}"' for key, text in labels.items())
        out.append(f"{name}{{{inside}}} {value!r}" if inside else f"{name} {value!r}")
    return "\n".join(out) + "\n"
