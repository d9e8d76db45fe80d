"""The service that an instrument says has failed: in a field, in the title, or in the sentence that says why it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block
from .councils import BODY
from .evidence import BASIS
from .result import CouncilFound
from .wording import one_line, sentences, strip_end

# "Service: …", "Area of poor performance | …", "About: …": a line of the head that names it.
FIELD_NAME = (
    r"(?:services?(?: (?:areas?|concerned|affected|in question))?|subject(?: matter)?|about|concerning|regarding|in respect of|relating to|scope|functions?(?: concerned)?|"
    r"areas?(?: of (?:poor performance|concern|failure|weakness|service))?|reasons?|on account of|cause|for|ground)"
)
FIELD_LINE = re.compile(rf"^{FIELD_NAME}\s*[:|–]\s*(?P<area>\S.{{3,160}})$", re.I)
POOR = re.compile(
    r"\b(?:(?:due to|because of|following|as a result of|in respect of|on account of) )?(?:the )?(?:poor|inadequate|unsatisfactory|unacceptable|weak|under-?)\s?performance"
    r"(?:(?: has been| was)? found)?(?: (?:of|by) (?:the )?[A-Z][^.;]{3,160}?(?=\s+in\b))?(?:,? (?:in|of|by|with)(?: (?:respect|relation|regard|the (?:field|area|matter)) (?:of|to))?)?\s*:?\s*",
    re.I,
)
_WHOSE = r"(?:(?:the|its|their|your|our|that|both|certain|some)\s+)?(?:(?:council|authorit(?:y|ie)|partnership|borough)(?:s['’]|['’]s)\s+)?"
# A word that makes a phrase the name of a service.
NOUN = re.compile(
    r"\b(?:services?|functions?|safeguarding|protection|social care|care|adoption|fostering|support|arrangements|help|needs|disabilit(?:y|ies)|leavers|offending|justice|sufficiency|looked after)\b",
    re.I,
)
_AREA = r"(?P<area>(?:(?!\b(?:that|which|because|in which|was|were|ofsted|whose|report|reports|inspection)\b)[^.;:\d\n]){4,110}?)"
_BADLY = r"(?:poor(?:ly)?|bad(?:ly)?|inadequate(?:ly)?|weak(?:ly)?|unsatisfactor(?:y|ily)|unacceptabl[ey]|below (?:the )?standard|not good enough|failing|wanting)"
# The ways in which an opening says it without "poor performance", the surest first.
SAYS = (
    re.compile(rf"(?:^\W*|\b(?:because|since|as|that)\s+){_WHOSE}{_AREA}\s+(?:have|has)\s+(?:been\s+)?(?:perform(?:ed|ing)|r[ua]n(?:ning)?|delivered|provided)\s+{_BADLY}\b", re.I),
    re.compile(rf"\b(?:because|since|as|that)\s+{_WHOSE}{_AREA}\s+(?:are|is|were|was|have been|has been|remain|do not|does not|fall|falls|fell)\s+(?:\w+\s+)?(?:{_BADLY}|short|meet|performing)\b", re.I),
    re.compile(rf"\bperformance\s+(?:(?:of|by) (?:the )?[^.;]{{3,90}}?\s)?(?:in|of|over)\s+{_WHOSE}{_AREA},?\s+(?:is|was|has been|have been|remains|continues to be)\s+(?:\w+\s+)?{_BADLY}\b", re.I),
    re.compile(rf"\b(?:perform(?:s|ed|ing)?\s+{_BADLY}|fail(?:s|ed|ing)?|failure|falls?(?:ing)? short|shortcomings|failings|deficienc(?:y|ies)|weakness(?:es)?)\s+(?:in|with|over)\s+(?:(?:respect|relation|regard)\s+(?:of|to)\s+)?{_WHOSE}{_AREA}(?=[.;:,]|$|\s+(?:to (?:an|a|the)|which|that|and (?:has|is|that)|under|as)\b)", re.I),
    re.compile(rf"\bth(?:is|e) (?:improvement )?(?:notice|direction|document|variation|amendment|instrument) (?:concerns|relates to|is about|is concerned with|deals with|is in respect of|covers|has to do with)\s+{_WHOSE}{_AREA}(?=[.;:,(]|$)", re.I),
)  # fmt: skip
TITLED = re.compile(
    r"^(?:improvement notice|notice to improve|(?:statutory )?direction)\s*(?:[:–—-]|on|about|concerning|for|as to|in respect of)\s*(?P<area>.{5,110})$",
    re.I,
)
ITS_OWN = re.compile(
    rf"\bin (?:relation to|respect of) (?:(?:its|their|the council['’]s|your)\s+){_AREA}(?=\s+(?:under|pursuant|made|given|issued)\b|[.;:,]|$)",
    re.I,
)
RELATION = re.compile(
    r"(?P<functions>\bfunctions\b[^.;:]{0,60}?\s)?\bin (?:relation to|respect of)\s+(?P<area>.{4,120}?)(?=\s+(?:under|pursuant|made|given|issued)\b|[.;:]|$)",
    re.I,
)
WITH_CHILDREN = re.compile(
    r"\b(services for (?:children|young people|care leavers|looked after)\b(?:(?!\b(?:which|that|was|were|as)\b)[^.;:,\d]){0,90}?)(?=\s+(?:are|were|was|is|which|that|as|to be|had|have|has|under|in the|of (?:the )?[A-Z])\b|[.;:,]|$)",
    re.I,
)
SOCIAL_CARE = re.compile(r"\b(children['’]?s social care(?= functions| services|\b))", re.I)
USUAL = re.compile(
    r"\b(children['’]?s social care(?= functions| services|\b)|children['’]?s (?:social )?services|special educational needs and disabilit(?:y|ies))\b",
    re.I,
)
NAMED = re.compile(
    r"\b(children['’]?s (?:social care |social )?services|children['’]?s social care(?: functions)?|special educational needs and "
    r"disabilit(?:y|ies)(?: services)?|SEND services|child protection|safeguarding (?:and looked after children )?services|"
    r"adoption services|fostering services|arrangements for the protection of children|protection of children|services for children (?:in need of help and protection|looked after))\b",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:ofsted|inspect\w*|reviews?|letter|audit|report(?:s|ed)?|ombudsman)\b(?!.*\b(?:because|therefore|this (?:notice|direction))\b)",
    re.I,
)
NO_SERVICE = re.compile(
    r"\W*(?:performance\b(?! of functions)|(?:its |those |these |the |certain |some )*functions?(?: (?:above|concerned|in question|to which|under).*)?\W*$|(?:its |the )?duties\b)",
    re.I,
)
LISTED = re.compile(
    r"(?:,\s+(?:children|young people|care|looked|foster|adopt|disabled|early)[\w'’ -]{2,60}?)*,?\s+and\s+(?:for\s+)?(?:children|young people|care|looked|foster|adopt|services|disabled|early)(?:(?!\b(?:which|that|was|were|is|are|has|have|as)\b)[\w'’ -]){0,50}",
    re.I,
)
# Where the name of the service ends and the sentence goes on: a stop, a bracket, what is said about it behind a comma.
ENDS = re.compile(
    r"(?<=[a-z)])\.\s|;|\s[–—]\s|\s*\((?![A-Z]{2,6}\))|"
    r",?\s+(?:as found|as identified|as set out|on the (?:basis|evidence|strength)|following (?:the|an)|of the (?:council|authority)\b|(?:has|have) (?:led|caused)|that is to say|which|whose|"
    r"(?:is|are) (?:therefore|thus|the (?:ground|reason|basis))|and (?:should|must|it|would|will|was|were|is|has)\b|as (?:shown|described|established|recorded|appears|evidenced)|is (?:hereby )?(?:extended|varied|amended)|issues? this|gives? this|makes? this)\b|"
    r",\s+(?:is|are|was|were|has|have|had|issues|gives|makes|where|who|in each|as|being|having|since|when|while|although|though|but|after|before|despite|until|because|given|namely|"
    r"a|an|the|it|this|these|those|they|both|all|each|most|some|one|two|none|part|much|many|no|not|now|then|still|jointly|together|on|under|over|at|by|to|from|with|without|within|during|throughout|contrary|"
    r"in (?:the|its|their|a|an|his|her|respect|particular|that|breach)|for (?:which|whom|the (?:reasons?|period))|of (?:which|whom|the)|(?!looked)[a-z]+(?:ed|own|und|ept|ade|elt)(?=\s+(?:as|by|in|on|to|at|with|through|from|jointly|under|since|until|twice|again|once|together|wholly|partly|for the)\b))\b"
)


def find_service_area(
    front: Sequence[Block], orders: Sequence[str], councils: Sequence[CouncilFound]
) -> str | None:
    """In the words of the front, or failing that of the recitals and the first clauses; without the council's name."""
    text = "\n".join(block.text for block in front)
    later = "\n".join(orders)
    area = _of_field(front) or _after_poor(text) or _said(text) or _titled(front) or _related(text)
    if area is None:
        area = _after_poor(later) or _said(later) or _in_respect_of(text, later)
    if area is None:
        found = (
            USUAL.search(text)
            or SOCIAL_CARE.search(later)
            or WITH_CHILDREN.search(later)
            or USUAL.search(later)
            or NAMED.search(text)
            or NAMED.search(later)
        )
        area = _with_list(found, 1) if found and found.re is WITH_CHILDREN else found[1] if found else None
    return _clean(area, councils) if area else None


