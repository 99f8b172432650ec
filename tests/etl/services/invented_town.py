"""Prøveby, an invented municipality with number 0999, as the live services would answer for it. EPSG:25832.

Its departments lie in a row from west to east, 1 km apart, each in a field of its own: `field(3)` is the corner of the
third. What each is there to show stands beside it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import shapely

from geodata import crs
from geodata.names import slug
from tests.etl.services.graphql import Registers
from tests.etl.services.stubs import Asked, Reply, reply

TOKEN = "t-hemmelig-0123456789"
TOWN, POSTCODE, MUNICIPALITY = "Prøveby", "9990", "0999"
EAST, NORTH = 600_000.0, 6_200_000.0


def field(number: int) -> tuple[float, float]:
    return EAST + 1000 * number, NORTH


@dataclass(frozen=True)
class House:
    """A house number; `at` is where in its field, `parcel` its parcel in MAT."""

    street: str
    number: str
    in_field: int
    at: tuple[float, float]
    parcel: str | None
    postcode: str = POSTCODE
    municipality: str = MUNICIPALITY
    status: str = "3"

    @property
    def id(self) -> str:
        return f"{slug(self.street)}-{self.number}-{self.postcode}".lower()

    @property
    def east_north(self) -> tuple[float, float]:
        east, north = field(self.in_field)
        return east + self.at[0], north + self.at[1]

    @property
    def title(self) -> str:
        return f"{self.street} {self.number}, {self.postcode} {TOWN}"

    def as_json(self) -> dict[str, Any]:
        east, north = self.east_north
        return {
            "id_lokalid": self.id,
            "husnummertekst": self.number,
            "adgangsadressebetegnelse": self.title,
            "vejnavn": self.street,
            "status": self.status,
            "virkningtil": None,
            "adgangspunkt": {"id_lokalid": "a", "status": "8", "koordinater": {"x": east, "y": north}},
            "postnummer": {"navn": TOWN, "postnr": self.postcode},
            "navngivenvejkommunedel": {"kommune": self.municipality, "vejkode": "1"},
        }


@dataclass(frozen=True)
class AddressService:
    """The rule of the stub of Adressevælger and Adressevask. `washed`: what is washed -> its whole answer."""

    houses: tuple[House, ...]
    washed: Mapping[str, Any]

    def __call__(self, asked: Asked) -> Reply:
        if len(asked.query.get("token", "")) < 10:
            return reply({"status": "fejl", "beskrivelse": "token mangler eller er for kort"}, status=400)
        _, kind, *rest = asked.path.split("/")
        if kind == "vask":
            nothing = {"vaskestatus": {"kode": -1000, "tekst": "ikke forstået"}, "vaskeresultat": None}
            return reply(self.washed.get(asked.query["adresse"], nothing))
        if rest == ["soeg"]:
            return self._search(asked.query)
        return self._by_id(kind, rest[0])

    def _search(self, query: Mapping[str, str]) -> Reply:
        if len(query["vejnavn"]) > 40 or len(query["husnummer"]) > 4:
            return reply({"status": "fejl", "beskrivelse": "for lang"}, status=400)
        hits = [
            {"type": "husnummer", "id": one.id, "titel": one.title, "vejnavn": one.street, "husnummer": one.number}
            for one in self.houses
            if _sound(one.street) == _sound(query["vejnavn"])
            and one.number == query["husnummer"]
            and query.get("postnummer", one.postcode) == one.postcode
            and query.get("kommunekode", one.municipality) == one.municipality
        ]
        hits += [{**one, "type": "adresse", "id": f"bolig-{one['id']}", "husnummerId": one["id"]} for one in hits]
        street = {"type": "vejnavn", "id": "v", "titel": query["vejnavn"], "vejnavn": query["vejnavn"]}
        return reply({"status": "ok", "beskrivelse": "", "fund": [*hits, street][: int(query["maksimum"])]})

    def _by_id(self, kind: str, key: str) -> Reply:
        found = next((one for one in self.houses if one.id == key.removeprefix("bolig-")), None)
        if found is None or (kind == "adresser") != key.startswith("bolig-"):
            return reply({"status": "fejl", "beskrivelse": "ukendt id"}, status=404)
        house = found.as_json()
        body = {"husnummer": house} if kind == "husnumre" else {"adresse": {"id_lokalid": key, "husnummer": house}}
        return reply({"status": "ok", **body})


def _sound(street: str) -> str:
    """Streets that sound alike: without doubled letters, and "ai" as "ej"."""
    letters = slug(street).replace("ai", "ej")
    return "".join(one for one, before in zip(letters, " " + letters, strict=False) if one != before)


def washed(code: int, house: House | None = None, *, status: int = 3) -> dict[str, Any]:
    """An answer of Adressevask: its code, and the home it means."""
    found: dict[str, Any] | None = None
    if house is not None:
        until = None if status == 3 else "2020-01-01"
        found = {"adresse_id_lokalid": f"bolig-{house.id}", "adressebetegnelse": house.title, "status": status}
        found |= {"virkningtil": until}
    return {"vaskestatus": {"kode": code, "tekst": ""}, "vaskeresultat": found}


@dataclass(frozen=True)
class Osm:
    """The rule of the stub of Nominatim: name -> hits (kind, geometry in EPSG:25832)."""

    places: Mapping[str, tuple[tuple[str, Any], ...]]

    def __call__(self, asked: Asked) -> Reply:
        agent = asked.headers.get("User-Agent", "")
        if not agent or agent.startswith(("python-requests", "geopy")):
            return reply("<html><body>Access blocked</body></html>", status=403, content_type="text/html")
        west, north, east, south = (float(one) for one in asked.query["viewbox"].split(","))
        box = shapely.box(min(west, east), min(south, north), max(west, east), max(south, north))
        key = "category" if asked.query["format"] == "jsonv2" else "class"
        hits = [
            {
                "place_id": number,
                "osm_type": "way",
                "osm_id": number,
                key: kind,
                "type": "residential",
                "lat": "55.0",
                "lon": "10.0",
                "name": asked.query["q"],
                "display_name": f"{asked.query['q']}, {TOWN}",
                "geojson": json.loads(shapely.to_geojson(crs.to_browser(shape))),
            }
            for number, (kind, shape) in enumerate(self.places.get(asked.query["q"], ()), 1)
            if asked.query.get("bounded") == "1" and crs.to_browser(shape).intersects(box)
        ]
        return reply(hits)


@dataclass(frozen=True)
class Buildings:
    """The rule of the stub of Overpass: id -> polygon; those with a hole are relations, of rings in two pieces."""

    outlines: Mapping[int, Any]

    def __call__(self, asked: Asked) -> Reply:
        data = parse_qs(asked.body.decode())["data"][0]
        if not re.fullmatch(
            r'\[out:json\]\[timeout:\d+\];\(( wr\["building"\]\(around:[\d.,]+\);)+ \);out tags geom;', data
        ):
            return reply("<html>parse error</html>", status=400, content_type="text/html")
        wanted = [[float(one) for one in found.split(",")] for found in re.findall(r"around:([\d.,]+)", data)]
        near = [
            (key, shape)
            for key, shape in self.outlines.items()
            if any(shape.distance(crs.to_inside(shapely.Point(lon, lat))) <= most for most, lat, lon in wanted)
        ]
        return reply({"version": 0.6, "elements": [_element(key, crs.to_browser(shape)) for key, shape in near]})


def _element(key: int, shape: Any) -> dict[str, Any]:
    outer = _places(shape.exterior)
    if not shape.interiors:
        return {"type": "way", "id": key, "geometry": outer, "tags": {"building": "apartments"}}
    pieces = [(outer[:3], "outer"), (outer[2:], "outer"), *((_places(ring), "inner") for ring in shape.interiors)]
    members = [{"type": "way", "ref": 1, "role": role, "geometry": piece} for piece, role in pieces]
    return {"type": "relation", "id": key, "members": members, "tags": {"type": "multipolygon"}}


def _places(ring: Any) -> list[dict[str, float]]:
    return [{"lat": lat, "lon": lon} for lon, lat in ring.coords]


def box(number: int, width: float, height: float, *, east: float = 0, north: float = 0) -> Any:
    corner_east, corner_north = field(number)
    return shapely.box(
        corner_east + east, corner_north + north, corner_east + east + width, corner_north + north + height
    )


def parcel(key: str, bfe: int | None, *, area: int = 5000, road: int = 0, status: str = "Gældende") -> dict[str, Any]:
    return {
        "id_lokalId": key,
        "matrikelnummer": f"{key}a",
        "ejerlavLokalId": "999",
        "samletFastEjendomLokalId": None if bfe is None else str(bfe),
        "registreretAreal": area,
        "vejareal": road,
        "status": status,
    }


def surface(key: str, shape: Any, *, status: str = "Gældende", wkt: str = "", crs_code: int = 25832) -> dict[str, Any]:
    return {
        "id_lokalId": f"l{key}{status}{hash(shape.wkt)}",
        "jordstykkeLokalId": key,
        "status": status,
        "geometri": {"wkt": wkt or shape.wkt, "crs": crs_code},
    }


def owner(bfe: int, code: str = "20", number: str = "0") -> dict[str, Any]:
    return {"bfeNummer": bfe, "ejendomstype": "x", "ejendomsnummer": number, "ejendommensEjerforholdskode": code}


def division(bfe: int, divided: bool | None = False) -> dict[str, Any]:
    return {"BFEnummer": bfe, "status": "Gældende", "hovedejendomOpdeltIEjerlejligh": divided}


def building(
    key: str, parcel_id: str, homes: int, *, without_kitchen: int | None = None, status: str = "6"
) -> dict[str, Any]:
    return {
        "id_lokalId": key,
        "jordstykke": parcel_id,
        "status": status,
        "byg024AntalLejlighederMedKoekken": homes,
        "byg025AntalLejlighederUdenKoekken": without_kitchen,
    }


_TORVET = House("Store Torvegade", "12A", 8, (10, 10), "180")
_BEYOND = House("Grænsevej", "1", 22, (10, 10), "202", municipality="0998")
HOUSES = (
    # 1 Solbakken: two parcels with addresses, one without, one road, all of property 1001
    *(House("Solvej", str(number), 1, (10 * number, 10), "110" if number < 5 else "111") for number in (1, 3, 5)),
    # 2 and 3 share property 2001, each on its own parcel
    House("Tvillingevej", "2", 2, (10, 10), "120"),
    House("Tvillingevej", "4", 2, (110, 10), "121"),
    # 4 and 5 share one parcel; 4 has a named area in OpenStreetMap, 5 has four addresses
    House("Delevej", "1", 4, (10, 10), "140"),
    *(House("Delevej", str(10 + 2 * n), 4, (200 + 30 * (n % 2), 30 * (n // 2)), "140") for n in range(4)),
    # 10 is on that parcel too, in a building of its own; 11 and 12 are in one building
    *(House("Delevej", str(number), 4, (150, 60 + number), "140") for number in (30, 50, 52)),
    # 6 stands on a private property of two parcels
    House("Privatvej", "7", 6, (10, 10), "160"),
    # 7 has no parcel yet
    House("Nyvej", "1", 7, (10, 10), None),
    # 8 is owned by the municipality and divided; its street is called otherwise by those who list it
    _TORVET,
    # elsewhere: the same street in another postcode, and a street that sounds the same
    House("Solvej", "1", 20, (10, 10), "200", postcode="9991"),
    House("Sollvej", "3", 21, (10, 10), "201"),
    _BEYOND,
    House("Nedlagtvej", "1", 23, (10, 10), "203", status="4"),
)
WASHED = {
    "Store Torvegad 12A, 9990": washed(900, _TORVET),
    "Gammel Torvegade 12A, 9990": washed(1000, _TORVET),
    "Forhenværende Vej 1, 9990": washed(1000, _TORVET, status=4),
    "Store Torvegade 12A, 9992": washed(1000, _TORVET),
    "Grænsevej 1, 9990": washed(1000, _BEYOND),
    "Sollvei 3, 9990": washed(-500),
    "Intervalvej 51, 9990": washed(800),
    "Lukketvej 1, 9990": washed(-700),
}
_LEFT, _RIGHT = box(1, 60, 50), box(1, 40, 50, east=60.4)  # a seam of 0.4 m between them
TABLES: dict[str, list[dict[str, Any]]] = {
    "DAR_Husnummer": [{"id_lokalId": one.id, "jordstykke": one.parcel, "status": one.status} for one in HOUSES],
    "MAT_Jordstykke": [
        *(parcel("110", 1001), parcel("111", 1001), parcel("112", 1001), parcel("113", 1001, area=900, road=850)),
        *(parcel("119", 1001, status="Historisk"), parcel("120", 2001), parcel("121", 2001), parcel("122", 2001)),
        *(parcel("140", 4001), parcel("160", 6001), parcel("161", 6001), parcel("180", 8001)),
    ],
    "MAT_Lodflade": [
        surface("110", _LEFT),
        surface("110", _RIGHT),
        surface("110", box(1, 900, 900), status="Historisk"),
        surface("111", shapely.MultiPolygon([box(1, 100.4, 50, north=50), box(1, 20, 20, east=200)])),
        surface("112", box(1, 30, 30, north=100), wkt=shapely.force_3d(box(1, 30, 30, north=100), 7.5).wkt),
        surface("113", box(1, 300, 3, north=-3)),
        surface("119", box(1, 500, 500, north=100)),
        surface("120", box(2, 100, 50)),
        surface("121", box(2, 100, 50, east=100)),
        surface("122", box(2, 200, 10, north=50)),
        surface("140", box(4, 300, 100)),
        surface("160", box(6, 50, 50)),
        surface("161", box(6, 50, 50, east=50)),
        surface("180", box(8, 40, 40)),
    ],
    "MAT_SamletFastEjendom": [division(1001), division(2001), division(4001), division(6001), division(8001, True)],
    "BBR_Ejendomsrelation": [
        *(owner(1001, number="99001"), owner(2001), owner(4001), owner(6001, "10"), owner(8001, "50")),
    ],
    "BBR_Bygning": [
        *(building("b1", "110", 30), building("b1", "110", 30), building("b2", "111", 10, status="4")),
        *(building("b3", "120", 9, without_kitchen=3), building("b4", "121", 12)),
        *(building("b5", "180", 40), building("b6", "160", 1)),
    ],
}
ENGPARKEN = box(4, 80, 100)
PLACES = {"Engparken": (("landuse", ENGPARKEN), ("highway", box(4, 90, 3)), ("place", shapely.Point(field(4))))}
BLOCK = box(4, 20, 20, east=141, north=80)  # its wall is a metre from Delevej 30
BUILDINGS = {77: BLOCK, 78: box(4, 20, 20, east=141, north=105), 79: box(4, 5, 5, east=900)}
LIST = """organisation_no;organisation;department_no;name;addresses;homes_family;postnummer
12;Prøveby Boligforening;1;Solbakken;Solvej 1-5;30;9990
12;Prøveby Boligforening;2;Tvillingen Vest;Tvillingevej 2;12;9990
12;Prøveby Boligforening;3;Tvillingen Øst;Tvillingevej 4;12;9990
12;Prøveby Boligforening;4;Engparken;Delevej 1;20;9990
12;Prøveby Boligforening;5;Delehusene;Delevej 10-16;20;9990
12;Prøveby Boligforening;6;Privathuset;Privatvej 7;1;9990
12;Prøveby Boligforening;7;Nybyggeriet;Nyvej 1;;9990
12;Prøveby Boligforening;8;Torvet;"Gammel Torvegade 12A; Ingenvej 3";20;9990
12;Prøveby Boligforening;9;Væk;Lukketvej 1;5;9990
12;Prøveby Boligforening;10;Blokken;Delevej 30;;9990
12;Prøveby Boligforening;11;Østre Halvdel;Delevej 50;;9990
12;Prøveby Boligforening;12;Vestre Halvdel;Delevej 52;;9990
"""


def addresses() -> AddressService:
    return AddressService(HOUSES, WASHED)


def registers(**more: Any) -> Registers:
    return Registers(TABLES, **more)


def osm() -> Osm:
    return Osm(PLACES)


def overpass() -> Buildings:
    return Buildings(BUILDINGS)
