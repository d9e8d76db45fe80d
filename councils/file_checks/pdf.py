"""PDF: no password, nothing that runs, no file inside, and nothing else than a PDF."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from .harmful import DAMAGED, EMBEDDED, PASSWORD, RUNS, TOO_COMPLEX, TWO_IN_ONE, Harmful, WrongKind

MOST_VALUES = 1_500_000
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_WEB = re.compile(rb"<(html|script|svg|!doctype|iframe|body|\?php)", re.IGNORECASE)
_END = re.compile(rb"%%EOF[\s\x00]*\Z")
_RUNNING_KEYS = ("/JS", "/JavaScript", "/RichMedia", "/XFA")
_RUNNING_ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/SubmitForm",
    "/GoToR",
)
_INSIDE_KEYS = ("/EmbeddedFiles", "/EF", "/AF")
_RUNNING_NOTES = ("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")


def check_pdf(content: bytes, ending: str) -> None:
    if not _HEADER.match(content):
        raise WrongKind(ending)
    if not _END.search(content[-2048:]) or b"PK\x05\x06" in content[-66000:] or _WEB.search(content[:2048]):
        raise Harmful(DAMAGED if b"%%EOF" not in content[-2048:] else TWO_IN_ONE)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise Harmful(PASSWORD)
            if not len(document.pages):
                raise Harmful(DAMAGED)
            _check_objects(document)
    except pikepdf.PasswordError as error:
        raise Harmful(PASSWORD) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError, AttributeError) as error:
        raise Harmful(DAMAGED) from error


def _check_objects(document: pikepdf.Pdf) -> None:
    """Every object of the file, those that nothing leads to included: a viewer may find them where we do not."""
    left = MOST_VALUES
    for found in document.objects:
        stack: list[Any] = [found]
        while stack:
            value = stack.pop()
            left -= 1
            if left < 0:
                raise Harmful(TOO_COMPLEX)
            if isinstance(value, pikepdf.Array):
                stack.extend(item for item in value if _is_container(item))
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                _check_dictionary(value)
                stack.extend(item for _, item in value.items() if _is_container(item))


def _is_container(value: Any) -> bool:
    """Direct ones only: what has a number of its own comes by itself."""
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _check_dictionary(value: Any) -> None:
    keys = set(value.keys())
    if keys.intersection(_RUNNING_KEYS) or str(value.get("/S", "")) in _RUNNING_ACTIONS:
        raise Harmful(RUNS)
    kind = str(value.get("/Subtype", ""))
    if kind in _RUNNING_NOTES:
        raise Harmful(RUNS)
    embedded = any(_holds(value[key]) for key in _INSIDE_KEYS if key in keys)
    if embedded or kind == "/FileAttachment" or str(value.get("/Type", "")) == "/EmbeddedFile":
        raise Harmful(EMBEDDED)


def _holds(value: Any) -> bool:
    """An empty list of embedded files is no embedded file; some programs write one."""
    if isinstance(value, pikepdf.Array):
        return len(value) > 0
    return not isinstance(value, pikepdf.Dictionary) or any(
        len(item) if isinstance(item, pikepdf.Array) else True for _, item in value.items()
    )
