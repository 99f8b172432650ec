import copy
import pickle
from pathlib import Path

import pytest

from etl.services.secrets import Secret, masked
from etl.services.settings import Nominatim, Settings, load
from geodata.errors import SettingsError

KEY = "hemmelig-nogle-1234"


def loaded(folder: Path, text: str, **environ: str) -> Settings:
    path = folder / "tjenester.toml"
    path.write_text(text, "utf-8")
    return load(path, environ)


def refusal(folder: Path, text: str, **environ: str) -> str:
    with pytest.raises(SettingsError) as raised:
        loaded(folder, text, **environ)
    assert len(str(raised.value).splitlines()) <= 2
    return str(raised.value)


def test_without_a_file_the_services_are_those_of_today():
    given = load(None, {})
    assert given == Settings()
    assert given.kbhkort.base_url == "https://wfs-kbhkort.kk.dk/k101/ows"
    assert given.adressevaelger.secret == Secret("adressevaelger123")
    assert (given.datafordeler.secret, given.datafordeler.dar, given.datafordeler.mat) == (None, "v2", "v2")
    assert given.statbank.secret is None


def test_a_file_changes_what_it_says_and_nothing_else(tmp_path):
    given = loaded(tmp_path, '[datafordeler]\ndar = "v3"\ntimeout_s = 5\n')
    assert (given.datafordeler.dar, given.datafordeler.mat, given.datafordeler.timeout_s) == ("v3", "v2", 5.0)
    assert given.kbhkort == Settings().kbhkort


def test_a_municipality_names_its_own_layers_and_tables(tmp_path):
    given = loaded(
        tmp_path,
        """
        [kbhkort]
        base_url = "https://kort.eksempel.dk/wfs"
        [[kbhkort.layers]]
        type_name = "by:distrikter"
        file = "bydel.json"
        least = 3
        box = [10.0, 56, 10.4, 56.3]
        columns = ["nummer"]
        [[statbank.tables]]
        table = "FOLK1A"
        file = "folk.csv"
        database = ""
        variables."OMRÅDE" = ["751"]
        variables.Tid = ["(1)"]
        """,
    )
    (layer,) = given.kbhkort.layers
    assert (layer.least, layer.box, layer.columns) == (3, (10.0, 56.0, 10.4, 56.3), ("nummer",))
    assert given.statbank.tables[0].variables == {"OMRÅDE": ("751",), "Tid": ("(1)",)}


def test_the_environment_names_the_file_and_the_keys(tmp_path):
    path = tmp_path / "t.toml"
    path.write_text('[adressevaelger]\ntoken = "fra-en-fil"\n', "utf-8")
    given = load(None, {"HELHEDSKORT_CONFIG": str(path), "HELHEDSKORT_DATAFORDELER_KEY": KEY})
    assert given.adressevaelger.secret == Secret("fra-en-fil")
    assert given.datafordeler.secret == Secret(KEY)
    given = load(path, {"HELHEDSKORT_ADRESSEVAELGER_TOKEN": KEY})
    assert given.adressevaelger.secret == Secret(KEY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[dawa]\n", "dawa er ikke en indstilling"),
        ("[kbhkort]\nurl = 'x'\n", "kbhkort.url er ikke en indstilling"),
        ("[kbhkort]\nbase_url = 3\n", "kbhkort.base_url skal være en tekst"),
        ("[kbhkort]\ntimeout_s = '3'\n", "kbhkort.timeout_s skal være et tal"),
        ("[kbhkort]\nattempts = 2.5\n", "kbhkort.attempts skal være et helt tal"),
        ("[kbhkort]\nattempts = true\n", "kbhkort.attempts skal være"),
        ("[kbhkort]\nattempts = 0\n", "kbhkort.attempts skal være mindst 1"),
        ("[kbhkort]\ntimeout_s = nan\n", "kbhkort.timeout_s"),
        ("[kbhkort]\ntimeout_s = 1e11\n", "kbhkort.timeout_s skal være mindst 0.01 og højst 3600"),
        ("[kbhkort]\ncache_days = 1e9\n", "kbhkort.cache_days"),
        ("[[statbank.tables]]\ntable = 'A'\nfile = 'bydel.json'\n", "»bydel.json« står to gange"),
        ("[[kbhkort.layers]]\ntype_name = 'a'\nfile = 'a.json'\nformat = 'xml'\n", "format skal være json eller csv"),
        ("[kbhkort]\nbase_url = 'ftp://x.dk'\n", "kbhkort.base_url skal være en adresse"),
        ("[kbhkort]\nbase_url = 'wfs-kbhkort.kk.dk'\n", "kbhkort.base_url skal være en adresse"),
        ("[kbhkort]\nbase_url = 'https://'\n", "kbhkort.base_url skal være en adresse"),
        ("[kbhkort]\nbase_url = 'https://x.dk/a?b=c'\n", "kbhkort.base_url skal være en adresse"),
        ("[kbhkort]\nbase_url = 'https://[x'\n", "kbhkort.base_url skal være en adresse"),
        ("[kbhkort]\nbase_url = 'https://jeg:kode@x.dk'\n", "bruger eller adgangskode"),
        ("[kbhkort]\nbase_url = 'https://:@x.dk'\n", "bruger eller adgangskode"),
        ("[kbhkort]\nbase_url = 'https://*.x.dk'\n", "kbhkort.base_url er ingen adresse, der kan spørges"),
        ("[kbhkort]\nbase_url = 'https://x y.dk'\n", "kbhkort.base_url er ingen adresse, der kan spørges"),
        ("[kbhkort]\nbase_url = 'https://ø.dk/a'\n", "Skriv https://xn--pda.dk/a."),
        ("[kbhkort]\nbase_url = 'https://x.dk/a/../b'\n", "Skriv https://x.dk/b."),
        ("[kbhkort]\nlayers = 3\n", "kbhkort.layers skal være en liste"),
        ("[[kbhkort.layers]]\nfile = 'a.json'\n", "kbhkort.layers[0].type_name mangler"),
        ("[[kbhkort.layers]]\ntype_name = 'a'\nfile = '../a.json'\n", "skal være et filnavn"),
        ("[[kbhkort.layers]]\ntype_name = 'a'\nfile = 'fetched.json'\n", "skal være et filnavn"),
        ("[[kbhkort.layers]]\ntype_name = 'a'\nfile = 'a.json'\nbox = [1, 2]\n", "kbhkort.layers[0].box skal have 4"),
        ("kbhkort = 3\n", "kbhkort skal være en tabel"),
        ("[nominatim]\nseconds_between = 0.1\n", "nominatim.seconds_between skal være mindst 1"),
        ("[adressevaelger]\ntoken = 'kort'\n", "adressevaelger.token skal være en tekst på mindst 8 tegn"),
        ("[datafordeler\n", "kan ikke læses som TOML"),
        (
            "[statbank]\ntables = [{table = 'A', file = 'a.csv', variables = {Tid = '(1)'}}]\n",
            "variables.Tid skal være",
        ),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, text, says):
    assert says in refusal(tmp_path, text)


