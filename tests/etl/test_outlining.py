"""From a list of names and addresses to polygons, through stubs of the live services."""

import json
import re
import shutil
import tomllib
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import shapely

from etl import address_list, outlines, outlining
from etl.__main__ import main
from etl.footprints import METHODS
from etl.layers import read_folder
from etl.services.asking import Asker
from etl.services.secrets import Secret
from etl.services.settings import Adressevaelger, Datafordeler, Nominatim, Overpass, Settings
from etl.surveying import Surveyor
from geodata import crs
from geodata.errors import AddressError
from geodata.safe_open import read_layer
from tests.builders import an_area
from tests.conftest import ROOT
from tests.etl.materials import own_bydele
from tests.etl.services import graphql
from tests.etl.services import invented_town as town
from tests.etl.services.stubs import Asked, Waits, reply, serving

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)


class Services:
    """The stubs of the three services, their settings, and one run after another against them."""

    def __init__(self, stack, folder):
        self.folder, self.waits = folder, Waits()
        self.addresses = stack.enter_context(serving(town.addresses()))
        self.registers = stack.enter_context(serving(town.registers(most_rows=3)))
        self.osm = stack.enter_context(serving(town.osm()))
        self.overpass = stack.enter_context(serving(town.overpass()))
        self.list = folder / "afdelinger.csv"
        self.list.write_text(town.LIST, encoding="utf-8-sig")

    @property
    def all(self):
        return self.addresses, self.registers, self.osm, self.overpass

    def only(self, *names):
        """A shorter list: these departments alone."""
        head, *rows = town.LIST.splitlines(keepends=True)
        kept = [row for row in rows if row.split(";")[3] in names]
        self.list.write_text(head + "".join(kept), encoding="utf-8")

    def settings(self, key=graphql.KEY):
        polite = {"timeout_s": 0.2, "attempts": 2}
        return Settings(
            adressevaelger=Adressevaelger(
                base_url=self.addresses.url, token=Secret(town.TOKEN), municipality_code="0999", **polite
            ),
            datafordeler=Datafordeler(base_url=self.registers.url, key=Secret(key) if key else None, **polite),
            nominatim=Nominatim(base_url=self.osm.url, **polite),
            overpass=Overpass(base_url=f"{self.overpass.url}/api/interpreter", **polite),
            user_agent="Proeveby Kommune (kort@example.dk)",
        )

    def run(self, *, offline=False, into="lag", **settings):
        """The report and the features by department, as a reader of the file finds them."""
        with Asker(self.folder / "svar", user_agent=self.settings().user_agent, offline=offline,
                   clock=self.waits.clock, wait=self.waits.wait, now=lambda: NOW) as asker:  # fmt: skip
            surveyor = Surveyor(asker, self.settings(**settings), DAY, offline)
            placed = outlining.place(outlining.read_list(self.list), surveyor)
            path = outlining.write(placed, self.folder / into)
            report = "\n".join(outlining.in_words(placed, surveyor))
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return report, {one["properties"]["department_no"]: one for one in features}


