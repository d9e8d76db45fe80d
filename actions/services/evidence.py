"""Evidence: submitted, judged by another person, submitted again as a new version. Design §4, features 42 to 48."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from councils import audit
from councils.files import OFFICE, keep
from councils.lateness import long_date
from councils.models import Council, StoredFile, User
from councils.refusal import Refused
from notices.models import Requirement

from ..evidence_permissions import why_not_changeable, why_not_judgeable
from ..models import Action, AuditRound, Evidence, EvidenceRequirement, EvidenceVersion
from ..permissions import why_read_only
from .named_people import name_people

FACTS = (
    "title", "shows", "evidence_class", "source", "responses", "as_at_on", "expires_on", "action_id", "audit_round_id",
)  # fmt: skip
CHANGED_MEANWHILE = "Somebody changed this evidence after you opened it. Look at it again, then send yours."


@transaction.atomic
def add_evidence(
    council: Council,
    *,
    by: User,
    on: datetime.date,
    title: str,
    shows: str,
    evidence_class: str,
    as_at_on: datetime.date,
    upload: UploadedFile | None = None,
    link: str = "",
    source: str = "",
    responses: int | None = None,
    expires_on: datetime.date | None = None,
    action: Action | None = None,
    audit_round: AuditRound | None = None,
    requirements: Iterable[Requirement] = (),
    restricted: bool = False,
    people: Iterable[User] = (),
    replaces: Evidence | None = None,
    checked: Sequence[str] = (),
) -> Evidence:
    """Submit one file or link. The same twice by one person on one day (a double click) is one, returned again.

    `checked`: kinds of clues to a child that the person was warned of and confirmed (councils/child_data.py); the audit
    log keeps the kinds, never the text. Raises Refused.
    """
    _require_dates(as_at_on, expires_on, on=on)
    if action is not None and (why_not := why_read_only(action.plan, council, on=on)):
        raise Refused(why_not)
    if replaces is not None and replaces.replaced_by.exists():
        raise Refused(f"Newer evidence took the place of {replaces} already.")
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)  # numbers have no gap and no twin
    fingerprint = _fingerprint(upload, link)
    facts = {
        "title": title, "shows": shows, "evidence_class": evidence_class, "source": source, "responses": responses,
        "as_at_on": as_at_on, "expires_on": expires_on, "action": action, "audit_round": audit_round,
        "restricted": restricted, "replaces": replaces, "submitted_by": by, "submitted_on": on,
    }  # fmt: skip
    again = Evidence.objects.filter(council=council, versions__sha256=fingerprint, version=1, **facts).first()
    if again is not None:
        return again
    file = _kept(upload, council=council, by=by)
    last = Evidence.objects.filter(council=council).aggregate(last=Max("number"))["last"] or 0
    evidence = Evidence.objects.create(council=council, number=last + 1, **facts)
    _append(evidence, file=file, link=link, sha256=fingerprint, by=by, on=on)
    EvidenceRequirement.objects.bulk_create(
        [EvidenceRequirement(council=council, evidence=evidence, requirement=r) for r in requirements]
    )
    name_people(evidence, people)
    _sign("submitted evidence", evidence, by, version=1, sha256=fingerprint, **_of_children(checked))
    return evidence


@transaction.atomic
def add_version(
    evidence: Evidence,
    *,
    by: User,
    on: datetime.date,
    based_on: int,
    as_at_on: datetime.date,
    upload: UploadedFile | None = None,
    link: str = "",
    shows: str = "",
    expires_on: datetime.date | None = None,
    note: str = "",
    checked: Sequence[str] = (),
) -> EvidenceVersion:
    """A newer file or link of the same evidence, to be judged anew. What was accepted before stays on record."""
    _require_changeable(evidence, on=on)
    _require_dates(as_at_on, expires_on, on=on)
    now = _locked(evidence)
    fingerprint = _fingerprint(upload, link)
    newest = now.versions.order_by("-number").first()
    if newest is not None and newest.number == based_on + 1 and newest.sha256 == fingerprint:
        return newest  # the same was sent twice
    if now.version != based_on:
        raise Refused(CHANGED_MEANWHILE)
    if newest is not None and newest.sha256 == fingerprint:
        raise Refused("The selected file is the same as the newest version.")
    file = _kept(upload, council=evidence.council, by=by)
    version = _append(evidence, file=file, link=link, sha256=fingerprint, by=by, on=on, note=note)
    _resubmit(
        evidence, by=by, on=on, version=version.number, as_at_on=as_at_on, expires_on=expires_on,
        **({"shows": shows} if shows else {}),
    )  # fmt: skip
    _sign(
        "submitted a new version of evidence", evidence, by, version=version.number, sha256=fingerprint,
        **_of_children(checked),
    )  # fmt: skip
    return version


@transaction.atomic
def edit_evidence(
    evidence: Evidence,
    *,
    by: User,
    on: datetime.date,
    based_on: str,
    requirements: Iterable[Requirement],
    checked: Sequence[str] = (),
    **facts: Any,
) -> Evidence:
    """Change what is said of it, until it is accepted: then only a new version can. What was returned is submitted again.

    `based_on` is `fingerprint_of` the facts that the person started from.
    """
    _require_changeable(evidence, on=on)
    _require_dates(facts["as_at_on"], facts["expires_on"], on=on)
    now = _locked(evidence)
    if now.state == Evidence.State.ACCEPTED:
        raise Refused("This evidence was accepted as it stands. Add a new version instead.")
    clauses = {r.pk for r in requirements}
    linked = set(now.requirement_links.values_list("requirement_id", flat=True))
    changed = [name for name, value in facts.items() if getattr(now, name) != value]
    if not changed and clauses == linked:
        return now
    if fingerprint_of(now) != based_on:
        raise Refused(CHANGED_MEANWHILE)
    for name in changed:
        setattr(evidence, name, facts[name])
    if changed:
        evidence.save(update_fields=changed)
    evidence.requirement_links.exclude(requirement_id__in=clauses).delete()
    EvidenceRequirement.objects.bulk_create(
        [
            EvidenceRequirement(council_id=evidence.council_id, evidence=evidence, requirement_id=pk)
            for pk in sorted(clauses - linked)
        ]
    )
    if now.state == Evidence.State.RETURNED:
        _resubmit(evidence, by=by, on=on)
    fields = sorted([*changed, *(["requirements"] if clauses != linked else [])])
    _sign("edited evidence", evidence, by, fields=fields, **_of_children(checked))
    return evidence


@transaction.atomic
def accept_evidence(evidence: Evidence, *, by: User, on: datetime.date, based_on: int) -> None:
    """It shows what it says. `based_on`: the version that the person looked at, and none that came since."""
    _judge(
        evidence, by=by, on=on, based_on=based_on, state=Evidence.State.ACCEPTED, accepted_version=based_on
    )
    _sign("accepted evidence", evidence, by, version=based_on)


@transaction.atomic
def return_evidence(evidence: Evidence, *, by: User, on: datetime.date, based_on: int, why: str) -> None:
    """It does not show it yet; `why` says what is missing."""
    if not why.strip():
        raise Refused("Enter why you return it, so that it can be put right")
    _judge(evidence, by=by, on=on, based_on=based_on, state=Evidence.State.RETURNED, returned_why=why.strip())
    _sign("returned evidence", evidence, by, version=based_on)


@transaction.atomic
def set_readers(evidence: Evidence, *, by: User, restricted: bool, people: Iterable[User]) -> None:
    """Whether only named people may see it, and whom that means besides those who always may.

    People can be named at any time, because they change jobs; whether it is restricted is frozen with the rest.
    """
    now = _locked(evidence)
    if restricted != now.restricted:
        if now.is_frozen:
            raise Refused(
                "A review that was held relies on this evidence: only the people can still be changed."
            )
        _set(evidence, restricted=restricted)
    added, removed = name_people(evidence, people if restricted else ())
    if added or removed or restricted != now.restricted:
        _sign(
            "changed who may see evidence", evidence, by, restricted=restricted, added=added, removed=removed
        )


def fingerprint_of(evidence: Evidence) -> str:
    """What the evidence says, in short: equal as long as nobody changed it."""
    links = sorted(evidence.requirement_links.values_list("requirement_id", flat=True))
    facts = [str(getattr(evidence, name)) for name in (*FACTS, "version", "state")]
    said = repr([*facts, links])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _judge(
    evidence: Evidence, *, by: User, on: datetime.date, based_on: int, state: str, **more: Any
) -> None:
    now = _locked(evidence)
    if why_not := why_not_judgeable(by, now):
        raise Refused(why_not)
    if now.version != based_on:
        raise Refused("A newer version was submitted after you opened this page. Look at it first.")
    values = {"state": state, "judged_by": by, "judged_on": on, **more}
    _set(evidence, **values)


def _resubmit(evidence: Evidence, *, by: User, on: datetime.date, **more: Any) -> None:
    _set(
        evidence, state=Evidence.State.SUBMITTED, submitted_by=by, submitted_on=on, judged_by=None, judged_on=None,
        returned_why="", **more,
    )  # fmt: skip


def _set(evidence: Evidence, **values: Any) -> None:
    for name, value in values.items():
        setattr(evidence, name, value)
    evidence.save(update_fields=list(values))


def _locked(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).get(
        pk=evidence.pk, council_id=evidence.council_id
    )


def _append(
    evidence: Evidence,
    *,
    file: StoredFile | None,
    link: str,
    sha256: str,
    by: User,
    on: datetime.date,
    note: str = "",
) -> EvidenceVersion:
    last = evidence.versions.aggregate(last=Max("number"))["last"] or 0
    return EvidenceVersion.objects.create(
        council_id=evidence.council_id, evidence=evidence, number=last + 1, file=file, link=link, sha256=sha256,
        note=note, submitted_by=by, submitted_on=on,
    )  # fmt: skip


def _fingerprint(upload: UploadedFile | None, link: str) -> str:
    """The SHA-256 of what was given: the file's bytes, or the link's text."""
    if upload is not None and link:
        raise Refused("Give a file or a link, not both")
    if upload is None:
        if not link:
            raise Refused("Select a file, or enter a link")
        return hashlib.sha256(link.encode()).hexdigest()
    upload.seek(0)
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


def _kept(upload: UploadedFile | None, *, council: Council, by: User) -> StoredFile | None:
    return keep(upload, council=council, by=by, kinds=OFFICE) if upload is not None else None


def _require_changeable(evidence: Evidence, *, on: datetime.date) -> None:
    if why_not := why_not_changeable(evidence, on=on):
        raise Refused(why_not)


def _require_dates(as_at_on: datetime.date, expires_on: datetime.date | None, *, on: datetime.date) -> None:
    if as_at_on > on:
        raise Refused(f"The day that it tells of must be {long_date(on)} or earlier")
    if expires_on is not None and expires_on < as_at_on:
        raise Refused("The last day on which it counts must not be before the day that it tells of")


def _of_children(checked: Sequence[str]) -> dict[str, list[str]]:
    return {"confirmed_that_nobody_can_be_identified": list(checked)} if checked else {}


def _sign(verb: str, evidence: Evidence, by: User, **detail: Any) -> None:
    audit.record(
        verb,
        council_id=evidence.council_id,
        about=evidence,
        by=by,
        link=evidence.get_absolute_url(),
        **detail,
    )
