"""Word documents from plain HTML, as an office writes them: numbers that are no text, footnotes, deletions, text boxes.

`<p>`, `<h1>`, `<h2>`     paragraphs; `<b>`, `<i>`, `<sup>`, `<br>` inside them
`<li n="2" l="0">`        a paragraph numbered by Word: list 2, level 0; its number is nowhere in the text
`<lists>`                 one definition a line: number, then format and pattern of each level ("decimal %1.")
`<del>`, `<ins>`          tracked changes; `<fn>` a footnote where it stands; `<box>` a text box
`<table>`                 `<tr>`, `<td>`; `<header>` and `<footer>` stand on every page; `<page>` begins a new one
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from lxml import html
from lxml.html import HtmlElement

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = ("styles", "numbering", "footnotes", "header1", "footer1")
TRACKED = 'w:id="{}" w:author="Drafting team" w:date="2014-01-06T10:00:00Z"'


class _Writer:
    def __init__(self) -> None:
        self.footnotes: list[str] = []
        self.lists = ""
        self.header = self.footer = ""
        self.changes = 0

    def blocks(self, parent: HtmlElement) -> str:
        return "".join(self._block(child) for child in parent if isinstance(child.tag, str))

    def _block(self, node: HtmlElement) -> str:
        match node.tag:
            case "lists":
                self.lists = (node.text or "").strip()
                return ""
            case "header":
                self.header = self.blocks(node) or self._paragraph(node)
                return ""
            case "footer":
                self.footer = self.blocks(node) or self._paragraph(node)
                return ""
            case "page":
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case "box":
                return self._box(node)
            case "table":
                return self._table(node)
            case "div":
                return self.blocks(node)
        return self._paragraph(node)

    def _paragraph(self, node: HtmlElement) -> str:
        properties = ""
        if node.tag in ("h1", "h2", "h3"):
            properties = f'<w:pPr><w:pStyle w:val="Heading{node.tag[1]}"/></w:pPr>'
        elif node.tag == "li":
            level, number = node.get("l", "0"), node.get("n", "1")
            properties = (
                f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
            )
        return f"<w:p>{properties}{self._runs(node)}</w:p>"

    def _runs(self, node: HtmlElement, style: str = "", deleted: bool = False) -> str:
        out = [self._run(node.text, style, deleted)]
        for child in node:
            match child.tag:
                case "b" | "i":
                    out.append(self._runs(child, f"{style}<w:{child.tag}/>", deleted))
                case "sup":
                    out.append(self._runs(child, f'{style}<w:vertAlign w:val="superscript"/>', deleted))
                case "br":
                    out.append("<w:r><w:br/></w:r>")
                case "tab":
                    out.append("<w:r><w:tab/></w:r>")
                case "fn":
                    out.append(self._footnote(child))
                case "del" | "ins":
                    self.changes += 1
                    inner = self._runs(child, style, child.tag == "del")
                    out.append(f"<w:{child.tag} {TRACKED.format(self.changes)}>{inner}</w:{child.tag}>")
                case "pagenumber":
                    out.append('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
                case _:
                    raise ValueError(f"No way is known to write <{child.tag}> in a Word paragraph.")
            out.append(self._run(child.tail, style, deleted))
        return "".join(out)

    @staticmethod
    def _run(text: str | None, style: str, deleted: bool) -> str:
        if not text:
            return ""
        words = " ".join(text.split())
        words = (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() and words else "")
        tag = "delText" if deleted else "t"
        properties = f"<w:rPr>{style}</w:rPr>" if style else ""
        return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'

    def _footnote(self, node: HtmlElement) -> str:
        number = len(self.footnotes) + 1
        mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:r>{mark}<w:footnoteRef/></w:r>{self._runs(node)}</w:p></w:footnote>'
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'

    def _box(self, node: HtmlElement) -> str:
        inside = self.blocks(node) or self._paragraph(node)
        return (
            '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="5000000" cy="900000"/><wp:docPr id="1" name="Text Box 1"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
            f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def _table(self, node: HtmlElement) -> str:
        rows = []
        for row in node.iter("tr"):
            cells = [
                f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{self._cell(c)}</w:tc>'
                for c in row.iter("td", "th")
            ]
            rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{"".join(rows)}</w:tbl>'

    def _cell(self, node: HtmlElement) -> str:
        """A cell of words alone, with their footnotes and changes, is one paragraph."""
        inline = all(child.tag in ("b", "i", "sup", "br", "tab", "fn", "del", "ins") for child in node)
        return self._paragraph(node) if inline else self.blocks(node)

    def numbering(self) -> str:
        """One abstract list a line: `2 decimal %1. | lowerLetter (%2)`."""
        abstract, numbers = [], []
        for line in self.lists.splitlines():
            number, _, levels = line.strip().partition(" ")
            written = []
            for depth, level in enumerate(levels.split("|")):
                form, _, pattern = level.strip().partition(" ")
                written.append(
                    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                    f"<w:lvlText w:val={quoteattr(pattern)}/></w:lvl>"
                )
            abstract.append(f'<w:abstractNum w:abstractNumId="{number}">{"".join(written)}</w:abstractNum>')
            numbers.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        return "".join(abstract + numbers)


def to_word(source: str) -> bytes:
    """The bytes of a .docx file."""
    writer = _Writer()
    body = writer.blocks(html.fromstring(f"<div>{source}</div>"))
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    parts = {
        "document": f'<w:document {SPACES}><w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/></w:sectPr></w:body></w:document>',
        "styles": f"<w:styles {SPACES}>{headings}</w:styles>",
        "numbering": f"<w:numbering {SPACES}>{writer.numbering()}</w:numbering>",
        "footnotes": f"<w:footnotes {SPACES}>{''.join(writer.footnotes)}</w:footnotes>",
        "header1": f"<w:hdr {SPACES}>{writer.header or '<w:p/>'}</w:hdr>",
        "footer1": f"<w:ftr {SPACES}>{writer.footer or '<w:p/>'}</w:ftr>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        archive.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "word/document.xml")}))
        related = {f"rId{n}": (part.rstrip("1"), f"{part}.xml") for n, part in enumerate(PARTS, 1)}
        archive.writestr("word/_rels/document.xml.rels", _relations(related))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", XML + content)
    return made.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{TYPE}'
        f'{"document.main" if part == "document" else part.rstrip("1")}+xml"/>'
        for part in ("document", *PARTS)
    )
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(related: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
