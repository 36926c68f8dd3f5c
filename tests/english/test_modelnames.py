"""Names of models: sure ones, doubtful ones, things that are none, and lists that share a family."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.english import modelnames

SURE = """GPT-4o mini; GPT-3; GPT-4 Turbo; GPT-4V; o1-preview; o4-mini; Llama 3.1 405B; Llama 4 Behemoth; Llama-2-70b-chat;
Claude Opus 4.5; Claude 3.5 Sonnet; Gemini; Gemini 1.5 Pro; Gemini 2.0 Flash Thinking; Gemma 2 9B; Qwen2.5-VL;
Qwen2.5-Coder-32B-Instruct; Qwen3-235B-A22B; DeepSeek-V3; DeepSeek R1; Mistral 7B; Mistral Large 2; Mixtral 8x7B; Phi-3-mini;
DALL-E 2; DALL·E 3; Stable Diffusion XL; Midjourney v6; BERT; RoBERTa; PaLM 2; LaMDA; BLOOM; Falcon 180B; Grok-1.5; Command R+;
Jurassic-2; AlphaFold 3; AlphaGo Zero; OPT-175B; ChatGPT Plus; Veo 3; Kimi K2; gpt-oss-120b; ERNIE 4.0; Opus 4.5; gpt-4o-mini; CLAUDE 2; gemini-1.5-pro; FlauBERT; EinsteinGPT; FLUX.1; GPT-5.1-Codex-Max;
MAI-Image-1; GPT‑4o; Xyzzy-7B""".replace("\n", " ")
DOUBTFUL = "Claude; Bard; Sora; Phi; Nova; Orca; Falcon; Whisper; o3; R1; Xyzzy 7B; Zeta-1; Foo v2"
NONE = "Mistral; DeepSeek; GPTs; a GPT-style system; COVID-19; HAL-9000; Windows 10; Boeing 737-800; Series D; June 12; Falcon 9; Web 2.0; B2B2C; $7B"


@pytest.mark.parametrize("name", SURE.split("; "))
def test_sure_names(name: str) -> None:
    (found,) = modelnames.find(f"They trained {name}, and left.")
    assert (found.name, found.weak) == (name, False)


@pytest.mark.parametrize("name", DOUBTFUL.split("; "))
def test_doubtful_names(name: str) -> None:
    (found,) = modelnames.find(f"They met {name}, and left.")
    assert (found.name, found.weak) == (name, True)


@pytest.mark.parametrize("words", NONE.split("; "))
def test_no_names(words: str) -> None:
    assert modelnames.find(f"They met {words}, and left.") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Llama 3 and 4", ["Llama 3", "Llama 4"]),
        ("GPT-3.5, GPT-4 and o1-mini", ["GPT-3.5", "GPT-4", "o1-mini"]),
        ("Llama 3.1 8B, 70B and 405B", ["Llama 3.1 8B", "Llama 3.1 70B", "Llama 3.1 405B"]),
        ("Claude 3 Opus, Sonnet and Haiku", ["Claude 3 Opus", "Claude 3 Sonnet", "Claude 3 Haiku"]),
        ("Claude Opus 4.5 and Sonnet 4", ["Claude Opus 4.5", "Sonnet 4"]),
        ("Gemini 2.5 Pro and Flash models", ["Gemini 2.5 Pro", "Gemini 2.5 Flash"]),
        ("Llama 3 and 4 percent more", ["Llama 3"]),
        ("Gemini Pro and Search Ads", ["Gemini Pro"]),
    ],
)
def test_lists(text: str, names: list[str]) -> None:
    assert [f.name for f in modelnames.find(text)] == names


@given(
    st.lists(st.sampled_from([*SURE.split("; "), " ", " and ", "-", "4", ", ", "B"])).map("".join) | st.text()
)
def test_finds_are_ordered_stretches_of_the_text(text: str) -> None:
    found = modelnames.find(text)
    assert all(f.span.of(text) and f.name.endswith(f.span.of(text)) for f in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
