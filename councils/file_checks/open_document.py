"""OpenDocument text, spreadsheets and slides (LibreOffice): the same promises as for Office files."""

from __future__ import annotations

from urllib.parse import urlsplit

from .archives import Archive, check_part_is_no_file
from .harmful import EMBEDDED, FROM_ELSEWHERE, MACROS, PASSWORD, RUNS, Harmful, WrongKind
from .office import FORMULA
from .xml_parts import Attributes, read_xml

_MIMETYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_MACRO_FOLDERS = ("Basic/", "Scripts/", "Dialogs/", "META-INF/macrosignatures")
_OUTSIDE = {
    "dde-source", "dde-connection-decl", "dde-connection-decls", "dde-link", "table-source", "cell-range-source",
    "section-source", "database-source-sql", "database-source-table", "database-source-query",
}  # fmt: skip
_RUNNING = {"event-listener", "script", "applet", "plugin", "floating-frame", "object-ole"}
_SUSPECT = (
    b"script", b"applet", b"plugin", b"frame", b"ole", b"listener", b"dde", b"source", b"href", b"formula", b"&#",
)  # fmt: skip
_LINKS = {"a", "hyperlink", "h"}  # what a person must select


def check_open_document(content: bytes, ending: str) -> None:
    if not content.startswith(b"PK"):
        raise WrongKind(ending)
    archive = Archive(content)
    if "mimetype" not in archive.parts or archive.read("mimetype").strip() != _MIMETYPES[ending]:
        raise WrongKind(ending)
    if "META-INF/manifest.xml" not in archive.parts or "content.xml" not in archive.parts:
        raise WrongKind(ending)
    read_xml(lambda: archive.chunks("META-INF/manifest.xml"), _Manifest())
    for name in archive.parts:
        if name.startswith(_MACRO_FOLDERS):
            raise Harmful(MACROS)
        if name.lower().endswith((".xml", ".rdf")):
            _check_part(archive, name)
        elif name != "mimetype":
            check_part_is_no_file(name, archive.head(name))


def _check_part(archive: Archive, name: str) -> None:
    read_xml(lambda: archive.chunks(name), _Content(in_object=name.count("/") > 0), looks_for=_SUSPECT)


class _Manifest:
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "encryption-data":
            raise Harmful(PASSWORD)

    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


class _Content:
    def __init__(self, *, in_object: bool) -> None:
        self.in_object = in_object

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _RUNNING:
            raise Harmful(EMBEDDED if name == "object-ole" else RUNS)
        if name in _OUTSIDE:
            raise Harmful(FROM_ELSEWHERE)
        if FORMULA.search(attributes.get("formula", "")):
            raise Harmful(FROM_ELSEWHERE)
        href = "".join(attributes.get("href", "").split())
        if not href:
            return
        scheme = _scheme(href)
        if name in _LINKS:
            if scheme not in ("", "http", "https", "mailto", "tel", "file"):
                raise Harmful(RUNS)
        elif scheme or href.startswith(("/", "\\")) or (".." in href and not self.in_object):
            raise Harmful(FROM_ELSEWHERE)

    def text(self, text: str) -> None: ...
    def end(self, name: str) -> None: ...


def _scheme(target: str) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return "?"
    return parts.scheme.lower() or ("file" if target.startswith("//") else "")
