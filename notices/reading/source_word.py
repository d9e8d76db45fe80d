"""Word documents: paragraphs and tables in reading order, list labels counted from numbering.xml, footnotes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from .labels import alphabetic, roman
from .result import Footnote, Unreadable
from .sources import Source, SourceLine, open_zip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SKIPPED = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "txbxContent",
    MC + "Fallback",
}


def read_word(path: Path) -> Source:
    with open_zip(path) as archive:
        body = _part(archive, "word/document.xml", path)
        if body is None:
            raise Unreadable(f"{path.name} is named as a Word document, but it does not hold one.")
        lists = Lists.parse(
            _part(archive, "word/numbering.xml", path),
            _part(archive, "word/styles.xml", path),
        )
        notes = _footnotes(_part(archive, "word/footnotes.xml", path))
    reader = _Reader(lists)
    for child in body.find(W + "body") if body.find(W + "body") is not None else []:
        reader.block(child)
    used = {number: notes[id_] for id_, number in reader.marks.items() if id_ in notes}
    footnotes = [Footnote(str(number), used[number]) for number in sorted(used)]
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
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unreadable(f"{path.name} is damaged: it is not a whole Word document.") from error
    except Exception as error:  # zlib.error has no common base with the above
        raise Unreadable(f"{path.name} is damaged: it is not a whole Word document.") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{path.name} is damaged: its text cannot be read.") from error
    if root.getroottree().docinfo.doctype:  # no Word document has one; entity tricks need one
        raise Unreadable(f"{path.name} is not a document that Word wrote.")
    return root


def _footnotes(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    found = {}
    for note in root.iter(W + "footnote"):
        text = " ".join(" ".join(_text(p, {})) for p in note.iter(W + "p")).strip()
        if note.get(W + "type") in (None, "normal") and text:
            found[note.get(W + "id", "")] = " ".join(text.split())
    return found


def _text(paragraph: Any, marks: dict[str, int]) -> list[str]:
    """A paragraph's text as printed, split at its line breaks; footnote references as superscripts."""
    parts = [""]

    def walk(element: Any, raised: bool) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag == W + "r":
                align = child.find(f"{W}rPr/{W}vertAlign")
                walk(child, align is not None and align.get(W + "val") == "superscript")
            elif tag == W + "t":
                text = child.text or ""
                parts[-1] += text.translate(SUPERSCRIPTS) if raised and text.strip().isdigit() else text
            elif tag == W + "tab":
                parts[-1] += "\t"
            elif tag in (W + "br", W + "cr"):
                parts.append("")
            elif tag == W + "noBreakHyphen":
                parts[-1] += "-"
            elif tag == W + "footnoteReference":
                number = marks.setdefault(child.get(W + "id", ""), len(marks) + 1)
                parts[-1] += str(number).translate(SUPERSCRIPTS)
            elif tag != W + "pPr":
                walk(child, raised)

    walk(paragraph, False)
    return parts


