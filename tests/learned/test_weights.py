"""Weights on disk: whole numbers, the same bytes for the same model, no pickle."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from kg.errors import KGError
from kg.learned import encoder
from kg.learned.heads import HEADS, JOINING
from kg.learned.scene import Joined, Scene, Thing
from kg.learned.trust import Trust
from kg.learned.weights import BUCKETS, FOLDER, TERMS, WEIGHTS, Weights, load, places, save, whole

BOUGHT = Scene(
    "Norvale bought Quillstone.",
    (Thing(0, 7, "Company", "name", "Norvale"), Thing(15, 25, "Company", "name", "Quillstone")),
    (Joined(0, 1, 0),),
)

BIASES = np.linspace(-1.0, -2.0, len(HEADS))


def bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS


def model() -> Weights:
    fitted = np.zeros((2, len(HEADS)))
    fitted[:, :2] = [[1.0, -0.5], [0.25, 2.0]]
    rounded, scales = whole(fitted)
    rows = np.full(BUCKETS, -1, dtype=np.int64)
    rows[bucket("bought")], rows[bucket("sold")] = 0, 1
    return Weights(HEADS, rows, rounded, scales, BIASES, Trust({"rules": 1.0}, 0.5))


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    save(model(), tmp_path)
    back = load(tmp_path)
    features = places("CC", ["bought", "unheard of"])
    assert back.scores(features).tolist() == model().scores(features).tolist()
    assert back.trust == model().trust


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(dataclasses.replace(model()), tmp_path / name)
    for file in (WEIGHTS, TERMS):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_no_feature_counts_twice_and_their_order_is_nothing() -> None:
    assert places("CP", ["a", "b", "a"]).tolist() == places("CP", ["b", "a"]).tolist()


def test_a_feature_counts_alone_and_with_the_types_of_the_ends() -> None:
    wanted = {bucket(text) for text in ("b", "tCP", "hired", "CP|hired")}
    assert set(places("CP", ["hired"]).tolist()) == wanted


def test_what_training_never_met_leaves_the_biases() -> None:
    assert model().scores(places("CC", ["unheard of"])).tolist() == BIASES.tolist()


class Network:
    """Stands for the encoder's network, and counts how often it is asked."""

    asked = 0

    def run(self, _: object, given: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.asked += 1
        return [np.zeros((len(given["distance"]), len(HEADS)))]


def test_the_encoder_reads_no_sentence_of_which_only_heads_without_a_say_see_anything() -> None:
    network = Network()
    found = encoder.load(FOLDER)
    assert found is not None
    biases = np.full(len(HEADS), -9.0)
    biases[1] = 0.0
    quiet = dataclasses.replace(model(), biases=biases, encoder=dataclasses.replace(found, network=network))
    unheard = [places("CC", ["unheard of"])]
    assert quiet.judged(unheard, [[0]], lambda: BOUGHT)[0, :2].tolist() == [-9.0, 0.0]
    assert network.asked == 0
    assert quiet.judged(unheard, [[0, 1]], lambda: BOUGHT)[0, :2].tolist() == [-4.5, 0.0]
    assert network.asked == 1


def test_no_model_is_a_mistake_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"no learned model in .*; make one with: kg train"):
        load(tmp_path / "nowhere")


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    save(dataclasses.replace(model(), heads=JOINING), tmp_path)
    with pytest.raises(KGError, match="another version of kg"):
        load(tmp_path)


def test_pickled_arrays_are_refused(tmp_path: Path) -> None:
    save(model(), tmp_path)
    np.savez(tmp_path / WEIGHTS, buckets=np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(KGError, match="no learned model"):
        load(tmp_path / ".")


def test_the_shipped_weights_are_small_and_hold_arrays_only() -> None:
    folder = Path(load.__wrapped__.__defaults__[0])
    assert sum(file.stat().st_size for file in folder.iterdir()) < 30_000_000
    assert all(name.endswith(".npy") for name in zipfile.ZipFile(folder / WEIGHTS).namelist())
