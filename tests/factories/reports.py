"""Reports and what the Department keeps of its views."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import (
    NationalReport,
    ReadyMail,
    ReportFile,
    ReportIssue,
    ReportRun,
    ReportWording,
    ReportWords,
    SavedView,
    SignedPaper,
    WatchedCouncil,
)

from .councils import TODAY, CouncilFactory, OfCouncil, UserFactory


class WatchedCouncilFactory(DjangoModelFactory[WatchedCouncil]):
    class Meta:
        model = WatchedCouncil

    user = factory.SubFactory(UserFactory)
    council = factory.SubFactory(CouncilFactory)


class SavedViewFactory(DjangoModelFactory[SavedView]):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    name = "Late in the South West"
    query = "overdue=on&region=South+West"


class ReportRunFactory(OfCouncil):
    class Meta:
        model = ReportRun

    number = factory.LazyAttribute(lambda o: ReportRun.objects.filter(council=o.council).count() + 1)
    as_at = TODAY


class NationalReportFactory(DjangoModelFactory[NationalReport]):
    class Meta:
        model = NationalReport

    number = factory.LazyAttribute(lambda o: NationalReport.objects.count() + 1)
    as_at = TODAY


class ReportIssueFactory(OfCouncil):
    class Meta:
        model = ReportIssue

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    approved_by = factory.SubFactory(UserFactory)
    sha256 = sha256_department = "0" * 64


class ReportWordsFactory(OfCouncil):
    class Meta:
        model = ReportWords

    as_at = TODAY
    voice = "lead"
    number = 1
    text = "{overdue} actions are overdue."
    written_by = factory.SubFactory(UserFactory)


class ReportWordingFactory(OfCouncil):
    class Meta:
        model = ReportWording

    number = 1
    cover = "For members of the board."
    written_by = factory.SubFactory(UserFactory)


class ReadyMailFactory(OfCouncil):
    class Meta:
        model = ReadyMail

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    recipient = factory.SubFactory(UserFactory)
    attempt = 1


class ReportFileFactory(OfCouncil):
    """The council's copy; `names=False` is the Department's."""

    class Meta:
        model = ReportFile

    run = factory.SubFactory(ReportRunFactory, council=factory.SelfAttribute("..council"), state="done")
    names = True
    content = b"%PDF-1.7 made up"
    sha256 = "0" * 64
    pages = 8
    size = factory.LazyAttribute(lambda o: len(o.content))
    data = factory.LazyFunction(dict)
    seen = "0"


class SignedPaperFactory(OfCouncil):
    """Printed."""

    class Meta:
        model = SignedPaper

    state = "done"
    content = b"%PDF-1.7 made up"
    sha256 = "0" * 64
    pages = 8
    size = factory.LazyAttribute(lambda o: len(o.content))
