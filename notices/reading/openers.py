"""The headings and lead-ins that open the parts of an instrument, and the kind of clause that follows each."""

from __future__ import annotations

import re
from functools import lru_cache

from .result import ItemKind
from .wording import (
    DUTY,
    ends_closed,
    sentences,
    starts_gerund,
    starts_imperative,
    word_list,
    words,
)

_COUNCIL = r"(?:councils?|authority|authorities|local authority|boroughs?)"
_KINDS: tuple[tuple[ItemKind, str], ...] = (
    (
        "consequence",
        rf"^(?:failure(?: (?:to|of)\b|$)|powers (?:in reserve|of (?:the )?(?:secretary|intervention))|consequences?\b|non-?compliance\b|if (?:the|either|any) {_COUNCIL} (?:fails|does not)|"
        rf"(?:further|next) (?:steps|action|intervention) (?:if|should)|escalation\b|sanctions?\b|"
        r"what (?:may|might|could|can|will|would) (?:follow|happen)\b|what (?:follows|happens)(?: (?:next|otherwise|then|after that))?$|"
        rf"should (?:the|either|any) {_COUNCIL} (?:fail|be unwilling|not comply)|what (?:happens|will happen|we will do|may happen|comes) (?:next )?if|"
        r"(?:default|breach|enforcement|(?:statutory |further )?intervention|statutory powers)\b[^.]{0,40}$|"
        r"(?:what )?if (?:you|things|progress|improvement|th(?:is|e) (?:improvement )?(?:notice|direction)|requirements)\b[^.]{0,60}\b(?:not|fails?|insufficient|stalls?|too slow)\b)",
    ),
    (
        "assessment",
        r"\b(?:will|shall|is to|are to|would) be (?:assessed|judged|reviewed|measured|monitored)\b|"
        r"^(?:the )?assessment(?: of (?:progress|improvement|compliance|performance against).*| arrangements| and review.*)?:?$|"
        r"^(?:the )?assessment of (?:progress|improvement|compliance|performance against)|"
        r"^(?:the )?assessments? and (?:reviews?|consequences?|enforcement|failure)\b[^.]{0,30}$|^(?:the )?(?:monitoring|reviews?)(?: and (?:monitoring|reviews?|assessment|evaluation|lifting))?(?: of (?:the |this )?(?:progress|improvement|notice|"
        r"direction|compliance)| arrangements| points| dates| by the department.*)?:?$|"
        r"^(?:how )?(?:progress|improvement|compliance) (?:will|is to|against|reviews?)\b|^measuring progress|"
        r"^how (?:I|we|my officials|the department|ministers|officials|progress|(?:the |your )?improvement)\b[^.]{0,30}\b(?:assess|review|judge|monitor|measure|check|track|follow|test|know|tell)|"
        r"^(?:checking|tracking|assessing|reviewing|judging|monitoring|testing)(?: of)?(?: your| the)? (?:progress|improvement|compliance)\b[^.]{0,30}$|"
        r"^(?:progress|compliance) (?:checks?|monitoring|assessments?)\b[^.]{0,30}$|^(?:timetable|dates|timing) (?:for|of) (?:the )?reviews?\b|^(?:ministerial|official|government) reviews?\b|"
        r"^(?:our|the department['’]s|ministers['’]|departmental|official) (?:reviews?|assessments?|checks?|monitoring)\b[^.]{0,30}$|^judging (?:the |your )?(?:improvement|progress|success)|"
        r"^reviews? (?:of progress )?by\b|^progress reviews?\b|^departmental? reviews?\b|^evaluation of progress",
    ),
    (
        "reporting",
        r"^(?:accounting|account|giving (?:an )?account)\b[^.;]{0,40}$|^taking account of the (?:measures|requirements)|^(?:progress |regular |formal )?report(?:s|ing)(?: (?:arrangements|requirements|duties|timetable|lines|progress|upwards|"
        r"on (?:the )?(?:progress|improvement)|(?:to|by|from) .{3,60}|and (?:monitoring|accountability|reviews?|assessment)))*:?$|^(?:the )?chair'?s? reports?:?$|"
        rf"^what (?:you|the {_COUNCIL}) (?:must|should|will|has to|have to|is to|are to) (?:tell|report|send|provide|let)|"
        r"^what (?:we|ministers|the department) (?:wants?|needs?|expects?|wishe?s?) to (?:be told|hear|know|receive|see in reports)\b|^(?:telling|keeping|informing) (?:us|ministers|the department)\b|^(?:information|reports?|updates?|letters?) (?:for|to) (?:us|ministers|the (?:department|minister|secretary))\b|"
        r"^accountability and reporting:?$|^information to be provided",
    ),
    (
        "support",
        rf"^(?:(?:practical|expert|outside|external|further|other) )?(?:assistance|help|backing|mentoring|aid)(?:[, ]+(?:and )?(?:support|advice|challenge|oversight|governance|assistance|help|guidance))*$|^(?:supporting|assisting|helping|backing) (?:the |your )?(?:improvement|{_COUNCIL}|you|change|progress|delivery)\b[^.]{{0,40}}$|"
        r"^improvement support|^(?:help|support) (?:with|and) improvement\b|^the (?:improvement )?board(?:,? and (?:other |further )?(?:help|support|advice|challenge))?$|^(?:help|support),? (?:and )?(?:challenge|advice|oversight|the board)$|^(?:governance,? (?:and )?)?support(?: (?:measures|and challenge|and governance|package|arrangements|for improvement|from .{3,60}))?:?$|"
        r"^support (?:measures|and challenge|package|arrangements|for improvement)|^governance and support:?$|"
        r"^(?:the |an )?(?:independent |children'?s services |SEND )?improvement (?:and challenge )?(?:board|panel|adviser|advisor|partner|plan and|planning and|"
        r"governance|arrangements|infrastructure)s?\b|^(?:the )?(?:children'?s services )?(?:adviser|advisor)s?\b[^.]{0,40}$|"
        r"^governance of (?:the )?improvement|^(?:sector|external|peer)[- ](?:led )?support\b|"
        rf"^arrangements for (?:support|improvement)|^who (?:will|can|may) (?:help|support)\b|^(?:help|support) (?:for (?:you|the {_COUNCIL})|(?:that )?(?:you|the {_COUNCIL}) (?:will|can|may|is to|are to))\b|"
        rf"^(?:the )?(?:support|help|challenge) (?:and|to|from|for) (?:challenge|oversight|governance|scrutiny|advice|guidance|(?:the |your )?improvement|the {_COUNCIL}|others|elsewhere|outside)\b|"
        r"^(?:external |independent )?oversight(?: and (?:support|challenge|governance|help|advice))?:?$|^how you will be (?:helped|supported)\b",
    ),
    (
        "overarching",
        r"\bmust\b.{0,60}\btake action to\b|^(?:(?:the|our) )?(?:\w+ )?(?:objects?|objectives?|aims?|purpose)(?: of th(?:is|e) (?:notice|direction))?:?$|^overarching\b|^scope$|^(?:in )?general(?: provisions?)?$|^overall$|^(?:the )?(?:outcomes?|results?) (?:to be (?:achieved|secured|reached)|expected)\b|^what (?:we|ministers|the (?:department|minister|secretary of state)) (?:expects?|requires?|wants?|seeks?|asks?(?: for)?)(?: (?:overall|in general|to see|to change|to achieve|above all))?$|"
        r"^what (?:must|has to|needs? to|should) (?:change|improve|be (?:different|put right))$|"
        r"^what is (?:wanted|expected|sought|asked(?: for)?)(?: (?:overall|in general))?$|"
        r"^(?:(?:the|your|its|our) )?(?:\w+ )?(?:overall|general|principal|main|chief|central|core|primary|fundamental) (?:measures?|standards?|requirements?|aims?|objectives?|dut(?:y|ies)|obligations?|outcomes?|expectations?|goals?)\b|"
        rf"^what (?:(?:the |both |each |each of the |both the )?{_COUNCIL}|you) (?:must|has to|have to|is to|are to|needs? to|should) (?:achieve|do overall|bring about|put right|change)|^(?:the )?(?:outcomes?|results?) (?:sought|required|we want|that must be achieved)\b",
    ),
    (
        "measure",
        r"\bevidence of (?:\w+ )?(?:improvement|progress)\b|\bdirects? (?:the |that )?\w*|\bnow,? therefore\b|"
        r"following (?:\w+ ){0,2}(?:measure|action|requirement|step)|\bmeasures?(?:\(s\))? (?:is|are) (?:needed|required)|"
        r"^(?:the )?(?:measures|requirements|required actions|actions required|specific (?:measures|requirements))\b[^.]{0,40}$|"
        r"^(?:annex|schedule|appendix)\b[^.]{0,80}$|^(?:statutory )?directions?$|^(?:the )?(?:variations?|amendments?|changes?|directions?|orders?)$|"
        r"^(?:the )?(?:children'?s services )?commissioners?\b[^.]{0,40}$|"
        rf"^what (?:(?:the )?{_COUNCIL}|you) (?:must|has to|have to|is to|are to|needs? to|should) do\b",
    ),
    (
        "recital",
        r"^(?:citation|interpretation|definitions?)\b[\w ,-]*$|^(?:whereas|recitals?|background|introduction|preamble|statement of reasons|context|reasons? for (?:issuing|issue|this|the)\b[^:.]*|reasons|grounds(?: (?:for|of)\b.*)?|why\b.*)"
        r"(?: (?:and|to) [\w ]{3,40})?:?$",
    ),
)
KINDS = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _KINDS)
# "The Council must:" with nothing said of what about: what follows is overarching, if themes of measures come after it.
GENERAL = re.compile(
    rf"^(?:the |therefore,? the |both |you |each )?(?:{_COUNCIL})?,?\s*(?:working with [^:]{{3,60}},\s*)?"
    r"(?:must|shall|is required to|are required to|is to|are to)(?: therefore| together| jointly)?"
    r"(?: take (?:action|steps) to| act to| ensure that (?:it|they))?\s*[:–-]*$",
    re.I,
)

