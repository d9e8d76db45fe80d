"""Whom an instrument is addressed to: one council or several, abolished since or misread by a scanner, or nobody of ours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block
from .councils import BODY, Match, Register, is_outside_england
from .front import ADDRESS, DEFINED, POSTCODE, TO
from .result import CouncilFound
from .wording import one_line

NAMED_COUNCIL = re.compile(r"((?:[A-Z][\w'’&.-]*\s+(?:(?:and|of|upon|with)\s+)?){1,6}C(?:ouncil|OUNCIL))\b")
ISSUED_TO = re.compile(r"\b(?:direction|notice|issued|given|addressed)\s+to\s+(?:the\s+)?", re.I)


# "DIRECTION UNDER SECTION 497A(4B) … TO DONCASTER METROPOLITAN BOROUGH COUNCIL"
TITLED_TO = re.compile(r"\b(?:direction|notice)\b.{0,160}\bto\s+(?:the\s+)?(?=[A-Z])", re.I)
MEANT = re.compile(r"[\"“'‘]the (?:council|authority)[\"”'’]\s+means\s+(?:the\s+)?", re.I)


_PLACE = r"[A-Z][\w'’-]*(?:\s+(?:(?:upon|with|on|of)\s+)?[A-Z][\w'’-]*){0,4}"
# "the London Boroughs of Sutton, Merton and Richmond upon Thames", "the councils of Torbay and Plymouth"
SEVERAL_OF = re.compile(
    rf"\b(?P<kind>(?:London |Metropolitan |Royal )?Boroughs|[Cc]ouncils) of (?P<names>{_PLACE}(?:,\s+{_PLACE})*,?\s+and\s+(?:of\s+)?{_PLACE})"
)


def each_by_its_name(text: str) -> str:
    """Councils that share one word for what they are, each with that word."""

    def apart(found: re.Match[str]) -> str:
        names = [name.strip() for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", found["names"])]
        of = found["kind"][:-1] + " of {}" if "orough" in found["kind"] else "{} Council"
        return "; ".join(of.format(name.removeprefix("of ")) for name in names)

    return SEVERAL_OF.sub(apart, text)


@dataclass
class Addressee:
    councils: list[CouncilFound]
    notes: list[tuple[int | None, str]]
    outside_england: bool = False
    to_somebody_else: str | None = None


def find_addressee(
    front: Sequence[Block], recitals: str, register: Register, *, on: datetime.date | None
) -> Addressee:
    """The councils that the instrument is addressed to: the To: line, else the title, else who "the Council" is."""
    line = next(
        (block.numbers[0] for block in front if TO.match(block.text)), front[0].numbers[0] if front else None
    )
    written = _addressed_text(front)
    title = next(
        (
            m
            for b in front[:6]
            if len(b.text) < 400 and (m := ISSUED_TO.search(b.text) or TITLED_TO.search(b.text))
        ),
        None,
    )
    texts = [(text, True) for text in written]
    if title is not None:
        texts.append((title.string[title.end() :], False))
    for text in (*(block.text for block in front), recitals):
        defined = DEFINED.search(text)
        if defined:
            texts.append((text[max(0, defined.start() - 160) : defined.start()], False))
        meant = MEANT.search(text)
        if meant:
            texts.append((text[meant.end() : meant.end() + 90], False))
    texts += [
        (b.text, False) for b in front[:8] if len(b.text) < 200
    ]  # a name at the head, and nothing before it
    for text, whole in texts:
        text = each_by_its_name(text)
        matches = register.find(text, on=on, whole=whole)
        if matches:
            return _addressee(matches, register, line)
    unmatched = written or [found[1] for text, _ in texts if (found := NAMED_COUNCIL.search(text))]
    for text in unmatched:
        name = _name_in(text)
        if is_outside_england(name):
            return Addressee([], [], outside_england=True)
        near = register.near(name)
        if near is not None:
            note = f"“{name}” was read as {near.record.title}: check the name."
            misread = _addressee([near], register, line)
            return Addressee(misread.councils, [(line, note), *misread.notes])
        if re.search(r"\b(?:council|borough|authority)\b", name, re.I):
            note = f"“{name}” is not in the register of councils with children's services."
            return Addressee([CouncilFound(None, name, None)], [(line, note)])
        return Addressee([], [], to_somebody_else=name)
    return Addressee([], [(line, "The document does not say which council it is addressed to.")])


def _addressee(matches: list[Match], register: Register, line: int | None) -> Addressee:
    councils: list[CouncilFound] = []
    notes: list[tuple[int | None, str]] = []
    for match in matches:
        record = match.record
        if any(council.gss_code == record.gss_code for council in councils):
            continue
        councils.append(CouncilFound(record.title, match.as_written, record.gss_code))
        if not record.active:
            ended = f" on {record.end_date.day} {record.end_date:%B %Y}" if record.end_date else ""
            after = register.successors(record)
            said = (
                f"; its successor{' is' if len(after) == 1 else 's are'} {' and '.join(after)}"
                if after
                else ""
            )
            notes.append((line, f"{record.title} was abolished{ended}{said}."))
    return Addressee(councils, notes)


def _addressed_text(front: Sequence[Block]) -> list[str]:
    """What stands after "To:", with following lines up to the address."""
    texts = []
    for index, block in enumerate(front):
        found = TO.match(block.text)
        if not found:
            continue
        parts = [block.text[found.end() :]]
        for after in front[index + 1 : index + 4]:
            if (
                ADDRESS.match(after.text)
                or (POSTCODE.search(after.text) and not NAMED_COUNCIL.match(after.text))
                or len(after.text) > 130
                or re.match(r"this\b", after.text, re.I)
            ):
                break
            if not TO.match(after.text) and (
                not parts[0].strip()
                or (NAMED_COUNCIL.match(after.text) and DEFINED.search(after.text))
                or re.match(r"and\b|&", after.text, re.I)
                or parts[-1].endswith((",", "and"))
                or (
                    after.label is not None
                    and after.label.text != "1"
                    and re.match(r"\s*\(?[1ai][.)]", parts[0])
                )
            ):
                parts.append(after.text)
        texts.append("; ".join(_without_address(DEFINED.sub(";", part)) for part in parts))
    joined = "; ".join(text for text in texts if text.strip(" ;"))
    return [joined] if joined else []


def _without_address(text: str) -> str:
    """The names in a line of the addressee: what stands behind a comma is an address, unless it says that it is a council."""
    first, *others = re.split(r",\s+|;", POSTCODE.sub(";", text))
    kept = [other for other in others if BODY.search(other) or re.match(r"\s*(?:and|&)\b", other)]
    return ", ".join([first, *kept])


def _name_in(text: str) -> str:
    name = re.split(r"[;(\n]|\s+(?:of|at)\s+\d|,\s*\d", text)[0]
    return one_line(name).strip(" ,.:")
