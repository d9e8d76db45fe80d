"""Documents on their way to a notice, as far as a test needs them: read in this process, without a worker."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from councils import scope
from councils.models import Council, User
from councils.outbox import OutboxState
from notices.intake import reader, services, working
from notices.intake.proposal import Json, propose
from notices.models import Intake, IntakeProposal, IntakeReading
from notices.reading import CouncilRecord
from tests import factories

NOW = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)

# Two points to check (a month without that day; a deadline with nothing to count from), and an item to split.
TWO_WARNINGS = """Improvement Notice

To: {council} ("the Council")

Address: County Hall, 1 High Street, Ambridge AM1 1AA

This Improvement Notice is being issued due to poor performance in: Children's Services

on the basis of evidence contained in:

the report of the inspection carried out by Ofsted dated 4 March 2026 which judged services to be 'inadequate'.

The Council must take action to:

1. Ensure that every assessment is finished within 45 working days by 31 March 2027. Ensure that each child is seen
alone by 30 April 2027, and that the visit is recorded.

2. Publish a workforce strategy by 31 November 2026, agreed with partners.

3. Reduce the share of referrals that come back within twelve months from 31% to 22% by 31 May 2027.

4. Review the membership of the board by 29 February 2027.

5. Put in place an Improvement Board which shall have an independent Chair and which will meet every 4 weeks.

Reviews of progress will be conducted by Department for Education officials and take place after 6 and 12 months from
the start of this Notice.

Failure to comply with this Improvement Notice may lead to:

The Secretary of State for Education using statutory powers of intervention (s497A Education Act 1996).

Signed: Helena Marchbanks MP

Parliamentary Under Secretary of State for Children and Families

