"""The front of an instrument: whom it is addressed to, where, under which law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .result import Address, LegalBasis
from .wording import one_line, sentences, word_list

DEFINED = re.compile(
    r"\(\s*(?:(?:each|together|jointly|collectively|both)\s*,?\s*)*[\"“'‘]\s*(?:the |an? |each )?(?:[A-Za-z]+ )?(?:council|authorit(?:y|ie))s?\s*[\"”'’][^)]{0,60}\)",
    re.I,
)
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
# The Department's own offices, which stand at the head of its letters.
OFFICES = frozenset(word_list("SW1P3BT WA72GJ DL39BG DL15QE M12WD S12JF CV12WT CV12HF NG27RZ"))
CUT_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)[ ,]*\n\s*(\d[A-Z]{2})\b\n?")  # by the end of a line
TO = re.compile(
    r"^(?:to|and(?: to)?|addressed to|issued to|name)\s*:\s*(?:name\s*:?\s*)?|^(?:this (?:improvement )?(?:notice|direction) is )?(?:addressed|issued|given|served|made|sent)(?: jointly)?\s+(?:to|on|upon)\s*:?\s*$|^to\s+(?=(?:the\s+)?(?:royal|london|metropolitan|city|county|borough)\b|(?:[A-Z][\w’'-]*\s+){1,5}(?:council|borough)\b)",
    re.I,
)
SENDER = re.compile(
    r"\bdepartment for (?:education|children)\b|\bsanctuary buildings\b|\bgreat smith street\b", re.I
)
ADDRESS = re.compile(r"^(?:address(?: of (?:the )?council)?|of)\b\s*:?\s*", re.I)
SECTION = r"\d{1,3}[A-Z]{0,3}(?:\s?\(\d{0,2}[A-Z]{0,2}\)){0,3}(?:\([a-z]\))?"
SUBSECTION = r"(?:\(\d{1,2}[A-Z]{0,2}\))"
_SECTIONS = (
    rf"(?P<sections>{SECTION}(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s+or\s+)(?:{SECTION}|{SUBSECTION}))*)"
)
_ACT = r"(?P<act>(?:[A-Z][A-Za-z'’]+\s+(?:(?:and|of|for|the|etc)\s+)?(?:\([A-Za-z ]+\)\s+)?){1,8}Act,?\s+(?:19|20)\d\d)"
BASIS_OF_LAW = re.compile(rf"\b(?:sections?|ss?\.?)\s*{_SECTIONS}\s*(?:of\s+)?(?:the\s+)?{_ACT}", re.I)
# "(Education Act 1996, section 497A)": the Act before its section.
ACT_FIRST = re.compile(
    rf"{_ACT.replace('[A-Z]', '(?-i:[A-Z])', 1)},?\s+(?:sections?|ss?\.?)\s*{_SECTIONS}(?!\s+of\b)", re.I
)
REVISES = re.compile(
    r"\b(?:replac(?:es?|ing|ed)|supersed(?:es?|ing|ed)|revok(?:es?|ed|ing)|amend(?:s|ed|ing)|var(?:ies|ied|ying)|in place of|"
    r"extend(?:s|ed|ing)|withdraw(?:s|n)|substitut(?:es?|ed)|in substitution for|takes? the place of|instead of|ceas(?:es?|ed) to (?:have effect|be in force|apply)|"
    r"makes? (?:these|the following) (?:amendments?|changes|variations?)|(?:(?:I|we) (?:am |are )?(?:write|writing)|(?:has|have|is|are) (?:decided|pleased|now)) to (?:amend|vary|extend|change|replace)|cancel(?:s|led)|rescind(?:s|ed)|discharg(?:es|ed)|set aside)\b",
    re.I,
)
INSTRUMENT = re.compile(r"\b(?:notice|direction)s?\b", re.I)


def find_address(front: Sequence[Block]) -> Address | None:
    for index, block in enumerate(front):
        found = ADDRESS.match(block.text)
        if found and (
            found[0].lower().startswith("address") or ":" in found[0] or POSTCODE.search(block.text)
        ):
            pieces = [line.text for line in block.lines]
            pieces[0] = ADDRESS.sub("", pieces[0])
            for after in front[index + 1 : index + 7]:
                if (
                    any(POSTCODE.search(piece) for piece in pieces)
                    or len(after.text) > 60
                    or TO.match(after.text)
                ):
                    break
                pieces += [line.text for line in after.lines]
            return _address(pieces)
    posted = [place for place, block in enumerate(front) if POSTCODE.search(block.text)]
    below = 0  # the Department's own address stands above, and the council's below
    for index, block in enumerate(front):
        if len(posted) > 1 and index in posted and _letterhead(front[: index + 1]):
            below = index + 1
            continue
        cut = index > 0 and re.match(r"\d[A-Z]{2}\b", block.text)  # the second half, on a line of its own
        printed = POSTCODE.search(f"{front[index - 1].text} {block.text}" if cut else block.text)
        if printed and printed[1] + printed[2] not in OFFICES:
            first = next((i for i in range(index, -1, -1) if TO.match(front[i].text)), max(below, index - 4))
            pieces = [line.text for b in front[first : index + 1] for line in b.lines]
            if TO.match(pieces[0]):  # "To: X Council, 5 High Street, …": the first part is the council
                pieces = _after_council(pieces)
            return _address(pieces)
    return None


def _letterhead(blocks: Sequence[Block]) -> bool:
    """Whether the postcode of the last block is the sender's."""
    above = [line.text for block in blocks[-6:] for line in block.lines]
    for text in reversed(above[:-1] if not SENDER.search(above[-1]) else above):
        if SENDER.search(text):
            return True
        if POSTCODE.search(text) or re.search(r"\b(?:council|borough)\b", text, re.I):
            return False
    return False


