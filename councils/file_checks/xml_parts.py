"""XML inside documents, read as a stream: entities refused, nothing built in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol
from xml.parsers import expat

from .harmful import DAMAGED, EICAR, RUNS, VIRUS, Harmful

Attributes = dict[str, str]


class Reader(Protocol):
    """What looks at the elements of one part. Names are without their namespace."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


def read_xml(chunks: Iterable[bytes], reader: Reader | None = None) -> None:
    """Feed the part to expat. A document type, which entity bombs and outside entities need, is never in these formats."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.ProcessingInstructionHandler = _no_instruction
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    if reader is not None:
        parser.buffer_text = True
        parser.StartElementHandler = _local(reader.start)
        parser.CharacterDataHandler = reader.text
        parser.EndElementHandler = lambda name: reader.end(name.rsplit(" ", 1)[-1])
    tail = b""
    try:
        for chunk in chunks:
            if EICAR in tail + chunk:
                raise Harmful(VIRUS)
            tail = chunk[-128:]
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        raise Harmful(DAMAGED) from error


def _local(start: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    def local(name: str, attributes: Attributes) -> None:
        start(name.rsplit(" ", 1)[-1], {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()})

    return local


def _no_doctype(*args: object) -> None:
    raise Harmful(DAMAGED)


def _no_instruction(target: str, data: str) -> None:
    if "stylesheet" in target.lower():  # a browser or Word would run it
        raise Harmful(RUNS)
