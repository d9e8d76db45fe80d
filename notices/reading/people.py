"""Names of people as instruments print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

HONOURS = r"(?:MP|CBE|OBE|MBE|KBE|DBE|CB|KC|QC|PC)"
TITLES = r"(?:(?:The\s+)?(?:Rt\.?|Right)\s+Hon(?:ourable)?\.?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor|Prof|Canon|(?:[Tt]he\s+)?Rev(?:erend|d)?|Bishop|Judge|Councillor|Cllr|Rabbi|Imam|Colonel|Commander|Captain|Brigadier|Superintendent)\.?"
NAME = re.compile(
    rf"^(?:{TITLES}\s+)*(?:[A-Z][\w'’.-]*\s+){{1,4}}?(?:[A-Z][\w'’-]+)(?:\s+(?:of\s+[A-Z]\w+(?:\s+[A-Z]\w+){{0,2}}|{HONOURS}))*$"
)
NOT_A_NAME = re.compile(
    r"\b(?:council|notice|direction|board|services?|department|office|plan|report|improvement|support|leadership|practice|annex|"
    r"governance|workforce|children|education|secretary|minister|state|management|adoption|assurance|training|capacity|the|and|for)\b",
    re.I,
)


def is_name(text: str) -> bool:
    """A line that can only be a person's name: "SOPHIE LANGDALE", "Marguerite Oduya", "Baroness Morgan of Drefelin"."""
    text = text.strip(" .,_")
    return bool(NAME.match(text)) and len(text) < 60 and not NOT_A_NAME.search(text)


_PERSON = rf"(?:{TITLES}\s+)?(?:[A-Z][\w'’-]+\s+){{1,3}}?[A-Z][\w'’-]+"
_CHAIR = r"(?:independent\s+)?chair(?:man|woman|person)?"
# How an instrument says who has its board's chair.
IN_THE_CHAIR = (
    re.compile(rf"\b(?:chaired by|under the (?:[a-z]+ )?chair(?:man)?ship of)\s+(?P<who>{_PERSON})"),
    re.compile(rf"\b{_CHAIR}(?:\s+of\s+(?:the|that)\s+[^,.;]{{3,60}})?(?:,[^,.;]{{3,60}},(?=\s+(?:is|will)\b))?(?:,|:|\s+is(?:\s+to\s+be)?|\s+will\s+be|\s+\()\s*(?P<who>{_PERSON})"),
    re.compile(rf"(?P<who>{_PERSON})(?:,[^.;]{{0,90}},)?\s+(?:will|shall|is to|must|continues to)\s+(?:be\s+(?:its|the)\s+{_CHAIR}|(?:continue to\s+)?chair|take the chair)\b"),
    re.compile(rf"(?P<who>{_PERSON}),?\s+(?:as|to be)\s+(?:its\s+|the\s+)?{_CHAIR}\b"),
    re.compile(rf"(?P<who>{_PERSON}),\s+(?:its|the|who is its)\s+{_CHAIR}\b"),
)  # fmt: skip


def chairs_named(texts: Sequence[str]) -> re.Pattern[str] | None:
    """The chair whom the instrument names, as later clauses call that person: in full, or "Dr Hartwright", "Sir Alban"."""
    names: set[str] = set()
    for text in texts:
        for pattern in IN_THE_CHAIR:
            for found in pattern.finditer(text):
                who = " ".join(found["who"].split()).removeprefix("the ").removeprefix("The ")
                bare = re.sub(rf"^(?:{TITLES}\s+)+", "", who).split()
                if not is_name(who) or not bare or (who == " ".join(bare) and len(bare) < 2):
                    continue
                names |= {re.escape(who), rf"{TITLES}\s+{re.escape(bare[-1])}"}
                names.add(rf"(?:Sir|Dame|Lord|Lady|Baroness)\s+{re.escape(bare[0])}")
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})(?!\w)") if names else None
