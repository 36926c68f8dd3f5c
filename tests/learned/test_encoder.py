"""The encoder that comes with kg: what it is given, and that it says the same whatever else is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kg.cli import group
from kg.errors import KGError
from kg.learned import encoder
from kg.learned.encoder import LONGEST, NETWORK, Encoder, arrays
from kg.learned.heads import HEADS, INDEX
from kg.learned.scene import Joined, Scene, Thing
from kg.learned.weights import FOLDER


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    found = encoder.load(FOLDER)
    assert found is not None
    return found


def thing(text: str, words: str, type_: str = "Company", kind: str = "name") -> Thing:
    start = text.index(words)
    return Thing(start, start + len(words), type_, kind, words)


def of(text: str, *names: str) -> Scene:
    things = tuple(thing(text, name) for name in names)
    joined = tuple(Joined(i, j, j - i - 1) for i in range(len(names)) for j in range(i + 1, len(names)))
    return Scene(text, things, joined)


BOUGHT = of("Norvale bought Quillstone and praised Hexagrove.", "Norvale", "Quillstone", "Hexagrove")
SOLD = of("Quillstone was bought by Norvale.", "Quillstone", "Norvale")


def test_it_tells_who_bought_whom(shipped: Encoder) -> None:
    forth, back = INDEX["acquired>"], INDEX["acquired<"]
    scores = shipped.scores(BOUGHT)
    assert scores.shape == (3, len(HEADS))
    assert scores[0, forth] > 0
    assert scores[0, forth] > max(scores[1, forth], scores[2, forth], scores[0, back]) + 1
    assert shipped.scores(SOLD)[0, back] > 0


def test_a_score_hangs_on_its_sentence_alone(shipped: Encoder) -> None:
    alone = shipped.scores(BOUGHT)
    shipped.scores(SOLD)
    assert np.array_equal(shipped.scores(BOUGHT), alone)
    assert np.allclose(shipped.scores(BOUGHT.only([1]))[0], alone[1], atol=0.05, rtol=0.01)


def test_shares_are_means_over_the_word_pieces_of_things_and_between(shipped: Encoder) -> None:
    read = arrays(BOUGHT, shipped.tokenizer)
    for name in ("first", "second", "between"):
        assert read[name].shape == (3, read["ids"].shape[1])
        assert read[name].sum(axis=1) == pytest.approx([1, 1, 1])
    assert (read["types"][0] > 0).sum() == (read["first"] + read["second"] > 0).any(axis=0).sum()


def test_what_stands_beyond_the_longest_sentence_is_read_as_unnamed(shipped: Encoder) -> None:
    text = "Norvale grew " + "and grew " * LONGEST + "like Quillstone."
    read = arrays(of(text, "Norvale", "Quillstone"), shipped.tokenizer)
    assert read["ids"].shape == (1, LONGEST)
    assert read["second"][0, 0] == 1


def test_a_folder_without_a_network_has_no_encoder(tmp_path: Path) -> None:
    assert encoder.load(tmp_path) is None


def test_a_broken_network_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / NETWORK).write_bytes(b"no network")
    with pytest.raises(KGError, match=r"encoder\.onnx is no network that can be run"):
        encoder.load(tmp_path)


def test_reading_needs_no_torch(shipped: Encoder) -> None:
    shipped.scores(SOLD)
    assert "torch" not in sys.modules
    assert "transformers" not in sys.modules


def test_fine_tuning_without_its_packages_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "kg.learned.finetune", raising=False)
    for part in ("articles", "gold"):
        (tmp_path / part).mkdir()
    arguments = ["train", "--gold", f"mine={tmp_path}", "--encoder", "-o", str(tmp_path / "m")]
    told = CliRunner().invoke(group, arguments)
    assert isinstance(told.exception, KGError)
    assert "pip install 'kg[encoder]'" in str(told.exception)


def test_nobody_is_told_that_it_runs(tmp_path: Path) -> None:
    told = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")
    env = {key: value for key, value in os.environ.items() if key not in told} | {"HOME": str(tmp_path)}
    env |= {"XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    code = "from kg.learned import weights; assert weights.load().encoder"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
