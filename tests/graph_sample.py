"""Articles and facts that the tests of graph, exports and shapes share, in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.model import Amount, Article, Entity, Evidence, Fact, Qualifier, Span, Status, Year

META = Entity("Company", "Meta", ("Facebook",), "company/meta")
OPENAI = Entity("Company", "OpenAI", (), "company/openai")
SCALE = Entity("Company", "Scale AI", (), "company/scale-ai")
PERPLEXITY = Entity("Company", "Perplexity")
ANTHROPIC = Entity("Company", "Anthropic")
BEYER = Entity("Person", "Lucas Beyer", (), "person/lucas-beyer")
LLAMA = Entity("Model", "Llama 4")
PARIS = Entity("Place", "Paris")

FIRST = Article(
    "a1",
    "Meta hired Lucas Beyer from OpenAI. It paid $14.3 billion for 49% of Scale AI. "
    "Meta held talks to buy Perplexity. Anthropic raised $13 billion. Meta and OpenAI compete.",
    title="Meta “hires”",
    published="2025-06-12",
    url="https://example.org/a1",
)
SECOND = Article(
    "a2",
    "Meta put $14.8 billion into Scale AI, founded in 2016. Meta denies that it will buy Perplexity. "
    "Meta will release Llama 4 in Paris.",
    title="Scale",
    published="2025-06-13T08:00:00Z",
    author="A. Writer",
    publisher="The Example",
)


def fact(article: Article, quote: str, *told: object, **more: object) -> Fact:
    """A fact with that quote from the article; `told` are relation, subject, object and status if not done."""
    relation, subject, thing, *status = told
    start = article.text.index(quote)
    spans = {
        f"{end}_span": _span(article, str(value)) for end, value in (("subject", subject), ("object", thing))
    }
    evidence = Evidence(article.id, start, start + len(quote), quote, "test")
    status = status or [Status.DONE]
    return Fact(relation, subject, thing, status[0], evidence, **{**spans, **more})  # type: ignore[arg-type]


def money(text: str, currency: str = "USD") -> Amount:
    """A sum."""
    return Amount(Decimal(text), currency)


def _span(article: Article, words: str) -> Span | None:
    start = article.text.find(words)
    return Span(start, start + len(words)) if start >= 0 else None


def sample() -> tuple[list[Article], list[Fact]]:
    """Two articles and what they say."""
    return [FIRST, SECOND], [*first_facts(), *second_facts()]


def first_facts() -> Sequence[Fact]:
    """What the first article says."""
    paid = (
        Qualifier("amount", money("14.3e9"), _span(FIRST, "$14.3 billion")),
        Qualifier("stake", Decimal("0.49"), _span(FIRST, "49%")),
        Qualifier("date", "2025-06"),
    )
    came_from = (Qualifier("from", OPENAI, _span(FIRST, "OpenAI")), Qualifier("role", "researcher"))
    return (
        fact(FIRST, "Meta hired Lucas Beyer from OpenAI.", "hired", META, BEYER, qualifiers=came_from),
        fact(FIRST, "Meta hired Lucas Beyer from OpenAI.", "workedFor", BEYER, OPENAI),
        fact(FIRST, "It paid $14.3 billion for 49% of Scale AI.", "invested", META, SCALE, qualifiers=paid),
        fact(
            FIRST, "Meta held talks to buy Perplexity.", "acquired", META, PERPLEXITY, Status.TALKS,
            attribution="people familiar",
        ),
        fact(FIRST, "Anthropic raised $13 billion.", "raised", ANTHROPIC, money("13e9")),
        fact(FIRST, "Meta and OpenAI compete.", "competesWith", META, OPENAI),
    )  # fmt: skip


def second_facts() -> Sequence[Fact]:
    """What the second article says."""
    put = (Qualifier("amount", money("14.8e9"), _span(SECOND, "$14.8 billion")),)
    return (
        fact(SECOND, "Meta put $14.8 billion into Scale AI", "invested", META, SCALE, qualifiers=put),
        fact(SECOND, "Scale AI, founded in 2016", "foundedIn", SCALE, Year(2016)),
        fact(
            SECOND,
            "Meta denies that it will buy Perplexity.",
            "acquired",
            META,
            PERPLEXITY,
            Status.DENIED,
        ),
        fact(SECOND, "Meta will release Llama 4 in Paris.", "developed", META, LLAMA),
        fact(SECOND, "Meta will release Llama 4 in Paris.", "headquarteredIn", META, PARIS, confidence=0.4),
    )


AGREED = "OpenAI has agreed to buy Windsurf."
CALLED_OFF = "OpenAI will not buy Windsurf: the deal has collapsed."
CONSIDERED = "OpenAI considered buying Windsurf."
SAID = {AGREED: Status.DONE, CALLED_OFF: Status.DENIED, CONSIDERED: Status.TALKS}


def deal(*told: tuple[str, str | None]) -> tuple[list[Article], list[Fact]]:
    """Articles that each say one sentence of a deal, given with the day of its publication, and their facts."""
    windsurf = Entity("Company", "Windsurf")
    articles = [
        Article(f"d{i}", says, title=f"Deal {i}", published=day) for i, (says, day) in enumerate(told, 1)
    ]
    return articles, [fact(a, a.text, "acquired", OPENAI, windsurf, SAID[a.text]) for a in articles]
