"""How sentences start, stop and run on: the little grammar that the stages share."""

from __future__ import annotations

import re


def word_list(text: str) -> list[str]:
    """Long lists of words read better, and change better, as lines of text."""
    return text.split()


# A line that ends in one of these has not finished.
OPEN_WORDS = frozenset(
    word_list(
        "a an the and or but nor of to in on at by for from with within into onto over under between among through "
        "during against towards about as than that which who whose where when while whether if because since until "
        "unless so their its his her our your this these those such any all each every no not must should shall will "
        "would may might can could be been being is are was were has have had do does following including regarding "
        "concerning per via other both either neither more less also only new full clear appropriate statutory "
        "local sufficient effective"
    )
)
# A line that starts with one of these carries on from the line before, even with a capital lost.
RUN_ON_WORDS = frozenset(
    word_list(
        "and or but nor of to in on at by for from with within into over under between through during against as than "
        "that which who whose where when while whether so their its is are was were has have had be been"
    )
)
CLOSED = re.compile(r"(?:[.;:?!]|[;,:.]\s*(?:and|or|and/or))[\"'”’)\]]*\s*$", re.I)

DUTY = re.compile(
    r"\b(?:must|shall|should|will|(?:is|are) (?:to|required to|expected to|asked to|directed to)|need(?:s)? to|may|we expect|has to|have to|"
    r"directs?|requires?|requests?|is a requirement)\b",
    re.I,
)
IMPERATIVES = frozenset(
    word_list(
        "achieve act address adhere adopt agree align allocate analyse appoint arrange articulate assess assure attend "
        "audit be bring build carry clarify clear collaborate collect commission communicate complete comply conduct "
        "consider consult continue contribute convene cooperate co-operate coordinate co-ordinate create cut decrease "
        "define deliver demonstrate deploy develop devise disseminate document draw drive embed employ enable engage "
        "enhance ensure establish evaluate evidence examine exercise explain fill finalise focus foster fulfil give "
        "halve have help hold identify implement improve include increase inform introduce invite involve issue keep "
        "launch lead learn liaise listen maintain make manage maximise measure meet minimise monitor notify obtain "
        "offer operate organise oversee participate plan prepare prevent prioritise produce promote protect prove "
        "provide publish put raise reach realise record recruit rectify redesign reduce refresh reinforce remedy "
        "remove replace report request require resolve respond restore restructure retain review revise roll run "
        "satisfy scrutinise secure seek send set share show sign simplify stabilise standardise streamline strengthen "
        "submit supervise supply support sustain tackle take target test tighten track train transform "
        "understand undertake update use utilise verify visit work "
        "abolish accept accelerate agree answer apply arrange ask attract begin carry cease check close cut deal discontinue discuss "
        "double enter end equip expand extend find finish fund get grant guarantee hire hand halve host interview investigate join keep "
        "limit look let list mark map measure mentor move name note notify nominate observe open order pay permit place prioritise "
        "proceed pursue quality-assure re-assess reassess re-constitute reconstitute re-establish re-open reopen reach recognise refer refrain register reject "
        "relieve rely renew repair repeat restart rewrite sample say scope second see segregate select serve simplify solve specify spend "
        "staff standardise start stop strive supplement survey suspend switch tell terminate top trace treat turn unify validate vary weigh widen "
        "withdraw write dip-sample match attain exceed equal approve arrest convert curb eliminate lengthen lessen lift lower narrow restrict reverse shorten stem treble trim"
    )
)
# Words that are as often a noun at the head of a heading ("Audit and quality assurance", "Support for families").
NOUN_AFTER = re.compile(r"^\w+\s*(?:,|(?:and|of|for|to|in|from|with)\b)", re.I)
NOUN_IMPERATIVES = frozenset(
    word_list(
        "audit support review report plan measure record focus evidence supply test track target visit request place staff order name list host "
        "release show share lead help use issue document train run set act offer survey sample mark map note scope second top fund limit check look end cut"
    )
)
ANAPHORA = re.compile(
    r"^(?:this|these|those|it(?! is (?:also |further )?(?:required|expected|essential|important|necessary|directed|a (?:requirement|condition)|the duty)\b)|its|such|they|their|in (?:particular|addition|doing so|so doing|this)|to support this|"
    r"for (?:example|the avoidance of doubt)|where (?:this|these)|as (?:a )?part of this|if action is|note|"
    r"in each case|any such|the above)\b",
    re.I,
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|s|ss|No|Nos|St|Mr|Mrs|Ms|Dr|Prof|Rt|Hon|para|paras|p|pp|cf|viz|approx|inc|Ltd|Cllr|[A-Z]))\.$"
)