@pytest.mark.parametrize(
    "address",
    [
        "https://dawa.aws.dk",
        "http://api.dawa.dk/adresser",
        "https://dawa.dk",
        "https://api.dataforsyningen.dk/jordstykker",
        "https://api.dataforsyningen.dk/rest/gsearch/v2.0",
        "HTTPS://DAWA.AWS.DK/datavask",
    ],
)
@pytest.mark.parametrize("service", ["adressevaelger", "datafordeler", "kbhkort"])
def test_an_address_of_dawa_says_what_to_use_instead(tmp_path, address, service):
    said = refusal(tmp_path, f"[{service}]\nbase_url = '{address}'\n")
    assert f"{service}.base_url" in said
    assert "lukkede 1. oktober 2026" in said and "adressevaelger" in said.splitlines()[1]


def test_an_address_of_dawa_is_known_under_any_key(tmp_path):
    for text in (
        "[dawa]\nurl = 'dawa.aws.dk'\n",
        "dawa = 'https://dawa.aws.dk/adgangsadresser?x=1'\n",
        "[[kbhkort.layers]]\ntype_name = 'https://api.dataforsyningen.dk'\n",
        "[a.b]\nc = [['https://dawa.aws.dk']]\n",
    ):
        assert "lukkede 1. oktober 2026" in refusal(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="findes ikke"):
        load(tmp_path / "ingen.toml", {})


def test_a_key_of_another_form_is_refused_without_showing_it(tmp_path):
    with pytest.raises(SettingsError) as raised:
        load(None, {"HELHEDSKORT_DATAFORDELER_KEY": "hemmelig nøgle"})
    assert "HELHEDSKORT_DATAFORDELER_KEY" in str(raised.value)
    assert "hemmelig" not in str(raised.value)
    assert KEY not in refusal(tmp_path, f"[datafordeler]\nkey = ['{KEY}']\n")


def test_a_secret_shows_itself_to_nobody(tmp_path):
    given = loaded(tmp_path, f"[datafordeler]\nkey = '{KEY}'\n")
    shown = f"{given} {given!r} {given.datafordeler} {vars(given)} {given.datafordeler.secret:>30}"
    assert KEY not in shown
    with pytest.raises(TypeError):
        pickle.dumps(given)
    with pytest.raises(TypeError):
        copy.copy(given.datafordeler.secret)


@pytest.mark.parametrize(
    "text",
    [
        f"https://x.dk/DAR/v2?apiKey={KEY}&a=1",
        f"?a=1&apikey={KEY}",
        f"GET /x?TOKEN={KEY} HTTP/1.1",
        f'{{"token": "{KEY}"}}',
        f"key={KEY}",
        f"api_key={KEY}; access_token={KEY}",
        f"url=http%3A%2F%2Fx%3Ftoken%3D{KEY}",
    ],
)
def test_the_value_of_a_key_is_masked_wherever_it_stands(text):
    assert KEY not in masked(text)
    assert "***" in masked(text)


def test_nothing_else_is_masked():
    text = "https://x.dk/wfs?typeName=k101:bydel&monkey=3&keys=4"
    assert masked(text) == text


def test_geopy_gets_its_parts():
    made = Nominatim(base_url="http://127.0.0.1:8080")
    assert (made.scheme, made.domain) == ("http", "127.0.0.1:8080")
