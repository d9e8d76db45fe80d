"""`python -m councils.file_checks`: what councils/files.py starts for each upload (councils/child.py is both sides)."""

from __future__ import annotations

import sys
from typing import Any

from ..child import main
from .harmful import Harmful
from .kinds import check


def work(content: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The sentence that refuses the file; empty when it may be kept."""
    try:
        check(content, told["ending"])
    except Harmful as refusal:
        return {"refused": str(refusal)}, b""
    return {"refused": ""}, b""


if __name__ == "__main__":
    sys.exit(main(work))
