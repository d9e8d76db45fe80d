"""The letter that tells a council what was decided after a review: from a template, as a page and as a Word file.

It is a draft for the Department to sign and send: nothing is sent from here.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from councils.lateness import long_date

from .models import Outcome, OutcomeKind

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paragraphs(outcome: Outcome) -> list[str]:
    """The letter, one paragraph each. `outcome` with its review, notice and council."""
    review = outcome.review
    notice, council = review.notice, review.council
    return [
        long_date(outcome.decided_on),
        f"To the Leader, the Chief Executive and the Director of Children’s Services of {council.official_name or council}",
        f"{notice.title}: outcome of the {review.kind_in_sentence}",
        f"The Department reviewed your progress under the {notice.get_kind_display().lower()} of "
        f"{long_date(notice.issued_on)} on {long_date(review.held_on)}.",
        *([review.summary] if review.summary else []),
        _decision(outcome),
        outcome.reason,
        _what_next(outcome),
        f"Yours sincerely, {outcome.decided_by}",
    ]


def as_word(texts: list[str]) -> bytes:
    """Paragraphs as a Word file, to be put on a letterhead."""
    body = "".join(_paragraph(text) for text in texts)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            parts.writestr(name, text)
    return out.getvalue()


def _paragraph(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def _decision(outcome: Outcome) -> str:
    notice = outcome.review.notice
    on = long_date(outcome.decided_on)
    direction = notice.kind == notice.Kind.STATUTORY_DIRECTION
    kind = notice.get_kind_display().lower()
    return {
        OutcomeKind.CONTINUE: f"It was decided that the {kind} continues as it is.",
        OutcomeKind.AMEND: f"It was decided that the {kind} is to be amended. The amendment follows.",
        OutcomeKind.EXTEND: f"It was decided that the period of the {kind} is extended to {long_date(outcome.until)}.",
        OutcomeKind.STEP_UP: "It was decided that a statutory direction takes the place of the notice.",
        OutcomeKind.STEP_DOWN: "It was decided that an improvement notice takes the place of the direction.",
        OutcomeKind.LIFT: f"It was decided that the {kind} is {'revoked' if direction else 'lifted'} from {on}.",
    }[OutcomeKind(outcome.kind)]


def _what_next(outcome: Outcome) -> str:
    if outcome.kind == OutcomeKind.LIFT:
        return "The Department thanks everybody who has worked for children to reach this point."
    return "Every requirement that it holds binds the council until the Department says otherwise."
