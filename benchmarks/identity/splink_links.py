"""Duplicates as splink finds them: a Fellegi-Sunter model on DuckDB, its parameters estimated without labels.

    python -m benchmarks.identity.splink_links NAMES.parquet LINKS.parquet [short]

What is compared, by which blocks, and on which pairs parameters are estimated was chosen on the half of the
judged pairs that may be looked at, as our own rules were.
"""

import logging
import sys
from pathlib import Path

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from pyarrow import parquet
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

LEAST = 0.1
"""Probability from which a pair is written."""

_RARE = 100  # organizations that have a word by which it still is a block
_SEED = 1
_PAIRS = 2e6  # drawn to see how often two different organizations agree
_EXACT_RECALL = 0.3  # of one name in one city and country: what it finds of the judged pairs, about

_WORDS = f"""
CREATE TABLE word AS
    SELECT word, count(*) AS n
    FROM (SELECT DISTINCT unique_id, unnest(string_split(name, ' ')) AS word FROM named)
    GROUP BY word;
CREATE TABLE organization AS
    SELECT named.*, string_split(name, ' ') AS words, rare_words, rarest
    FROM named LEFT JOIN (
        SELECT unique_id, list(word) FILTER (n <= {_RARE}) AS rare_words,
               arg_min(word, n ORDER BY word) FILTER (n > 1) AS rarest
        FROM (SELECT DISTINCT unique_id, unnest(string_split(name, ' ')) AS word FROM named)
        JOIN word USING (word)
        GROUP BY unique_id
    ) USING (unique_id);
"""  # noqa: S608  a number of our own


def links(names: Path, *, with_short_names: bool) -> duckdb.DuckDBPyRelation:
    """Return the pairs that may be one and the probability that they are."""
    connection = duckdb.connect()
    connection.read_parquet(str(names)).filter("name IS NOT NULL").create("named")
    connection.execute(_WORDS)
    linker = Linker(
        DuckDBAPI(connection).register("organization"),
        _settings(with_short_names=with_short_names),
        log_level=logging.ERROR,
    )
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "country", "city")], recall=_EXACT_RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=_SEED)
    training.estimate_parameters_using_expectation_maximisation(block_on("city", "rarest"))
    training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    return linker.inference.predict(threshold_match_probability=LEAST).as_duckdbpyrelation()


def _settings(*, with_short_names: bool) -> SettingsCreator:
    compared = [
        _name(),
        comparisons.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
        comparisons.ExactMatch("country").configure(term_frequency_adjustments=True),
    ]
    blocks = [
        block_on("name"),
        block_on("country", "city"),
        block_on("country", "rare_words", arrays_to_explode=["rare_words"]),
        block_on("country", "substr(name, 1, 8)"),
    ]
    if with_short_names:
        compared.append(comparisons.ExactMatch("short_name").configure(term_frequency_adjustments=True))
        blocks.append(block_on("country", "short_name"))
    return SettingsCreator(
        link_type="dedupe_only", comparisons=compared, blocking_rules_to_generate_predictions=blocks
    )


def _name() -> comparisons.CustomComparison:
    """Compare names as letters and as sets of words, whichever agrees better; rare names weigh more."""
    return comparisons.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            levels.JaroWinklerLevel("name", 0.96),
            _shared_words(0.75),
            levels.JaroWinklerLevel("name", 0.92),
            levels.JaroWinklerLevel("name", 0.88),
            _shared_words(0.5),
            levels.ElseLevel(),
        ],
    )


def _shared_words(share: float) -> levels.CustomLevel:
    either = "len(list_distinct(list_concat(words_l, words_r)))"
    return levels.CustomLevel(
        f"len(list_intersect(words_l, words_r)) >= {share} * {either}", f"{share:.0%} of words in common"
    )


def _main(names: Path, found: Path, *short: str) -> None:
    pairs = links(names, with_short_names=bool(short))
    columns = ["unique_id_l", "unique_id_r", "match_probability"]
    parquet.write_table(pairs.select(*columns).to_arrow_table(), found)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
