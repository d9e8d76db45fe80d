"""Made-up instruments for the tests of the reader: a front and an end around the clauses that a test is about."""

from __future__ import annotations

from notices.reading import CouncilRecord, Reading, read_text

BORCHESTER = CouncilRecord("Borchester", "X10000001", "Borchester County Council", "Borchester")
FELPERSHAM = CouncilRecord("Felpersham", "X06000002", "Felpersham City Council", "Felpersham")
COUNCILS = [BORCHESTER, FELPERSHAM]

FRONT = """Improvement Notice

To: Borchester County Council ("the Council")

Address: County Hall, 1 High Street, Borchester BC1 4QT

This Improvement Notice is being issued due to poor performance in: Children's Services

on the basis of evidence contained in:

the report of the inspection carried out by Ofsted dated 4 March 2013 which judged services to be 'inadequate'.

"""
END = """

Failure to comply with this Improvement Notice may lead to:

The Secretary of State for Education using statutory powers of intervention (s497A Education Act 1996).

Signed: Helena Marchbanks MP

Parliamentary Under Secretary of State for Children and Families

Date: 3 June 2013
"""


def notice(body: str, *, front: str = FRONT, end: str = END) -> Reading:
    return read_text(f"{front}{body.strip()}{end}", councils=COUNCILS)


def measures(*lines: str) -> Reading:
    """A notice whose only clauses are these measures, each a line."""
    return notice("The Council must take action to:\n\n" + "\n\n".join(lines))


def clauses(reading: Reading) -> list[tuple[str | None, str]]:
    """Label and text of every clause but the consequence."""
    return [(item.label, item.text) for item in reading.requirements if item.kind != "consequence"]