def _of_field(front: Sequence[Block]) -> str | None:
    for block in front:
        cells = [cell for cell in block.cells or () if cell.strip()]
        if len(cells) == 2 and re.fullmatch(FIELD_NAME, cells[0].strip(" :"), re.I):
            said = cells[1]
        else:
            found = FIELD_LINE.match(block.text) if len(block.text) < 200 and block.cells is None else None
            said = found["area"] if found else ""
        if said and not re.search(r"\b(?:improvement notice|direction|council|borough)\b", said, re.I):
            poor = POOR.search(said)
            area = said[poor.end() :] if poor else said
            if NOUN.search(area) or (poor and area):
                return _cut(area)
    return None


def _after_poor(text: str) -> str | None:
    found = POOR.search(text)
    return _cut(text[found.end() :]) if found and text[found.end() :].strip() else None


def _cut(text: str) -> str:
    return ENDS.split(BASIS.split(text)[0].strip().split("\n")[0] + " ")[0]


def _said(text: str) -> str | None:
    """What a sentence that cites no report says is poor."""
    spans = [line[start:end] for line in text.split("\n") for start, end in sentences(line)]
    for pattern in SAYS:
        for words in spans:
            found = pattern.search(words)
            if found is None or REPORTED.search(words[: found.start()]) or BODY.search(found["area"]):
                continue
            if NOUN.search(found["area"]) and not NO_SERVICE.match(found["area"]):
                return ENDS.split(_with_list(found, "area") + " ")[0]
    return None


