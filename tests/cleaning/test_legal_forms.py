"""Legal forms as values and as parts of names."""

import pytest

from clusternet.cleaning.legal_forms import legal_form, split_legal_form
from clusternet.cleaning.vocabulary import toml_vocabulary


@pytest.mark.parametrize(
    ("name", "country", "rest", "form"),
    [
        # Italian, with any points, spaces and capitals
        ("Reply S.p.A.", "", "Reply", "S.p.A."),
        ("REPLY SPA", "", "REPLY", "S.p.A."),
        ("Reply SpA", "", "Reply", "S.p.A."),
        ("Reply s.p.a", "", "Reply", "S.p.A."),
        ("Reply, S. P. A.", "", "Reply", "S.p.A."),
        ("Reply (S.p.A.)", "", "Reply", "S.p.A."),
        ("Reply Società per Azioni", "", "Reply", "S.p.A."),
        ("4D Engineering S.r.l.", "", "4D Engineering", "S.r.l."),
        ("X - S.R.L.", "", "X", "S.r.l."),
        ("EPSCO S R L", "IT", "EPSCO", "S.r.l."),
        ("Acme società a responsabilità limitata", "", "Acme", "S.r.l."),
        ("ACME SOCIETA' A RESPONSABILITA' LIMITATA", "", "ACME", "S.r.l."),
        ("ACME SOCIETA' A RESPONSABILITA' LIMITATA SEMPLIFICATA", "", "ACME", "S.r.l.s."),
        ("GAIA S.r.l.s.", "", "GAIA", "S.r.l.s."),
        ("MESAP S.C.A R.L.", "", "MESAP", "S.c.a r.l."),
        ("Mesap s.c. a r.l.", "", "Mesap", "S.c.a r.l."),
        ("Bioindustry Park Scarl", "", "Bioindustry Park", "S.c.a r.l."),
        ("TOP-IX Consorzio S.c.r.l.", "", "TOP-IX Consorzio", "S.c.a r.l."),
        ("COMONEXT SCPA", "", "COMONEXT", "S.c.p.A."),
        ("Il Margine società cooperativa sociale", "", "Il Margine", "Cooperativa sociale"),
        ("Liberitutti Scs SpA", "", "Liberitutti", "Cooperativa sociale"),
        ("Soc. Coop. Educazione Progetto Onlus", "", "Educazione Progetto", "Cooperativa"),
        ("La Betulla soc. coop. a r.l.", "", "La Betulla", "Cooperativa"),
        ("ROSSI & C. SNC", "", "ROSSI", "S.n.c."),
        ("Rossi Mario e C. S.a.s.", "", "Rossi Mario", "S.a.s."),
        ("ROSSI & C. SAS", "", "ROSSI", "S.a.s."),
        ("Rossi S.S. Società Agricola", "", "Rossi", "S.s."),
        ("Orti Generali APS", "", "Orti Generali", "APS"),
        ("ENGIM Piemonte ETS", "", "ENGIM Piemonte", "ETS"),
        ("Il Mondo di Joele Onlus", "", "Il Mondo di Joele", "Onlus"),
        ("Acme S.r.l. impresa sociale", "", "Acme", "S.r.l."),
        # additions
        ("ACME S.r.l. in liquidazione", "", "ACME", "S.r.l."),
        ("ACME SRL UNIPERSONALE", "", "ACME", "S.r.l."),
        ("ACME S.P.A. A SOCIO UNICO", "", "ACME", "S.p.A."),
        ("Acme S.r.l. Società Benefit", "", "Acme", "S.r.l."),
        ("VISIONAL S.R.L. SB", "", "VISIONAL", "S.r.l."),
        ("Consorzio X in liquidazione", "", "Consorzio X", "Consorzio"),
        # at the start
        ("S.p.A. Michelin Italiana", "", "Michelin Italiana", "S.p.A."),
        ("SRL Rossi", "", "Rossi", "S.r.l."),
        ("UAB Vittamed", "LT", "Vittamed", "UAB"),
        ("AB Volvo", "SE", "Volvo", "AB"),
        # part of the name, but a form
        ("Fondazione LINKS", "", "Fondazione LINKS", "Fondazione"),
        ("Associazione ACLI", "", "Associazione ACLI", "Associazione"),
        ("Consorzio TOP-IX", "", "Consorzio TOP-IX", "Consorzio"),
        ("Cooperativa Sociale Il Margine", "", "Cooperativa Sociale Il Margine", "Cooperativa sociale"),
        ("Stichting Waste", "NL", "Stichting Waste", "Stichting"),
        # the rest of Europe
        ("BASF SE", "DE", "BASF", "SE"),
        ("BMW AG", "", "BMW", "AG"),
        ("Emocell GmbH", "DE", "Emocell", "GmbH"),
        ("Adelphi gGmbH", "DE", "Adelphi", "gGmbH"),
        ("Neuburger GmbH & Co. KG", "DE", "Neuburger", "GmbH & Co. KG"),
        ("Fraunhofer e.V.", "DE", "Fraunhofer", "e.V."),
        ("SPIA UG (haftungsbeschränkt)", "DE", "SPIA", "UG"),
        ("Enoveo SARL", "FR", "Enoveo", "SARL"),
        ("SNCF SAS", "", "SNCF", "SAS"),
        ("SNCF SAS", "FR", "SNCF", "SAS"),
        ("DASSAULT SYSTEMES SA", "FR", "DASSAULT SYSTEMES", "SA"),
        ("Nestlé S.A.", "CH", "Nestlé", "SA"),
        ("Going Green SL", "ES", "Going Green", "SL"),
        ("Aertec S.L.U.", "ES", "Aertec", "SLU"),
        ("Philips N.V.", "NL", "Philips", "NV"),
        ("2GETTHERE BV", "NL", "2GETTHERE", "BV"),
        ("Foo Co., Ltd", "", "Foo", "Ltd"),
        ("CTVC Limited", "GB", "CTVC", "Ltd"),
        ("IQE plc", "GB", "IQE", "PLC"),
        ("Kone Oyj", "FI", "Kone", "Oyj"),
        ("Caverion Suomi Oy", "FI", "Caverion Suomi", "Oy"),
        ("Trelleborgs Hamn AB", "SE", "Trelleborgs Hamn", "AB"),
        ("Lytix Biopharma AS", "NO", "Lytix Biopharma", "AS"),
        ("Novo Nordisk A/S", "", "Novo Nordisk", "A/S"),
        ("KONGSKILDE AS", "DK", "KONGSKILDE", "A/S"),
        ("Ifau ApS", "", "Ifau", "ApS"),
        ("IFAU APS", "DK", "IFAU", "ApS"),
        ("Zylia sp. z o.o.", "PL", "Zylia", "sp. z o.o."),
        ("ZYLIA SP ZOO", "PL", "ZYLIA", "sp. z o.o."),
        ("Zena, s.r.o.", "CZ", "Zena", "s.r.o."),
        ("Explosia a.s.", "CZ", "Explosia", "a.s."),
        ("Gisdata d.o.o.", "SI", "Gisdata", "d.o.o."),
        ("Prolan Kft.", "HU", "Prolan", "Kft"),
        ("Euresist Network GEIE", "", "Euresist Network", "EEIG"),
        ("Inclusion Europe asbl", "BE", "Inclusion Europe", "ASBL"),
        ("VITO vzw", "BE", "VITO", "VZW"),
    ],
)
def test_a_form_is_set_aside(name, country, rest, form):
    assert split_legal_form(name, country=country) == (rest, form)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "SPA Water",
        "Hotel Spa",
        "Grand Hotel & Spa",
        "AS Roma",
        "A.S. Roma",
        "S.S. Lazio",
        "SE Bank",
        "AB Medica",
        "SIA Engineering",
        "UAB Research Park",
        "Nova Coop",
        "Comune di Favara (AG)",
        "Salerno (SA)",
        "Napoli (NA)",
        "Casa Unipersonale",
        "Università degli Studi di Torino",
        "S.p.A.",
        "SRL",
        "S.a.s.",
        "Azienda Ospedaliera SS Antonio e Biagio",
        "Progetto Sas La Barbera",
        "\uff33\uff30\uff21",
        "X \uff33\uff30\uff21",
        "(((",
        "IUCN/SS",
    ],
)
def test_words_of_a_name_stay(name):
    assert split_legal_form(name) == (name, "")


