from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse

from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models import StoredFile, User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import Permission
from notices.models import Requirement

from .action import Action
from .audit_round import AuditRound
from .evidence_freeze import refuse_when_frozen
from .named_people import open_to


class EvidenceClass(models.TextChoices):
    """What evidence tells: that a thing was done, how well, what it changed, or what people say (notices of 2012, 2013)."""

    OUTPUT = "output", "Output"
    QUALITY = "quality", "Quality of practice"
    IMPACT = "impact", "Impact on children"
    VOICE_CHILDREN = "voice_children", "Voice of children"
    VOICE_FAMILIES = "voice_families", "Voice of families"
    VOICE_STAFF = "voice_staff", "Voice of staff"
    VOICE_PARTNERS = "voice_partners", "Voice of partners"


VOICES = (
    EvidenceClass.VOICE_CHILDREN,
    EvidenceClass.VOICE_FAMILIES,
    EvidenceClass.VOICE_STAFF,
    EvidenceClass.VOICE_PARTNERS,
)


class EvidenceQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        """Restricted evidence is for those named in it, its submitter, the owner of its action, and whoever may accept
        evidence in that council. Evidence of an action goes no further than the action does."""
        named = EvidencePerson.objects.filter(council_id=OuterRef("council_id"), evidence=OuterRef("pk"))
        own = Q(submitted_by=user) | Q(action__owner=user)
        may_read = open_to(user, always=Permission.ACCEPT_EVIDENCE, own=own, named=named)
        of_action = Q(action=None) | Q(action__in=Action.objects.visible_to(user).order_by().values("pk"))
        return super().visible_to(user).filter(may_read, of_action)  # type: ignore[no-any-return, no-untyped-call]

    def waiting(self) -> EvidenceQuerySet:
        """For somebody to accept or return."""
        return self.filter(state=Evidence.State.SUBMITTED)

    def with_standing(self, *, on: datetime.date) -> EvidenceQuerySet:
        """`standing`: the state, or that its time is over (expired), or that newer evidence took its place."""
        newer = Evidence.objects.filter(council_id=OuterRef("council_id"), replaces=OuterRef("pk"))
        return self.annotate(
            standing=Case(
                When(Exists(newer), then=Value("superseded")),
                When(state="accepted", expires_on__lt=on, then=Value("expired")),
                default=F("state"),
                output_field=CharField(),
            )
        )

    def expiring(self, *, on: datetime.date, days: int) -> EvidenceQuerySet:
        """Still fresh, but not for long."""
        return self.filter(expires_on__range=(on, on + datetime.timedelta(days=days)))


