"""The pairs judged by reading are what their description says."""

import csv
import hashlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks" / "identity"


@pytest.fixture(scope="module")
def pairs():
    with (FOLDER / "fp7_pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_pair_is_judged_once_and_holds_no_names(pairs):
    card = tomllib.loads((FOLDER / "fp7_pairs.toml").read_text(encoding="utf-8"))
    ids = [(pair["organization_a"], pair["organization_b"]) for pair in pairs]
    assert ids == sorted(set(ids))
    for (a, b), pair in zip(ids, pairs, strict=True):
        assert a < b
        assert re.fullmatch(r"[0-9]{9}|[0-9a-f]{32}", a)
        assert re.fullmatch(r"[0-9]{9}|[0-9a-f]{32}", b)
        assert pair["kind"] in card["kinds"][pair["verdict"]]
    assert set(card["kinds"]) == set(card["verdicts"])


def test_the_description_counts_right(pairs):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    verdicts = Counter(pair["verdict"] for pair in pairs)
    first = f"`fp7_pairs.csv` has {len(pairs)} pairs"
    counts = "{same} the same, {different} different, {unsure} unsure".format(**verdicts)
    assert first in text
    assert counts in text


def test_both_halves_are_alike(pairs):
    halves: Counter[tuple[int, str]] = Counter()
    for pair in pairs:
        ids = f"{pair['organization_a']}|{pair['organization_b']}"
        halves[hashlib.sha256(ids.encode()).digest()[0] % 2, pair["verdict"]] += 1
    for verdict in ("same", "different"):
        assert abs(halves[0, verdict] - halves[1, verdict]) < 0.1 * (halves[0, verdict] + halves[1, verdict])


def test_without_the_table_the_benchmark_says_so_and_measures_nothing(tmp_path):
    page = tmp_path / "page.md"
    command = [
        sys.executable,
        "-m",
        "benchmarks.identity",
        "--data",
        tmp_path,
        "--planted",
        "0",
        "--output",
        page,
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == ""
    assert "does not hold the table of organizations that the pairs were judged on" in run.stderr
    assert not page.exists()


BY_HAND = """
from benchmarks.identity.judged import Judged, share, tallied
judged = [
    Judged(pair=("a", "b"), half="look", same=True, kind="form"),
    Judged(pair=("a", "c"), half="look", same=True, kind="renamed"),
    Judged(pair=("b", "c"), half="look", same=False, kind="sibling"),
    Judged(pair=("d", "e"), half="kept", same=True, kind="form"),
]
answered = frozenset({("a", "b"), ("b", "c"), ("x", "y")})
for one in tallied(answered, judged, matcher="m", given="g", answer="same"):
    print(one.half, one.everywhere, one.found, one.right, one.same, one.by_kind)
print(share(48, 48), share(0, 0), sep=" / ")
"""


def test_an_answer_is_tallied_by_half_and_by_kind():
    run = subprocess.run(
        [sys.executable, "-c", BY_HAND], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [
        "look 3 2 1 2 {'form': (1, 1), 'renamed': (0, 1)}",
        "kept 3 0 0 1 {'form': (0, 1)}",
        "1.000 (48 of 48; 0.926 to 1.000) / none found",
    ]