def test_letters_of_another_country_stay():
    assert split_legal_form("Agricola Rossi AS", country="IT") == ("Agricola Rossi AS", "")
    assert split_legal_form("CENTRE CSIC IRTA UAB", country="ES") == ("CENTRE CSIC IRTA UAB", "")


@pytest.mark.parametrize(
    ("text", "form", "change"),
    [
        ("", "", ""),
        ("S.r.l.", "S.r.l.", ""),
        ("SRL", "S.r.l.", "legal_form"),
        ("Societa' per azioni", "S.p.A.", "legal_form"),
        ("S.R.L. - SOCIETA' A RESPONSABILITA' LIMITATA", "S.r.l.", "legal_form"),
        ("Società consortile a responsabilità limitata", "S.c.a r.l.", "legal_form"),
        ("SOCIETA' COOPERATIVA SOCIALE ONLUS", "Cooperativa sociale", "legal_form"),
        ("S.r.l. in liquidazione", "S.r.l.", "legal_form;qualifier_dropped"),
        ("S.p.A. con socio unico", "S.p.A.", "legal_form;qualifier_dropped"),
        ("DITTA INDIVIDUALE", "Ditta individuale", "legal_form"),
        ("Impresa individuale", "Ditta individuale", "legal_form"),
        ("Associazione riconosciuta", "Associazione", "legal_form"),
        ("Fondazione", "Fondazione", ""),
        ("Ente pubblico economico", "Ente pubblico", "legal_form"),
        ("Comune", "Ente pubblico", "legal_form"),
        ("Impresa sociale", "Impresa sociale", ""),
        ("sas", "S.a.s.", "legal_form"),
        ("SAS", "SAS", ""),
        ("gmbh", "GmbH", "legal_form"),
        (
            "START-UP COSTITUITA A NORMA DELL'ART.4 COMMA 10 BIS DEL DECRETO LEGGE 24 GENNAIO 2015 N.3",
            "S.r.l.",
            "legal_form",
        ),
    ],
)
def test_a_form_written_out_is_the_usual_one(outcome, text, form, change):
    assert outcome("legal_form", text) == (form, change)