@pytest.fixture
def services(tmp_path):
    with ExitStack() as stack:
        yield Services(stack, tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """One whole run: its report, its features by department, and its folder."""
    with ExitStack() as stack:
        services = Services(stack, tmp_path_factory.mktemp("proeveby"))
        yield *services.run(), services.folder / "lag"


def area_of(feature):
    return shapely.geometry.shape(feature["geometry"]).area


def test_a_list_of_names_and_addresses_becomes_polygons(once):
    report, made, _ = once
    methods = {number: one["properties"]["footprint_method"] for number, one in made.items()}
    assert methods == {
        **dict.fromkeys("12368", "parcels"),
        "4": "named OSM area",
        "5": "hull of points",
        "7": "point only",
        "9": None,
        "10": "buildings",
        **dict.fromkeys(("11", "12"), "point only"),
    }
    # the two surfaces and their seam, the two parts of the second parcel, the third; not the road, nor history
    assert area_of(made["1"]) == pytest.approx(100.4 * 50 + 100.4 * 50 + 400 + 900, abs=30)
    assert [area_of(made[number]) for number in "236"] == pytest.approx([5000, 5000, 2500], abs=1)
    assert area_of(made["4"]) == pytest.approx(8000, abs=1)
    assert shapely.geometry.shape(made["10"]["geometry"]).contains(town.BLOCK)
    assert made["7"]["geometry"] == {"type": "Point", "coordinates": [607010.0, 6200010.0]}
    assert made["9"]["geometry"] is None
    assert "8 af 12 afdelinger har et omrids, 3 kun et punkt, 1 er ikke placeret" in report


def test_what_each_guard_flagged_stands_in_the_file_and_in_the_report(once):
    report, made, _ = once
    for number, says in {
        "1": "Udeladt, fordi det kun er vej: matr.nr. 113a",
        "2": "deles med en anden afdeling",
        "4": "Flere afdelinger har adresser på matr.nr. 140a",
        "5": "kan rumme andres boliger",
        "6": "ejes ikke af en almen boligorganisation (BBR's kode 10)",
        "7": "kun et punkt er kendt",
        "8": "opdelt i ejerlejligheder",
        "11": "Flere afdelinger har adresser i bygningen way/78.",
        "9": "Ikke fundet: Lukketvej 1, 9990: adressen er nedlagt.",
    }.items():
        assert says in made[number]["properties"]["notes"]
        assert says in report
    assert "ejes af kommunen" in made["8"]["properties"]["notes"]
    assert "BBR har 40 boliger på jordstykkerne, listen 20." in made["8"]["properties"]["notes"]


def test_a_feature_has_our_columns_and_says_where_it_is_from(once):
    _, made, _ = once
    assert made["8"]["properties"] | {"notes": ""} == {
        "organisation_no": 12,
        "organisation": "Prøveby Boligforening",
        "department_no": "8",
        "name": "Torvet",
        "homes_family": 20,
        "homes_youth": None,
        "homes_elderly": None,
        "homes_care": None,
        "features": 1,
        "footprint_method": "parcels",
        "accuracy_m": 2.0,
        "footprint_source": "Indeholder data fra Klimadatastyrelsen, Matriklen og DAR. CC BY 4.0, hentet 2026-11-21",
        "retrieved_on": "2026-11-21",
        "addresses_matched": 1,
        "addresses_unmatched": 1,
        "notes": "",
    }
    assert "ODbL" in made["4"]["properties"]["footprint_source"]


def test_coordinates_are_on_a_grid_of_ten_centimetres(once):
    _, made, _ = once
    shapes = [shapely.geometry.shape(one["geometry"]) for one in made.values() if one["geometry"]]
    places = shapely.get_coordinates(shapes)
    assert {repr(number).partition(".")[2] for number in places.ravel().tolist()} <= set("0123456789")


def test_the_file_is_a_layer_in_our_coordinates(once):
    frame = read_layer(once[2] / "departments.geojson")
    assert (len(frame), frame.crs.to_epsg()) == (12, 25832)


def test_a_build_reads_the_file_as_it_is_written(once, tmp_path):
    _, made, folder = once
    own_bydele(tmp_path, [replace(an_area(), outline=shapely.box(590_000, 6_190_000, 630_000, 6_210_000))])
    shutil.copy(folder / "departments.geojson", tmp_path)
    read = read_folder(tmp_path)
    methods = {one["properties"]["department_no"]: one["properties"]["footprint_method"] for one in made.values()}
    assert {row.department_no for row in read.departments} == set(methods)
    for row in read.departments:
        said = read.stated[row.department_id]
        assert said.method == methods[row.department_no]
        assert (row.outline is None) == (said.method in (None, "point only"))
        assert (said.east_m is not None) == (said.method == "point only")


def test_a_second_run_asks_nobody_and_writes_the_same(services):
    services.run()
    asked = [len(stub.asked) for stub in services.all]
    before = (services.folder / "lag" / "departments.geojson").read_bytes()
    services.run(offline=True, key=None)
    assert [len(stub.asked) for stub in services.all] == asked
    assert (services.folder / "lag" / "departments.geojson").read_bytes() == before


def test_without_kept_answers_and_net_every_row_still_has_an_outcome(services):
    report, made = services.run(offline=True)
    assert len(made) == 12
    assert {one["geometry"] for one in made.values()} == {None}
    assert "Svaret ligger ikke i gemmet" in report
    assert "spørges ikke mere" not in report


def test_no_secret_is_in_a_file_a_report_or_a_log(services, caplog):
    services.only("Solbakken", "Engparken", "Delehusene")
    services.registers.script(reply({"errors": [{"message": f"key {graphql.KEY} unknown"}]}, status=401))
    services.addresses.script(reply("nede", status=500))
    with caplog.at_level("DEBUG"):
        report, _ = services.run()
    written = b"".join(path.read_bytes() for path in services.folder.rglob("*") if path.is_file())
    for secret in (graphql.KEY, town.TOKEN):
        assert secret not in report + caplog.text
        assert secret.encode() not in written


def test_without_a_key_the_next_best_is_used_and_nobody_is_asked_for_parcels(services):
    services.only("Solbakken", "Engparken")
    report, made = services.run(key=None)
    assert services.registers.asked == []
    assert made["4"]["properties"]["footprint_method"] == "named OSM area"
    assert made["1"]["properties"]["footprint_method"] == "hull of points"
    assert "Datafordelerens nøgle mangler" in report


@pytest.mark.parametrize(
    ("root", "lost"),
    [
        ("BBR_Ejendomsrelation", "hvem der ejer ejendommene, er ikke kontrolleret"),
        ("MAT_SamletFastEjendom", "opdelt i ejerlejligheder, er ikke kontrolleret"),
        ("BBR_Bygning", "antallet af boliger er ikke kontrolleret"),
    ],
)
def test_a_guard_that_cannot_be_asked_costs_the_guard_alone(services, root, lost):
    services.only("Solbakken")
    services.registers.rule = town.registers(refuses={root: "HC0016"})
    _, made = services.run()
    assert made["1"]["properties"]["footprint_method"] == "parcels"
    assert lost in made["1"]["properties"]["notes"]


def test_a_service_that_is_down_is_given_up_and_the_rest_goes_on(services):
    services.registers.rule = lambda _: reply("nede", status=503)
    report, made = services.run()
    assert len(services.registers.asked) == 4  # two departments, two attempts each
    assert {one["properties"]["footprint_method"] for one in made.values()} <= {
        *("named OSM area", "buildings", "hull of points", "point only", None)
    }
    assert "tjenesten svigtede 2 gange: Datafordeleren svarer med en fejl (HTTP 503)" in report
    assert "Datafordeleren svigter og spørges ikke mere; jordstykkerne er ikke hentet." in report


def failing_at(services, numbers, status):
    """The address service fails where one of these house numbers is searched for."""
    well = town.addresses()
    services.addresses.rule = lambda asked: (
        reply("nej", status=status) if asked.query.get("husnummer") in numbers else well(asked)
    )


def test_a_service_that_fails_now_and_then_is_not_given_up(services):
    failing_at(services, ("3", "4", "7"), 500)  # never twice in a row
    report, made = services.run()
    assert "spørges ikke mere" not in report
    assert made["1"]["properties"]["addresses_unmatched"] == 1
    assert "Ikke fundet: Solvej 3, 9990: tjenesten svarede ikke." in made["1"]["properties"]["notes"]


def test_a_question_that_is_refused_says_nothing_of_the_service(services):
    services.only("Solbakken", "Tvillingen Vest")
    failing_at(services, ("1", "3", "5"), 400)
    report, made = services.run()
    assert made["1"]["geometry"] is None
    assert "spørges ikke mere" not in report
    assert made["2"]["properties"]["footprint_method"] == "parcels"


def test_a_name_from_elsewhere_is_harmless_in_the_file(services):
    services.only("Engparken", "Delehusene")
    query = {"q": "Engparken", "format": "json", "bounded": "1", "viewbox": "0,50,20,60"}
    hit = town.osm()(Asked("GET", "/search", query, {"User-Agent": "x"}, b""))
    services.osm.rule = lambda _: replace(hit, body=hit.body.replace(b"Engparken", rb"Engparken\u202e\u0007"))
    _, made = services.run()
    assert made["4"]["properties"]["footprint_method"] == "named OSM area"
    assert set("\u202e\x07").isdisjoint(made["4"]["properties"]["notes"])


def test_a_named_area_is_looked_for_400_metres_around_the_addresses(services):
    services.only("Engparken", "Delehusene")
    services.run()
    [asked] = [one for one in services.osm.asked if one.query["q"] == "Engparken"]
    west, south, east, north = (float(one) for one in asked.query["viewbox"].split(","))
    corners = crs.to_inside(shapely.box(west, south, east, north))
    door = shapely.Point(town.field(4)).buffer(1).centroid
    assert corners.covers(shapely.affinity.translate(door, 10, 10).buffer(400))
    assert corners.area < 1_100**2


def test_what_the_list_says_of_properties_decides_over_its_addresses(services):
    head = "organisation_no,organisation,department_no,name,addresses,bfe\n"
    services.list.write_text(f'{head}12,Org,1,Navn,"Solvej 1, 9990",8001\n', encoding="utf-8")
    _, made = services.run()
    assert area_of(made["1"]) == pytest.approx(1600, abs=1)
    assert "Uden for omridset ligger Solvej 1, 9990 Prøveby." in made["1"]["properties"]["notes"]


def test_a_department_may_be_found_by_its_property_alone(services):
    head = "organisation_no,organisation,department_no,name,addresses,bfe,ejendomsnummer\n"
    services.list.write_text(f"{head}12,Org,1,Ved BFE,,1001,\n12,Org,2,Ved nummer,,,99001\n", encoding="utf-8")
    _, made = services.run()
    assert made["1"]["properties"]["notes"].count("deles med en anden afdeling") == 1  # both say 1001 is theirs
    services.list.write_text(f"{head}12,Org,2,Ved nummer,,,99001\n", encoding="utf-8")
    _, made = services.run()
    assert made["2"]["properties"]["footprint_method"] == "parcels"


def test_writing_that_fails_leaves_what_was_there(services, monkeypatch):
    services.only("Nybyggeriet")
    services.run()
    path = services.folder / "lag" / "departments.geojson"
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.outlining.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        services.run()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def configured(services, tmp_path):
    config = tmp_path / "tjenester.toml"
    config.write_text(
        f'[adressevaelger]\nbase_url = "{services.addresses.url}"\nmunicipality_code = "0999"\n'
        f'[datafordeler]\nbase_url = "{services.registers.url}"\n[nominatim]\nbase_url = "{services.osm.url}"\n'
        f'seconds_between = 0.0\n[overpass]\nbase_url = "{services.overpass.url}"\nseconds_between = 0.0\n',
        encoding="utf-8",
    )
    return str(config)


def test_the_command_writes_the_file_and_tells_how_it_went(services, tmp_path, monkeypatch, capsys):
    services.only("Solbakken")
    monkeypatch.setenv("HELHEDSKORT_DATAFORDELER_KEY", graphql.KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    into = tmp_path / "ud"
    arguments = ["outline", str(services.list), "--into", str(into), "--config", configured(services, tmp_path)]
    arguments += ["--cache", str(tmp_path / "gemt")]
    assert main([*arguments, "--date", "2026-11-20"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(into / "departments.geojson")
    assert "12-1 Solbakken: jordstykker, ±2 m; 3 af 3 adresser fundet" in told.err
    assert "--offline --date 2026-11-20" in told.err
    assert main([*arguments, "--date", "2026-11-20", "--offline"]) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"organisation_no;navn\n", "kolonnen"),
        ("organisation_no;organisation;department_no;name;addresses\n1;O;1;Sølund;Vej\n".encode("latin-1"), "UTF-8"),
        (b"", "kolonnen mangler"),
    ],
)
def test_a_wrong_list_ends_with_1_and_one_error(tmp_path, capsys, text, says):
    path = tmp_path / "liste.csv"
    path.write_bytes(text)
    assert main(["outline", str(path), "--into", str(tmp_path / "ud")]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told
    assert not (tmp_path / "ud").exists()


def test_a_list_that_is_not_there_or_too_large_is_refused(tmp_path, monkeypatch):
    with pytest.raises(AddressError, match="findes ikke"):
        outlining.read_list(tmp_path / "ikke-her.csv")
    (tmp_path / "stor.csv").write_text("x" * 100, encoding="utf-8")
    monkeypatch.setattr(outlining, "MOST_BYTES", 99)
    with pytest.raises(AddressError, match="listen er over"):
        outlining.read_list(tmp_path / "stor.csv")


def test_the_list_and_the_methods_of_the_guide_are_those_of_the_program():
    whole = (ROOT / "docs" / "new-municipality.md").read_text(encoding="utf-8")
    guide = whole.partition("## From names and addresses to polygons")[2]
    listed = address_list.read(re.search(r"```csv\n(.*?)```", guide, re.DOTALL)[1], "guide")
    assert [len(one.addresses) for one in listed] == [4, 3]
    settings = tomllib.loads(re.search(r"```toml\n(.*?)```", guide, re.DOTALL)[1])
    assert settings["adressevaelger"]["municipality_code"] == "0999"
    methods = {name: float(accuracy) for name, accuracy in re.findall(r"^\| `([\w ]+)` \|.*\| (\d+) \|", guide, re.M)}
    assert methods == {name: METHODS[name] for name in outlines._CREDIT}
    columns = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`\w+`[^|]*) \|", guide.split("### 2")[0], re.M)))
    assert set(columns) == {*address_list.NEEDED, *address_list.OPTIONAL}


def test_the_report_of_the_guide_is_what_a_run_says(once):
    guide = (ROOT / "docs" / "new-municipality.md").read_text(encoding="utf-8")
    told = re.search(r"```\n(12-1 Solbakken.*?)```", guide, re.DOTALL)[1].splitlines()
    assert [line for line in told if line not in once[0].splitlines()] == []
