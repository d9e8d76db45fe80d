"""Reading a PDF back: its words in order, without what belongs to the paper (running heads, repeated table heads)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

SKIPPED = {"head", "style", "script"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.deep = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.deep += tag in SKIPPED

    def handle_endtag(self, tag: str) -> None:
        self.deep -= tag in SKIPPED

    def handle_data(self, data: str) -> None:
        if not self.deep:
            self.words += data.split()


def html_words(html: str) -> list[str]:
    parser = _Words()
    parser.feed(html)
    return parser.words


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def tagged_words(content: bytes) -> list[str]:
    """Words in the order of the tags, as a screen reader meets them. A table that goes on over the page repeats its head
    for the eye; of the head's second and later prints only the first counts."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pieces = _marked_pieces(pdf)
        words: list[str] = []
        heads: list[str] = []
        _read(pdf.Root.StructTreeRoot.K[0], pieces, words, heads)
    return words


def _read(element: Any, pieces: dict[Any, str], words: list[str], heads: list[str]) -> None:
    mine: list[str] = []
    _collect(element, pieces, mine, heads)
    words += " ".join(mine).split()


def _collect(element: Any, pieces: dict[Any, str], into: list[str], heads: list[str]) -> None:
    role = str(element.get("/S", ""))
    if role == "/Figure":
        return  # read by its alternative text
    target: list[str] = [] if role == "/THead" else into
    page = element.get("/Pg")
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            target.append(pieces.get((page.objgen, kid), ""))
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _collect(kid, pieces, target, heads)
    if role in ("/TD", "/TH", "/P", "/Caption", "/LI", "/H1", "/H2", "/H3"):
        target.append(" ")
    if role == "/THead":
        head = "".join(target)
        if not heads or heads[-1] != head:
            into.append(head)
        heads.append(head)
    if role == "/Caption":
        heads.append("")


def _marked_pieces(pdf: pikepdf.Pdf) -> dict[Any, str]:
    """(page, marked content id) to text, read glyph by glyph through each font's ToUnicode map."""
    pieces: dict[Any, str] = {}
    for page in pdf.pages:
        fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
        stack: list[int | None] = []
        font: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            operator = instruction.operator
            name = str(operator)
            if name in ("BDC", "BMC"):
                mcid = (
                    operands[1].get("/MCID")
                    if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary)
                    else None
                )
                stack.append(None if mcid is None else int(mcid))
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                font = fonts[str(operands[0])]
            elif name in ("TJ", "Tj") and stack and stack[-1] is not None:
                strings = operands[0] if name == "TJ" else [operands[0]]
                text = "".join(_decoded(bytes(s), font) for s in strings if isinstance(s, pikepdf.String))
                key = (page.objgen, stack[-1])
                pieces[key] = pieces.get(key, "") + text
    return pieces


def _to_unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for code, text in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table):
        found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def _decoded(raw: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(raw[i : i + 2], "big"), "?") for i in range(0, len(raw), 2))
