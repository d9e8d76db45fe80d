"""From a reviewed proposal to a draft notice: what is still open, said in words, and the one step that records it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from councils import audit
from councils.models import Council, User
from councils.refusal import Refused

from .. import services as notices
from ..models import Intake, Notice, Requirement
from .proposal import Json, contract, live_clauses, open_warnings
from .services import Stale, held, newest, reading_of, require_open


@dataclass(frozen=True)
class Open:
    """Something that must be done before the proposal can be confirmed: a sentence, and the entry that it is about."""

    words: str
    warning: int | None = None


@dataclass(frozen=True)
class Addressed:
    """Whom the document is for, as far as this council is concerned."""

    here: bool
    others: list[str]  # councils of the register
    unknown: list[str]  # names that the register does not have

    @property
    def elsewhere(self) -> bool:
        """To other councils, and not to this one."""
        return bool(self.others) and not self.here

    @property
    def must_be_said(self) -> bool:
        """The document does not tell: a person must."""
        return not self.here and not self.others


def addressed(proposal: Json, council: Council) -> Addressed:
    codes = {council.gss_code, *(council.former_gss_codes or [])}
    found = proposal["councils"]
    return Addressed(
        here=any(written["gss_code"] in codes for written in found),
        others=[w["name"] or w["as_written"] for w in found if w["gss_code"] and w["gss_code"] not in codes],
        unknown=[w["as_written"] for w in found if not w["gss_code"]],
    )


def still_open(intake: Intake, proposal: Json) -> list[Open]:
    """What keeps the proposal from being confirmed."""
    found = [Open(f"Not settled: {w['message']}", w["id"]) for w in open_warnings(proposal)]
    council = intake.council
    whom = addressed(proposal, council)
    if whom.elsewhere:
        names = " and ".join(whom.others)
        found.append(
            Open(
                f"The document is addressed to {names}, not to {council}. Discard it here, and read it on the pages of"
                f" {names}."
            )
        )
    if proposal["document_kind"] not in Notice.Kind.values:
        found.append(Open("Say whether it is an improvement notice or a statutory direction."))
    if not any(item["kind"] not in Requirement.ASKS_NOTHING for item in live_clauses(proposal)):
        found.append(Open("No requirement is left: restore or add at least one."))
    before = recorded_before(intake)
    if before is not None:
        found.append(
            Open(
                f"This document is recorded already: {before}, {before.get_state_display().lower()}. Discard this"
                " upload, or withdraw that draft first."
            )
        )
    return found


def recorded_before(intake: Intake) -> Notice | None:
    """The notice of this council that was made from the same file."""
    same = Notice.objects.filter(council_id=intake.council_id, source_sha256=intake.file.sha256)
    return same.exclude(state=Notice.State.WITHDRAWN).exclude(intakes=intake.pk).first()


def earlier(intake: Intake) -> list[Notice]:
    """The instruments of the council that this one may replace."""
    issued = Notice.objects.filter(council_id=intake.council_id)
    return list(issued.exclude(state=Notice.State.WITHDRAWN).order_by("-number"))


@transaction.atomic
def confirm(
    intake: Intake,
    *,
    by: User,
    now: datetime.datetime,
    based_on: int,
    revises: Notice | None = None,
    issue_date_is_right: bool = False,
    is_for_us: bool = False,
) -> Notice:
    """Record the proposal, as the person saw it at version `based_on`, as a draft notice. Twice is once.

    `issue_date_is_right`: the person confirms a date that the reader was not sure of; without it the date stays open
    until the instrument is put in force. `is_for_us`: the person says so where the document names no council of the
    register. Raises Refused with everything that is open, Stale when somebody changed the proposal meanwhile.
    """
    row = held(intake)
    if row.notice is not None:
        return row.notice
    require_open(row)
    latest = newest(intake)
    if latest.version != based_on:
        raise Stale(latest, latest.saved_by)
    proposal = latest.proposal
    problems = [problem.words for problem in still_open(row, proposal)]
    if addressed(proposal, row.council).must_be_said and not is_for_us:
        problems.append(f"Say whether the document is addressed to {row.council}.")
    if revises is not None and revises.council_id != row.council_id:
        raise ValueError("An instrument replaces one of the same council.")
    if problems:
        raise Refused(" ".join(problems))
    whole = contract(proposal)
    whole["issue_date"]["certain"] = bool(
        whole["issue_date"]["date"] and (whole["issue_date"]["certain"] or issue_date_is_right)
    )
    notice = notices.record_draft(
        whole,
        council=row.council,
        by=by,
        source_name=row.file.name,
        source_text=reading_of(row).source_text,
        source_sha256=row.file.sha256,
        revises=revises,
    )
    row.notice, row.outcome, row.settled_at, row.settled_by = notice, Intake.Outcome.CONFIRMED, now, by
    row.save(update_fields=["notice", "outcome", "settled_at", "settled_by"])
    audit.record(
        "confirmed what was read",
        council_id=row.council_id,
        about=row,
        by=by,
        link=row.get_absolute_url(),
        version=based_on,
        notice=notice.number,
        revises=revises.number if revises else None,
    )
    return notice


def totals(proposal: Json) -> list[tuple[str, str]]:
    """What will be recorded, counted, for the page on which answers are checked."""
    whole = contract(proposal)
    kinds = dict(Requirement.Kind.choices)
    by_kind: dict[str, int] = {}
    for item in whole["requirements"]:
        by_kind[item["kind"]] = by_kind.get(item["kind"], 0) + 1
    clauses = ", ".join(f"{str(kinds[kind]).lower()} {number}" for kind, number in by_kind.items())
    dated = sum(1 for deadline in whole["deadlines"] if deadline["date"])
    return [
        ("Clauses", f"{len(whole['requirements'])}: {clauses}" if clauses else "None"),
        ("Deadlines", f"{len(whole['deadlines'])}, {dated} with a date" if whole["deadlines"] else "None"),
        ("Targets", str(len(whole["targets"]) or "None")),
        ("Board", whole["board"]["name"] if whole["board"] else "None"),
        ("Reviews", str(len(whole["reviews"]) or "None")),
        ("Reports due", str(len(whole["reports"]) or "None")),
        ("Inspections cited", str(len(whole["evidence"]) or "None")),
    ]
