"""What became of instruments: a chain, an amendment whose ties wait for a decision, a period that has ended."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping

from councils.models import Council, User
from notices.addressees import council_records
from notices.amending import verbs as amending
from notices.life import verbs as life
from notices.models import Notice, Requirement
from notices.reading import read_text
from notices.samples import render_sample
from notices.services import import_reading, put_in_force

Day = datetime.timedelta
MINISTER = "Helena Marchbanks MP, Minister of State for Children and Families"


def tell(councils: Mapping[str, Council], *, by: User, on: datetime.date) -> None:
    """Through the verbs, as the Department's case lead would."""
    _an_older_notice_superseded(councils["ambridge-and-loxley"], by=by, on=on)
    _a_clause_reworded(councils["felpersham"], by=by, on=on)
    _a_period_ended(councils["penny-hassett"], on=on)


def _an_older_notice_superseded(council: Council, *, by: User, on: datetime.date) -> None:
    """Recorded after the present one, as happens when a council's past is taken in."""
    now = Notice.objects.get(council=council)
    assert now.issued_on is not None
    text = render_sample("ambridge-and-loxley-improvement-notice", now.issued_on - Day(days=330))
    old = import_reading(
        read_text(text, councils=council_records()),
        council=council,
        by=by,
        source_name="ambridge-and-loxley-earlier-improvement-notice.txt",
        source_text=text,
        source_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    issued_on = old.issued_on or now.issued_on - Day(days=620)
    old.title = f"Improvement notice of {issued_on:%B %Y}"
    old.save(update_fields=["title"])
    put_in_force(old, by=by, on=on, issued_on=issued_on)
    life.take_step(
        old,
        "supersede",
        by=by,
        on=on,
        taken_on=now.issued_on,
        decided_by=MINISTER,
        reason="The inspection found the same weaknesses again. A later notice with wider measures takes its place.",
        other=now,
    )


def _a_clause_reworded(council: Council, *, by: User, on: datetime.date) -> None:
    notice = Notice.objects.get(council=council)
    tied = Requirement.objects.filter(notice=notice, action_links__isnull=False).distinct().order_by("seq")
    clause = tied.select_related("notice").first()
    assert clause is not None
    words = f"{clause.text.rstrip()} The result must be reported to the Improvement Board every month."
    amending.reword(clause, by=by, text=words)
    version = amending.draft_of(notice)
    assert version is not None
    amending.decide(
        version,
        by=by,
        decided_on=on - Day(days=12),
        effective_on=on - Day(days=10),
        decided_by=MINISTER,
        reason="The review after six months found that the Board could not see the result.",
    )
    amending.confirm(version, by=by, on=on)


def _a_period_ended(council: Council, *, on: datetime.date) -> None:
    """Its direction names no period; that of this one is taken to have been five months. It stands all the same."""
    Notice.objects.filter(council=council).update(period_ends_on=on - Day(days=18))
    life.end_periods(on=on)