@tracked("actions_evidence")
class Evidence(CouncilOwned):
    """What shows that an action was done, how well, and what it changed. Its file or link is the newest version's.

    submitted → accepted, or returned with a reason, by another person than who submitted it; a new version is submitted
    again. Cited in a review that has been held it is frozen, and the database refuses any change: new evidence takes
    its place (`replaces`). docs/decisions/010-evidence.md.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"

    class Source(models.TextChoices):
        """Where what people say comes from."""

        SURVEY = "survey", "Survey"
        COMPLAINTS = "complaints", "Complaints and compliments"
        CONVERSATIONS = "conversations", "Conversations or focus groups"
        TRAINING = "training", "Feedback on training"

    number = models.PositiveIntegerField(
        help_text="Counts this council's evidence from 1; used in addresses."
    )
    title = models.CharField(max_length=200)
    shows = models.TextField(help_text="What it shows.")
    evidence_class = models.CharField(max_length=16, choices=EvidenceClass.choices)
    source = models.CharField(max_length=16, choices=Source.choices, blank=True, help_text="Of voices only.")
    responses = models.PositiveIntegerField(null=True, blank=True, help_text="How many people were heard.")
    as_at_on = models.DateField(help_text="The day that it tells of.")
    expires_on = models.DateField(null=True, blank=True, help_text="Last day on which it counts as fresh.")
    action = CouncilKey(Action, null=True, blank=True, related_name="evidence")
    audit_round = CouncilKey(AuditRound, null=True, blank=True, related_name="evidence")
    requirements = models.ManyToManyField(Requirement, through="EvidenceRequirement", related_name="evidence")
    replaces = CouncilKey("self", null=True, blank=True, related_name="replaced_by")
    restricted = models.BooleanField(default=False, help_text="Only named people may see it.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    version = models.PositiveIntegerField(default=1, help_text="Number of the newest version.")
    accepted_version = models.PositiveIntegerField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField()
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField(null=True, blank=True)
    returned_why = models.TextField(blank=True)
    frozen_on = models.DateField(null=True, blank=True, help_text="When a review that cites it was held.")
    standing: str  # of rows that with_standing() found

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="actions_evidence_number"),
            models.UniqueConstraint(
                fields=["council", "replaces"],
                condition=Q(replaces__isnull=False),
                name="actions_evidence_replaced_once",
            ),
            models.CheckConstraint(
                name="actions_evidence_judged_by_another",
                condition=Q(state="submitted", judged_by=None, judged_on=None)
                | (
                    Q(state__in=["accepted", "returned"], judged_by__isnull=False, judged_on__isnull=False)
                    & (Q(submitted_by=None) | ~Q(judged_by=F("submitted_by")))
                ),
            ),
            models.CheckConstraint(
                name="actions_evidence_returned_says_why",
                condition=Q(state="returned") & ~Q(returned_why="")
                | ~Q(state="returned") & Q(returned_why=""),
            ),
            models.CheckConstraint(
                name="actions_evidence_accepted_version",
                condition=(~Q(state="accepted") | Q(accepted_version=F("version")))
                & (Q(accepted_version=None) | Q(accepted_version__lte=F("version"))),
            ),
            models.CheckConstraint(
                name="actions_evidence_expires_after",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("as_at_on")),
            ),
            models.CheckConstraint(
                name="actions_evidence_source_of_voices",
                condition=Q(evidence_class__startswith="voice_") | Q(source="", responses=None),
            ),
            *council_isolation(
                "actions_evidence",
                action="actions_action",
                audit_round="actions_auditround",
                replaces="actions_evidence",
            ),
        )
        indexes = (
            models.Index(fields=["council", "state"], name="actions_evidence_state"),
            models.Index(fields=["council", "action"], name="actions_evidence_action"),
        )
        triggers = (
            pgtrigger.Protect(
                name="frozen_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__frozen_on__isnull=False),
            ),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="life",
                field="state",
                transitions=[
                    ("submitted", "accepted"),
                    ("submitted", "returned"),
                    ("returned", "submitted"),
                    ("accepted", "submitted"),  # a new version
                ],
            ),
        )

    def __str__(self) -> str:
        return f"Evidence {self.number}"  # never its title: restricted evidence is named in the audit log too

    def get_absolute_url(self) -> str:
        return reverse(
            "actions:evidence", kwargs={"council_slug": self.council.slug, "evidence_number": self.number}
        )

    @property
    def is_frozen(self) -> bool:
        return self.frozen_on is not None

    @property
    def is_voice(self) -> bool:
        return self.evidence_class in VOICES

    def is_expired(self, *, on: datetime.date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class EvidenceVersion(CouncilOwned):
    """One file or link that was submitted. Rows are never edited, so what was accepted can always be shown again."""

    append_only = True

    evidence = CouncilKey(Evidence, related_name="versions")
    number = models.PositiveIntegerField()
    file = CouncilKey(StoredFile, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the file's bytes, or of the link's text.")
    note = models.CharField(
        max_length=300, blank=True, help_text="What is different from the version before."
    )
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("evidence_id", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "evidence", "number"], name="actions_evidenceversion_number"
            ),
            models.CheckConstraint(
                name="actions_evidenceversion_file_or_link",
                condition=Q(file__isnull=False, link="") | Q(file=None) & ~Q(link=""),
            ),
            *council_isolation(
                "actions_evidenceversion", evidence="actions_evidence", file="councils_storedfile"
            ),
        )
        triggers = (refuse_when_frozen(),)

    def __str__(self) -> str:
        return f"Version {self.number}"


@tracked("actions_evidencerequirement")
class EvidenceRequirement(CouncilOwned):
    """Which clauses the evidence speaks to."""

    evidence = CouncilKey(Evidence, related_name="requirement_links")
    requirement = CouncilKey(Requirement, related_name="evidence_links")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("evidence_id", "requirement_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "evidence", "requirement"], name="actions_evidencerequirement_once"
            ),
            *council_isolation(
                "actions_evidencerequirement", evidence="actions_evidence", requirement="notices_requirement"
            ),
        )
        triggers = (refuse_when_frozen(),)

    def __str__(self) -> str:
        return f"Evidence {self.evidence_id} for requirement {self.requirement_id}"


@tracked("actions_evidenceperson")
class EvidencePerson(CouncilOwned):
    """Who else may see restricted evidence. Who sees is no part of what it says: it changes when people change jobs."""

    evidence = CouncilKey(Evidence, related_name="people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = CouncilOwnedQuerySet.as_manager()

    class Meta:
        ordering = ("evidence_id", "user_id")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "evidence", "user"], name="actions_evidenceperson_once"
            ),
            *council_isolation("actions_evidenceperson", evidence="actions_evidence"),
        )

    def __str__(self) -> str:
        return f"Evidence {self.evidence_id} for person {self.user_id}"
