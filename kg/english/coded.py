"""Sentences as short strings in which each name is one symbol, and phrases as patterns over them.

"Meta hired Jane Roe from OpenAI for $1m ." becomes "<C0> hired <P1> from <C2> for <$3> .", where
the letter is the type and the number the position among the sentence's items. A phrase such as
"{subject:Company} hired {object:Person}" is compiled to a regular expression over such strings.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pcre2

from kg.english.lexicon import CLASS, entries, expression
from kg.english.sentences import Sentence
from kg.english.wordlists import words as listed
from kg.errors import KGError

if TYPE_CHECKING:
    from spacy.tokens import Token

LETTERS = {
    "Company": "C",
    "Person": "P",
    "Lab": "L",
    "Model": "M",
    "Organization": "O",
    "Place": "G",
    "Product": "T",
    "Unknown": "N",
    "Money": "$",
    "Percent": "%",
    "Date": "D",
}
NAMES = "CPLMOGTN"
ANY = rf"<[{NAMES}]\d+>"
# Words that may stand before a name in a list: "existing investors", "the Berlin-based".
LEAD = rf"(?:(?:@article|@company|@founder|@pastness|@head|@field|@trade|vice-president|[sec][a-z]o|[se]?vp|@kin|also|both|{ANY}(?: -based| -backed| 's| parent| owner| subsidiary)?|[a-z]+-based|based|[a-z]+(?: [a-z]+){{0,2}}(?= (?:@company|leader|specialist))|later|now|then) )"
# An aside after a name: "<C0> , a start-up in <G1> , raised", "<C0> ( formerly <C1> ) raised".
ASIDE = re.compile(
    r"(?<=>) (?P<aside>(?P<bracket>\( [^()]*\) )|, (?:aged )?\d\d ,(?: |$)|, (?:an? |the |which |who |whose |that |led |backed |founded |partly |based |formerly |known |one |also |now |an |its |headquartered |owned |created |said |co-founded |launched |released |trained |developed |including |<[GDC]|<N\d+> 's |[a-z]+-based |called |maker |developer |part )[^;:\"]{3,220}? ,(?: |$))"
)
# What is said of a name before a semicolon: "B, founder of A; C", "B, which is backed by A; C".
SAID = rf", (?!(?:and|or|nor|plus|as well as|along with|alongside) )(?:(?:which|who|whose) [^;]{{3,200}} |(?:[a-z0-9'&/-]+ (?:{ANY} (?:'s )?)?){{1,14}})(?=;)"
# Names in brackets or in an apposition behind another: "B (A)", "B, the venture arm of A,".
BRACKETED = re.compile(
    rf"(?<=>) (?:\([^()]*\)|, (?:an?|the) (?:[a-z0-9-]+ )+?(?:of|by|from|at|to|in) (?:[a-z0-9-]+ )*<.\d+>(?= ,|$)|{SAID})"
)
APPOSED = r"(?: , (?:an?|the) (?:[a-z0-9-]+ )+?(?:(?:of|by|from|at|to|in) (?:[a-z0-9-]+ )*<.\d+>(?: 's(?: [a-z0-9-]+){1,4})?(?= ,)|(?=, (?:and|as well as|plus) )))?"
# Between the names of a list that semicolons part: "A, a bank; B; D, founder of E; and C". Behind the name that comes
# next the list goes on or ends; "; A is" begins a clause, and "A and B; C" is the end of one list in another.
NEXT = rf"(?=[^;<]{{0,60}}(?:{ANY} (?:'s |-[a-z]+ )[^;<]{{0,40}})?{ANY}(?: [;.:(]| , (?:which|who|whose) | ,(?! [^;]* (?:is|are|was|were|has|have|will|says|said)\b)|$))"
ENDED = r"(?<! and <.\d> )(?<! and <.\d\d> )"
PARTED = rf"(?:, (?:an?|the) [^;<>]{{3,80}} |{SAID}|{ENDED}); (?:and |as well as )?{NEXT}"
AND = r" (?:and|or|nor|&|as well as|along with|alongside|plus|together with|in addition to)(?: from| by| with| against)?"
BETWEEN = rf"(?:(?: \([^()]*\))?{APPOSED}(?: ,(?:{AND})?|{AND}) | (?!(?:is|are|was|were|has|have|had|will|in|of|at|for|to|by|who|which|that) )(?=(?:'s )?(?:[a-z&-]+ ){{0,4}}(?:@founder|@pastness|@head|@trade|[sec][a-z]o|[se]?vp)(?: |,))| {PARTED})"

# What stands between two names of a list, as compiled phrases refer to it.
LISTS = {"between": BETWEEN, "lead": LEAD}
SLOT = re.compile(r"\{(\w*):([\w|$%]+)(\+?)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of tokens that is one symbol: a mention, a sum, a share, a date."""

    first: int
    last: int
    type: str
    value: object


