"""What else a document may be, however alike it looks, and the sentence that says so.

`HEAD` patterns are sought line by line in the document's first blocks, `ABOVE` patterns only above the line that says it is
a notice or a direction: what could also stand in an instrument ("Report of the inspection …") refuses nothing below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NOT_ONE = "not a notice or a direction of the Department for Education to a council"


def _table(*rows: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(pattern, re.I)) for reason, pattern in rows)


HEAD = _table(
    ("the minutes or agenda of a meeting", r"^(?:draft )?(?:minutes|agenda)\b(?!\s+(?:of the board|must|should))|\bminutes of (?:the|a) .{0,60}meeting|^apologies(?: for absence)?\b|^(?:present|in attendance)\s*:|^agenda item\b"),
    ("a paper for a committee", r"^to:?\s+(?!.{0,60}\b(?:mayor|leader)\b.{0,60}\b(?:council|borough)\b).{0,80}\b(?:committee|cabinet|scrutiny|executive board|full council|members)\b|^(?:meeting date|forward plan|key decision|electoral divisions?|wards? affected|report author|officer contact|purpose of (?:the )?report|decision type|portfolio|cabinet member|from: (?:executive |corporate |strategic )?director)\b|^recommendations?\s*:?\s*(?:$|the committee|that (?:the )?(?:committee|cabinet|members)|the (?:\w+ ){1,8}(?:committee|cabinet) is (?:asked|recommended))"),
    ("a press release or a news story", r"\b(?:press release|news release|news story|notes to editors|for immediate release|media contact|press office)\b|^by [A-Z][\w'’]+ [A-Z][\w'’]+,? (?:education |social affairs |local democracy |local government )?(?:reporter|correspondent|editor)\b|^(?:published|posted|updated)(?: on| at)?:? .{4,40}(?:\d\d:\d\d|GMT|BST|comments?)\b"),
    ("a template that has not been filled in", r"\[(?:insert|name|council|date|local authority|authority|title|x+)[^\]]{0,40}\]|<(?:insert|name of|council)[^>]{0,40}>|\b(?:X{3,}|name of) (?:council|local authority)\b|^(?:draft )?template\b|\{\{[^}]{2,40}\}\}"),
    ("a council's own return or answer under a notice", r"^(?:return|form|response|questionnaire) completed by\b|^.{0,60}\b(?:weekly|monthly|quarterly|termly|half-yearly|annual|performance|progress|monitoring) returns? (?:to|under) the\b.{0,60}$|^(?:quarter|reporting period|return period)\s*:|^(?:this|the following|below) is (?:the (?:council|authority)['’]s|our) (?:\w+ ){0,3}(?:return|response|reply|answer|update|self-assessment)\b.{0,40}\b(?:under|to) the (?:improvement )?(?:notice|direction)\b"),
    ("a question or a debate in Parliament", r"^(?:written question|hansard|parliamentary question|house of (?:commons|lords)\b)|^asked by .{3,60}\b(?:MP|Lord|Baroness)\b"),
    ("a judgment of a court", r"\bneutral citation\b|^\[20\d\d\] (?:EWHC|EWCA|UKSC|UKUT)|\bin the (?:high|county|supreme) court\b|^(?:approved )?judgment\b|^before:? .{0,60}\b(?:justice|J)\b|^between:?$|\broyal courts of justice\b"),
    ("an answer to a request for information", r"\bfreedom of information (?:act|request)\b|^FOI (?:request|reference|ref)\b"),
)  # fmt: skip
ABOVE = _table(
    ("terms of reference", r"^(?:[\w'’]+ ){0,8}terms of reference\b"),
    ("an improvement or action plan", r"^(?:[\w'’]+ ){0,8}(?:improvement|action|delivery|recovery) plan\b(?!.{0,30}:$)|^improvement notice (?:action plan|response|progress|update)|\bour (?:improvement )?plan\b"),
    ("an inspection report", r"^(?:ofsted )?inspection (?:report|of (?:services|local authority|safeguarding|children))|^inspection dates?\b|^lead inspector\b|^reporting inspector\b|^report published\b|^ofsted\b.{0,40}\breport\b|^joint (?:local )?area (?:SEND )?inspection\b"),
    ("a letter about a monitoring visit", r"^monitoring visit\b|^focused visit\b"),
    ("a report about a council", r"^(?:report|review) (?:of|by|from) (?:the )?(?:commissioner|improvement adviser|chair|director|chief executive|corporate director|executive director|strategic director)\b|^commissioner['’]s report\b|^(?:progress|update|highlight|quarterly|scrutiny|overview|cabinet|select committee|task and finish|peer review) (?:\w+ ){0,2}report\b|^report to (?:the )?(?:secretary|minister|department|board|improvement board)\b"),
    ("guidance", r"^(?:statutory |non-statutory |departmental )?guidance\b"),
    ("an agreement", r"^(?:memorandum of understanding|service (?:delivery|level) (?:contract|agreement)|partnership agreement|deed of)\b"),
    ("a statement of action or a self-evaluation", r"^(?:joint )?written statement of action\b|^self[- ]evaluation\b|^statement of action\b"),
)  # fmt: skip
# What an improvement notice of another kind says of itself: by its law, its issuer or whom it is served on.
OTHER_INSTRUMENTS = _table(
    ("a notice of the Health and Safety Executive or an inspector of health and safety", r"\bhealth and safety (?:executive|at work)\b|\binspectors? of health and safety\b"),
    ("a notice about food", r"\bfood (?:safety|hygiene|standards|business|law|authority)\b"),
    ("a notice about housing", r"\bhousing act\b|\bcategory [12] hazards?\b|\bhouse in multiple occupation\b"),
    ("a notice about fire safety", r"\bregulatory reform \(fire safety\)|\bfire (?:and rescue authority|safety order)\b"),
    ("a notice of the Care Quality Commission about a provider of care", r"\bwarning notice\b.{0,200}\bhealth and social care act\b|\bhealth and social care act 2008\b|\bcare quality commission\b.{0,80}\b(?:warning notice|hereby)\b"),
    ("a notice about a building, a road or the environment", r"\b(?:environmental protection act|building act|highways act|town and country planning|licensing act|premises licence)\b"),
    ("a direction about best value, made under local government law", r"\blocal government act 1999\b|\bbest value (?:duty|direction|authority|notice)\b"),
    ("a notice of the Information Commissioner, the police or another regulator", r"\b(?:data protection act|information commissioner|police reform act|policing act|charity commission|NHS (?:England|Improvement)\b.{0,60}\bundertakings?)\b"),
    ("a notice to an academy trust, a school or a college", r"\bacademy trust\b|\bfunding agreement\b|\bacademies (?:act|financial handbook|trust handbook)\b|\b(?:education (?:and skills )?|skills )funding agency\b|\byoung people['’]s learning agency\b|\bFE commissioner\b|\bESFA\b|\b(?:further education|sixth form) corporation\b|\bgoverning body of\b|\bwarning notice\b.{0,120}\bschool\b|\bschool\b.{0,120}\bwarning notice\b|\bteaching standards,? performance and safety warning notice\b"),
    ("a notice about the organisation of schools", r"\bschool organisation\b|\bproposals? to (?:close|open|enlarge|expand|discontinue|amalgamate)\b.{0,80}\bschools?\b|\bschool standards and framework act\b.{0,80}\bproposals?\b"),
    ("a notice of a regulator of health or of social housing", r"\benforcement undertakings?\b|\bNHS foundation trust\b|\bregulator of social housing\b|\boffice for students\b"),
    ("an instrument of the Welsh Ministers", r"\bwelsh ministers\b|\bllywodraeth\b|\bwelsh government\b|\bestyn\b|\bcare inspectorate wales\b"),
    ("an instrument of the Scottish Ministers", r"\bscottish (?:ministers|government)\b|\bcare inspectorate\b"),
    ("an instrument of Northern Ireland", r"\bdepartment of education,? \(?northern ireland\b|\bnorthern ireland\b.{0,40}\b(?:department|executive)\b"),
    ("an instrument of another Secretary of State", r"\b(?:home secretary|secretary of state for (?:housing|levelling|communities|health|the home|transport|justice|work))\b(?!.{0,80}\bsecretary of state for education\b)"),
)  # fmt: skip
WITHDRAWN = re.compile(r"^\W*(?:this (?:draft |document |notice |direction )*(?:was|has been|is)\s+)?withdrawn\b|\bdraft\b.{0,40}\bwithdrawn\b|\bwithdrawn draft\b", re.I)  # fmt: skip
QUASHED = re.compile(r"^\W*(?:superseded|cancelled|void|specimen|sample only|not issued)\W*$", re.I)
DEAR = re.compile(
    r"^dear\b|^(?:I|we) (?!.{0,60}\b(?:giv|serv|issu|send|mak)\w* (?:you |the (?:council|authority) )?(?:with )?this (?:improvement )?(?:notice|direction)\b)(?:write|am writing|are writing|wrote|have decided|wanted|would like|attach|enclose)\b|\bI am writing\b|^thank you for your letter\b|"
    r"^proposed (?:statutory )?(?:direction|improvement notice)\b|\bno decision has (?:yet )?been (?:taken|made)\b",
    re.I,
)
YOURS = re.compile(r"^yours (?:sincerely|faithfully|ever)\b|^(?:kind|best|warm) regards\b", re.I)
# A letter that is itself the instrument says so, or gives it as it speaks.
_ONE = r"(?:(?:formal|statutory|further|second|revised|new|own|first) )*(?:improvement notice|notice to improve|notice|direction)\b"
_NAMED = r"(?-i:[A-Z])[^.;]{2,90}?(?:council|authority|borough(?: of (?-i:[A-Z][\w’'-]+(?: (?:and |upon )?[A-Z][\w’'-]+){0,3}))?|islands?)"
_WHOM = rf"(?:(?:to )?(?:the )?(?:you|council|authority|{_NAMED})\b(?: \([^)]{{2,40}}\))?,?(?: with)? )?"
IS_ITSELF = re.compile(
    rf"(?<!in )\bthis (?:letter|document) (?:is|constitutes|serves as|stands as|forms|has effect as|(?:should|must|is to) be (?:read|treated) as)\b(?: (?:being |hereby )?(?:issued|given|sent|served|made)\b[^.]{{0,160}}?\bas)? (?:an?|the|that|our|my)\s+{_ONE}|"
    rf"\b(?:I|we) (?:(?:am|are) )?(?:(?:today|hereby|now|therefore|formally) )*(?:(?:write|writing)\b[^.]{{0,80}}?\bto )?(?:issu|giv|serv|mak|direct)(?:e|ing)\s+{_WHOM}(?:with )?(?:an?|this|the following)\s+{_ONE}|"
    rf"\b(?:I|we) (?:(?:am|are) )?(?:write|writing) to give {_WHOM}(?:formal )?notice\b[^.]{{0,160}}?\bthat\b[^.]{{0,80}}?\b(?:requires?|must|is required)\b",
    re.I,
)
# Or it changes one: no more than the paragraphs that it changes need stand in it.
CHANGES_ONE = re.compile(
    r"\bthis letter (?:formally |hereby )?(?:amends|varies|extends|changes)\b[^.;]{0,80}?\b(?:notice|direction)\b|"
    r"\b(?:I|we) (?:(?:am|are) )?(?:(?:today|hereby|now|therefore|formally) )*(?:(?:write|writing)\b[^.]{0,60}?\bto )?(?:amend|vary|extend|chang)(?:e|ing)?\s+(?:the|that|this|your)\b[^.;]{0,60}?\b(?:notice|direction)\b",
    re.I,
)
DENIES = re.compile(
    r"\bno decision (?:has|have) (?:yet )?been (?:made|taken)\b|\bthis (?:letter|document) (?:is not|does not (?:constitute|amount to)|neither)\b|"
    r"\bnothing in this (?:letter|document) (?:is|constitutes|amounts)\b",
    re.I,
)
LETTERS = _table(
    ("a letter that warns of a notice or a direction; it gives none itself", r"\bminded[- ]to\b|\b(?:intends?|proposes?|proposing|considering|consider whether) (?:to )?(?:issu\w+|giv\w+|mak\w+) (?:an? |the )?(?:improvement )?(?:notice|direction)|\bdraft (?:notice|direction) (?:is )?(?:attached|enclosed)|\bwarning letter\b|\bpre-warning\b"),
    ("a letter that lifts or revokes a notice or a direction", r"\b(?:lift(?:ed|ing|s)?|revok(?:ed|ing|es?)|revocation|withdraw(?:n|ing|s)?|clos(?:ed|ing|e)|remov(?:ed|ing|e)) (?:of )?(?:the |your |this |its )?(?:statutory |council['’]s )?(?:improvement )?(?:notice|direction)|\b(?:notice|direction)\b.{0,60}\b(?:is|be|has been|have been) (?:now |therefore )?(?:lifted|revoked|withdrawn)"),
    ("a letter of an inspectorate", r"\bher majesty['’]s inspector\b|\bhis majesty['’]s inspector\b|\bofsted\b.{0,30}\b(?:visit|inspector)\b"),
)  # fmt: skip


def sentence(what: str) -> str:
    return f"It is {what}, {NOT_ONE}." if "; it gives none" not in what else f"It is {what}."


def letter_reason(text: str, *, attached: bool) -> str:
    """What a letter is about; with a notice behind it, what to do."""
    if attached:
        return "It is a letter with something attached: save the notice or the direction by itself, and read that."
    for what, pattern in LETTERS:
        if pattern.search(text):
            return sentence(what)
    return f"It is a letter, {NOT_ONE}."


def first_match(
    lines: Sequence[tuple[int, str]], table: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[str, int] | None:
    shown = "\n\0\n".join(text for _, text in lines)  # no pattern runs on from one line to the next
    for what, pattern in table:
        if not re.search(pattern.pattern, shown, re.I | re.M):
            continue
        for number, text in lines:
            if pattern.search(text):
                return what, number
    return None
