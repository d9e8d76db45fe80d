"""A report fetches nothing, carries no file, and cannot hold its worker: whatever people wrote into it (bars B35, B36)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from celery import current_app
from django.utils import timezone

from councils.models import Council, User
from reminders.sending import send_waiting
from reminders.services import make_reminders
from reports import pdf
from reports.board_report import build_board_report
from reports.printing import NotPrinted, print_in_child, report_html

from .. import factories as make
from .hostile import VECTORS, Canary, canary
from .reading import tagged_words
from .story import TODAY, Story, tell

PAGE = '<html lang="en"><head><title>Test</title></head><body><h1>Heading</h1>{}</body></html>'
GROUPS = [dict(list(VECTORS.items())[i : i + 2]) for i in range(0, len(VECTORS), 2)]


@pytest.fixture
def trap() -> Iterator[Canary]:
    with canary() as found:
        yield found


def embedded_files(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as opened:
        kinds = [str(a.get("/Subtype")) for page in opened.pages for a in page.get("/Annots", [])]
        return len(opened.attachments) + kinds.count("/FileAttachment")


def test_the_trap_catches_what_weasyprint_does_by_itself(trap: Canary) -> None:
    """Else the tests below would prove nothing."""
    import weasyprint

    everything = "".join(vector.format(u=trap.address + str(n)) for n, vector in enumerate(VECTORS.values()))
    content = weasyprint.HTML(string=PAGE.format(everything)).write_pdf()
    assert len(set(trap.visits)) >= 8
    assert embedded_files(content) >= 1


@pytest.mark.parametrize("name", VECTORS)
def test_the_fetcher_refuses_every_reference_in_raw_markup(name: str, trap: Canary, tmp_path: Path) -> None:
    """As if all escaping had failed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("Zyzzyva of this machine")
    for address in (
        trap.address,
        secret.as_uri(),
        f"{trap.address}\nx",
        "//127.0.0.1/x",
        "ftp://127.0.0.1/x",
    ):
        content, pages = pdf.make(PAGE.format(VECTORS[name].format(u=address)))
        assert pages == 1 and embedded_files(content) == 0
        assert b"Zyzzyva" not in content and "Zyzzyva" not in " ".join(tagged_words(content))
    assert trap.visits == []


def test_a_picture_inside_the_document_cannot_fetch_either(trap: Canary) -> None:
    inner = f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{trap.address}'/></svg>"
    pdf.make(PAGE.format(f'<img alt="x" src="{inner}">'))
    sheet = f"data:text/css,@import '{trap.address}';"
    pdf.make(PAGE.format(f'<link rel="stylesheet" href="{sheet}">'))
    assert trap.visits == []


@pytest.mark.parametrize(
    "vector", ['<a rel="attachment" href="{}">x</a>', '<link rel="attachment" href="{}">']
)
def test_a_file_inside_the_document_is_not_carried(vector: str) -> None:
    with pytest.raises(pdf.Refused, match="would carry another file"):
        pdf.make(PAGE.format(vector.format("data:text/plain,hello")))


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS, ids=[" and ".join(group) for group in GROUPS])
def test_references_in_every_text_field_fetch_nothing_and_stay_text(
    group: dict[str, str], ambridge: Council, officer: User, trap: Canary
) -> None:
    mark = "".join(vector.format(u=trap.address) for vector in group.values())
    ambridge.official_name = f"Ambridge {mark}"[:160]
    ambridge.save()
    officer.name = f"Olive {mark}"[:150]
    officer.save()
    tell(ambridge, owner=officer, mark=mark)
    report = build_board_report(ambridge, as_at=TODAY)
    printed = print_in_child(report_html(report))
    assert trap.visits == [] and embedded_files(printed.content) == 0
    words = "".join(tagged_words(printed.content))
    assert words.count("".join(mark.split())) > 40  # it is all there, as harmless text


def test_a_report_that_takes_too_long_is_stopped_and_says_so() -> None:
    rows = "".join(f"<tr><td>{n}<td>word word word" for n in range(60_000))
    began = time.monotonic()
    with pytest.raises(NotPrinted, match="Making the PDF took longer than 3 seconds and was stopped"):
        print_in_child(PAGE.format(f"<table>{rows}</table>"), seconds=3)
    assert time.monotonic() - began < 15


def test_a_report_that_needs_too_much_memory_is_stopped_and_says_so() -> None:
    words = "<p>word</p>" * 100_000
    with pytest.raises(NotPrinted, match="needed more than 160 MB of memory and was stopped"):
        print_in_child(PAGE.format(words), memory=160 * 1024**2)


def test_markup_that_cannot_be_printed_says_so() -> None:
    with pytest.raises(NotPrinted, match="The PDF could not be made from this report"):
        print_in_child("", program="reports.no_such_program")


def test_the_child_knows_no_secret_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "Zyzzyva")
    told = json.loads(print_in_child("", program="tests.reports.child_that_tells", seconds=30).content)
    assert told["limits"] == {"memory": pdf.MEMORY, "seconds": 30}
    assert not told["django"]
    assert not {"SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL"} & set(
        told["env"]
    )
    assert "Zyzzyva" not in json.dumps(told)


def test_while_a_hostile_report_runs_into_its_limit_reminders_go_out(story: Story) -> None:
    """B36. Reports have a queue and a process of their own; mail, that of a report too, never waits behind one."""
    rows = "".join(f"<tr><td>{n}<td>word word word" for n in range(60_000))
    with ThreadPoolExecutor(1) as pool:
        hostile = pool.submit(print_in_child, PAGE.format(f"<table>{rows}</table>"), seconds=3)
        make.ActionFactory(
            council=story.council, objective=story.objectives[0], owner=story.owner, due_on=TODAY, original_due_on=TODAY
        )  # fmt: skip
        make_reminders(on=TODAY, now=timezone.now())
        assert send_waiting(on=TODAY).sent >= 1
    with pytest.raises(NotPrinted, match="longer than 3 seconds and was stopped"):
        hostile.result()
    routes = {
        name: current_app.amqp.router.route({}, name)["queue"].name
        for name in ("reports.tasks.render_report", "reports.tasks.send_ready_mails", "reminders.tasks.tick")
    }
    assert list(routes.values()) == ["reports", "mail", "mail"]
