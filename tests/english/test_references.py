"""Pronouns and descriptions stand for the right one of the names around them."""

from __future__ import annotations

import pytest

from kg.english import reader
from kg.english.references import Mention
from kg.model import Article

TEXTS = """
Zetta, the streaming service, grew. The streaming company hired Jane Smith from Oracle. | The streaming company=Zetta
Zetta sells films. The search engine grew. Oracle, a search engine, hired Jane Smith. |
Microsoft makes chips. IBM bought it. | it=Microsoft
Microsoft did not buy Oracle; IBM bought it. | it=Oracle
Microsoft said it had bought Oracle. | it=Microsoft
Microsoft sells software. IBM invested in the company. | the company=Microsoft
Microsoft sells software. IBM, which led the company's round, grew. | the company=Microsoft
OpenAI makes software. IBM invested $5 million in the start-up. | the start-up=OpenAI
After its purchase by IBM, Oracle grew. | its=Oracle
"We have acquired Oracle," IBM said. | We=IBM
"We have acquired Oracle," said Jane Smith, the head of IBM. | We=IBM
"I am leaving Apple," Jane Smith wrote. | I=Jane Smith
Jane Smith thanked Mary Jones. IBM hired her. | her=Jane Smith
Oracle sells chips at a fair, while IBM said it had bought Dell. | it=IBM
The retail giant Zetta bought Acme Robotics. The start-up raised $5 million. | The start-up=Acme Robotics
Google hired the founders of OpenAI. Accel led its round. | its=OpenAI
Intel has bought Zetta, a chip firm. The company was founded in 2023. | The company=Zetta
Intel agreed to buy Zetta. It was founded in 2023. | It=Zetta
Intel completed its acquisition of Zetta. Its founders will stay. | its=Intel; Its=Zetta
Intel bought Zetta in May. The company said it was pleased. | The company=Intel; it=Intel
It rained in Oslo. |
Intel praised Zetta. Google grew. It raised $5 million. | It=Zetta
Zetta makes chips. Reuters wrote of Intel. The start-up raised $5 million. | The start-up=Zetta
IBM grew. Jane Smith, Oracle's lawyer, will become its president. | its=Oracle
IBM grew. Jane Smith wrote in a post on LinkedIn that she likes the company. | she=Jane Smith; the company=IBM
Enterprise IT is hard, says IBM. |
Zetta, based in Oslo, makes chips. IBM praised the Oslo company. | company=Zetta
Salesforce praised OpenAI. Zetta makes chips. The San Francisco company grew. | company=Zetta
Zetta is a chipmaker. Oracle may buy it. The Oslo-based firm has 20 staff. | it=Zetta; firm=Zetta
Oslo-based Zetta sells drones. Oracle likes them. The Oslo group grew. | group=Zetta
Zetta, a Norwegian start-up, sells drones. Oracle grew. The Norwegian company hired Jane Smith. | The Norwegian company=Zetta
Mr Kimathi Otieno met Ms Noor Haddad. IBM hired her. | her=Noor Haddad
Jane Smith met Clément Roy. IBM hired her. | her=Jane Smith
Zetta founders Jane Smith and Mary Jones met at Oracle. The two left IBM. | The two=Jane Smith; The two=Mary Jones
Former Oracle boss starts Zetta // Zetta, a start-up of an ex-Oracle engineer, grew. Oracle wrote to Zetta. // It grew. | It=Zetta
"""


@pytest.mark.parametrize("row", TEXTS.strip().splitlines())
def test_references(row: str) -> None:
    text, expected = map(str.strip, row.split("|"))
    found = [
        f"{marked.sentence.doc[item.first : item.last].text}={item.value.entity.name}"
        for marked in reader.load().marked(Article("text", text.replace(" // ", "\n\n")))
        for item in marked.items
        if isinstance(item.value, Mention) and item.value.kind != "name"
    ]
    assert found == list(filter(None, expected.split("; ")))