@dataclass(frozen=True, slots=True)
class Coded:
    """The string of a sentence with, for each of its words, its place in the string and its tokens."""

    text: str
    items: tuple[Item, ...]
    places: tuple[tuple[int, int, int, int], ...]

    def items_in(self, start: int, end: int) -> list[Item]:
        """The items whose symbols lie between two positions of the string.

        Names that only help to name the next are left out, "A's B", "A founder B", "A-backed B", and those in
        brackets behind another: "B (A)".
        """
        found = list(re.finditer(r"<.(\d+)>", self.text[start:end]))
        within = [m.span() for m in BRACKETED.finditer(self.text, start, end)]
        named = [m for m in found if not _helps(self.text, start + m.end(), end)]
        named = [m for m in named if not any(a <= start + m.start() < b for a, b in within)]
        return [self.items[int(m.group(1))] for m in named or found]

    def place(self, token: int) -> int:
        """Where in the string the word begins that holds the token, given by its index in the document."""
        return next(p[0] for p in self.places if p[2] <= token < max(p[3], p[2] + 1))

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The first and last-exclusive token index of the words between two positions."""
        inside = [p for p in self.places if p[0] < end and p[1] > start]
        return inside[0][2], inside[-1][3]


def _helps(text: str, position: int, end: int) -> bool:
    """Whether the symbol that ends at `position` only helps to name a later one before `end`."""
    match = _helper().match(text, position)
    person = text[text.rindex("<", 0, position) + 1] == "P"
    listed = match is not None and person and not match.group().startswith(" 's")
    return match is not None and match.end() < end and not listed


@functools.lru_cache(maxsize=1)
def _helper() -> pcre2.Pattern:
    titles = "(?:@head|@officer|@founder|@pastness)"
    return expression(
        rf"(?: 's)?(?: (?:and|&|,|[a-z-]+))?(?: {titles}(?: (?:and|&|,))?)+ (?=<P)| 's (?:[a-z-]+ ){{0,3}}(?=<)| (?:parent|owner|subsidiary|unit|spinout|spinoff)(?: company)? (?=<)| -[a-z]+ (?:[a-z-]+ ){{0,4}}(?=<)| (?=<\$\d+> <)"
    )


def asides(
    coded: Coded, verbs: frozenset[int], participles: frozenset[int] = frozenset()
) -> tuple[tuple[int, int], ...]:
    """Where in the string asides stand between a name and its verb.

    An aside stands between commas or brackets right after a name and before one of the tokens `verbs`. Behind
    one that itself names something `participles` are said of that: "X, based on Y, developed by Z".
    """
    found = []
    for match in ASIDE.finditer(coded.text):
        following = next((p for p in coded.places if p[0] >= match.end()), None)
        if match.group("bracket") or (following and following[2] in verbs):
            if following and following[2] in participles and re.search(rf"{ANY} ,(?: |$)", match[0]):
                continue
            found.append(match.span("aside"))
    return tuple(found)


def listed_titles(coded: Coded) -> tuple[tuple[int, int], ...]:
    """Where in the string the titles of people stand in a list of them: "A, its chief executive, B and C"."""
    return tuple(match.span("aside") for match in _title_aside().finditer(coded.text))


@functools.lru_cache(maxsize=1)
def _title_aside() -> pcre2.Pattern:
    title = "(?:@founder|@head|@officer)"
    return expression(
        r"(?<=> )(?P<aside>, (?:(?:the|an?|its|now) )*(?:<[COL]\d+> (?:'s )?)?(?:@premod ){0,4}?"
        rf"{title}(?: (?:and|&) {title})*(?: (?:of|at) (?:the )?<[COL]\d+>)? )(?=, (?:and )?<P)"
    )


def without(coded: Coded, cut: Sequence[tuple[int, int]]) -> Coded:
    """The string without the words between some of its positions."""
    parts, places, shift = [], [], 0
    for start, end, first, last in coded.places:
        if any(a <= start < b for a, b in cut):
            shift += end - start + 1
        else:
            parts.append(coded.text[start:end])
            places.append((start - shift, end - shift, first, last))
    return Coded(" ".join(parts), coded.items, tuple(places))


def encode(sentence: Sentence, items: Sequence[Item]) -> Coded:
    """The sentence as a string; `items` come in order of their tokens and do not overlap.

    Items of the same tokens, as of "they", become a list: "<P0> and <P1>".
    """
    starts: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        starts.setdefault(item.first, []).append(number)
    words: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    tokens, first = sentence.words, sentence.tokens.start
    i = first
    while i < sentence.tokens.end:
        token = tokens[i - first]
        if places and places[-1][2] in starts and _degree(tokens[i - first : i - first + 2]):
            i += 2
            places[-1] = (*places[-1][:3], i)
            continue
        if i in starts:
            item = items[starts[i][-1]]
            for number in starts[i][:-1]:
                _add(f"<{LETTERS[items[number].type]}{number}>", (i, item.last), words, places)
                _add("and", (i, item.last), words, places)
            word, last = f"<{LETTERS[item.type]}{starts[i][-1]}>", item.last
            if item.first < item.last and _possessive(sentence, item):
                word += " 's"
        else:
            word, last = "'s" if token.tag_ == "POS" else _plain(token.text), i + 1
        apart = not words or i in starts or tokens[i - first - 1].whitespace_ or places[-1][2] in starts
        after = len(places) > 1 and places[-2][2] in starts
        if not apart and _hyphenated(sentence, i, starts, after_item=after):
            words[-1] += word
            start, _, ahead, _ = places.pop()
            places.append((start, start + len(words[-1]), ahead, last))
        elif word:
            _add(word, (i, last), words, places)
        i = last
    return Coded(" ".join(words), tuple(items), tuple(places))


def _degree(tokens: Sequence[Token]) -> bool:
    """Whether the words are a comma and the degree of whom is named before it: ", M.D."."""
    return len(tokens) > 1 and tokens[0].text == "," and tokens[1].lower_ in listed("degree")


def _add(
    word: str, tokens: tuple[int, int], words: list[str], places: list[tuple[int, int, int, int]]
) -> None:
    """Add a word with its place."""
    start = places[-1][1] + 1 if places else 0
    words.append(word)
    places.append((start, start + len(word), *tokens))


def _hyphenated(sentence: Sentence, i: int, starts: Mapping[int, object], *, after_item: bool) -> bool:
    """Whether the token goes on with the hyphenated word before it, such as "co-founder", that holds no item.

    `after_item` says that the hyphen may stand behind one: "GPT-4-powered".
    """
    doc = sentence.doc
    if doc[i].text == "-":
        if doc[i - 1].lower_ in ("ex", "then"):
            return True
        return (
            not doc[i].whitespace_
            and i + 1 not in starts
            and i + 1 < sentence.tokens.end
            and doc[i - 1].text.isalpha()
        )
    return (
        doc[i - 1].text == "-"
        and i - 1 > sentence.tokens.start
        and (doc[i - 2].text.rstrip(".").isalpha() or after_item)
        and not doc[i - 2].whitespace_
    )


def _possessive(sentence: Sentence, item: Item) -> bool:
    return sentence.doc[item.last - 1].tag_ in ("PRP$", "WP$")


def _plain(word: str) -> str:
    return (
        word.strip()
        .lower()
        .replace("’", "'")
        .replace("“", '"')
        .replace("‘", '"')
        .replace("”", '"')
        .replace("<", "(")
        .replace(">", ")")
    )


@functools.lru_cache(maxsize=4096)
def compiled(phrase: str) -> pcre2.Pattern:
    """The regular expression of a phrase; raises KeyError for an unknown type or word class.

    `{role:Type|Type}` is a name of one of the types, `{role:Type+}` a list of such names; where a company may
    stand so may a name of unknown type; `@name` a word of that class; all else is a regular expression over
    lower-case words.

    >>> match = compiled("{subject:Company} hired {object:Person+}").search("<C0> hired <P1> and <P2> from <C3>")
    >>> match["object"]
    '<P1> and <P2>'
    """
    try:
        return expression(rf"(?<!\S){SLOT.sub(_slot, phrase)}(?!\S)", LISTS)
    except pcre2.PatternError as error:
        raise KGError(f"not a regular expression: {error} in {phrase!r}") from error


def matches(phrase: str, text: str) -> list[pcre2.Match]:
    """The matches of a phrase in a coded sentence; none where PCRE2 gives up, as on hundreds of commas in a row.

    >>> [m["object"] for m in matches("hired {object:Person}", "<C0> hired <P1> and <C0> hired <P2>")]
    ['<P1>', '<P2>']
    """
    try:
        return list(compiled(phrase).finditer(text))
    except pcre2.LibraryError:
        return []


@functools.lru_cache(maxsize=4096)
def slots(phrase: str) -> tuple[str, ...]:
    """The names of a phrase's slots and groups, in their order."""
    numbers = compiled(phrase).groupindex
    return tuple(sorted((name for name in numbers if not name.startswith("_")), key=numbers.__getitem__))


