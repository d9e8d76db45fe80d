"""Word, Excel and PowerPoint files: no macros, no embedded programs, nothing taken in from elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .archives import Archive, check_part_is_no_file
from .harmful import DAMAGED, EMBEDDED, FROM_ELSEWHERE, MACROS, PASSWORD, RUNS, Harmful, WrongKind
from .xml_parts import Attributes, read_xml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of older Office files, and of encrypted new ones
_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
_HARMLESS_SCHEMES = {"", "http", "https", "mailto", "tel", "file"}  # of links that a person must select
_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|LINK|IMPORT|DATABASE)\b", re.IGNORECASE)
# An application behind a bar (DDE), or a function that fetches or starts something.
FORMULA = re.compile(
    r"\w\|\s*'[^']*'\s*!|^\s*[=+\-]?\s*\w+\|\w+!"
    r"|\b(WEBSERVICE|FILTERXML|CALL|REGISTER(\.ID)?|EXEC|DDE|RTD|IMPORT[A-Z]+)\s*\(",
    re.IGNORECASE,
)
_OWN_DISK = re.compile(r"(file:///)?[A-Za-z]:[\\/]|[^\\/:]+\Z", re.IGNORECASE)
_SUSPECT = (
    b"instrtext", b"fldchar", b"fldsimple", b"ddelink", b"olelink", b"oleobject", b"webpublishitem", b"ppaction", b"&#",
    b"cdata", b"|", b"webservice", b"filterxml", b"call", b"register", b"exec", b"dde", b"rtd", b"import",
)  # fmt: skip
_MACRO_PARTS = (
    "vbaproject",
    "vbadata",
    "/macrosheets/",
    "/dialogsheets/",
    "intlmacrosheet",
    "attachedtoolbars",
)
_RUNNING_PARTS = ("/activex/", "customui/", "/webextensions/")
_OUTSIDE_PARTS = ("/externallinks/", "connections.xml", "/querytables/", "datamashup", "/model/", "afchunk")


def check_office(content: bytes, ending: str, *, inside: int = 0, room: int | None = None) -> None:
    """`inside`: how deep in another document (a chart's workbook inside slides is at 1, and nothing goes deeper)."""
    if content.startswith(OLE):
        raise Harmful(PASSWORD) if _is_encrypted(content) else WrongKind(ending, "doc or .xls")
    if not content.startswith(b"PK"):
        raise WrongKind(ending)
    archive = Archive(content) if room is None else Archive(content, room=room)
    if "[Content_Types].xml" not in archive.parts:
        raise WrongKind(ending)
    for name in archive.parts:
        _check_part_name(name)
    types = _ContentTypes()
    read_xml(lambda: archive.chunks("[Content_Types].xml"), types)
    if any("macroenabled" in kind or "vba" in kind for kind in types.found):
        raise Harmful(MACROS)
    if _MAIN[ending] not in types.found:
        raise WrongKind(ending)
    for name in archive.parts:
        if name != "[Content_Types].xml":
            _check_part(archive, name, inside)


def _is_encrypted(content: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in content


def _check_part_name(name: str) -> None:
    path = f"/{name.lower()}"
    if any(piece in path for piece in _MACRO_PARTS):
        raise Harmful(MACROS)
    if any(piece in path for piece in _RUNNING_PARTS):
        raise Harmful(RUNS)
    if any(piece in path for piece in _OUTSIDE_PARTS):
        raise Harmful(FROM_ELSEWHERE)
    if "oleobject" in path or ("/embeddings/" in path and not path.endswith((".xlsx", ".docx", ".pptx"))):
        raise Harmful(EMBEDDED)


def _check_part(archive: Archive, name: str, inside: int) -> None:
    lower = name.lower()
    if "/embeddings/" in f"/{lower}":  # the workbook behind a chart
        if inside:
            raise Harmful(EMBEDDED)
        check_office(archive.read(name), lower.rsplit(".", 1)[-1], inside=1, room=archive.room)
    elif lower.endswith(".rels"):
        read_xml(lambda: archive.chunks(name), _Relationships())
    elif lower.endswith((".xml", ".vml")):
        read_xml(lambda: archive.chunks(name), _Content(), looks_for=_SUSPECT)
    else:
        check_part_is_no_file(name, archive.head(name))


class _ContentTypes:
    def __init__(self) -> None:
        self.found: set[str] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        self.found.add(attributes.get("ContentType", "").lower())

    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class _Relationships:
    """What a part leads to. Outside the file only a link that a person must select."""

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", "").rsplit("/", 1)[-1].lower(), attributes.get("Target", "")
        if kind in ("vbaproject", "xlmacrosheet", "xlintlmacrosheet"):
            raise Harmful(MACROS)
        if kind in ("oleobject", "activexcontrolbinary", "control"):
            raise Harmful(EMBEDDED)
        outside = (
            attributes.get("TargetMode", "").lower() == "external" or "://" in target or target[:2] == "\\\\"
        )
        if kind == "attachedtemplate" and _OWN_DISK.match(
            target
        ):  # where the writer's computer has its template
            return
        if outside and kind != "hyperlink":
            raise Harmful(FROM_ELSEWHERE)
        if outside and _scheme(target) not in _HARMLESS_SCHEMES:
            raise Harmful(RUNS)

    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class _Content:
    """Field codes of Word (pieces of one may stand in several runs), formulas of Excel, actions of PowerPoint."""

    def __init__(self) -> None:
        self.fields: list[list[str]] = [[]]  # a stack: fields stand inside fields
        self.formula: list[str] | None = None
        self.in_field = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "instrText":
            self.in_field = True
        elif name == "fldChar":
            self._turn(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            _check_field(attributes.get("instr", ""))
        elif name in ("f", "definedName", "formula1", "formula2"):
            self.formula = []
        elif name in ("ddeLink", "oleLink", "webPublishItem"):
            raise Harmful(FROM_ELSEWHERE)
        elif name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
            action = attributes.get("action", "").lower()
            if "program" in action or "macro" in action or "ole" in action:
                raise Harmful(RUNS)
        elif name == "OLEObject":
            raise Harmful(EMBEDDED)

    def text(self, text: str) -> None:
        if self.in_field:
            self.fields[-1].append(text)
        if self.formula is not None:
            self.formula.append(text)

    def end(self, name: str) -> None:
        if name == "instrText":
            self.in_field = False
            _check_field("".join(self.fields[-1]))
        elif self.formula is not None and name in ("f", "definedName", "formula1", "formula2"):
            if FORMULA.search("".join(self.formula)):
                raise Harmful(FROM_ELSEWHERE)
            self.formula = None

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            if len(self.fields) > 1 and not "".join(self.fields[-1]).strip():
                raise Harmful(
                    FROM_ELSEWHERE
                )  # the name of the field is made by another: nobody does that but to hide it
            self.fields.append([])
        elif kind == "end" and len(self.fields) > 1:
            self.fields.pop()


def _check_field(instruction: str) -> None:
    if instruction and _FIELD.match(instruction.strip(' "')):
        raise Harmful(FROM_ELSEWHERE)


def _scheme(target: str) -> str:
    try:
        return urlsplit("".join(target.split())).scheme.lower()
    except ValueError:
        raise Harmful(DAMAGED) from None