# "… DIRECTS that", "… hereby directs the Council to", with nothing after it: the orders follow.
_ASKED = r"(?:is|are|will be|shall be) (?:hereby |now |therefore )?(?:required|directed|expected|asked|requested|obliged|bound|instructed|called upon) to|(?:has|have|needs?|is|are) to"
DIRECTS_THAT = re.compile(
    r"\b(?:directs?|directed|orders?|ordered)\b[^.;:]{0,120}\b(?:that|to)\W*$|\b(?:further|also) (?:hereby )?(?:requires?|required)\b[^.;:]{0,60}\bthat\W*$",
    re.I,
)
OPERATIVE = re.compile(
    rf"{DIRECTS_THAT.pattern}|"
    r"\bmeasures?(?:\(s\))? (?:below |set out below )?(?:is|are|set out below are) (?:needed|required)|\bfollowing (?:\w+ ){0,2}(?:measures?|actions?|"
    rf"requirements?|steps)(?:\(s\))?\b|^(?:the |each |both )?{_COUNCIL}\b.{{0,120}}\b(?:must|shall|{_ASKED}|"
    rf"is hereby directed)\b[^.]{{0,160}}:$|^you (?:must|shall|{_ASKED})\b[^.]{{0,160}}:$|"
    r"^(?:in order )?to comply with th(?:is|e) (?:improvement )?(?:notice|direction)|^now,? therefore|^whereas\b|\bdirects? (?:the|that the|"
    r"each)\b.{0,80}\b(?:as follows|to)\b|\bdirects? (?:the|each|both) \w+:$|"
    rf"\b(?:directs?|requires?) (?:that )?(?:the|each|both) (?:\w+ ){{0,5}}?{_COUNCIL}\b[^.;]{{0,200}}:$|"
    r"hereby directs?\b|hereby directed\b|"
    rf"^therefore,? (?:the )?{_COUNCIL} must|\b(?:notice|direction)\b.{{0,80}}\bis (?:hereby )?(?:amended|varied|revoked|extended)\b|"
    rf"^in order to comply\b.{{0,80}}\b{_COUNCIL}\b",
    re.I,
)
ANNEX = re.compile(r"^(?:annex|schedule|appendix|attachment)\b(?:\s+(?:[A-Z]|\d{1,2}))?\b[^.]{0,90}$", re.I)
# "Schedule 2 – Support": what the part is about says its kind.
PART = re.compile(
    r"^(?:(?:I|II|III|IV|V|VI|VII|VIII|IX|X)\.\s+|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|lastly)(?:ly)?\s*[:–—]\s*(?:the\s+)?|(?:annex|schedule|appendix|part|section|chapter)\s+(?:[A-Z]|\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:[–—:.-]\s*|\s(?=[A-Z])))",
    re.I,
)
SIGNATURE = re.compile(
    r"^signed\b|^signature\b|^given (?:this|under (?:my|the) hand|on)\b|^dated?\s*:|^dated (?:this|the|on|at|in)\b|^this \w+ day of\b|^dated \d|^date\b\s*(?=\d|[._]{2,}|$)|"
    r"^(?:signed )?(?:for and )?on behalf of (?:the )?(?:secretary|department|minister)|^(?:signed )?by (?:the )?authority of the secretary|"
    r"^yours (?:sincerely|faithfully)|^issued (?:by|on):?\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:secretary of state|minister|director|civil serv(?:ant|ice)|(?:permanent|assistant|principal|under|private)[ -]secretary|head of|deputy|official|commissioner)\b",
    re.I,
)
_INSTRUMENT = (
    r"th(?:is|e|ese) (?:\d{4} )?(?:improvement |statutory )?(?:notice|direction)s?|these requirements"
)
FORCE = re.compile(
    r"\b(?:remains?|continues?|stays?|is|be) in (?:force|place|effect)|\b(?:stands?|lasts?|binds?|endures?|subsists?|persists?|appl(?:y|ies)|runs?|holds?|operates?|governs?|(?:be|is) effective)\b[^.;]{0,60}\b(?:until|unless|with effect from|from (?:the|its|today|this|\d))\b|\blapses?\b|\bcontinues? to (?:have|be in) (?:effect|force)|\bcomes? into (?:force|effect)|"
    r"\btakes? effect\b|\bha(?:s|ve) effect\b|\bexpires?\b|"
    r"\bceases? to have effect\b|\b(?:is|are) (?:hereby )?(?:revoked|withdrawn|superseded)\b|\breplaces (?:the|any)\b.{0,60}\b(?:notice|direction)",
    re.I,
)
OF_ITS_TERM = re.compile(
    rf"^(?:{_INSTRUMENT}|it(?=\s+(?:will |shall |is to )?(?:remains?|continues?|stays?|ceases?|expires?|lapses?|has effect|takes? effect|comes? into (?:force|effect))\b)|(?:the|any) (?:\d{{4}} |principal |earlier |previous |original )?(?:improvement )?(?:notice|direction)s?\b(?:, as amended(?: by [^,]{{3,40}})?,)?(?=[^.;]{{0,100}}\b(?:remain|continue|ha(?:s|ve) effect|cease|expire))|(?:the|any) (?:\w+ ){{0,3}}(?:notice|direction)s?\b[^.;]{{0,80}}?\b(?:is|are) (?:hereby )?revoked|(?:the|any) (?:\w+ ){{0,3}}(?:notice|direction)s?\b[^.;]{{0,240}}?\b(?:is|are) (?:hereby )?(?:varied|amended|extended) by this)\b",
    re.I,
)
# "Unless it is revoked sooner, this Direction …": what stands before how long the instrument lasts.
BEFORE_TERM = re.compile(
    r"(?:unless|until|subject to|save|except|if not|once|from|with effect from|for the avoidance of doubt|in any event|notwithstanding|without prejudice to)\b[^,;]{0,110},\s+|"
    r"(?:in (?:all|every) other (?:respects?|ways?|matters?)|otherwise|apart from (?:this|these \w+)|as (?:so |thus )?(?:amended|varied|extended)),?\s+",
    re.I,
)
# "Nothing in this Direction affects the notice of …", "Nothing less than a further instrument will end this Direction."
NOTHING_IN = re.compile(
    r"nothing (?:in (?:this|the) (?:\w+ )?(?:notice|direction)|less than|but|short of)\b[^.;]{0,100}\b(?:affects?|limits?|prejudices?|restricts?|derogates?|ends?|revokes?|supersedes?|alters?|removes?|diminish(?:es)?)\b",
    re.I,
)
# "The Commissioner is Sir Cornelius Wyndham-Price", "The Secretary of State appoints … as Commissioner": whoever is to direct the work.
APPOINTS = re.compile(
    r"(?:the )?secretary of state (?:for education )?(?:has |hereby )*appoint(?:s|ed)\b[^;]{3,120}\bcommissioners?\b|"
    r"(?:the|a) (?:[\w'’]+ ){0,3}commissioner(?: for [^.;,]{3,60})? (?:is|shall be|will be|remains)\s+(?-i:[A-Z])|"
    r"(?-i:[A-Z])[^.;,]{3,60}\b(?:is|shall be|remains) (?!to )(?:hereby )?(?:appointed )?(?:as |to be )?(?:the |a |its )?(?:[\w'’]+ ){0,3}commissioner\b(?! (?:must|shall|will|may|and))",
    re.I,
)
FAILURE = re.compile(
    rf"(?:(?:the )?secretary of state(?: for education)?\b[^.]{{0,160}}\b(?:may|retains|could)\b[^.]{{0,240}}\b497A\b|upon any failure to|on a failure to|non-?compliance (?:may|will|with)|(?:any )?failure (?:to comply|by)|(?:should|if) (?:the|either|any|both) {_COUNCIL}s? (?:be un|not comply|fails?|(?:is|are) un|do(?:es)? not)|"
    r"(?:if|should) (?:I|we|(?:the )?(?:secretary of state|department|minister)s?)\b[^.]{0,60}\bnot (?:be )?satisfied|"
    r"(?=[^.;]{0,160}\b(?:not|fail\w*|falls? short|breach\w*|ignor\w+|refus\w+|non-?compliance)\b)(?=.{0,300}\b497A\b)(?!.{0,160}\bhereby\b)[^.;]{0,200}\b(?:may|might|could|can)\b[^.;]{0,60}"
    r"\b(?:intervene|resort|turn to|use|exercise|direct|direction|act under|be (?:made )?(?:the )?(?:subject|given)))",
    re.I,
)
_DEPARTMENT = (
    r"(?:department(?: for (?:education|children, schools and families))?|dfe|dcsf|secretary of state(?: for [\w, ]+)?|ministers?|"
    r"(?:departmental )?officials?(?: (?:of|from) the department(?: for education)?)?|government office(?: for [\w ]+)?)"
)
REVIEWS = re.compile(
    rf"(?:the )?{_DEPARTMENT}\b[^.]{{0,80}}\b(?:will|shall|intends? to|may|is to|are to)\b[^.]{{0,60}}\b(?:reviews?|assess|consider|monitor)|"
    rf"(?:(?:the |all |this )?(?:\w+ ){{0,3}})?(?:direction|notice|progress|improvements?|compliance|performance|reviews?(?: of progress)?)\b[^.]{{0,80}}\b(?:will|shall|is to|are to) (?:now |next |then )?be "
    rf"(?:formally )?(?:reviewed|assessed|judged|evaluated|held|conducted|undertaken|carried out)\b[^.]{{0,80}}\b(?:by|with) (?:the )?{_DEPARTMENT}|"
    rf"[^.;]{{0,80}}?\b{_DEPARTMENT}\b[^.;]{{0,40}}?\b(?:will|shall|intends? to|is to|are to)\b[^.;]{{0,40}}?\b(?:review|reconsider|look(?: again)? at|take stock of)\b[^.;]{{0,30}}\b(?:progress|th(?:is|e|ese) (?:notice|direction|requirements?)s?|(?:what|how far|how much)\b[^.;]{{0,30}}\b(?:achieved|done|improved|changed)|compliance)\b|"
    rf"(?:an?|the|each|every|this|that|any)? ?(?:[\w-]+ ){{0,3}}reviews?\b[^.;]{{0,50}}?\bby (?:the )?{_DEPARTMENT}\b[^.;]{{0,30}}?\b(?:will|shall|is to|are to|must)\b|"
    rf"we (?:will|shall|intend to|are to|plan to) (?:\w+ )?(?:review|assess|judge|take stock of|look (?:again )?at|consider|examine|check)\b[^.;]{{0,40}}\b(?:progress|(?:this|the) notice|what (?:has been|you have)|compliance|improvement)|"
    rf"there (?:will|shall|is to|are to) be (?:an? |two |three |further )?(?:\w+ )?reviews?\b[^.;]{{0,60}}\bby (?:the )?{_DEPARTMENT}|"
    r"these reviews (?:may|will|shall)\b",
    re.I,
)
REPORTS = re.compile(
    r"(?:the )?(?:(?:independent|board|improvement board|SEND|children['’]?s (?:services )?|(?:board|panel|group|partnership)['’]s) )?(?:chair(?:man|woman|person)?|commissioner|director|(?:improvement )?advis[eo]r|leader|mayor)\b[^.;]{0,90}?"
    r"\b(?:must|will|shall|should|is to|are to|(?:is|are) (?:required|expected|asked|obliged) to)\b[^.;]{0,50}?\b(?:report|write|provide|submit|give|send|make|advise)\b[^.;]{0,120}?"
    r"\b(?:secretary of state|minister|department|dfe|dcsf|parliamentary)|"
    r"(?:the|each) (?!(?:councils?|authority|authorities|boroughs?|board)\b(?! so\b| thus\b))[^.;,]{3,60}? (?:is|are|shall|will|must) (?:to )?report\b[^.;]{0,40}?\bto (?:the )?(?:secretary of state|minister|department)",
    re.I,
)
# "Under section 497A(4B) the Secretary of State gives the Council this direction."
POWER_USED = re.compile(
    r"(?:wherefore,? |accordingly,? )?(?:under|pursuant to|in exercise of|by virtue of)\b[^.]{0,80}497A\b[^.;:]{0,120}\b(?:gives?|makes?|issues?)\b[^.;:]{0,80}\bdirections?\b[^;:]*\.$|"
    r"(?:accordingly,? |therefore,? )?the secretary of state\b[^.;:]{0,60}\b(?:gives?|makes?|issues?)\b[^.;:]{0,60}\bdirections?\b[^.;:]{0,120}\bpowers?\b|"
    r"until it is [^,.]{3,60}, th(?:is|e) (?:direction|notice) (?:continues|remains|stays|has effect)\b",
    re.I,
)
HEADING_WORDS = 14


