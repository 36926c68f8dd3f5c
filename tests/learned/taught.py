"""Annotated texts to train on in tests: small, of our own wording, and the same every time."""

from __future__ import annotations

import json
from pathlib import Path

FIRMS = ("Nuvolo", "Plunderbird", "Zetta Robotics", "Hexagrove", "Orbitalis", "Quillstone")
WAYS = {
    "acquired": ("{a} acquired {b} on Monday.", "{a} bought {b} last year.", "{a} has taken over {b}."),
    "competesWith": ("{a} competes with {b}.", "{a} is a rival of {b}.", "{a} faces competition from {b}."),
    "": ("{a} praised {b} on Monday.", "{a} spoke about {b}.", "{a} sued {b} last year."),
}


def write(folder: Path) -> Path:
    """A folder with articles and gold, one article for each pair of firms."""
    for part in ("articles", "gold"):
        (folder / part).mkdir(parents=True)
    for i, one in enumerate(FIRMS):
        other = FIRMS[(i + 1) % len(FIRMS)]
        for relation, ways in WAYS.items():
            name = f"a{i}{relation or 'nothing'}"
            sentences = [way.format(a=one, b=other) for way in ways]
            (folder / "articles" / f"{name}.txt").write_text("\n\n".join(sentences))
            facts = [_fact(name, relation, (one, other), s) for s in sentences] if relation else []
            (folder / "gold" / f"{name}.jsonl").write_text("\n".join(map(json.dumps, facts)))
    return folder


def _fact(article: str, relation: str, ends: tuple[str, str], sentence: str) -> dict[str, str]:
    subject, thing = ends
    return {
        "article": article,
        "relation": relation,
        "subject": subject,
        "object": thing,
        "status": "done",
        "evidence": sentence,
    }
