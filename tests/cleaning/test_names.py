"""Names for display and for comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.cleaning.encoding import mended
from clusternet.cleaning.names import match_key, place_suffix


@pytest.mark.parametrize(
    ("text", "name", "change"),
    [
        ("  ACME \t S.r.l.\n", "ACME S.r.l.", ""),
        ("ACME S.R.L.", "ACME S.R.L.", ""),
        ('"ACME S.r.l."', "ACME S.r.l.", "quotes"),
        ("«ACME»", "ACME", "quotes"),
        ('""ACME ""X"" works""', 'ACME "X" works', "quotes"),
        ('ACME ""X"" Spa', 'ACME "X" Spa', "quotes"),
        ('"ACME S.r.l.', "ACME S.r.l.", "quotes"),
        ('"Acme" di Rossi', '"Acme" di Rossi', ""),
        ('"A" e "B"', '"A" e "B"', ""),
        ("SOCIETA'", "SOCIETA'", ""),
        ("L'Oréal", "L'Oréal", ""),
        ("Citta\u0300", "Città", "composed_accents"),
        ("\ufeffACME\u200b", "ACME", "invisible_characters"),
        ("UNIVERSITÃ„T MANNHEIM", "UNIVERSITÄT MANNHEIM", "double_encoded"),
        ("KÃ\u02dcBENHAVNS UNIVERSITET", "KØBENHAVNS UNIVERSITET", "double_encoded"),
        ("SOCIETÃƒâ\u201a¬ ACQUE", "SOCIETÀ ACQUE", "double_encoded"),
        ("UniversitÃ\xa0 di Pisa", "Università di Pisa", "double_encoded"),
        ("Ä‰u", "ĉu", "double_encoded"),
        ("ÄRZTE Ã‰COLE", "ÄRZTE Ã‰COLE", ""),  # not all of it was broken: nobody knows what was meant
        ("SÃO PAULO", "SÃO PAULO", ""),
        ("FÖ–Verein", "FÖ–Verein", ""),  # UTF-8 of something that stands in no name
        ("Câmara", "Câmara", ""),
        ("ORBASSANO (TO)", "ORBASSANO (TO)", "place_suffix"),
        ("ACME (Italia)", "ACME (Italia)", ""),
        ("", "", ""),
        ('"', "", "quotes"),
    ],
)
def test_a_name_for_display(outcome, text, name, change):
    assert outcome("name", text) == (name, change)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cs"]), max_size=12))
def test_what_was_read_in_the_wrong_encoding_comes_back(text):
    broken = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in text.encode()
    )
    assert mended(broken) in (text, mended(text))


@pytest.mark.parametrize(
    ("text", "rule"), [("A\x00B", "control_character"), ("x" * 10_001, "too_long"), ("A\ud800", "encoding")]
)
def test_texts_no_table_takes(refusal, text, rule):
    assert refusal("name", text) == (rule, "")
    assert refusal("text", text) == (rule, "")


def test_the_place_behind_a_name():
    assert place_suffix("Comune di Orbassano (TO)") == "TO"
    assert place_suffix("ACME") == ""


@pytest.mark.parametrize(
    "names",
    [
        [
            "Rossi & Figli S.r.l.",
            "ROSSI E FIGLI SRL",
            "Rossi and Figli",
            "Rossi + Figli s.r.l. in liquidazione",
        ],
        ["C.N.R.", "CNR", "c n r", "C. N. R."],
        ["Città di Torino", "CITTA' DI TORINO", "Citta di  Torino", "Cittá di Torino"],
        ["Università degli Studi di Torino", "UNIVERSITA' DEGLI STUDI DI TORINO"],
        ["S.p.A. Michelin Italiana", "Michelin Italiana S.p.A.", "MICHELIN ITALIANA"],
        ["Procter & Gamble Ltd", "Procter and Gamble LIMITED"],
        ["Müller GmbH", "MÜLLER GMBH", "Muller"],
        ["Straße AG", "STRASSE AG"],
        ['"Bioindustry Park" S.p.A.', "Bioindustry-Park SPA"],
        ["I.S.I. S.p.A.", "ISI SpA"],
    ],
)
def test_names_of_one_organization_have_one_key(names):
    assert len({match_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fondazione Torino Wireless", "Torino Wireless"),
        ("Politecnico di Torino", "Politecnico di Milano"),
        ("AS Roma", "Roma"),
        ("Finpiemonte", "Finpiemonte Partecipazioni"),
        ("Consorzio TOP-IX", "Associazione TOP-IX"),
        ("\uff21CME", "ACME"),
    ],
)
def test_names_of_two_organizations_have_two(one, other):
    assert match_key(one) != match_key(other)


def test_a_key_is_never_empty_for_a_name_with_letters():
    assert match_key("S.p.A.") == "spa"
    assert match_key("&") == ""
    assert match_key("E. Rossi") == "e rossi"