@lru_cache(maxsize=4096)
def kind_of_opener(text: str) -> ItemKind | None:
    """The kind of clause that a heading or lead-in announces, or None for a theme ("Leadership and governance")."""
    stripped = PART.sub("", text.strip().rstrip(":").rstrip()) or text
    for kind, pattern in KINDS:
        if pattern.search(stripped):
            return kind
    return None


def kind_by_content(text: str) -> ItemKind | None:
    """The kind that a clause's own words say, for clauses under no heading that says it."""
    if FAILURE.match(text):
        return "consequence"
    if of_the_instrument(text) or POWER_USED.match(text):
        return "overarching"
    if REVIEWS.match(text):
        return "assessment"
    return None


def of_the_instrument(text: str) -> bool:
    """How long the instrument lasts, or whom the Secretary of State appoints under it: it binds nobody."""
    if APPOINTS.match(text):
        return True
    if NOTHING_IN.match(text):
        return True
    intro = BEFORE_TERM.match(text)
    return bool(OF_ITS_TERM.match(text[intro.end() :] if intro else text) and FORCE.search(text))


def reports_upwards(text: str) -> bool:
    """A clause of its own that says who reports to the Department or its ministers."""
    return bool(REPORTS.match(text))


def could_head(text: str) -> bool:
    """Short, without a verb that orders, without a stop: the words could be a heading."""
    count = len(words(text))
    if not text or count == 0 or count > HEADING_WORDS or len(text) > 120:
        return False
    if text[0].islower() or ends_closed(text.rstrip(": ")) or text.rstrip().endswith((",", ";")):
        return False
    letters = [character for character in text if character.isalpha()]
    if letters and sum(character.isupper() for character in letters) > 0.8 * len(letters):
        return True
    return not DUTY.search(text) and not starts_imperative(text)


