"""Made-up instruments of many drafters and years, each with another anatomy, numbering or fault: read whole, nothing invented."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from notices.reading import Reading, load_register, read_document

FOLDER = Path(__file__).parent / "cases"
REGISTER = load_register()

# For each: labels with the first letters of their kinds, the seq of each parent, deadlines, targets, reviews and reports.
CASES = {
    "decimal-numbers.md": (
        "1.1:rec 1.2:rec 2.1:mea 2.1.1:mea 2.1.2:mea 2.1.2.a:mea 2.1.2.b:mea 2.1.3:mea 2.2:mea 3.1:mea 3.2:mea 4.1:ass 4.2:ass 5.1:con",
        "- - - 3 3 5 5 3 - - - - - -",
        "4:2013-06-30 6:event 8:2013-12-31 11:P6W 11:P3M 12:P6M 12:P12M 13:P20D",
        "8:None<=10@2013-12-31",
        "P6M P12M / Board>Minister:P3M",
    ),
    "direction-like-regulations.txt": (
        "1.1:rec 1.2:rec 2.1:mea 2.1.a:mea 2.1.b:mea 2.1.b.i:mea 2.1.b.ii:mea 2.1.c:mea 2.2:mea 2.2.a:mea 2.2.b:mea •:ove •:ove",
        "- - - 3 3 5 5 3 - 9 9 - -",
        "4:2014-09-30 7:event 8:2014-10-14 10:P6M 11:P1Y 12:2019-09-30",
        "",
        " / council>Secretary of State:P6M council>Secretary of State:P1Y",
    ),
    "direction-with-annex.txt": (
        "1:rec 2:rec 2.a:rec 2.a.i:rec 2.a.ii:rec 2.b:rec 3:rec 4:rec 5:rec 6:ove 6.a:mea 6.b:mea 6.b.i:mea 6.b.ii:mea 6.b.iii:mea "
        "6.c:mea 6.c.i:mea 6.c.ii:mea 7:ove 1:mea 1.a:mea 1.b:mea 2:rep",
        "- - 2 3 3 2 - - - - 10 10 12 12 12 10 16 16 - - 20 20 -",
        "12:event 19:standing 23:2019-09-30",
        "",
        " / Commissioner>Minister of State for Children and Families:2019-09-30",
    ),
    "lettered-parts.txt": (
        "1:rec 1.a:rec 1.b:rec 2:ove A1:mea A2:mea A3:mea B1:mea B2:mea 3:ass 4:mea 5:con",
        "- 1 1 - - - - - - - - -",
        "5:2009-03-31 6:2009-09-30 6:2010-03-31 7:2010-03-31 7:2010-09-30 8:2009-06-30 9:P1M 9:standing 10:2009-09-30 10:2010-03-31 11:P1M",
        "6:57.2>=80@2009-09-30 6:57.2>=85@2010-03-31 7:24<=12@2010-03-31 7:24<=10@2010-09-30",
        "2009-09-30 2010-03-31 / council>Department for Children, Schools and Families:P1M",
    ),
    "letters-through-sections.txt": (
        "a:sup b:sup •:sup •:sup c:sup d:sup e:rep f:ass g:con",
        "- - 2 2 - - - - -",
        "2:2023-01-31 5:2023-12-31 5:2024-07-31 6:P2M 7:P1M 8:P6M 8:2023-06-30",
        "5:None>=60@2023-12-31",
        "P6M 2023-06-30 / council>Department for Education:P1M",
    ),
    "lost-bullets.txt": (
        "i:ove ii:ove •:mea •:mea •:mea •:mea •:mea •:mea •:mea •:mea •:ass •:con",
        "- - - - - 5 5 5 - - - -",
        "3:2013-03-31 3:2013-09-30 6:2013-01-31 7:P3M 9:2012-12-01 9:P1M 10:P2W 11:2013-03-31 11:2013-09-30 11:2014-03-31 11:event",
        "3:61>=80@2013-03-31 3:61>=85@2013-09-30",
        "2013-03-31 2013-09-30 2014-03-31 / board chair>Minister:None",
    ),
    "running-numbers.txt": (
        "1:rec 2:ove 3:sup 4:sup 5:sup 6:sup 6.a:sup 6.b:sup 6.b.i:sup 6.b.ii:sup 6.c:sup 7:sup 8:sup 9:sup •:sup •:sup 10:ass 11:ass "
        "12:ass 13:con 14:ove",
        "- - - - - - 6 6 8 8 6 - - - 14 14 - - - - -",
        "3:standing 12:2017-09-22 13:P6W 17:P6M 19:P3M 21:standing",
        "",
        "P6M / council>improvement board:None adviser>Department for Education:P3M",
    ),
    "table-of-two-years.md": (
        "1:ove 2:ove 3:ove •:mea •:mea •:mea •:mea •:mea •:mea •:mea •:ass •:con",
        "- - - - - 5 5 - - - - -",
        "4:2012-09-30 8:2013-03-31 8:2014-03-31 9:2013-03-31 9:2014-03-31 10:2013-03-31 10:2014-03-31 11:P6M 11:2013-10-31",
        "4:66<=30@2012-09-30 8:None<=639@2013-03-31 8:None<=547@2014-03-31 9:12>=15@2013-03-31 9:12>=18@2014-03-31 "
        "10:712<=639@2013-03-31 10:712<=547@2014-03-31",
        "P6M 2013-10-31 / ",
    ),
}  # fmt: skip
SECTIONS = {
    "decimal-numbers.md": ["Introduction", "What the Council must do", "Governance", "Monitoring and review", "Consequences of failure to comply"],
    "direction-like-regulations.txt": ["Citation, commencement and interpretation", "Directions to the Council", "Duration", "Revocation"],
    "lettered-parts.txt": [None, "SAFEGUARDING", "LEADERSHIP AND MANAGEMENT", None],
    "letters-through-sections.txt": ["Improvement plan and progress", "SEND Partnership Improvement Board", "Reporting", "How progress against this notice will be assessed", "Failure to comply with the notice"],
    "running-numbers.txt": [None, "Improvement adviser", "Improvement plan", "Improvement board", "Reviews of progress", "Failure to comply"],
}  # fmt: skip


@lru_cache
def read(name: str) -> Reading:
    return read_document(FOLDER / name, councils=REGISTER)


def summary(reading: Reading) -> tuple[str, str, str, str, str]:
    def number(value: float | None) -> str:
        return "None" if value is None else f"{value:g}"

    items, targets = reading.requirements, reading.targets
    reports = [f"{r.from_}>{r.to}:{r.date or r.offset or r.every}" for r in reading.reports]
    return (
        " ".join(f"{item.label or '•'}:{item.kind[:3]}" for item in items),
        " ".join(str(item.parent or "-") for item in items),
        " ".join(f"{d.requirement}:{d.date or d.offset or d.every or d.kind}" for d in reading.deadlines),
        " ".join(
            f"{t.requirement}:{number(t.baseline)}{t.comparator}{number(t.target)}@{t.by}" for t in targets
        ),
        f"{' '.join(str(r.offset or r.date) for r in reading.reviews)} / {' '.join(reports)}",
    )


@pytest.mark.parametrize("name", CASES)
def test_clauses_and_what_they_ask(name):
    assert summary(read(name)) == CASES[name]


@pytest.mark.parametrize("name", SECTIONS)
def test_sections_in_order(name):
    sections = [item.section for item in read(name).requirements]
    assert [s for i, s in enumerate(sections) if i == 0 or s != sections[i - 1]] == SECTIONS[name]


@pytest.mark.parametrize("name", CASES)
def test_one_council_a_certain_date_and_somebody_who_signs(name):
    reading = read(name)
    assert len(reading.councils) == 1 and reading.councils[0].gss_code is not None
    assert reading.issue_date.certain and reading.issue_date.date is not None
    assert reading.signatory.role is not None


def words(text: str) -> list[str]:
    text = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹*>|#_]", " ", text)
    return re.findall(r"[a-z0-9%]+(?:['’][a-z]+)?", text.lower())


@pytest.mark.parametrize("name", CASES)
def test_no_word_is_lost_or_doubled_between_the_first_clause_and_the_signature(name):
    reading = read(name)
    source = reading.source_text
    first = " ".join(reading.requirements[0].text.split()[:4])
    start = re.search(re.escape(first).replace(r"\ ", r"\s+"), source)
    end = re.search(r"^(?:Signed\b|\w[\w ]+ MP$|\**Rupert|Baroness)", source[start.start() :], re.M)
    body = source[start.start() : start.start() + end.start()]
    clauses = Counter(w for item in reading.requirements for w in words(item.text))
    around = Counter(
        w
        for text in {t for i in reading.requirements for t in (i.section, i.lead_in)}
        if text
        for w in words(text)
    )
    labels = Counter(
        w for item in reading.requirements if item.label for w in words(item.label.replace(".", " "))
    )
    tables = Counter(w for t in reading.targets for w in words(t.span))
    lost = Counter(words(body)) - clauses - around - labels - tables
    heads_of_tables = {"indicator", "baseline", "target", "2011", "annex"}
    assert {word for word in lost if len(word) > 2} <= heads_of_tables, lost
    doubled = clauses - Counter(words(source))
    assert not doubled
