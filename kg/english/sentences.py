"""An article's text as parsed sentences whose tokens know their place in the article."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.english.block import Block
from kg.english.blocks import blocks
from kg.english.language import parsed
from kg.english.wordlists import states_in_short, words
from kg.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

# In a headline at most one content word in so many is written small.
SMALL_WORDS = 8
_INITIALS = re.compile(r"(?:[A-Z]\.-?){1,3}")
BAR = " | "
# Flags and the like behind names: "Acme 🇨🇴 raised".
PICTURE = re.compile("(?: ?[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d])+")


@dataclass(frozen=True)
class Sentence:
    """One parsed sentence, heading, list item or table row.

    `pieces` maps positions in the parsed text to positions in the article: (parsed, article) pairs
    of the first characters of the stretches that were joined for parsing.
    """

    index: int
    block: int
    kind: str
    tokens: Tokens
    pieces: tuple[tuple[int, int], ...]

    @property
    def doc(self) -> Doc:
        """The parsed block that the sentence belongs to."""
        return self.tokens.doc

    @functools.cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens one by one; spaCy would make each anew."""
        return tuple(self.tokens)

    @functools.cached_property
    def text(self) -> str:
        """The words as they were parsed, which are those of the article but for line ends and bars."""
        return self.tokens.text

    def at(self, position: int) -> int:
        """The article offset of a character offset in the parsed text."""
        parsed, place = self.pieces[bisect.bisect_right(self.pieces, (position, 1 << 60)) - 1]
        return place + position - parsed

    def span(self, first: int, last: int) -> Span:
        """The article span of the tokens `first` up to but not including `last`, by document index."""
        final = self.doc[last - 1]
        return Span(self.at(self.doc[first].idx), self.at(final.idx + len(final) - 1) + 1)

    @property
    def extent(self) -> Span:
        """The article span of the whole sentence, without white space at its ends."""
        tokens = [t for t in self.words if not t.is_space]
        return self.span(tokens[0].i, tokens[-1].i + 1)

    @functools.cached_property
    def title_case(self) -> bool:
        """Whether capitals carry no news here, as in a headline; in the row of a table they do."""
        if self.kind == "row":
            return False
        telling = [t for t in self.words if t.text.replace("-", "").isalpha() and not t.is_stop]
        small = [t for t in telling if t.is_lower]
        verb = any(t.pos_ == "VERB" for t in small)
        if self.kind != "heading" and self.words[-1].text == "." and (small or "," in self.text):
            return False
        enough = len(telling) >= (2 if self.kind == "heading" else 4)
        return enough and len(small) <= len(telling) // SMALL_WORDS and not verb


def parse(article: Article, nlp: Language) -> list[Sentence]:
    """The sentences of the article's text, in order; blocks are parsed apart from each other."""
    found = list(blocks(article.text))
    texts = [_joined(article.text, block) for block in found]
    docs = parsed([text for text, _ in texts], nlp)
    sentences: list[Sentence] = []
    for number, (block, doc, (_, pieces)) in enumerate(zip(found, docs, texts, strict=True)):
        for tokens in _split(doc, block.kind):
            sentences.append(Sentence(len(sentences), number, block.kind, tokens, pieces))
    return sentences


def _joined(text: str, block: Block) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of the block's parts with what parts them, and where each piece comes from."""
    parts: list[str] = []
    pieces, length = [], 0
    for mark, part in zip(_marks(text, block), block.parts, strict=True):
        length += len(mark)
        start = part.start
        parts.append(mark)
        for picture in (*PICTURE.finditer(text, part.start, part.end), None):
            end = picture.start() if picture else part.end
            if end > start:
                pieces.append((length, start))
                parts.append(text[start:end].replace("\n", " "))
                length += end - start
            start = picture.end() if picture else end
    return "".join(parts), tuple(pieces)


def _marks(text: str, block: Block) -> Iterator[str]:
    """What is written before each part of a block: a bar between cells, a colon and commas in a list."""
    first, *rest = block.parts
    yield ""
    if block.kind == "row":
        yield from (BAR for _ in rest)
    elif rest:
        yield " " if first.of(text).endswith(":") else ": "
        yield from ("; " if "," in part.of(text) else ", " for part in rest[:-1])


def _split(doc: Doc, kind: str) -> Iterator[Tokens]:
    spans = (
        [doc[:]] if kind in ("heading", "row") else [p for s in _whole(list(doc.sents)) for p in _parted(s)]
    )
    return (s for s in spans if any(not t.is_space for t in s))


def _whole(sents: list[Tokens]) -> Iterator[Tokens]:
    """Sentences, with those put together again that were cut where none ends, as after "Inc."."""
    held: Tokens | None = None
    for sent in sents:
        whole = sent if held is None else sent.doc[held.start : sent.end]
        if _cut_short(whole[-1], whole):
            held = whole
            continue
        held = None
        yield whole
    if held is not None:
        yield held


def _cut_short(token: Token, sent: Tokens) -> bool:
    follows = sent.doc[sent.end] if sent.end < len(sent.doc) else None
    if follows is None:
        return False
    if _INITIALS.fullmatch(token.text) and not (token.i and token.nbor(-1).lower_ in words("lettered")):
        return token.text not in ("U.S.", "U.K.", "A.I.", "D.C.") and follows.is_title
    if token.text in words("ranks"):
        return follows.text[0].isupper()
    if token.is_alpha and not (follows.is_space or follows.is_quote):
        return True  # "CTO Peter Oh and chairman Ed Nash"
    lower = token.text.lower()
    abbreviated = (
        lower in words("dotted_legal") or lower in words("abbreviated") or token.text in states_in_short()
    )
    return abbreviated and (follows.is_lower or follows.is_punct)


def _parted(sent: Tokens) -> Iterator[Tokens]:
    """The sentence, cut where the parser overlooked its end: "Series C. The firm", "$210M. Arch led"."""
    start = sent.start
    for token in sent[:-1]:
        follows = token.nbor(1)
        if _ended(token) and follows.text[0].isupper() and token.i + 1 > start and follows.i < sent.end - 2:
            yield sent.doc[start : follows.i]
            start = follows.i
    yield sent.doc[start : sent.end]


def _ended(token: Token) -> bool:
    """Whether a point after a round's letter, a sum, a model's size or a company's legal form ends the sentence."""
    if token.lower_ in words("dotted_legal"):
        first = token
        while first.i > token.sent.start and first.nbor(-1).is_title:
            first = first.nbor(-1)
        return first != token and token.nbor(1).text == first.text  # "Acme Inc. Acme makes"
    if token.i and re.fullmatch(r"[A-H]\.", token.text):
        return token.nbor(-1).lower_ in words("lettered")
    sum_ = token.nbor(-1).text if token.text == "." and token.i else token.text.removesuffix(".")
    return (
        token.text.endswith(".")
        and re.fullmatch(r"\W?(?:\d+x)?\d[\d,.]*(?:[mMbBkK]n?|million|billion)", sum_) is not None
    )
