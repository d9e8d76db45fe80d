"""Evidence in every state, for two councils: files, links, voices, two rounds of case-file audits. All of it is made up."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import Action, Evidence, EvidenceClass
from actions.services.audit_rounds import ThemeResult, record_round
from actions.services.evidence import accept_evidence, add_evidence, add_version, return_evidence
from councils.models import Council, User
from notices.models import Notice, Requirement
from reviews.citing import cite
from reviews.models import Review

Day = datetime.timedelta
COUNCILS = ("borchester", "felpersham")


@dataclass(frozen=True)
class Cast:
    officer: User
    lead: User
    director: User


class Loader:
    def __init__(self, council: Council, cast: Cast, *, on: datetime.date) -> None:
        self.council, self.cast, self.on = council, cast, on
        self.actions = list(Action.objects.filter(council=council).order_by("id").select_related("plan"))

    def load(self, notice: Notice) -> None:
        spring, autumn = self._rounds()
        cast, on = self.cast, self.on
        frozen = self._add("Threshold document, agreed by all partners", "output", days=140, serves="threshold",
                           shows="The document that staff and partners use from now on, signed by police, health and schools.")  # fmt: skip
        accept_evidence(frozen, by=cast.lead, on=on - Day(days=138), based_on=1)
        self._cite(notice, frozen)
        audit = self._add("Report of the spring round of audits", "quality", days=95, serves="case-file",
                          shows="Sixty files: supervision is regular, but plans do not say by when things change.",
                          audit_round=spring, until=-5)  # fmt: skip
        accept_evidence(audit, by=cast.director, on=on - Day(days=90), based_on=1)
        newer = self._add("Report of the autumn round of audits", "quality", days=20, serves="case-file",
                          shows="Sixty files: seven of ten plans now say what shall be different and by when.",
                          audit_round=autumn, replaces=audit, until=160)  # fmt: skip
        accept_evidence(newer, by=cast.director, on=on - Day(days=16), based_on=1)
        survey = self._add("Pulse survey of social workers", EvidenceClass.VOICE_STAFF, days=60, serves="survey staff",
                           shows="Six of ten say that their manager helps them to think about the child.",
                           source="survey", responses=84, until=12)  # fmt: skip
        accept_evidence(survey, by=cast.lead, on=on - Day(days=55), based_on=1)
        voices = self._add("What children in care told us", EvidenceClass.VOICE_CHILDREN, days=40, serves="record their views",
                           shows="They want to know earlier when their worker leaves, and to see what was written.",
                           source="conversations", responses=23)  # fmt: skip
        accept_evidence(voices, by=cast.lead, on=on - Day(days=33), based_on=1)
        add_version(voices, by=cast.officer, on=on - Day(days=2), based_on=1, as_at_on=on - Day(days=4),
                    upload=_text("What children in care told us, with the second group"),
                    note="Nine more children were heard.")  # fmt: skip
        back = self._add("Complaints of the last quarter", EvidenceClass.VOICE_FAMILIES, days=25, serves="ask children",
                         shows="Nineteen complaints, most about not being told what happens next.",
                         source="complaints", responses=19)  # fmt: skip
        return_evidence(back, by=cast.lead, on=on - Day(days=20), based_on=1,
                        why="Say what was done about them, and whether fewer came afterwards.")  # fmt: skip
        expired = self._add("Caseloads by team", "impact", days=150, serves="caseloads",
                            shows="Average 21; two teams above 24.", until=-30)  # fmt: skip
        accept_evidence(expired, by=cast.lead, on=on - Day(days=145), based_on=1)
        self._add("Referral pathway on the partnership's site", "output", days=6, serves="early help",
                  shows="The page that schools and health visitors use.", link="https://www.example.org/early-help")  # fmt: skip
        self._add("Sample of referral decisions", "impact", days=5, serves="decision-maker",
                  shows="Forty referrals of September: 37 had a decision within one working day.")  # fmt: skip
        self._add("Notes of the interviews with two families", EvidenceClass.VOICE_FAMILIES, days=9, serves="ask children",
                  shows="What changed for them. For named people only, because the families could be recognised.",
                  source="conversations", responses=2, restricted=True, people=[cast.director])  # fmt: skip

    def _rounds(self) -> tuple[Any, Any]:
        on, lead = self.on, self.cast.lead
        method = (
            "Files chosen at random from every team, judged against the practice standards by two auditors."
        )
        themes = {
            "Assessment": ((2, 18, 28, 12), (4, 30, 22, 4)),
            "Plans": ((0, 14, 30, 16), (3, 39, 14, 4)),
            "Supervision": ((4, 27, 23, 6), (6, 33, 18, 3)),
            "The child's voice": ((3, 21, 26, 10), (5, 28, 21, 6)),
        }
        found = [
            ("Spring round", 130, 100, 14, "Supervision is regular. Plans do not say by when things must change."),
            ("Autumn round", 55, 25, 20, "Plans are clearer in three teams of four. Voices are recorded, not yet used."),
        ]  # fmt: skip
        recorded = [
            record_round(
                self.council, by=lead, on=on - Day(days=ended - 6), name=name, starts_on=on - Day(days=began),
                ends_on=on - Day(days=ended), sample_size=60, method=method, overseen_by="Independent scrutineer",
                independent=True, moderated_by="Head of practice of a neighbouring council", moderated_files=moderated,
                findings=findings, actions=self._about("case-file"),
                results=[ThemeResult(theme, *counts[place]) for theme, counts in themes.items()],
            )
            for place, (name, began, ended, moderated, findings) in enumerate(found)
        ]  # fmt: skip
        return recorded[0], recorded[1]

    def _add(
        self,
        title: str,
        evidence_class: str,
        *,
        days: int,
        serves: str,
        shows: str,
        until: int | None = None,
        **more: Any,
    ) -> Evidence:
        """Submitted by the officer so many days ago; `until`: days from today on which it ceases to count."""
        actions = self._about(serves) or self.actions[:1]
        clauses = Requirement.objects.filter(action_links__action=actions[0]).order_by("seq")
        upload = None if more.get("link") else _text(title, shows)
        return add_evidence(
            self.council, by=self.cast.officer, on=self.on - Day(days=days), title=title, shows=shows,
            evidence_class=evidence_class, as_at_on=self.on - Day(days=days + 5),
            expires_on=self.on + Day(days=until) if until is not None else None, upload=upload, action=actions[0],
            requirements=clauses, **more,
        )  # fmt: skip

    def _about(self, word: str) -> list[Action]:
        return [action for action in self.actions if word in action.title.lower()]

    def _cite(self, notice: Notice, evidence: Evidence) -> None:
        """In the first review: where that has taken place, loading goes on to hold it, and the evidence is frozen."""
        review = Review.objects.filter(notice=notice, held_on=None).order_by("due_on").first()
        if review is not None:
            cite(review, by=self.cast.lead, evidence=[evidence])


def _text(title: str, shows: str = "") -> SimpleUploadedFile:
    name = f"{title.lower().replace(' ', '-').replace(',', '')}.txt"
    return SimpleUploadedFile(name, f"{title}\n\n{shows}\n\nMade up for the demonstration.\n".encode())