def letters(types: str) -> str:
    """The letters of the types that a slot names; where a company may stand so may a name of unknown type.

    >>> letters("Company|Money"), letters("Person")
    ('C$N', 'P')
    """
    found = "".join(NAMES if name == "Any" else LETTERS[name] for name in types.split("|"))
    return found + (LETTERS["Unknown"] if "Company" in types.split("|") else "")


def roles(phrase: str) -> set[str]:
    """The names of a phrase's slots and groups; KeyError where it names an unknown type or word class."""
    slots = SLOT.findall(phrase)
    for _, types, _ in slots:
        letters(types)
    for name in CLASS.findall(phrase):
        entries(name)
    return {name for name, _, _ in slots if name} | set(re.findall(r"\(\?P<(\w+)>", phrase))


def _slot(match: re.Match[str]) -> str:
    role, types, many = match.groups()
    one = rf"<[{re.escape(letters(types))}]\d+>"
    if not match.string.startswith((" -", " (-"), match.end()):
        one += "(?! -(?:owned|controlled|run|backed|funded|financed|led|founded|supported))"  # "Alphabet-owned Google" is about Google
    body = one
    if many:
        further = rf"{one}(?! (?:'s|rivals?|competitors?|challengers?|alternatives?)\b)"
        body = rf"{one}(?! 's (?:[a-z-]+ ){{0,4}}<[CPLOGN])(?:@between@lead{{0,5}}{further})*"
    return f"(?P<{role}>{body})" if role else f"(?:{body})"
