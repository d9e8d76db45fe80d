"""`import_notice` and `schedule`: what is printed, what is saved, and that a failure saves nothing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actions.models import Plan
from boards.services import plan_meetings
from councils.models import Council
from notices.models import Deadline, Notice, Requirement
from reviews.models import ReportDue, Review
from tests import factories
from tests.reviews import instruments

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(instruments.NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(path: Path, *options: str) -> tuple[int, Any, str]:
        """Exit status, what was printed, and standard error."""
        status = 0
        try:
            call_command("import_notice", str(path), *options)
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err.strip()

    return run


def test_a_document_becomes_a_draft(run: Any, file: Path, ambridge: Council) -> None:
    status, printed, err = run(file)
    (made,) = printed["notices"]
    assert (status, err, made["created"], made["state"]) == (0, "", True, "draft")
    assert (made["council_slug"], made["number"], made["issued_on"]) == ("ambridge", 1, "2026-01-31")
    assert (made["requirements"], made["deadlines"], made["targets"]) == (
        Requirement.objects.count(),
        Deadline.objects.count(),
        1,
    )
    assert not Plan.objects.exists()


def test_accepting_puts_it_in_force_and_takes_it_up(run: Any, file: Path, ambridge: Council) -> None:
    _, printed, _ = run(file, "--accept")
    (made,) = printed["notices"]
    assert (made["state"], made["period_ends_on"], made["meets_every"]) == ("in_force", "2027-07-31", "P4W")
    assert made["reviews"] == ["2026-07-31", "2027-01-31", "2027-07-31"]
    assert Plan.objects.get().notice.number == 1


def test_the_same_document_is_recorded_once(run: Any, file: Path, ambridge: Council) -> None:
    assert [run(file)[1]["notices"][0]["created"] for _ in range(2)] == [True, False]
    assert run(file, "--accept")[1]["notices"][0] == run(file, "--accept")[1]["notices"][0]
    assert Notice.objects.count() == 1
    assert run(file, "--accept", "--issued-on", "2026-02-01")[1]["notices"][0]["number"] == 2


@pytest.mark.parametrize(
    ("change", "options", "status", "says"),
    [
        (("AMBRIDGE COUNCIL", "NOWHERE COUNCIL"), (), 1, "--council"),
        (
            ("31 January 2026", "7/3/1"),
            ("--accept",),
            1,
            "The issue date “7/3/1” is not certain: give it with --issued-on.",
        ),
        (
            ("Date: 31 January 2026", ""),
            ("--accept",),
            1,
            "The document gives no issue date: give it with --issued-on.",
        ),
        (("", ""), ("--council", "E99999999"), 1, "No council in the register has the GSS code E99999999."),
        (
            ("", ""),
            ("--accept", "--issued-on", "2999-01-01"),
            1,
            "The issue date, 1 January 2999, is in the future.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_and_nothing_is_saved(
    run: Any,
    file: Path,
    ambridge: Council,
    change: tuple[str, str],
    options: tuple[str, ...],
    status: int,
    says: str,
) -> None:
    file.write_text(
        instruments.NOTICE.replace(*change) if change[0] else instruments.NOTICE, encoding="utf-8"
    )
    found, printed, err = run(file, *options)
    assert (found, printed) == (status, None)
    assert says in err
    assert len(err.splitlines()) == 1
    assert (Notice.objects.count(), Plan.objects.count()) == (0, 0)


def test_a_file_that_is_missing_or_no_instrument_has_its_own_exit_status(run: Any, tmp_path: Path) -> None:
    missing = run(tmp_path / "missing.txt")
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Minutes of the meeting of the committee held on 3 March 2026\n\nPresent: two people\n"
    )
    other = run(minutes)
    assert (missing[:2], other[:2]) == ((2, None), (3, None))
    assert all(len(err.splitlines()) == 1 for err in (missing[2], other[2]))
    assert not Notice.objects.exists()


def test_the_named_council_overrules_the_document(
    run: Any, file: Path, ambridge: Council, borchester: Council
) -> None:
    _, printed, _ = run(file, "--council", borchester.gss_code)
    assert printed["notices"][0]["council_slug"] == "borchester"


def test_an_instrument_to_two_councils_becomes_one_notice_of_each(
    run: Any, file: Path, ambridge: Council, borchester: Council
) -> None:
    file.write_text(
        instruments.NOTICE.replace("AMBRIDGE COUNCIL", "AMBRIDGE COUNCIL and BORCHESTER COUNCIL"),
        encoding="utf-8",
    )
    _, printed, _ = run(file, "--accept")
    assert [(n["council_slug"], n["number"]) for n in printed["notices"]] == [
        ("ambridge", 1),
        ("borchester", 1),
    ]
    assert {plan.council.slug for plan in Plan.objects.all()} == {"ambridge", "borchester"}


def test_an_abolished_council_is_said_with_its_successors(run: Any, file: Path) -> None:
    file.write_text(
        instruments.NOTICE.replace("AMBRIDGE COUNCIL", "CUMBRIA COUNTY COUNCIL"), encoding="utf-8"
    )
    status, printed, _ = run(file)
    assert status == 0
    assert printed["notes"] == [
        "Cumbria County Council was abolished on 31 March 2023. Its duties passed to Cumberland Council and "
        "Westmorland and Furness Council."
    ]


# -- the real instruments, where they are


def look_at(made: dict[str, Any]) -> None:
    """Let the test see the rows of a council that it did not make."""
    factories.widen(Council.objects.get(gss_code=made["gss_code"]).pk)


def test_herefordshire_2013(run: Any) -> None:
    path = instruments.document("herefordshire-improvement-notice-2013.txt")
    status, printed, _ = run(path, "--issued-on", "2013-02-05", "--accept")
    (made,) = printed["notices"]
    look_at(made)
    assert (status, made["gss_code"], made["board"], made["meets_every"]) == (
        0,
        "E06000019",
        "Improvement Board",
        "P4W",
    )
    assert made["reviews"] == ["2013-08-05", "2014-02-05", "2014-08-05"]
    by_chair = ReportDue.objects.filter(author="board_chair").order_by("due_on")
    assert [str(r.due_on) for r in by_chair] == ["2013-04-05", "2013-08-05", "2014-02-05", "2014-08-05"]
    assert {r.recipient for r in by_chair} == {
        "Parliamentary Under Secretary of State for Children and Families"
    }
    assert [str(r.due_on) for r in ReportDue.objects.filter(author="leader")] == made["reviews"]
    assert made["period_ends_on"] == "2014-08-05"
    audit = Deadline.objects.get(requirement__label="20")
    assert (audit.span, str(audit.due_on)) == ("within one month of this Notice", "2013-03-05")


def test_cumbria_2012(run: Any) -> None:
    path = instruments.document("cumbria-improvement-notice-2012.txt")
    _, printed, _ = run(path, "--issued-on", "2012-08-31", "--accept")
    (made,) = printed["notices"]
    look_at(made)
    assert made["reports_due"] == ["2012-10-31", "2013-04-30", "2013-10-31"]
    assert {(r.author, r.recipient, r.precision) for r in ReportDue.objects.all()} == {
        ("board_chair", "Ministers", "month")
    }
    found = Review.objects.order_by("due_on").values_list("kind", "due_on", "precision", "source")
    assert [(kind, str(day), precision, source) for kind, day, precision, source in found] == [
        ("initial", "2013-01-31", "month", "printed"),
        ("further", "2013-07-31", "month", "printed"),
        ("final", "2014-01-31", "month", "printed"),
    ]
    assert (made["board"], made["period_ends_on"]) == ("Safeguarding Improvement Board", "2014-01-31")
    assert str(Plan.objects.get().due_on) == "2012-09-30"  # one month from 31 August: September has 30 days


def test_cheshire_west_and_chester_2011(run: Any) -> None:
    path = instruments.document("cheshire-west-and-chester-improvement-notice-2011.txt")
    assert run(path, "--accept")[0] == 1  # "7/3/1" is no date
    _, printed, _ = run(path, "--issued-on", "2011-03-07", "--accept")
    (made,) = printed["notices"]
    assert (made["targets"], made["meets_every"], made["reviews"]) == (3, "P1M", ["2011-10-31", "2012-04-30"])
    assert (made["reports_due"], made["period_ends_on"]) == ([], "2012-04-30")


def test_the_cumbria_direction_2015(run: Any) -> None:
    path = instruments.document("cumbria-statutory-direction-2015.txt")
    _, printed, _ = run(path, "--accept")
    (made,) = printed["notices"]
    assert (made["kind"], made["issued_on"], made["period_ends_on"]) == (
        "statutory_direction",
        "2015-11-09",
        None,
    )
    assert (made["reviews"], made["reports_due"]) == (["2016-05-09", "2016-11-09", "2017-05-09"], [])
    assert made["board"] == "Cumbria Children's Services Improvement Board"


def test_the_committee_paper_is_no_instrument(run: Any) -> None:
    path = instruments.document("cambridgeshire-committee-paper-2014.txt")
    status, printed, err = run(path, "--accept")
    assert (status, printed, len(err.splitlines())) == (3, None, 1)


# -- schedule


def schedule(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    call_command("schedule", *args)
    return json.loads(capsys.readouterr().out)


def test_the_schedule_lists_what_is_ahead_of_one_council(
    capsys: pytest.CaptureFixture[str], ambridge: Council, borchester: Council
) -> None:
    board = factories.BoardFactory(council=ambridge, name="Improvement Board")
    plan_meetings(board, by=None, first_on=datetime.date(2026, 6, 2), until=datetime.date(2026, 7, 1))
    factories.MeetingFactory(
        council=ambridge,
        board=board,
        number=9,
        held_on=datetime.date(2026, 6, 20),
        state="cancelled",
        cancelled_why="Snow",
    )
    facts = {"council": ambridge, "notice": board.notice}
    factories.ReviewFactory(**facts, due_on=datetime.date(2026, 6, 15))
    factories.ReviewFactory(**facts, due_on=datetime.date(2026, 6, 16), held_on=datetime.date(2026, 6, 1))
    factories.ReportDueFactory(**facts, due_on=datetime.date(2026, 8, 1))
    factories.ReportDueFactory(**facts, due_on=datetime.date(2026, 8, 2))
    factories.ReviewFactory(council=borchester, due_on=datetime.date(2026, 6, 15))
    assert schedule(capsys, "ambridge", "--from", "2026-06-01", "--months", "2") == [
        {"kind": "meeting", "date": "2026-06-02", "title": "Improvement Board"},
        {"kind": "review", "date": "2026-06-15", "title": "Initial review"},
        {"kind": "cut_off", "date": "2026-06-23", "title": "Updates close for the Improvement Board"},
        {"kind": "meeting", "date": "2026-06-30", "title": "Improvement Board"},
        {"kind": "report", "date": "2026-08-01", "title": "Report of the board's chair to Ministers"},
    ]


def test_what_an_ended_notice_asked_for_is_not_in_the_schedule(
    capsys: pytest.CaptureFixture[str], ambridge: Council
) -> None:
    lifted = factories.NoticeFactory(council=ambridge, state="lifted")
    factories.ReviewFactory(council=ambridge, notice=lifted, due_on=datetime.date(2026, 6, 15))
    factories.ReportDueFactory(council=ambridge, notice=lifted, due_on=datetime.date(2026, 6, 15))
    assert schedule(capsys, "ambridge", "--from", "2026-06-01", "--months", "2") == []


def test_the_schedule_of_no_council_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="No council has the address “nowhere”"):
        call_command("schedule", "nowhere", "--from", "2026-06-01", "--months", "2")
