"""What commands take on their command line, with an error in words."""

from __future__ import annotations

import argparse
import datetime


def date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None