def _with_list(found: re.Match[str], group: str | int) -> str:
    """ "services for children in need, children looked after and care leavers": a comma does not end the name."""
    more = LISTED.match(found.string, found.end(group))
    return found[group] + (more[0] if more else "")


def _titled(front: Sequence[Block]) -> str | None:
    for block in front[:4]:
        found = TITLED.match(block.text)
        if found is None or not NOUN.search(found["area"]):
            continue
        area = found["area"]
        if not re.match(r"(?:to|the)\b", area, re.I) and not re.search(
            r"\bcouncil\b|\bborough\b|\bsection\b", area, re.I
        ):
            return re.split(r"\s+(?:of|in|at) (?=[A-Z])", area)[0]
    return None


def _related(front: str) -> str | None:
    found = RELATION.search(front)
    return found["area"] if found and NOUN.search(found["area"]) and not BODY.search(found["area"]) else None


def _in_respect_of(front: str, orders: str) -> str | None:
    own = ITS_OWN.search(orders)
    found = RELATION.search(front)
    if found and found["functions"] and own is None:
        return f"functions in relation to {found['area']}"
    return own["area"] if own and NOUN.search(own["area"]) else None


def _clean(area: str, councils: Sequence[CouncilFound]) -> str | None:
    for council in councils:
        place = re.sub(
            r"\b(?:county|city|borough|metropolitan|district)?\s*council\b",
            "",
            council.as_written,
            flags=re.I,
        ).strip()
        area = re.sub(rf"\s+(?:in|of|for|at)\s+{re.escape(place)}\b.*$", "", area, flags=re.I)
        area = re.sub(rf"^(?:the )?{re.escape(council.as_written)}['’]s?\s+", "", area, flags=re.I)
    area = re.sub(
        r"^(?:the |its )?performance (?:in|of) |\s+of the (?:council|authority|authorities|councils)$|^(?:(?:the|both|each) )?(?:council|authorit(?:y|ie)|borough)s?['’]s?\s+|^(?:its|their|your)\s+(?=[a-z])",
        "",
        strip_end(one_line(area)),
        flags=re.I,
    )
    if area.isupper():
        area = re.sub(r"(['’])S\b", r"\1s", area.title().replace("’S", "’s"))
        area = re.sub(r"\b(And|Of|For|The|In|With)\b", lambda m: m[0].lower(), area)
    return area[:280] or None
