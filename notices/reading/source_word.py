"""Word documents: paragraphs and tables in reading order, list labels counted from numbering.xml, notes at the foot or end.

What Word does not print is not read: deleted and moved text, comments, hidden text, field codes, headers and footers.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from .columns import column_roles
from .dates import parse_date
from .result import Footnote, Unreadable
from .sources import Source, SourceLine, open_zip
from .word_lists import Lists, W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SKIPPED = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "txbxContent",
    W + "pPr",
    W + "rPr",
    MC + "Fallback",
}
MAX_PARAGRAPHS = 20_000
GONE = {W + "del", W + "moveFrom"}


def read_word(path: Path) -> Source:
    with open_zip(path) as archive:
        body = _part(archive, "word/document.xml", path)
        if body is None:
            raise Unreadable(f"{path.name} is named as a Word document, but it does not hold one.")
        lists = Lists.parse(
            _part(archive, "word/numbering.xml", path),
            _part(archive, "word/styles.xml", path),
        )
        notes = {
            kind: _notes(_part(archive, f"word/{kind}s.xml", path), kind) for kind in ("footnote", "endnote")
        }
    if sum(1 for _ in body.iter(W + "p")) > MAX_PARAGRAPHS:
        raise Unreadable(f"{path.name} unpacks to more than a document can hold.")
    reader = _Reader(lists)
    for child in body.find(W + "body") if body.find(W + "body") is not None else []:
        reader.block(child)
    footnotes = [
        Footnote(str(number), notes[kind][id_])
        for (kind, id_), number in sorted(reader.marks.items(), key=lambda mark: mark[1])
        if id_ in notes[kind]
    ]
    return Source(
        lines=reader.lines,
        text="\n".join(line.text for line in reader.lines),
        footnotes=footnotes,
    )


def _part(archive: zipfile.ZipFile, name: str, path: Path) -> Any:
    try:
        data = archive.read(name)
    except KeyError:
        return None
    except (
        Exception
    ) as error:  # zipfile, zlib and the file system each raise their own; none of it is a Word document
        raise Unreadable(f"{path.name} is damaged: it is not a whole Word document.") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{path.name} is damaged: its text cannot be read.") from error
    if root.getroottree().docinfo.doctype:  # no Word document has one; entity tricks need one
        raise Unreadable(f"{path.name} is not a document that Word wrote.")
    return root


def _notes(root: Any, kind: str) -> dict[str, str]:
    if root is None:
        return {}
    found = {}
    for note in root.iter(W + kind):
        text = " ".join(" ".join(_text(p, {})) for p in note.iter(W + "p")).strip()
        if note.get(W + "type") in (None, "normal") and text:
            found[note.get(W + "id", "")] = " ".join(text.split())
    return found


def _text(paragraph: Any, marks: dict[tuple[str, str], int]) -> list[str]:
    """A paragraph's text as printed, split at its line breaks; references to notes as superscripts."""
    parts = [""]

    def walk(element: Any, raised: bool) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag == W + "r":
                if _switched_on(child.find(f"{W}rPr/{W}vanish")):
                    continue
                align = child.find(f"{W}rPr/{W}vertAlign")
                walk(child, align is not None and align.get(W + "val") == "superscript")
            elif tag == W + "t":
                text = child.text or ""
                parts[-1] += text.translate(SUPERSCRIPTS) if raised and text.strip().isdigit() else text
            elif tag in (W + "tab", W + "ptab"):
                parts[-1] += "\t"
            elif tag in (W + "br", W + "cr"):
                parts.append("")
            elif tag == W + "noBreakHyphen":
                parts[-1] += "-"
            elif tag == W + "sym":
                parts[-1] += _symbol(child)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnote" if tag == W + "footnoteReference" else "endnote"
                number = marks.setdefault((kind, child.get(W + "id", "")), len(marks) + 1)
                parts[-1] += str(number).translate(SUPERSCRIPTS)
            else:
                walk(child, raised)

    walk(paragraph, False)
    return parts


def _switched_on(element: Any) -> bool:
    return element is not None and element.get(W + "val") not in ("0", "false", "off")