def ends_closed(text: str) -> bool:
    """The text has come to a stop: a full stop, a semicolon, a colon, or "; and"."""
    return bool(CLOSED.search(text))


def ends_open(text: str) -> bool:
    """The text plainly has not finished: it ends in a comma, a dash or a little word."""
    stripped = text.rstrip()
    if stripped.endswith((",", "-", "–", "—", "(", "/", "&")):
        return not ends_closed(text)
    last = re.findall(r"[A-Za-z']+", stripped[-30:])
    return bool(last) and not ends_closed(text) and last[-1] in OPEN_WORDS and stripped.endswith(last[-1])


def starts_lower(text: str) -> bool:
    stripped = text.lstrip("\"'“”‘’([ ")
    return bool(stripped) and stripped[0].islower()


def runs_on(text: str) -> bool:
    """The text starts in the middle of a sentence: "and October 2013", ", including"."""
    stripped = text.lstrip()
    if stripped[:1] in (",", ";", ")", "&", "."):
        return True
    word = re.match(r"[A-Za-z]+", stripped)
    return word is not None and stripped[0].islower() and word[0] in RUN_ON_WORDS


def starts_as_order(text: str) -> bool:
    """The text starts as a clause that tells somebody to do something: "Ensure …", "To appoint …", "Ensuring …"."""
    return (
        starts_imperative(text)
        or starts_gerund(text)
        or bool(re.match(r"^To [a-z]+\b", text) and _to_verb(text))
    )


def starts_imperative(text: str, *, strict: bool = True) -> bool:
    """Strict: a verb that is as often a noun ("Support for families") counts only if what follows is no noun's."""
    word = _first_word(text)
    if re.match(r"[\"'“‘(\s]*[A-Z]{2,}\b", text) and not text.isupper():
        return False  # "SEND Partnership Improvement Board" is a name
    if word not in IMPERATIVES or len(text.split()) == 1:
        return False
    return not strict or not (word in NOUN_IMPERATIVES and NOUN_AFTER.match(text.lstrip("\"'“‘(")))


def starts_gerund(text: str) -> bool:
    word = _first_word(text)
    if not word.endswith("ing") or len(word) < 5 or len(text.split()) == 1:
        return False  # "Reporting", alone, is a heading
    stem = word[:-3]
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return bool({stem, stem + "e", doubled} & IMPERATIVES)


def _to_verb(text: str) -> bool:
    words = re.findall(r"[A-Za-z-]+", text[:40])
    return len(words) > 1 and words[1].lower() in IMPERATIVES


def _first_word(text: str) -> str:
    found = re.match(r"[\"'“‘(\s]*([A-Za-z][A-Za-z-]*)", text)
    return found[1].lower() if found else ""


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9][\w'’-]*", text)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence starts and ends. Abbreviations and initials do not end one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in re.finditer(r"[.?!][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])", text):
        if ABBREVIATION.search(text[max(0, found.start() - 12) : found.start() + 1]):
            continue
        end = found.start() + len(found[0].rstrip())
        spans.append((start, end))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text.rstrip())))
    return spans


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Where the sentence begins and ends that a place stands in; the whole text where it stands in none."""
    return next(((a, b) for a, b in sentences(text) if a <= place < b), (0, len(text)))


def strip_end(text: str) -> str:
    return text.strip().rstrip(".,;:").strip()


def one_line(text: str) -> str:
    return " ".join(text.split())
