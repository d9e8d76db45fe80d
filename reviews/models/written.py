from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils import status
from councils.history import tracked
from councils.isolation import CouncilKey, CouncilOnly, CouncilOwned, SameCouncil, council_isolation
from councils.models import User
from councils.models.organisation import CouncilOwnedQuerySet
from councils.permissions import ROLES_WITH, Permission
from notices.models import Requirement, Target

from ..writing import table
from .report_due import ReportDue

_STEPS = ", ".join(f"'{words}'" for words in table.names_and_pairs())


class WrittenReportQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> WrittenReportQuerySet:
        """The Department sees a report once one version of it was sent: a draft is its authors' own."""
        rows = super().visible_to(user)  # type: ignore[no-untyped-call]
        own = Q(council_id__in=user.access.council_ids)
        return rows.filter(own | Q(sent_version__isnull=False)) if user.access.is_department else rows  # type: ignore[no-any-return]

    def newest_first(self) -> WrittenReportQuerySet:
        return self.order_by("-number")


@tracked("reviews_writtenreport")
class WrittenReport(CouncilOwned):
    """The report that answers one ReportDue of the board's chair or of the Leader, from its first words to its receipt.

    `version` is the one that is being written or was signed last. Its figures are as at `as_at` and are frozen with it
    (Herefordshire notice 2013, 32: a comment against every target; Cumbria notice 2012).
    """

    class State(models.TextChoices):
        DRAFT = table.DRAFT, "Being written"
        TO_CHECK = table.TO_CHECK, "With a second person"
        CHECKED = table.CHECKED, "Checked, to be signed"
        SIGNED = table.SIGNED, "Signed, to be sent"
        SENT = table.SENT, "Sent"
        RECEIVED = table.RECEIVED, "Received"
        CHANGES_ASKED = table.CHANGES_ASKED, "Changes asked for"

    number = models.PositiveIntegerField(
        help_text="Counts this council's written reports from 1; used in addresses."
    )
    report_due = CouncilKey(ReportDue, related_name="written")
    state = models.CharField(max_length=14, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    sent_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The newest that the Department has."
    )
    as_at = models.DateField(help_text="The day whose figures it shows.")
    since_on = models.DateField(null=True, blank=True, help_text="Progress is told from this day on.")
    started_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()

    objects = WrittenReportQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["council", "number"], name="reviews_writtenreport_number"),
            models.UniqueConstraint(
                fields=["council", "report_due"], name="reviews_writtenreport_one_for_each_due"
            ),
            models.CheckConstraint(
                name="reviews_writtenreport_sent_what_there_is",
                condition=Q(sent_version=None) | Q(sent_version__lte=F("version")),
            ),
            *council_isolation("reviews_writtenreport", report_due="reviews_reportdue"),
        )
        triggers = (
            pgtrigger.FSM(name="life", field="state", transitions=list(table.PAIRS)),
            pgtrigger.Trigger(
                name="begins_as_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition(
                    "NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.sent_version IS NOT NULL"
                ),
                func="RAISE EXCEPTION 'A report begins as a draft' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(  # only the step itself moves the state and the version
                name="moves_by_a_step",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (OLD.state, OLD.version, OLD.sent_version) IS DISTINCT FROM
                       (NEW.state, NEW.version, NEW.sent_version)
                       AND NOT EXISTS (
                        SELECT FROM (SELECT * FROM reviews_reportstep
                          WHERE council_id = NEW.council_id AND report_id = NEW.id
                          ORDER BY number DESC LIMIT 1) last
                        WHERE last.from_state = OLD.state AND last.to_state = NEW.state
                          AND NEW.version = OLD.version + (last.name = 'revise')::int
                          AND NEW.sent_version IS NOT DISTINCT FROM
                              CASE WHEN last.name = 'send' THEN OLD.version ELSE OLD.sent_version END) THEN
                        RAISE EXCEPTION 'A report moves by a step' USING ERRCODE = 'check_violation';
                    END IF;
                    IF (OLD.as_at, OLD.since_on) IS DISTINCT FROM (NEW.as_at, NEW.since_on)
                       AND OLD.state <> 'draft' THEN
                        RAISE EXCEPTION 'Only a draft gets new figures' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.ReadOnly(name="whose_it_is_stays", fields=["number", "report_due", "started_on"]),
            pgtrigger.Protect(name="kept_for_good", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Report {self.number}"

    def get_absolute_url(self) -> str:
        kwargs = {"council_slug": self.council.slug, "report_number": self.number}
        return reverse("reviews:written", kwargs=kwargs)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_back(self) -> bool:
        """Sent once, and to be signed anew: the Department asked for changes."""
        return self.sent_version is not None and self.state not in (table.SENT, table.RECEIVED)

    @property
    def title(self) -> str:
        """ "Chair's report", "Leader's report"."""
        return (
            "Chair’s report" if self.report_due.author == ReportDue.Author.BOARD_CHAIR else "Leader’s report"
        )

    def state_for(self, user: User) -> str:
        """A status of the kind "written_report". The Department is not told who has the next version on the table."""
        being_written = self.state in (table.DRAFT, table.TO_CHECK, table.CHECKED, table.SIGNED)
        if being_written and self.council_id not in user.access.council_ids:
            return "being_revised"
        return self.state

    def state_in_words(self, user: User) -> str:
        return status.word("written_report", self.state_for(user))


class OfWritersQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> OfWritersQuerySet:
        """A draft is for those of the council who write and check reports; not for a download of everything either."""
        writes = [
            m.council_id for m in user.access.memberships if m.role in ROLES_WITH[Permission.WRITE_REPORT]
        ]
        return self.filter(council_id__in=[pk for pk in writes if pk])


@tracked("reviews_reportsection", CouncilOnly)
class ReportSection(CouncilOwned):
    """One part of a report: what it must comment on, with its figures as they were frozen, and the words.

    `figures` is {"facts": [[name, value]], "heads": [heading], "rows": [[cell]]}. Saved only over the version that was read (actions' rule), and only while the report is a draft: the
    database refuses any change after that.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", "Summary"
        PROGRESS = "progress", "Progress since the last report"
        EXCEPTIONS = "exceptions", "Exceptions"
        DECISIONS = "decisions", "Decisions of the board"
        TARGET = "target", "Target"
        REQUIREMENT = "requirement", "Requirement"

    report = CouncilKey(WrittenReport, related_name="sections")
    place = models.PositiveIntegerField(help_text="Order in the report, from 1; used in addresses.")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    heading = models.CharField(max_length=300)
    about = models.TextField(blank=True, help_text="The words of the notice that it answers.")
    requirement = CouncilKey(Requirement, null=True, blank=True, related_name="+")
    target = CouncilKey(Target, null=True, blank=True, related_name="+")
    figures = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Counts how often its words were saved.")
    edited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = OfWritersQuerySet.as_manager()

    class Meta:
        ordering = ("report_id", "place")
        constraints = (
            models.UniqueConstraint(
                fields=["council", "report", "place"], name="reviews_reportsection_place"
            ),
            CouncilOnly(name="reviews_reportsection_of_council"),
            *[
                SameCouncil(name=f"reviews_reportsection_{key}_same_council", column=f"{key}_id", to=to)
                for key, to in (
                    ("report", "reviews_writtenreport"),
                    ("requirement", "notices_requirement"),
                    ("target", "notices_target"),
                )
            ],
        )
        triggers = (
            pgtrigger.Trigger(
                name="changes_in_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM reviews_writtenreport r
                        WHERE r.state <> 'draft' AND (r.council_id, r.id) IN
                          (VALUES (OLD.council_id, OLD.report_id), (NEW.council_id, NEW.report_id))
                    ) THEN
                        RAISE EXCEPTION 'Only a draft report can be changed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        )

    def __str__(self) -> str:
        return self.heading

    @property
    def is_written(self) -> bool:
        return bool(self.text.strip())


class ReportStepQuerySet(CouncilOwnedQuerySet):
    def visible_to(self, user: User) -> ReportStepQuerySet:
        """What the council does before it sends a report is not the Department's."""
        rows = super().visible_to(user)  # type: ignore[no-untyped-call]
        own = Q(council_id__in=user.access.council_ids)
        return (  # type: ignore[no-any-return]
            rows.filter(own | Q(name__in=table.OF_DEPARTMENT)) if user.access.is_department else rows
        )


class ReportStep(CouncilOwned):
    """One step in the life of a written report (writing/table.py). Rows are never edited; the step moves the report."""

    append_only = True

    report = CouncilKey(WrittenReport, related_name="steps")
    number = models.PositiveIntegerField(help_text="Counts the steps of the report from 1.")
    name = models.CharField(max_length=16)
    from_state = models.CharField(max_length=14, choices=WrittenReport.State.choices)
    to_state = models.CharField(max_length=14, choices=WrittenReport.State.choices)
    version = models.PositiveIntegerField(help_text="Of the report, before the step.")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ReportStepQuerySet.as_manager()

    class Meta:
        ordering = ("report_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "report", "number"], name="reviews_reportstep_number"),
            models.CheckConstraint(
                name="reviews_reportstep_says_why",
                condition=~Q(name__in=[step.name for step in table.STEPS if step.needs_note]) | ~Q(note=""),
            ),
            *council_isolation("reviews_reportstep", report="reviews_writtenreport"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="fits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("written", "reviews_writtenreport%ROWTYPE"), ("last_number", "integer")],
                func=f"""
                    SELECT * INTO written FROM reviews_writtenreport
                        WHERE council_id = NEW.council_id AND id = NEW.report_id FOR UPDATE;
                    SELECT max(number) INTO last_number FROM reviews_reportstep
                        WHERE council_id = NEW.council_id AND report_id = NEW.report_id;
                    IF NEW.number <> COALESCE(last_number, 0) + 1 OR NEW.from_state <> written.state
                       OR NEW.version <> written.version THEN
                        RAISE EXCEPTION 'A step begins where the one before it ended' USING ERRCODE = 'check_violation';
                    END IF;
                    IF concat_ws(' ', NEW.name, NEW.from_state, NEW.to_state) NOT IN ({_STEPS}) THEN
                        RAISE EXCEPTION 'A report has no such step' USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.name IN ('check', 'return') AND (
                        NEW.taken_by_id IS NULL OR EXISTS (
                            SELECT FROM reviews_reportsection s WHERE s.council_id = NEW.council_id
                              AND s.report_id = NEW.report_id AND s.edited_by_id = NEW.taken_by_id)
                        OR NEW.taken_by_id = (
                            SELECT taken_by_id FROM reviews_reportstep WHERE council_id = NEW.council_id
                              AND report_id = NEW.report_id AND number = last_number)) THEN
                        RAISE EXCEPTION 'A second person looks a report through' USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.name = 'sign' AND NOT EXISTS (
                        SELECT FROM reviews_signedreport s WHERE s.council_id = NEW.council_id
                          AND s.report_id = NEW.report_id AND s.version = written.version) THEN
                        RAISE EXCEPTION 'What is signed is kept first' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="moves_the_report",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE reviews_writtenreport SET state = NEW.to_state,
                        version = version + (NEW.name = 'revise')::int,
                        sent_version = CASE WHEN NEW.name = 'send' THEN NEW.version ELSE sent_version END
                    WHERE council_id = NEW.council_id AND id = NEW.report_id;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} of report {self.report_id}"

    @property
    def step(self) -> table.Step:
        return table.BY_NAME[self.name]