def could_head_with_stop(text: str) -> bool:
    """A heading that the drafter ended with a full stop ("Improving the effectiveness of partnership and governance.")."""
    if not text.endswith(".") or len(sentences(text)) != 1:
        return False
    bare = text[:-1]
    return len(words(bare)) <= 10 and could_head(bare) and (starts_gerund(bare) or not has_verb(bare))


def has_verb(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:is|are|was|were|has|have|had|be|been|do|does|remains?|shows?|includes?|considers?|finds?|found|means?)\b",
            text,
            re.I,
        )
    )


# The words of a sentence that only points to what stands below it; any other says something of its own.
POINTING_WORDS = frozenset(
    word_list(
        "a accordingly achieve achieved act action actions all also amended amendments an and are areas as asked be been below board bound bring by called carried carry change changed changes "
        "complete completed compliance complied comply complying council councils authority authorities borough boroughs date dates deliver demonstrate department described direction directed directs do does done "
        "down due each either every expected expects extended fails following follow follows for fulfil fulfilled has have hereby here how if implement implemented improvement in instructed is it items its jointly "
        "laid list listed local made make manner matters measure measures meet met modified must necessary needed needs notice now numbered obey obliged of on once one only opposite order original other out "
        "paragraphs part partners parts principal provisions put ready require required requirement requirements requires respects satisfied satisfy secretary section secure set shall shown "
        "so specified state stated statutory step steps table take taken tasks term terms than that the their then therefore these they thing things this those to together two under undertake undertaken unless "
        "upon varied variations ways what when where which whole will with without working you your"
    )
)
POINTS = re.compile(
    r"\b(?:following|follows?|below|these|listed here|set out here)\b|\b(?:actions|steps|tasks|duties)\b.{0,30}\btable\b",
    re.I,
)


