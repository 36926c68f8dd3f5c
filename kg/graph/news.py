"""The graph as an object: an rdflib Dataset that shows in a notebook what it holds."""

from __future__ import annotations

from collections import Counter
from html import escape

from rdflib import RDF, Dataset

from kg.ontology import ENTITY_TYPES, KG, local_name

STATUSES = ("Done", "Talks", "Denied")


class NewsGraph(Dataset):
    """What `build` and `load` give: one named graph per article, all that follows in the default graph."""

    def _repr_html_(self) -> str:
        """The numbers of articles and of entities by type, and a table of facts by relation and status."""
        types = Counter(local_name(kind) for _, _, kind, _ in self.quads((None, RDF.type, None, None)))
        entities = ", ".join(f"{types[name]} {escape(name)}" for name in sorted(ENTITY_TYPES) if types[name])
        rows = "".join(self._row(name, counts) for name, counts in sorted(self._told().items()))
        head = "".join(f"<th>{cell}</th>" for cell in ("facts", *(s.lower() for s in STATUSES)))
        return f"<p><b>{types['Article']} articles</b>: {entities}</p><table><tr>{head}</tr>{rows}</table>"

    def _told(self) -> dict[str, Counter[str]]:
        told: dict[str, Counter[str]] = {}
        for event in set(self.subjects(KG.reportedIn)):
            for relation in self.objects(event, KG.relation):
                statuses = told.setdefault(local_name(relation), Counter())
                statuses.update(local_name(status) for status in self.objects(event, KG.status))
        return told

    @staticmethod
    def _row(relation: str, counts: Counter[str]) -> str:
        cells = "".join(f"<td>{counts[status] or ''}</td>" for status in STATUSES)
        return f"<tr><td>{escape(relation)}</td>{cells}</tr>"
