"""XML inside documents, read as a stream: entities refused, nothing built in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Protocol
from xml.parsers import expat

from .harmful import DAMAGED, EICAR, RUNS, VIRUS, Harmful

Attributes = dict[str, str]
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']+)""")


class Reader(Protocol):
    """What looks at the elements of one part. Names are without their namespace."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


def read_xml(
    part: Callable[[], Iterable[bytes]],
    reader: Reader | None = None,
    *,
    looks_for: Collection[bytes] | None = None,
) -> None:
    """Feed the part to expat. A document type, which entity bombs and outside entities need, is never in these formats.

    `looks_for`: words in small letters, of which its bytes must hold one for the reader to find anything. The first pass, at the speed of C, then spares
    the reader most parts (a workbook of a million cells would take it longer than anybody waits).
    """
    if looks_for is None or (_parse(part(), None, looks_for) and reader is not None):
        _parse(part(), reader, None)


def _parse(chunks: Iterable[bytes], reader: Reader | None, looks_for: Collection[bytes] | None) -> bool:
    """Whether the pattern was found, or could have been missed because the bytes are not plain."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.ProcessingInstructionHandler = _no_instruction
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    if reader is not None:
        parser.buffer_text = True
        parser.StartElementHandler = _local(reader.start)
        parser.CharacterDataHandler = reader.text
        parser.EndElementHandler = lambda name: reader.end(name.rsplit(" ", 1)[-1])
    tail, found = b"", False
    try:
        for chunk in chunks:
            joined = tail + chunk
            if EICAR in joined:
                raise Harmful(VIRUS)
            if looks_for and not found:
                small = joined.lower()  # plain searches: one pattern of them all takes twenty times as long
                found = any(word in small for word in looks_for) or (not tail and not _is_plain(chunk))
            tail = chunk[-128:]
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        raise Harmful(DAMAGED) from error
    return found


def _is_plain(start: bytes) -> bool:
    """UTF-8, so that a search in bytes is a search in text."""
    declared = _ENCODING.search(start[:200])
    return (
        not start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0"))
        and b"\0" not in start[:8]
        and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))
    )


def _local(start: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    def local(name: str, attributes: Attributes) -> None:
        start(name.rsplit(" ", 1)[-1], {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()})

    return local


def _no_doctype(*args: object) -> None:
    raise Harmful(DAMAGED)


def _no_instruction(target: str, data: str) -> None:
    if "stylesheet" in target.lower():  # a browser or Word would run it
        raise Harmful(RUNS)
