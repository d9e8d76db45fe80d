from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q

from councils.isolation import CouncilKey, CouncilOwned, council_isolation
from councils.models.organisation import CouncilOwnedQuerySet

from ..life import table
from .notice import Notice


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_STEPS = _listed([f"{a} {t.to} {kind}" for t in table.LIFE for a in t.froms for kind in t.kinds])
_FOLLOWERS = _listed([f"{t.to} {old} {new}" for t in table.LIFE for old, new in t.follower])

# The clock's step is nobody's decision. When somebody records late that a notice was lifted in March, its period may
# meanwhile have "ended" in April, and the decision is still of March: so decisions are in order among themselves.
_FITS = f"""
    SELECT * INTO instrument FROM notices_notice
        WHERE council_id = NEW.council_id AND id = NEW.notice_id FOR UPDATE;
    SELECT max(number), max(taken_on),
           max(taken_on) FILTER (WHERE (from_state, to_state) <> ('in_force', 'period_ended'))
        INTO last_number, last_on, last_decided_on
        FROM notices_noticestep WHERE council_id = NEW.council_id AND notice_id = NEW.notice_id;
    IF NEW.number <> COALESCE(last_number, 0) + 1 OR NEW.from_state <> instrument.state THEN
        RAISE EXCEPTION 'A step begins where the one before it ended' USING ERRCODE = 'check_violation';
    END IF;
    IF concat_ws(' ', NEW.from_state, NEW.to_state, instrument.kind) NOT IN ({_STEPS}) THEN
        RAISE EXCEPTION 'An instrument of this kind has no such step' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.taken_on < last_decided_on
       OR ((NEW.from_state, NEW.to_state) = ('in_force', 'period_ended') AND NEW.taken_on < last_on) THEN
        RAISE EXCEPTION 'A step is not before the one before it' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.other_id IS NOT NULL THEN
        SELECT * INTO follower FROM notices_notice WHERE council_id = NEW.council_id AND id = NEW.other_id;
        IF follower.id IS NULL OR follower.state IN ('draft', 'withdrawn')
           OR follower.issued_on < instrument.issued_on
           OR concat_ws(' ', NEW.to_state, instrument.kind, follower.kind) NOT IN ({_FOLLOWERS}) THEN
            RAISE EXCEPTION 'That instrument cannot take its place' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
"""
_MOVES = f"""
    UPDATE notices_notice
    SET state = NEW.to_state,
        ended_on = CASE WHEN NEW.to_state IN ({_listed(list(table.ENDS))}) THEN NEW.taken_on ELSE ended_on END
    WHERE council_id = NEW.council_id AND id = NEW.notice_id;
    RETURN NULL;
"""


class NoticeStepQuerySet(CouncilOwnedQuerySet):
    def as_at(self, date: datetime.date) -> NoticeStepQuerySet:
        return self.filter(taken_on__lte=date)


class NoticeStep(CouncilOwned):
    """One dated step in the life of an instrument. Rows are never edited: the state of the instrument is their fold.

    A step is what moves the state (a trigger does it), so that neither can be without the other; the database refuses
    what notices/life/table.py does not know, dates out of order, and a follower that cannot take the place.
    """

    append_only = True

    notice = CouncilKey(Notice, related_name="steps")
    number = models.PositiveIntegerField(help_text="Counts the steps of the instrument from 1.")
    from_state = models.CharField(max_length=16, choices=Notice.State.choices)
    to_state = models.CharField(max_length=16, choices=Notice.State.choices)
    taken_on = models.DateField(
        help_text="The day from which it holds, not the day on which it was recorded."
    )
    decided_by = models.CharField(
        max_length=200, blank=True, help_text="The minister or official; nobody where only a date has passed."
    )
    reason = models.TextField(blank=True)
    other = CouncilKey(
        Notice, null=True, blank=True, related_name="took_place_of", help_text="What stands in its place."
    )
    adviser = models.CharField(max_length=200, blank=True, help_text="Of a support period.")
    support_until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeStepQuerySet.as_manager()

    class Meta:
        ordering = ("notice_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["council", "notice", "number"], name="notices_noticestep_number"),
            models.CheckConstraint(
                name="notices_noticestep_is_in_the_table",
                condition=models.Q(
                    *[Q(from_state=before, to_state=after) for before, after in table.PAIRS],
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="notices_noticestep_decision_has_whose",
                condition=~models.Q(
                    *[Q(from_state=before, to_state=after) for before, after in table.DECIDED],
                    _connector=Q.OR,
                )
                | (~Q(decided_by="") & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="notices_noticestep_replaced_by_another",
                condition=(Q(to_state__in=table.REPLACED) & Q(other__isnull=False) & ~Q(other=F("notice")))
                | (~Q(to_state__in=table.REPLACED) & Q(other=None)),
            ),
            models.CheckConstraint(
                name="notices_noticestep_support_has_details",
                condition=(
                    Q(to_state="support", support_until__isnull=False, support_until__gte=F("taken_on"))
                    & ~Q(adviser="")
                )
                | (~Q(to_state="support") & Q(adviser="", support_until=None)),
            ),
            *council_isolation("notices_noticestep", notice="notices_notice", other="notices_notice"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="fits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[
                    ("instrument", "notices_notice%ROWTYPE"),
                    ("follower", "notices_notice%ROWTYPE"),
                    ("last_number", "integer"),
                    ("last_on", "date"),
                    ("last_decided_on", "date"),
                ],
                func=_FITS,
            ),
            pgtrigger.Trigger(
                name="moves_the_instrument", when=pgtrigger.After, operation=pgtrigger.Insert, func=_MOVES
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} to {self.get_to_state_display().lower()}"

    @property
    def transition(self) -> table.Transition | None:
        return table.of_pair(self.from_state, self.to_state)
