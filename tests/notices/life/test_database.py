"""What the database refuses by itself, in raw SQL: every wrong step, and what is wrong about a right one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from councils.models import Council
from notices.life import table
from notices.models import Notice, NoticeStep
from tests import factories

pytestmark = pytest.mark.django_db
STATES = [state.value for state in Notice.State]
KINDS = [kind.value for kind in Notice.Kind]
DAY = datetime.timedelta(days=1)
LATER = factories.TODAY


def refused(sql: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


def insert(notice: Notice, before: str, after: str, **fields: Any) -> bool:
    """Whether a step row is refused; it has what its kind needs, unless `fields` say otherwise. Nothing stays."""
    values = {
        "council_id": notice.council_id, "notice_id": notice.pk, "number": notice.steps.count() + 1, "from_state": before,
        "to_state": after, "taken_on": LATER, "decided_by": "Helena Marchbanks MP", "reason": "As decided.",
        "other_id": follower(notice, after), "adviser": "Ada Adviser" if after == "support" else "",
        "support_until": LATER if after == "support" else None, "recorded_at": datetime.datetime.now(datetime.UTC),
    } | fields  # fmt: skip
    names = ", ".join(values)
    sql = f"INSERT INTO notices_noticestep ({names}) VALUES ({', '.join(['%s'] * len(values))})"
    sid = transaction.savepoint()
    try:
        return refused(sql, *values.values())
    finally:
        transaction.savepoint_rollback(sid)


def follower(notice: Notice, after: str) -> int | None:
    wanted = {
        "superseded": notice.kind,
        "escalated": table.DIRECTION,
        "stepped_down": table.NOTICE,
    }.get(after)
    if wanted is None:
        return None
    rows = Notice.objects.filter(council=notice.council, kind=wanted, state="in_force")
    found = rows.exclude(pk=notice.pk).first()
    return (found or factories.NoticeFactory(council=notice.council, kind=wanted)).pk


def reachable(kind: str) -> list[str]:
    found = ["draft"]
    for state in found:
        found += [t.to for t in table.LIFE if state in t.froms and kind in t.kinds and t.to not in found]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_pairs_of_states_the_database_takes_the_steps_of_the_table_and_no_other(
    ambridge: Council, kind: str
) -> None:
    taken, tried = set(), 0
    for before in reachable(kind):
        notice = factories.NoticeFactory(council=ambridge, kind=kind, state=before)
        for after in STATES:
            tried += 1
            if not insert(notice, before, after):
                taken.add((before, after))
    wanted = {(a, t.to) for t in table.LIFE if kind in t.kinds for a in t.froms if a in reachable(kind)}
    assert taken == wanted
    assert tried >= 110


@pytest.mark.parametrize("kind", KINDS)
def test_no_state_changes_without_its_step(ambridge: Council, kind: str) -> None:
    for before in reachable(kind):
        notice = factories.NoticeFactory(council=ambridge, kind=kind, state=before)
        for after in STATES:
            if after != before:
                assert refused("UPDATE notices_notice SET state = %s WHERE id = %s", after, notice.pk), (
                    before,
                    after,
                )


def test_an_instrument_begins_as_a_draft(ambridge: Council) -> None:
    columns = "council_id, number, kind, title, service_area, signatory_name, signatory_role, legal_basis, state, source_name, source_text, source_sha256, reading"
    values = "%s, 9, 'improvement_notice', 'T', '', '', '', '[]', %s, '', '', '', '{}'"
    sql = f"INSERT INTO notices_notice ({columns}) VALUES ({values})"
    assert not refused(sql, ambridge.pk, "draft")
    assert all(refused(sql, ambridge.pk, state) for state in STATES if state != "draft")


def test_a_step_begins_where_the_one_before_it_ended(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    assert not insert(notice, "in_force", "lifted")
    assert insert(notice, "period_ended", "lifted")
    assert insert(notice, "in_force", "lifted", number=1)
    assert insert(notice, "in_force", "lifted", number=3)


def test_decisions_are_in_the_order_of_their_dates(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    assert not insert(notice, "in_force", "lifted", taken_on=notice.issued_on)
    assert insert(notice, "in_force", "lifted", taken_on=notice.issued_on - DAY)


def test_a_decision_recorded_late_may_be_of_a_day_before_the_period_ended(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    step = NoticeStep(
        council=ambridge, notice=notice, number=2, from_state="in_force", to_state="period_ended", taken_on=LATER
    )  # fmt: skip
    step.save()
    notice.refresh_from_db()
    assert not insert(notice, "period_ended", "lifted", taken_on=notice.issued_on + DAY)
    assert insert(notice, "period_ended", "lifted", taken_on=notice.issued_on - DAY)


@pytest.mark.parametrize("missing", [{"decided_by": ""}, {"reason": ""}])
def test_a_decision_names_who_and_why(ambridge: Council, missing: dict[str, str]) -> None:
    assert insert(factories.NoticeFactory(council=ambridge), "in_force", "lifted", **missing)


def test_a_support_period_has_an_adviser_and_an_end_and_nothing_else_has(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge, state="lifted")
    assert not insert(notice, "lifted", "support")
    assert insert(notice, "lifted", "support", adviser="")
    assert insert(notice, "lifted", "support", support_until=None)
    assert insert(notice, "lifted", "support", support_until=LATER - DAY)
    assert insert(notice, "lifted", "closed", adviser="Ada Adviser")
    assert insert(notice, "lifted", "closed", support_until=LATER)


def test_what_takes_its_place_is_a_later_instrument_of_the_right_kind_and_the_same_council(
    ambridge: Council, borchester: Council
) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    assert not insert(notice, "in_force", "superseded")
    older = factories.NoticeFactory(council=ambridge, issued_on=notice.issued_on - DAY)
    draft = factories.NoticeFactory(council=ambridge, state="draft")
    direction = factories.NoticeFactory(council=ambridge, kind=table.DIRECTION)
    theirs = factories.NoticeFactory(council=borchester)
    for other in (older, draft, direction, theirs, notice):
        assert insert(notice, "in_force", "superseded", other_id=other.pk), other
    assert insert(notice, "in_force", "superseded", other_id=None)
    assert insert(notice, "in_force", "lifted", other_id=follower(notice, "superseded"))


def test_steps_are_never_edited_or_deleted(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    step = notice.steps.get()
    assert refused("UPDATE notices_noticestep SET taken_on = taken_on - 1 WHERE id = %s", step.pk)
    assert refused("DELETE FROM notices_noticestep WHERE id = %s", step.pk)


def test_the_kind_of_an_issued_instrument_stays(ambridge: Council) -> None:
    notice, draft = (
        factories.NoticeFactory(council=ambridge, state="in_force"),
        factories.NoticeFactory(council=ambridge, state="draft"),
    )
    sql = "UPDATE notices_notice SET kind = 'statutory_direction' WHERE id = %s"
    assert refused(sql, notice.pk)
    assert not refused(sql, draft.pk)


def test_an_end_has_its_day_and_no_other_state_has(ambridge: Council) -> None:
    standing = factories.NoticeFactory(council=ambridge)
    lifted = factories.NoticeFactory(council=ambridge, state="lifted")
    assert lifted.ended_on == lifted.issued_on
    assert refused("UPDATE notices_notice SET ended_on = now() WHERE id = %s", standing.pk)
    assert refused("UPDATE notices_notice SET ended_on = NULL WHERE id = %s", lifted.pk)


def test_the_words_of_an_issued_clause_change_only_by_a_confirmed_amendment(ambridge: Council) -> None:
    clause = factories.RequirementFactory(council=ambridge)
    version = factories.NoticeVersionFactory(council=ambridge, notice=clause.notice)
    factories.ClauseChangeFactory(council=ambridge, version=version, requirement=clause)
    sql = "UPDATE notices_requirement SET text = 'Other', version = 2 WHERE id = %s"
    assert refused(sql, clause.pk)  # the amendment is a draft
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_noticeversion SET confirmed_at = now() WHERE id = %s", [version.pk])
    assert refused("UPDATE notices_requirement SET text = 'Other' WHERE id = %s", clause.pk)
    assert refused("UPDATE notices_requirement SET text = 'Other', version = 3 WHERE id = %s", clause.pk)
    assert refused("DELETE FROM notices_requirement WHERE id = %s", clause.pk)
    assert not refused(sql, clause.pk)


def test_the_words_of_a_draft_can_be_corrected(ambridge: Council) -> None:
    draft = factories.NoticeFactory(council=ambridge, state="draft")
    clause = factories.RequirementFactory(council=ambridge, notice=draft)
    assert not refused("UPDATE notices_requirement SET text = 'Other' WHERE id = %s", clause.pk)
    assert not refused("DELETE FROM notices_requirement WHERE id = %s", clause.pk)


def test_a_confirmed_amendment_and_its_changes_cannot_be_touched(ambridge: Council) -> None:
    clause = factories.RequirementFactory(council=ambridge)
    version = factories.NoticeVersionFactory(council=ambridge, notice=clause.notice)
    change = factories.ClauseChangeFactory(council=ambridge, version=version, requirement=clause)
    assert not refused("UPDATE notices_clausechange SET after = 'Draft' WHERE id = %s", change.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_noticeversion SET confirmed_at = now() WHERE id = %s", [version.pk])
    assert refused("UPDATE notices_clausechange SET after = 'Other' WHERE id = %s", change.pk)
    assert refused("DELETE FROM notices_clausechange WHERE id = %s", change.pk)
    assert refused("UPDATE notices_noticeversion SET reason = 'Other' WHERE id = %s", version.pk)
    assert refused("DELETE FROM notices_noticeversion WHERE id = %s", version.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.ClauseChangeFactory(
            council=ambridge, version=version, requirement=clause, kind="removed", after=""
        )