def _after_council(pieces: list[str]) -> list[str]:
    first = DEFINED.sub("", TO.sub("", pieces[0]))
    _, _, rest = first.partition(",")
    return [rest, *pieces[1:]] if rest.strip() else pieces[1:]


def _address(pieces: list[str]) -> Address | None:
    lines: list[str] = []
    postcode = None
    for piece in CUT_POSTCODE.sub(r"\1 \2\n", "\n".join(pieces)).split("\n"):
        found = POSTCODE.search(piece)
        if found:
            postcode = f"{found[1]} {found[2]}"
            piece = piece[: found.start()]
        if DEFINED.search(piece):  # the council's own name, on the line above
            continue
        lines += [
            part for part in (one_line(part).strip(" .,") for part in re.split(r"[,\n]", piece)) if part
        ]
        if found:
            break
    return Address(lines, postcode) if lines or postcode else None


def find_legal_basis(texts: Sequence[str]) -> list[LegalBasis]:
    """The law that the instrument itself stands on, as its title, recitals and consequences cite it."""
    found: list[LegalBasis] = []
    for text in filter(_own_law, texts):
        for match in (*BASIS_OF_LAW.finditer(text), *ACT_FIRST.finditer(text)):
            act = re.sub(r"\bof\b", "of", " ".join(match["act"].replace(",", "").split()))
            act = (
                act
                if not act.isupper()
                else re.sub(r"\b(Of|And|The|For)\b", lambda m: m[0].lower(), act.title())
            )
            act = re.sub(r"^(?:the)\s+", "", act, flags=re.I)
            for section in _sections(match["sections"]):
                basis = LegalBasis(act, re.sub(r"\s+", "", section))
                if basis not in found:
                    found.append(basis)
    finer = [
        b
        for b in found
        if not any(
            o.act == b.act and o.section != b.section and o.section.startswith(b.section + "(") for o in found
        )
    ]
    return finer


def _own_law(text: str) -> bool:
    """Whether a text speaks of the law that the instrument stands on; Acts named inside duties are the duties' own."""
    return "497A" in text or "section 50" in text.lower() or "pursuant" in text.lower() or "497a" in text


def _sections(text: str) -> list[str]:
    """ "497A(4), (4A) and (4B)" are three."""
    found: list[str] = []
    for section in re.findall(rf"{SECTION}|{SUBSECTION}", text):
        whole = section if section[0].isdigit() or not found else f"{found[-1].partition('(')[0]}{section}"
        found.append(whole)
    return found


def find_revises(texts: Sequence[str]) -> str | None:
    """The words that say which earlier instrument this one replaces or amends."""
    for text in texts:
        for start, end in sentences(text):
            words = text[start:end]
            verb = REVISES.search(words)
            if (
                verb is None
                or len(INSTRUMENT.findall(words)) < 1
                or re.search(r"\bmay (?:result|be|amend|revoke)|\buntil\b", words, re.I)
            ):
                continue
            earlier = re.search(
                r"\b(?:notice|direction)s?\b[^.;]{0,80}\b(?:of|dated|issued|made|given|on|in)\b|\b(?:previous|earlier|former|existing)\b",
                words,
                re.I,
            )
            if earlier:
                return one_line(words)
    for text in texts[:6]:
        found = re.match(
            r"(?:(?:revised|amended|amending|further|replacement|second|varied)\s+)+(?:improvement notice|(?:statutory )?direction)\b.*|"
            r"(?:amendment|variation|extension)s? (?:of|to) (?:an?|the) (?:improvement notice|(?:statutory )?direction)\b.*|(?:improvement notice|direction)\s*\((?:amendment|variation|extension)\).*",
            text,
            re.I,
        )
        if found:
            return one_line(found[0])
    return None
