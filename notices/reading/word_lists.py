"""Lists of Word documents: the label that Word would print before a paragraph, counted from numbering.xml and styles.xml."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from .labels import alphabetic, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Level:
    """`legal`: all its numbers are written as digits, whatever the levels above use."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False
    restarts: bool = True


Levels = dict[int, Level]


@dataclass
class Lists:
    """What numbering.xml says, and how far each list has counted."""

    levels: dict[str, Levels] = field(default_factory=dict)  # abstract list -> level
    lists: dict[str, tuple[str, dict[int, int]]] = field(
        default_factory=dict
    )  # list -> abstract list, restarts
    overrides: dict[str, Levels] = field(default_factory=dict)  # list -> levels of its own
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def parse(cls, numbering: Any, styles: Any) -> Lists:
        lists = cls()
        links: dict[str, str] = {}
        for abstract in numbering.iter(W + "abstractNum") if numbering is not None else []:
            identifier = value(abstract, "abstractNumId")
            lists.levels[identifier] = {
                _int(value(level, "ilvl")): _level(level) for level in abstract.findall(W + "lvl")
            }
            linked = _child(abstract, "numStyleLink", "")
            if linked:
                links[identifier] = linked
        for number in numbering.iter(W + "num") if numbering is not None else []:
            lists._number(number)
        lists._styles(styles)
        for identifier, style in links.items():  # a list that is described by a style's list
            described = lists.lists.get(lists.styles.get(style, ("", 0))[0])
            if described is not None and not lists.levels[identifier]:
                lists.levels[identifier] = lists.levels.get(described[0], {})
        return lists

    def _number(self, number: Any) -> None:
        identifier = value(number, "numId")
        restarts: dict[int, int] = {}
        for override in number.findall(W + "lvlOverride"):
            level = _int(value(override, "ilvl"))
            if override.find(W + "startOverride") is not None:
                restarts[level] = _int(_child(override, "startOverride", "1"))
            described = override.find(W + "lvl")
            if described is not None:
                self.overrides.setdefault(identifier, {})[level] = _level(described)
        self.lists[identifier] = (_child(number, "abstractNumId", ""), restarts)

    def _styles(self, styles: Any) -> None:
        based: dict[str, str] = {}
        for style in styles.iter(W + "style") if styles is not None else []:
            name, identifier = _child(style, "name", "").lower(), value(style, "styleId")
            based[identifier] = _child(style, "basedOn", "")
            if name.startswith(("heading", "title")):
                self.headings.add(identifier)
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None and found.find(W + "numId") is not None:
                self.styles[identifier] = (_child(found, "numId", "0"), _int(_child(found, "ilvl", "0")))
        for identifier, base in based.items():
            seen = {identifier}
            while base and base not in seen:
                seen.add(base)
                if identifier not in self.styles and base in self.styles:
                    self.styles[identifier] = self.styles[base]
                if base in self.headings:
                    self.headings.add(identifier)
                base = based.get(base, "")

    def label(self, paragraph: Any) -> tuple[str, int]:
        """The label that Word would print before this paragraph (or a bullet, or nothing), and its level."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, level = self.styles.get(value(style, "val") if style is not None else "", ("0", 0))
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, level = (
                _child(own, "numId", number),
                _int(_child(own, "ilvl", str(level))),
            )
        if number == "0" or number not in self.lists:
            return "", level
        abstract, restarts = self.lists[number]
        levels = {**self.levels.get(abstract, {}), **self.overrides.get(number, {})}
        here = levels.get(level, Level())
        counts = self._count(number, abstract, level, here, levels, restarts)
        if here.format == "bullet":
            return "•", level
        text = here.text
        for index in range(9):
            if f"%{index + 1}" in text:
                other = levels.get(index, Level())
                shown = replace(other, format="decimal") if here.legal else other
                text = text.replace(f"%{index + 1}", _formatted(counts.get(index, other.start), shown.format))
        return text.strip(), level

    def _count(
        self,
        number: str,
        abstract: str,
        level: int,
        here: Level,
        levels: Levels,
        restarts: dict[int, int],
    ) -> dict[int, int]:
        counts = self.counts.setdefault(abstract, {})
        if level in restarts and (number, level) not in self.restarted:
            self.restarted.add((number, level))
            counts[level] = restarts[level] - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [key for key in counts if key > level and levels.get(key, Level()).restarts]:
            del counts[deeper]
        return counts


def _level(element: Any) -> Level:
    legal = element.find(W + "isLgl")
    return Level(
        format=_child(element, "numFmt", "decimal"),
        text=_child(element, "lvlText", ""),
        start=_int(_child(element, "start", "1")),
        legal=legal is not None and legal.get(W + "val") not in ("0", "false", "off"),
        restarts=_child(element, "lvlRestart", "1") != "0",
    )


def _formatted(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letters = alphabetic(count)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(count) if style == "lowerRoman" else roman(count).upper()
    if style == "decimalZero":
        return f"{count:02d}"
    return "" if style == "none" else str(count)


def value(element: Any, name: str) -> str:
    return element.get(W + name) or ""


def _child(element: Any, name: str, default: str) -> str:
    child = element.find(W + name)
    return (child.get(W + "val") if child is not None else None) or default


def _int(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 8 else 0
