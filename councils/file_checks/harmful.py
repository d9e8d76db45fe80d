"""How a check says no."""

from __future__ import annotations


class Harmful(Exception):
    """The message is a sentence about "The selected file", and says what to do where something can be done."""


DAMAGED = "The selected file is damaged. Open it, save a new copy and upload that."
TOO_COMPLEX = (
    "The selected file is too large or too complex to be checked. Split it, or save it as a simpler file."
)
PASSWORD = "The selected file is protected with a password. Save a copy without protection and upload that."
MACROS = "The selected file holds macros. Save it as a document without macros and upload that."
EMBEDDED = "The selected file holds another file. Take it out, and upload it by itself."
FROM_ELSEWHERE = (
    "The selected file takes in parts from elsewhere, such as a linked picture, template or workbook. "
    "Break the links, save it and upload that."
)
RUNS = "The selected file holds something that runs when it is opened. Save it as a plain document and upload that."
TWO_IN_ONE = "The selected file is two kinds of file in one. Open it, save a new copy and upload that."
VIRUS = "The selected file contains a virus."

# The industry's harmless test file, in two parts: whole, it would make scanners quarantine this source.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class WrongKind(Harmful):
    """Not what the name says."""

    def __init__(self, ending: str, looks_like: str = "") -> None:
        more = f" It looks like a .{looks_like} file." if looks_like else ""
        super().__init__(
            f"The selected file is not what its name says: it is not a real .{ending} file.{more}"
        )
        self.looks_like = looks_like
