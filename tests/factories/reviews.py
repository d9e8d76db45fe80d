"""Reviews, the reports written for them, and what is told to and by the Department."""

from __future__ import annotations

import datetime
import hashlib

import factory

from reviews.models import (
    Citation,
    Concern,
    ConcernCheck,
    Correspondence,
    Incident,
    IncidentMail,
    Outcome,
    ReportDue,
    ReportSection,
    ReportStep,
    Review,
    ReviewMove,
    SignedReport,
    StepMail,
    Validation,
    WrittenReport,
)
from reviews.writing import table as report_steps
from reviews.writing.document import as_text, document_of

from .councils import TODAY, OfCouncil, UserFactory
from .notices import NoticeFactory


class ReviewFactory(OfCouncil):
    class Meta:
        model = Review

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    kind = Review.Kind.INITIAL
    due_on = TODAY + datetime.timedelta(days=40)
    source = Review.Source.PRINTED


class CitationFactory(OfCouncil):
    class Meta:
        model = Citation

    version = 1


class ReportDueFactory(OfCouncil):
    class Meta:
        model = ReportDue

    notice = factory.SubFactory(NoticeFactory, council=factory.SelfAttribute("..council"))
    author = ReportDue.Author.BOARD_CHAIR
    recipient = "Ministers"
    due_on = TODAY + datetime.timedelta(days=20)


class ReviewMoveFactory(OfCouncil):
    class Meta:
        model = ReviewMove

    from_due_on = TODAY
    to_due_on = TODAY + datetime.timedelta(days=40)
    why = "The inspection comes first."
    decided_by = "Owen Fletcher, case lead"
    decided_on = TODAY


class ValidationFactory(OfCouncil):
    class Meta:
        model = Validation

    number = factory.LazyAttribute(lambda o: Validation.objects.filter(council=o.council).count() + 1)
    kind = "peer_review"
    commissioned_by = "The Improvement Board"
    provider = "Local Government Association"
    scope = "Decisions at the front door."
    commissioned_on = TODAY - datetime.timedelta(days=90)
    due_on = TODAY + datetime.timedelta(days=30)


class ConcernFactory(OfCouncil):
    class Meta:
        model = Concern

    number = factory.LazyAttribute(lambda o: Concern.objects.filter(council=o.council).count() + 1)
    kind = "leadership"
    what = "The Leader has not answered."
    raised_on = TODAY
    raised_by = factory.SubFactory(UserFactory)


class ConcernCheckFactory(OfCouncil):
    class Meta:
        model = ConcernCheck

    concern = factory.SubFactory(ConcernFactory, council=factory.SelfAttribute("..council"))
    item = "put_to_council"
    note = "The letter of June."
    done_on = TODAY
    done_by = factory.SubFactory(UserFactory)


class CorrespondenceFactory(OfCouncil):
    class Meta:
        model = Correspondence

    number = factory.LazyAttribute(lambda o: Correspondence.objects.filter(council=o.council).count() + 1)
    direction = "to_council"
    means = "letter"
    on = TODAY
    with_whom = "Owen Fletcher, case lead"
    subject = "Overdue report"
    of_department = False
    entered_by = factory.SubFactory(UserFactory)
    entered_on = TODAY


class IncidentFactory(OfCouncil):
    class Meta:
        model = Incident

    number = factory.LazyAttribute(lambda o: Incident.objects.filter(council=o.council).count() + 1)
    happened_on = TODAY
    what = "A serious injury. Children's social care and health."
    contact = "The Director"
    given_at = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
    given_by = factory.SubFactory(UserFactory)


class IncidentMailFactory(OfCouncil):
    class Meta:
        model = IncidentMail


class StepMailFactory(OfCouncil):
    class Meta:
        model = StepMail


class OutcomeFactory(OfCouncil):
    class Meta:
        model = Outcome

    kind = "continue"
    decided_by = "Helena Marchbanks MP"
    decided_on = TODAY
    reason = "Progress is steady."


class WrittenReportFactory(OfCouncil):
    class Meta:
        model = WrittenReport

    report_due = factory.SubFactory(ReportDueFactory, council=factory.SelfAttribute("..council"))
    number = factory.LazyAttribute(lambda o: WrittenReport.objects.filter(council=o.council).count() + 1)
    as_at = TODAY
    started_on = TODAY


class ReportSectionFactory(OfCouncil):
    class Meta:
        model = ReportSection

    report = factory.SubFactory(WrittenReportFactory, council=factory.SelfAttribute("..council"))
    place = 1
    kind = "summary"
    heading = "Summary"
    figures = factory.LazyFunction(lambda: {"facts": [["Open actions", "7"]], "heads": [], "rows": []})
    text = "Steady progress."


def lead_report_to(report: WrittenReport, *steps: str, note: str = "As the minister asked.") -> WrittenReport:
    """Take a report through these steps, each by another person of no council."""
    for name in steps:
        step, by = report_steps.BY_NAME[name], UserFactory()
        if name == "sign":
            document = document_of(report, list(report.sections.order_by("place")), signer="Clara Chair")
            content = as_text(document)
            SignedReport.objects.create(
                council=report.council, report=report, version=report.version, content=content, signer="Clara Chair",
                sha256=hashlib.sha256(content.encode()).hexdigest(), signed_on=TODAY, signed_by=by, checked_by=by,
            )  # fmt: skip
        ReportStep.objects.create(
            council=report.council, report=report, number=report.steps.count() + 1, name=name, from_state=report.state,
            to_state=step.to, version=report.version, taken_on=TODAY, taken_by=by, note=note if step.needs_note else "",
        )  # fmt: skip
        report.refresh_from_db(fields=["state", "version", "sent_version"])
    return report