Date: 3 June 2026
"""


def upload(content: bytes | str, name: str = "notice.txt") -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data)


def record(council: Council) -> CouncilRecord:
    return CouncilRecord(council.name, council.gss_code, council.official_name, council.short_name)


def read(content: bytes | str, name: str = "notice.txt", *councils: Council) -> Json:
    """What the child answers, without the child."""
    data = content.encode() if isinstance(content, str) else content
    head, result = reader.work(data, reader.telling(name, [record(council) for council in councils]))
    assert head["refused"] is None, head
    found: Json = json.loads(result)
    return found


def received(council: Council, by: User, content: bytes | str, name: str = "notice.txt") -> Intake:
    """An upload that waits for a worker."""
    factories.widen(council.pk)
    return services.receive(upload(content, name), council=council, by=by)


def to_review(
    council: Council, by: User, content: bytes | str | None = None, name: str = "notice.txt"
) -> Intake:
    """An upload that was read and waits for a person."""
    text = content if content is not None else TWO_WARNINGS.format(council=council.official_name)
    intake = received(council, by, text, name)
    Intake.objects.filter(pk=intake.pk).update(state=OutboxState.CLAIMED)
    intake.refresh_from_db()
    working._keep(intake, read(text, name, council), now=NOW)
    intake.refresh_from_db()
    return intake


def proposal(intake: Intake) -> Json:
    found: Json = services.newest(intake).proposal
    return found


def clause(intake: Intake, label: str) -> Json:
    return next(item for item in proposal(intake)["requirements"] if item["label"] == label)


def pdf(text: str) -> bytes:
    """A made-up document as a PDF with page numbers, as a press office prints it."""
    import html

    import weasyprint

    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    css = "@page{size:A5;margin:2cm;@bottom-center{content:counter(page)}}body{font:13pt serif}p{orphans:1;widows:1}"
    page = f"<meta charset=utf-8><title>Notice</title><style>{css}</style>{paragraphs}"
    out = io.BytesIO()
    weasyprint.HTML(string=page).write_pdf(out)
    return out.getvalue()


# -- for tests/world.py: one of everything in as few statements as possible


def small_reading(say: Callable[[str], str]) -> tuple[Json, Json, str]:
    """A reading of one clause with a value of every kind, its places, and its text."""
    text = say("Ensure timely assessments by 31 December 2026.")
    whole = [[0, len(text)]]
    reading: Json = {
        "document_kind": "improvement_notice",
        "importable": True,
        "revises": None,
        "councils": [{"name": say("Council"), "as_written": say("Council"), "gss_code": None}],
        "address": None,
        "service_area": say("Children's Services"),
        "issue_date": {"date": "2026-06-03", "raw": say("3 June 2026"), "certain": False},
        "signatory": {"name": say("Helena Marchbanks MP"), "role": say("Minister")},
        "legal_basis": [{"act": say("Education Act 1996"), "section": "497A"}],
        "evidence": [{"publisher": "Ofsted", "title": say("the report"), "date": None, "judgement": None}],
        "requirements": [
            _item(1, "1", text, say),
            _item(2, "2", say("Review the membership of the board."), say),
        ],
        "deadlines": [
            {"requirement": 1, "kind": "absolute", "span": say("by 31 December 2026"), "date": "2026-12-31",
             "precision": "day", "offset": None, "anchor": None, "every": None},
        ],
        "targets": [
            {"requirement": 1, "metric": say("vacancy rate"), "baseline": None, "baseline_period": None, "target": 10,
             "target_high": None, "unit": "%", "comparator": "<=", "by": None, "span": say("not above 10%")},
        ],
        "board": {"name": say("Improvement Board"), "meets_every": "P4W", "independent_chair": True,
                  "department_attends_as": say("observer"), "change_needs_consent_of": say("Department")},
        "reviews": [{"by": say("Department"), "kind": "initial", "date": None, "precision": None, "offset": "P6M"}],
        "reports": [{"from": say("board chair"), "to": say("Ministers"), "date": "2026-12-31", "precision": "month",
                     "offset": None, "every": None}],
        "footnotes": [],
        "warnings": [{"line": 1, "message": say("Clause 1 has a date that must be checked.")}],
    }  # fmt: skip
    places: Json = {
        "pages": False, "requirements": {"1": whole, "2": []}, "deadlines": [whole], "targets": [[]],
        "reviews": [[]], "reports": [[]], "evidence": [[]], "footnotes": [], "councils": [[]], "service_area": [],
        "issue_date": [], "signatory": [], "legal_basis": [[]], "revises": [], "board": [],
    }  # fmt: skip
    return reading, places, text


def _item(seq: int, label: str, text: str, say: Callable[[str], str]) -> Json:
    return {"seq": seq, "kind": "measure", "section": say("Practice"), "label": label, "parent": None,
            "binds": "council", "text": text, "lines": [1, 1]}  # fmt: skip


def of_world(council: Council, notice: Any, by: User, say: Callable[[str], str]) -> dict[str, int]:
    """A document that waits for a person, and one that a notice was recorded from. Values for the addresses."""
    reading, places, text = small_reading(say)
    made = propose(reading, places)
    file = factories.StoredFileFactory(
        council=council, name=say("notice.txt"), content=say("Notice").encode()
    )
    common: dict[str, Any] = {"council": council, "file": file, "uploaded_by": by, "state": "done"}
    with scope.entered(scope.current()):
        intake = Intake.objects.create(number=1, outcome="to_review", finished_at=NOW, **common)
        IntakeReading.objects.create(
            council=council, intake=intake, source_text=text, reading=reading, places=places
        )
        IntakeProposal.objects.create(council=council, intake=intake, version=1, proposal=made)
        Intake.objects.create(
            number=2, outcome="confirmed", notice=notice, settled_at=timezone.now(), settled_by=by, **common
        )
    return {
        "intake_number": 1,
        "item_id": made["requirements"][0]["id"],
        "entry_id": made["deadlines"][0]["id"],
        "warning_number": made["warnings"][0]["id"],
    }