@dataclass
class Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Lists:
    """What numbering.xml says, and how far each list has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstract list -> level
    lists: dict[str, tuple[str, dict[int, int]]] = field(
        default_factory=dict
    )  # list -> abstract list, restarts
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def parse(cls, numbering: Any, styles: Any) -> Lists:
        lists = cls()
        for abstract in numbering.iter(W + "abstractNum") if numbering is not None else []:
            lists.levels[_value(abstract, "abstractNumId")] = {
                _int(_value(level, "ilvl")): Level(
                    format=_child(level, "numFmt", "decimal"),
                    text=_child(level, "lvlText", ""),
                    start=_int(_child(level, "start", "1")),
                )
                for level in abstract.findall(W + "lvl")
            }
        for number in numbering.iter(W + "num") if numbering is not None else []:
            restarts = {
                _int(_value(override, "ilvl")): _int(_child(override, "startOverride", "1"))
                for override in number.findall(W + "lvlOverride")
                if override.find(W + "startOverride") is not None
            }
            lists.lists[_value(number, "numId")] = (
                _child(number, "abstractNumId", ""),
                restarts,
            )
        for style in styles.iter(W + "style") if styles is not None else []:
            name, identifier = (
                _child(style, "name", "").lower(),
                _value(style, "styleId"),
            )
            if name.startswith(("heading", "title")):
                lists.headings.add(identifier)
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None and found.find(W + "numId") is not None:
                lists.styles[identifier] = (
                    _child(found, "numId", "0"),
                    _int(_child(found, "ilvl", "0")),
                )
        return lists

    def label(self, paragraph: Any) -> tuple[str, int]:
        """The label that Word would print before this paragraph (or a bullet, or nothing), and its level."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, level = self.styles.get(_value(style, "val") if style is not None else "", ("0", 0))
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, level = (
                _child(own, "numId", number),
                _int(_child(own, "ilvl", str(level))),
            )
        if number == "0" or number not in self.lists:
            return "", level
        abstract, restarts = self.lists[number]
        levels = self.levels.get(abstract, {})
        here = levels.get(level, Level())
        counts = self.counts.setdefault(abstract, {})
        if level in restarts and (number, level) not in self.restarted:
            self.restarted.add((number, level))
            counts[level] = restarts[level] - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if here.format == "bullet":
            return "•", level
        text = here.text
        for index in range(9):
            if f"%{index + 1}" in text:
                other = levels.get(index, Level())
                text = text.replace(
                    f"%{index + 1}",
                    _formatted(counts.get(index, other.start), other.format),
                )
        return text.strip(), level


def _formatted(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letters = alphabetic(count)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(count) if style == "lowerRoman" else roman(count).upper()
    return "" if style == "none" else str(count)


@dataclass
class _Reader:
    lists: Lists
    lines: list[SourceLine] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    gap: bool = True

    def block(self, element: Any) -> None:
        if element.tag == W + "p":
            self.paragraph(element)
        elif element.tag == W + "tbl":
            self.table(element)
        elif element.tag == W + "sdt":
            for child in element.iterfind(f"{W}sdtContent/*"):
                self.block(child)

    def paragraph(self, paragraph: Any) -> None:
        label, level = self.lists.label(paragraph) if _has_text(paragraph) else ("", 0)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        heading = style is not None and _value(style, "val") in self.lists.headings
        for index, text in enumerate(_text(paragraph, self.marks)):
            if text.strip():
                self.add(
                    f"{label} {text}" if label and index == 0 else text,
                    index == 0,
                    heading,
                    float(level),
                )
        for box in paragraph.iter(W + "txbxContent"):
            if not any(parent.tag == MC + "Fallback" for parent in box.iterancestors()):
                for child in box:
                    self.block(child)

    def table(self, table: Any) -> None:
        for row in table.iterfind(f".//{W}tr"):
            cells = [
                [" ".join(self.cell_text(p)) for p in cell.iter(W + "p")] for cell in row.iterfind(W + "tc")
            ]
            cells = [[text for text in cell if text.strip()] for cell in cells]
            if len(cells) > 1 and all(len(cell) <= 1 for cell in cells):
                texts = tuple(" ".join(cell[0].split()) if cell else "" for cell in cells)
                if any(texts):
                    self.add("\t".join(texts), True, False, 0.0, texts)
                continue
            flat = [text for cell in cells for text in cell]
            if len(cells) > 1 and len(cells[0]) == 1 and len(cells[0][0]) <= 12 and len(flat) > 1:
                flat[:2] = [f"{flat[0]} {flat[1]}"]  # a label, or "To:", in a column of its own
            for text in flat:
                self.add(text, True, False, 0.0)

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


def _has_text(paragraph: Any) -> bool:
    return any((t.text or "").strip() for t in paragraph.iter(W + "t"))


def _value(element: Any, name: str) -> str:
    return element.get(W + name) or ""


def _child(element: Any, name: str, default: str) -> str:
    child = element.find(W + name)
    return (child.get(W + "val") if child is not None else None) or default


def _int(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
