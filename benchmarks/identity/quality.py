"""Prints how well duplicates are found, as Markdown.

python -m benchmarks.identity.quality [--half look] [--planted 20] [--data FOLDER]
"""

import argparse
import csv
import hashlib
import resource
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
from scipy.stats import binomtest

from benchmarks.networks import OPEN_DATA
from clusternet.identity.bands import ASK, SAME
from clusternet.identity.matching import matched_pairs
from clusternet.ingest.source import read_source
from clusternet.model.tables import TABLES

HERE = Path(__file__).parent
HALVES = ("look", "kept")
_PREFIX = "pic:"  # what the layout puts before the ids of the file
_SCALE = 1.0  # of a made-up region

Tables = Mapping[str, pa.Table]


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity.quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=OPEN_DATA, help="folder with fp7/")
    parser.add_argument(
        "--half", choices=HALVES, nargs="*", default=HALVES, help="halves of the judged pairs"
    )
    parser.add_argument("--planted", type=int, default=20, help="made-up regions")
    given = parser.parse_args()
    folder = given.data / "fp7"
    card = tomllib.loads((HERE / "fp7_pairs.toml").read_text(encoding="utf-8"))
    if not _is_the_file(folder / card["organizations_file"], card["organizations_sha256"]):
        sys.stderr.write(
            f"{folder} does not hold the table of organizations that the pairs were judged on: download FP7 "
            "and give its folder with --data. Only planted duplicates are measured.\n"
        )
    elif given.half:
        _judged(folder, card["organizations_file"], tuple(given.half))
    if given.planted:
        _planted(given.planted)


def _is_the_file(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _judged(folder: Path, file: str, halves: tuple[str, ...]) -> None:
    print("## Pairs judged by reading\n")
    tables = dict(read_source(folder).tables)
    for title, aliases in (
        ("Short names as aliases", _short_names(folder / file, tables["organizations"])),
        ("Names alone", tables["aliases"].slice(0, 0)),
    ):
        start = time.process_time()
        pairs = matched_pairs(tables | {"aliases": aliases})
        seconds = time.process_time() - start
        bands = pd.Series(pairs["band"].to_pylist()).value_counts()
        print(f"### {title}\n")
        print(
            f"{tables['organizations'].num_rows:,} organizations, {seconds:.1f} s of one processor, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB at most: "
            f"{bands.get(SAME, 0):,} pairs same, {bands.get(ASK, 0):,} to ask about.\n"
        )
        print("| half | judged | band | precision | | recall | |\n|---|---|---|---|---|---|---|")
        kinds = []
        for half in halves:
            judged = _read_pairs(half).merge(_bands(pairs), on=["a", "b"], how="left").fillna({"band": ""})
            for name, counted in (("same", (SAME,)), ("same or ask", (SAME, ASK))):
                print(f"| {half} | {len(judged)} | {name} | {_precision_and_recall(judged, counted)} |")
            kinds += list(_by_kind(judged, half))
        print("\n| half | same, of kind | same | ask | neither |\n|---|---|---|---|---|")
        print("\n".join(kinds) + "\n")


def _short_names(path: Path, organizations: pa.Table) -> pa.Table:
    """Return the short names of the file as aliases, of the first row of each id, as the names are."""
    known = set(organizations["organization_id"].to_pylist())
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(_PREFIX + row["new_org_id"], (row["organisationShortName"] or "").strip())
    named = [(one, name) for one, name in first.items() if name and one in known]
    return pa.table({"organization_id": [one for one, _ in named], "alias": [name for _, name in named]})


def _read_pairs(half: str) -> pd.DataFrame:
    """Return the pairs of a half that were judged for sure, ids as the layout writes them."""
    pairs = pd.read_csv(HERE / "fp7_pairs.csv", dtype=str)
    ids = pairs[["organization_a", "organization_b"]]
    parity = [hashlib.sha256(f"{a}|{b}".encode()).digest()[0] % 2 for a, b in ids.itertuples(index=False)]
    chosen = pairs[(pd.Series(parity) == HALVES.index(half)) & (pairs["verdict"] != "unsure")]
    return pd.DataFrame(
        {
            "a": _PREFIX + chosen["organization_a"],
            "b": _PREFIX + chosen["organization_b"],
            "verdict": chosen["verdict"],
            "kind": chosen["kind"],
        }
    )


def _bands(pairs: pa.Table) -> pd.DataFrame:
    columns = {"organization_a": "a", "organization_b": "b", "band": "band"}
    return pairs.select(list(columns)).to_pandas().rename(columns=columns)


def _precision_and_recall(judged: pd.DataFrame, bands: tuple[str, ...]) -> str:
    found, same = judged["band"].isin(bands), judged["verdict"] == "same"
    both = int((found & same).sum())
    return " | ".join(_share(both, int(total.sum())) for total in (found, same))


def _share(part: int, whole: int) -> str:
    """Write a share with its Wilson interval of 95 %."""
    if not whole:
        return "none | "
    low, high = binomtest(part, whole).proportion_ci(method="wilson")
    return f"{part / whole:.3f} ({part} of {whole}) | {low:.3f} to {high:.3f}"


def _by_kind(judged: pd.DataFrame, half: str) -> Iterator[str]:
    same = judged[judged["verdict"] == "same"]
    for kind, rows in same.groupby("kind"):
        counts = [int((rows["band"] == band).sum()) for band in (SAME, ASK)]
        yield f"| {half} | {kind} | {counts[0]} | {counts[1]} | {len(rows) - sum(counts)} |"


def _planted(regions: int) -> None:
    """Print what becomes of duplicates planted in made-up regions, whose names come from a vocabulary."""
    from clusternet.ingest.simulated.region import made_up_region

    counts: list[pd.DataFrame] = []
    wrong = {SAME: 0, ASK: 0}
    for seed in range(regions):
        region = made_up_region(seed=seed, scale=_SCALE)
        tables = {name: make() for name, make in region.tables.items()}
        empty = {name: _empty(name) for name in ("aliases", "successions") if name not in tables}
        pairs = _bands(matched_pairs(tables | empty))
        truth = region.truth["duplicates"].to_pandas()
        ends = [sorted(pair) for pair in zip(truth["organization_id"], truth["duplicate_of"], strict=True)]
        truth[["a", "b"]] = ends
        met = truth.merge(pairs, on=["a", "b"], how="left").fillna({"band": ""})
        counts.append(met)
        for band in wrong:
            wrong[band] += int((pairs["band"] == band).sum() - (met["band"] == band).sum())
    met = pd.concat(counts)
    print(f"## Duplicates planted in {regions} made-up regions\n")
    print("| edit | VAT number in common | planted | same | ask | neither |\n|---|---|---|---|---|---|")
    for (edit, shares), rows in met.groupby(["edit", "shares_identifier"]):
        found = [int((rows["band"] == band).sum()) for band in (SAME, ASK)]
        print(f"| {edit} | {shares} | {len(rows)} | {found[0]} | {found[1]} | {len(rows) - sum(found)} |")
    same, asked = (int((met["band"] == band).sum()) for band in (SAME, ASK))
    recall = _share(same + asked, len(met)).replace(" | ", ", ")
    print(f"\nRecall of same or ask: {recall}.")
    print(f"Pairs that were not planted: {wrong[SAME]} same, {wrong[ASK]} to ask about.")


def _empty(name: str) -> pa.Table:
    return pa.table({column.name: pa.array([], pa.string()) for column in TABLES[name].columns})


if __name__ == "__main__":
    _main()
