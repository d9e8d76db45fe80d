"""Instruments for tests: one made up here, and the real ones where they lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from councils.models import Council
from notices.addressees import council_records
from notices.models import Notice
from notices.reading import Reading, read_text
from notices.services import import_reading

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "documents"

NOTICE = """Improvement Notice

To: Name AMBRIDGE COUNCIL ("the Council")

Address 1 The Green, Ambridge, BC1 1AA

This Improvement Notice is being issued due to poor performance in:

Children's Services

on the basis of evidence contained in the report of the inspection of safeguarding services carried out by Ofsted dated
12 May 2025 which judged the overall effectiveness of the Council's safeguarding services to be 'inadequate'.

The Council must take action to:

- (i) improve areas of weakness identified in the Ofsted inspection report; and
- (ii) put in place arrangements to sustain the improvement secured.

The Council must demonstrate evidence of improvement by:

Practice

1. Ensure that every assessment is timely, by the end of February 2026.
2. Reduce the vacancy rate for qualified social workers so that it is not above 10% at any given time.
3. Within one month of the issue of this Notice, audit all cases that are open.

Improvement support

4. Put in place an Improvement Board with an independent Chair which will meet every 4 weeks. An official from the
Department for Education will attend as a participant observer.
5. Develop an improvement plan with partner agencies. The plan should be agreed with the Improvement Board within one
month of the issue of this Notice.
6. The Council should aim for all targets to be met by 18 months from the start of this Notice.

Improvement against the above measures will be assessed as follows:

7. The Board Chair must provide to Ministers a written 6 monthly report. The Board Chair must also provide an initial
report 2 months after the commencement of this Notice. A peer review should be carried out before the end of this Notice.
8. Reviews of progress will be conducted by Department for Education officials and take place after 6, 12 and 18 months
from the start of this Notice. The Board Chair's report will be supplemented by a report on progress from the Leader of
the Council.

Signed:
Date: 31 January 2026

Parliamentary Under Secretary of State for Children and Families
"""


def draft(council: Council, text: str = NOTICE) -> Notice:
    return import_reading(
        read(text),
        council=council,
        by=None,
        source_name="notice.txt",
        source_text=text,
        source_sha256="0" * 64,
    )


def read(text: str) -> Reading:
    return read_text(text, councils=council_records())


def document(name: str) -> Path:
    """A real document, or skip the test: the repository does not carry them."""
    path = DOCUMENTS / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the repository")
    return path
