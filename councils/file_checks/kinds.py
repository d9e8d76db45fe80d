"""Which check looks at which kind of file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable

import puremagic

from .harmful import EICAR, VIRUS, Harmful, WrongKind
from .images import check_image
from .office import check_office
from .open_document import check_open_document
from .pdf import check_pdf
from .text import check_text

Check = Callable[[bytes, str], None]
CHECKS: dict[str, Check] = {
    "pdf": check_pdf,
    "docx": check_office,
    "xlsx": check_office,
    "pptx": check_office,
    "odt": check_open_document,
    "ods": check_open_document,
    "odp": check_open_document,
    "txt": check_text,
    "md": check_text,
    "csv": check_text,
    "png": check_image,
    "jpg": check_image,
    "jpeg": check_image,
}


def check(content: bytes, ending: str) -> None:
    """Raises Harmful unless the bytes are such a file, whole and harmless."""
    if EICAR in content:
        raise Harmful(VIRUS)
    try:
        CHECKS[ending](content, ending)
    except WrongKind as refusal:
        raise WrongKind(ending, refusal.looks_like or _guess(content, not_=ending)) from refusal


def _guess(content: bytes, *, not_: str) -> str:
    """What it looks like by its first bytes, to help who chose the wrong file; empty when nothing is likely."""
    try:
        likely = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return ""
    endings = [guess.extension.lstrip(".") for guess in likely if guess.confidence >= 0.5]
    return next((ending for ending in endings if ending.isalnum() and ending != not_), "")
