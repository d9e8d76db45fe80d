"""The clauses at the head of an instrument that ask for the whole: services that are good enough, failings put right."""

from __future__ import annotations

import re

_MUST = r"(?:must|shall|will|(?:is|are) (?:required |directed |expected |asked )?to|has to|have to|needs? to)"
_FAILINGS = (
    r"(?:failings?|failures?|weakness(?:es)?|shortcomings?|deficienc(?:y|ies)|concerns?|recommendations?|findings?|faults?|criticisms?|"
    r"(?:areas?|priorities) for (?:improvement|priority action|development|action))"
)
_SERVED = r"(?:children|young people|families|care leavers|pupils|those|the people)"
AIMS = re.compile(
    rf"^[^.;:]{{0,160}}?\b(?:{_MUST}\b[^.;:]{{0,60}}?\b)?(?:"
    r"(?:bring|raise|lift|restore|improve|transform|return|turn round|turn around|rebuild|reform|get)\b[^.;:]{0,60}?\b(?:services?|arrangements|functions|practice|safeguarding|social care|provision)\b|"
    rf"(?:put right|remedy|rectify|resolve|correct|address|tackle|overcome|cure|act on|act upon|respond (?:\w+ )?to|implement|make good|deal with|attend to)\b[^.;:]{{0,60}}?\b{_FAILINGS}\b|"
    r"(?:secure|achieve|make|deliver|sustain|bring about|show|demonstrate)\b[^.;:]{0,50}?\b(?:improvements?|progress|change)\b(?! (?:plan|board|partner|adviser|report)s?)|"
    r"(?:ensure|make sure|see) that (?:the |its |this )?(?:improvements?|progress)\b[^.;:]{0,30}?\b(?:lasts?|sustained|felt|maintained|kept up)\b|"
    r"(?:ensure|make sure|see) that (?:its |the |all )[^.;:]{0,40}?\bservices\b (?:are|become) (?:no longer inadequate|good|adequate|safe|effective)\b|"
    r"improve (?:the )?(?:outcomes|lives|life chances|experiences?) (?:for|of)\b|[^.;:]{3,60}\bservices to be judged\b|steps to comply with (?:its|their|your) (?:statutory )?(?:duties|functions)\b|"
    rf"make\b[^.;:]{{0,60}}?\b(?:services?|practice|{_SERVED})\b[^.;:]{{0,30}}?\b(?:safe|effective|good)\b|"
    rf"give\b[^.;:]{{0,20}}?\b{_SERVED}\b[^.;:]{{0,40}}?\b(?:the|an?) (?:\w+ ){{0,3}}?(?:services?|help|care|protection|support)\b|"
    rf"(?:make sure|ensure|see to it|see) that (?:\w+ ){{0,3}}{_SERVED}\b[^.;:]{{0,60}}?\b(?:safe|protected|helped|(?:get|receive|have|given) (?:\w+ ){{0,4}}?(?:help|services?|protection|support|care))\b|"
    r"(?:be|act as|become) an? (?:\w+ )?(?:corporate )?parent\b|treat\b[^.;:]{3,60}\bas a good parent\b|"
    r"make\b[^.;:]{3,60}\b(?:first|highest|top|overriding|foremost) priority\b|give\b[^.;:]{3,60}\bthe leadership\b)",
    re.I,
)
# A figure, a day or a rhythm is of a measure.
MEASURED = re.compile(
    r"\d|\b(?:per ?cent|half|third|quarter|every (?:day|week|month|year|other|two|three|four|six)|each (?:day|week|month|year|term)|daily|weekly|monthly|quarterly|"
    r"within (?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)|by the end|january|february|april|june|july|august|september|october|november|december)\b",
    re.I,
)
LEVEL = re.compile(r"\d\s*(?:%|per ?cent)|\bfrom \d[\d.,]* (?:\w+ ){0,2}to \d", re.I)


def is_aim(text: str) -> bool:
    """Whether a clause asks for the whole: no figure, no day and no one thing to do."""
    return bool(AIMS.match(text)) and not MEASURED.search(text) and not text.rstrip().endswith((":", ";"))