def announces(text: str) -> bool:
    """ "To comply with this Notice the Council must do what follows.": a sentence that only points to what is below it."""
    if not text.endswith(".") or not POINTS.search(text) or starts_imperative(text):
        return False
    said = words(text)
    return len(said) < 40 and all(word[0].isupper() or word.lower() in POINTING_WORDS for word in said)


def is_pure_lead_in(text: str) -> bool:
    """A lead-in that asks for nothing itself: what is asked stands in the clauses below it."""
    if announces(text):
        return True
    if re.search(r"\bdirect(?:s|ed)\b.{0,120}\bas follows\s*[.:]?$", text, re.I) and len(words(text)) < 70:
        return True
    if DIRECTS_THAT.search(text) and len(words(text)) < 70:
        return True
    if not text.rstrip().endswith((":", ":-", "—", "–")):
        return False
    if kind_of_opener(text) is not None or GENERAL.match(text.strip()):
        return len(words(text)) <= 60
    spans = sentences(text)
    earlier = text[: spans[-1][0]]
    if earlier and DUTY.search(re.sub(r"\bmay\b", "", earlier)):
        return False
    last = text[spans[-1][0] :]
    if re.search(
        r"\b(?:19|20)\d\d\b|\bwithin\s+\w+\s+(?:day|week|month)|\b(?:monthly|weekly|quarterly|annual)",
        last,
        re.I,
    ):
        return False
    return len(words(last)) <= 40
