"""What the commands export_plan and import_plan share."""

from __future__ import annotations

import sys
from typing import NoReturn

from django.core.management.base import BaseCommand

from councils.models import Council

from ..lists import choose_plan
from ..models import Plan

UNREADABLE = 2


class NoPlan(Exception):
    """The message is one sentence."""


def plan_of(council_slug: str) -> Plan:
    """The plan in force of the council, or its newest."""
    council = Council.objects.filter(slug=council_slug).first()
    if council is None:
        raise NoPlan(f"There is no council “{council_slug}”.")
    plan = choose_plan(Plan.objects.filter(council=council).select_related("notice").order_by("-id"), "")
    if plan is None:
        raise NoPlan(f"{council} has no plan yet. One is started when a notice or direction is put in force.")
    plan.council = council
    return plan


def stop(command: BaseCommand, status: int, sentence: str) -> NoReturn:
    command.stderr.write(sentence)
    sys.exit(status)