def test_the_country_settles_what_several_write_alike():
    assert legal_form("SAS", country="IT") == "S.a.s."
    assert legal_form("SAS", country="FR") == "SAS"
    assert legal_form("APS", country="IT") == "APS"
    assert legal_form("APS", country="DK") == "ApS"
    assert legal_form("AS", country="DK") == "A/S"
    assert legal_form("A.S.", country="CZ") == "a.s."


@pytest.mark.parametrize(
    "text", ["asd", "in liquidazione", "Reply S.p.A.", "-", "\uff33\uff30\uff21", "S.r.l. o S.p.A."]
)
def test_what_is_no_legal_form_is_refused(refusal, text):
    assert refusal("legal_form", text) == ("choice", "")


def test_every_form_answers_to_its_code():
    forms = [form for form in toml_vocabulary("legal_forms")["form"] if not form.get("qualifier")]
    assert len({form["code"] for form in forms}) == len(forms) > 100
    for form in forms:
        assert legal_form(form["code"]) == form["code"]
        assert legal_form(form["code"], country=form.get("countries", [""])[0]) == form["code"]


def test_spellings_of_the_vocabulary_are_folded():
    for form in toml_vocabulary("legal_forms")["form"]:
        for place in ("end", "capitals", "start", "home_start", "kept", "whole"):
            for text in form.get(place, ()):
                assert text.isascii()
                assert text == text.lower()