def _symbol(element: Any) -> str:
    """A character of a symbol font: bullets are typed so."""
    code = element.get(W + "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


@dataclass
class _Reader:
    lists: Lists
    lines: list[SourceLine] = field(default_factory=list)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)

    def block(self, element: Any) -> None:
        if element.tag == W + "p":
            self.paragraph(element)
        elif element.tag == W + "tbl":
            self.table(element)
        elif element.tag == W + "sdt":
            for child in element.iterfind(f"{W}sdtContent/*"):
                self.block(child)
        elif element.tag in (W + "ins", W + "moveTo", W + "customXml", W + "smartTag"):
            for child in element:
                self.block(child)

    def paragraph(self, paragraph: Any) -> None:
        label, level = self.lists.label(paragraph) if _has_text(paragraph) else ("", 0)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        heading = (style is not None and value(style, "val") in self.lists.headings) or _all_bold(paragraph)
        for index, text in enumerate(_text(paragraph, self.marks)):
            if text.strip():
                self.add(
                    f"{_marked(label)} {text}" if label and index == 0 else text,
                    index == 0,
                    heading and len(text) < 120,
                    float(level),
                )
        for box in paragraph.iter(W + "txbxContent"):
            if not any(parent.tag == MC + "Fallback" for parent in box.iterancestors()):
                for child in box:
                    self.block(child)

    def table(self, table: Any) -> None:
        found = [row for child in table.iterfind("./*") for row in _rows(child)]
        rows = [self._cells(row) for row in found]
        plain = [[" ".join(" ".join(cell).split()) for cell in cells] for cells in rows]
        roles = column_roles(plain[0], plain[1:]) if plain else []
        heads = bool(roles)
        _fill_merged(rows, found, everything="target" in roles)
        for cells in rows:
            if len(cells) > 1 and (heads or all(len(cell) <= 1 for cell in cells)):
                texts = tuple(" ".join(" ".join(cell).split()) for cell in cells)
                if any(texts):
                    self.add("\t".join(texts), True, False, 0.0, texts)
                continue
            flat = [text for cell in cells for text in cell]
            if len(cells) > 1 and len(cells[0]) == 1 and len(cells[0][0]) <= 12 and len(flat) > 1:
                flat[:2] = [f"{flat[0]} {flat[1]}"]  # a label, or "To:", in a column of its own
            for text in flat:
                self.add(text, True, False, 0.0)

    def _cells(self, row: Any) -> list[list[str]]:
        """The cells of a row, each a list of paragraphs; a cell over several columns leaves the others empty."""
        cells: list[list[str]] = []
        for cell in (found for child in row for found in _cells_in(child)):
            paragraphs = [" ".join(self.cell_text(p)) for p in cell.iter(W + "p") if not _is_gone(p)]
            cells.append([text for text in paragraphs if text.strip()])
            cells += [[] for _ in range(_width(cell) - 1)]
        return cells

    def cell_text(self, paragraph: Any) -> Iterator[str]:
        label, _ = self.lists.label(paragraph) if _has_text(paragraph) else ("", 0)
        yield from ([label] if label else [])
        yield from _text(paragraph, self.marks)

    def add(
        self,
        text: str,
        gap: bool,
        heading: bool,
        indent: float,
        cells: tuple[str, ...] | None = None,
    ) -> None:
        number = len(self.lines) + 1
        self.lines.append(SourceLine(text, number, gap=gap, heading=heading, indent=indent, cells=cells))


def _rows(child: Any) -> Iterator[Any]:
    """The rows of a table, also inside content controls; rows of tables inside its cells are not its own."""
    if child.tag == W + "tr":
        properties = child.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield child
    elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
        for inner in child:
            yield from _rows(inner)


def _cells_in(child: Any) -> Iterator[Any]:
    if child.tag == W + "tc":
        yield child
    elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
        for inner in child:
            yield from _cells_in(inner)


def _width(cell: Any) -> int:
    """Over how many columns a cell goes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    width = value(span, "val") if span is not None else ""
    return max(min(int(width), 12), 1) if width.isdigit() else 1


def _fill_merged(rows: list[list[list[str]]], found: Sequence[Any], *, everything: bool) -> None:
    """A cell merged with the one above says the same: in a table of targets whatever it is, elsewhere only a day."""
    for index in range(1, len(rows)):
        column = 0
        for cell in (inner for child in found[index] for inner in _cells_in(child)):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(W + "val") != "restart" and column < len(rows[index - 1]):
                above = rows[index - 1][column]
                if everything or parse_date(" ".join(above)):
                    rows[index][column] = above
            column += _width(cell)


def _is_gone(element: Any) -> bool:
    return any(parent.tag in GONE for parent in element.iterancestors())


def _has_text(paragraph: Any) -> bool:
    return any((t.text or "").strip() and not _is_gone(t) for t in paragraph.iter(W + "t"))


def _all_bold(paragraph: Any) -> bool:
    """A paragraph of bold words only is set as a heading."""
    runs = [run for run in paragraph.iter(W + "r") if any((t.text or "").strip() for t in run.iter(W + "t"))]
    return bool(runs) and all(_switched_on(run.find(f"{W}rPr/{W}b")) for run in runs if not _is_gone(run))


def _marked(label: str) -> str:
    """ "1" of an automatic list is a label, whatever word stands behind it: "1."."""
    return f"{label}." if label.isalnum() and len(label) < 4 else label
