"""Names of people as instruments print them."""

from __future__ import annotations

import re

HONOURS = r"(?:MP|CBE|OBE|MBE|KBE|DBE|CB|KC|QC|PC)"
TITLES = r"(?:(?:The\s+)?(?:Rt\.?|Right)\s+Hon(?:ourable)?\.?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor|Prof)\.?"
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
