"""What a dataset says about itself, and every way to say it wrongly."""

import pytest

from clusternet.exceptions import MalformedFile
from clusternet.ingest.folder import read_folder
from clusternet.model.dataset import Threshold


def test_a_folder_without_a_card_gets_its_name_as_title(dataset, monkeypatch):
    folder = dataset()
    assert read_folder(folder).card.title == {"en": "small", "it": "small"}
    monkeypatch.chdir(folder)
    assert read_folder(folder.relative_to(folder)).card.title == {"en": "small", "it": "small"}


def test_a_card_without_a_title_gets_the_name_of_its_folder(dataset, monkeypatch):
    folder = dataset(card="schema = 1\n")
    monkeypatch.chdir(folder)
    assert read_folder(folder.relative_to(folder)).card.title == {"en": "small", "it": "small"}


def test_a_title_in_one_language_serves_for_the_other(dataset):
    assert read_folder(dataset(card='title = { it = "Poli" }\n')).card.title == {"en": "Poli", "it": "Poli"}
    assert read_folder(dataset(card='title = "Clusters"\n')).card.title["it"] == "Clusters"


def test_all_of_a_card_is_read(dataset):
    card = read_folder(
        dataset(
            card="""
            schema = 1
            title = { en = "Clusters", it = "Poli" }
            license = "CC-BY-4.0"
            as_of = "2025-11"
            region = "Piemonte"
            made_up = true
            cluster_kinds = ["cluster"]
            predecessors = "as_successor"
            tie_kinds = ["project", "network"]
            cluster_order = ["bio", "air"]
            colors = { air = "#0072B2" }
            periods = { early = { from = 2014, to = "2020-06" }, late = { from = 2021-01-01, to = "2027" } }
            indicator_names = { soci = "members" }
            thresholds = [ { indicator = "members", subject = "air", below = 0.6 } ]
            """
        )
    ).card
    assert (card.title, card.license, card.as_of) == (
        {"en": "Clusters", "it": "Poli"},
        "CC-BY-4.0",
        "2025-11",
    )
    assert (card.region, card.made_up, card.cluster_kinds) == ("Piemonte", True, ("cluster",))
    assert (card.predecessors, card.tie_kinds) == ("as_successor", ("project", "network"))
    assert (card.cluster_order, card.colors) == (("bio", "air"), {"air": "#0072B2"})
    assert {name: (period.first, period.last) for name, period in card.periods.items()} == {
        "early": ("2014", "2020-06"),
        "late": ("2021-01-01", "2027"),
    }
    assert card.indicator_names == {"soci": "members"}
    assert card.thresholds == (Threshold(indicator="members", subject="air", below=0.6),)


WRONG = {
    "schema of a later version": ("schema = 2", "'schema'"),
    "schema as text": ('schema = "1"', "'schema'"),
    "schema as yes": ("schema = true", "'schema'"),
    "title as number": ("title = 5", "'title'"),
    "title of numbers": ("title = { en = 5 }", "'title'"),
    "title of nothing": ("title = {}", "'title'"),
    "unknown key": ('titel = "x"', "'titel'"),
    "license as list": ('license = ["x"]', "'license'"),
    "as_of as number": ("as_of = 2025", "'as_of'"),
    "made_up as text": ('made_up = "yes"', "'made_up'"),
    "made_up as number": ("made_up = 1", "'made_up'"),
    "cluster kind unknown": ('cluster_kinds = ["pole"]', "'pole'"),
    "cluster kinds as text": ('cluster_kinds = "cluster"', "'cluster_kinds'"),
    "tie kind unknown": ('tie_kinds = ["projects"]', "'projects'"),
    "predecessors unknown": ('predecessors = "merged"', "'merged'"),
    "cluster order of numbers": ("cluster_order = [1]", "'cluster_order'"),
    "colors as list": ('colors = ["#000000"]', "'colors'"),
    "color as number": ("colors = { air = 5 }", "'colors'"),
    "color as word": ('colors = { air = "blue;}</style><script>" }', "'colors'"),
    "color too short": ('colors = { air = "#00" }', "'colors'"),
    "periods as list": ("periods = []", "'periods'"),
    "period reversed": ('periods = { x = { from = "2020", to = "2014" } }', "'x'"),
    "period of everything": ('periods = { all = { from = "2014", to = "2020" } }', "'all', which means all"),
    "period without end": ('periods = { x = { from = "2020" } }', "'x'"),
    "period of no dates": ('periods = { x = { from = "soon", to = "2020" } }', "'x'"),
    "period as text": ('periods = { x = "2014-2020" }', "'x'"),
    "columns of an unknown table": ('columns = { firms = { name = "x" } }', "'firms'"),
    "columns unknown": ('columns = { organizations = { nome = "name" } }', "'nome'"),
    "columns as text": ('columns = { organizations = "x" }', "'columns'"),
    "column as number": ("columns = { organizations = { name = 5 } }", "'columns'"),
    "columns that are not there": ('columns = { organizations = { city = "Città" } }', "'Città'"),
    "indicator unknown": ('indicator_names = { soci = "socii" }', "'socii'"),
    "indicator names as list": ("indicator_names = []", "'indicator_names'"),
    "thresholds as table": ("thresholds = { a = 1 }", "'thresholds'"),
    "threshold of nothing": ('thresholds = [{ indicator = "members", subject = "air" }]', "badly"),
    "threshold as text": ('thresholds = ["members"]', "describes a threshold badly"),
    "threshold of nobody": ('thresholds = [{ indicator = "members", below = 1 }]', "threshold badly"),
    "threshold of everybody": ('thresholds = [{ indicator = "members", subject = "", below = 1 }]', "badly"),
    "threshold unknown": ('thresholds = [{ indicator = "x", subject = "a", below = 1 }]', "'x': choose"),
    "threshold as list": ('thresholds = [{ indicator = ["x"], subject = "a", below = 1 }]', "badly"),
    "threshold as yes": ('thresholds = [{ indicator = "members", subject = "a", above = true }]', "badly"),
    "threshold of no number": (
        'thresholds = [{ indicator = "members", subject = "a", above = nan }]',
        "badly",
    ),
    "threshold misspelt": ('thresholds = [{ indicator = "members", subject = "a", under = 1 }]', "badly"),
    "no TOML": ("title = ", "line 1"),
    "key twice": ("made_up = true\nmade_up = true", "line 2"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_entry_is_named(dataset, case):
    content, named = WRONG[case]
    folder = dataset(card=content + "\n")
    with pytest.raises(MalformedFile) as caught:
        read_folder(folder)
    sentence = str(caught.value)
    assert sentence.startswith("small/")
    assert named in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_card_in_another_encoding_is_refused(dataset):
    folder = dataset()
    (folder / "dataset.toml").write_bytes('title = "Università"\n'.encode("cp1252"))
    with pytest.raises(MalformedFile, match="is not UTF-8: save it as UTF-8"):
        read_folder(folder)


def test_a_card_with_a_byte_order_mark_is_read(dataset):
    folder = dataset()
    (folder / "dataset.toml").write_bytes(b"\xef\xbb\xbf" + b'title = "x"\n')
    assert read_folder(folder).card.title["en"] == "x"


def test_a_card_that_is_a_folder_is_refused(dataset):
    folder = dataset()
    (folder / "dataset.toml").mkdir()
    with pytest.raises(MalformedFile, match=r"small/dataset\.toml is a folder"):
        read_folder(folder)
