from dataclasses import replace
from datetime import date

import pytest
import shapely

from etl.address_list import ListedDepartment
from etl.addresses import Address
from etl.cadastre import Building, BuildingOutline, HouseNumber, NamedArea, Parcel, Property
from etl.outlines import (
    Gathered,
    Shared,
    from_buildings,
    from_named_area,
    from_points,
    shared,
    without_ground_of,
)
from etl.parcels import from_parcels, union

NONE_SHARED = Shared()
DAY = date(2026, 11, 21)


def a_house(number, east=10.0, north=10.0):
    return HouseNumber(
        house_number_id_dar=f"h{number}",
        address=f"Solvej {number}, 9990 Prøveby",
        postcode="9990",
        municipality_code="0999",
        east_m=east,
        north_m=north,
        read_on=DAY,
    )


def a_parcel(key, outline, *, bfe=1, area=1000, road=0):
    return Parcel(
        parcel_id_mat=key, bfe=bfe, label=f"matr.nr. {key}", area_m2=area, road_m2=road, outline=outline, read_on=DAY
    )


def a_department(*, homes=None, name="Solbakken", addresses=1):
    return ListedDepartment(
        row=2,
        organisation_no=12,
        organisation="Prøveby Boligforening",
        department_no="1",
        name=name,
        addresses=tuple(Address(street="Solvej", number=str(number + 1)) for number in range(addresses)),
        homes_family=homes,
    )


def gathered(*parcels, own=("a",), owner="20", divided=False, homes=None, **more):
    properties = {parcel.bfe for parcel in parcels if parcel.bfe is not None}
    return Gathered(
        department=a_department(homes=homes),
        house_numbers=(a_house(1),),
        own_parcels=frozenset(own),
        own_properties=frozenset(properties),
        parcels=parcels,
        properties=tuple(Property(bfe=bfe, owner_code=owner, divided=divided) for bfe in sorted(properties)),
        **more,
    )


OWN, OTHER = a_parcel("a", shapely.box(0, 0, 50, 50)), a_parcel("b", shapely.box(50, 0, 90, 50))


def test_a_departments_outline_is_its_whole_property():
    made = from_parcels(gathered(OWN, OTHER), NONE_SHARED)
    assert (made.method, made.accuracy_m, made.retrieved_on, made.notes) == ("parcels", 2.0, DAY, ())
    assert made.outline.equals(shapely.box(0, 0, 90, 50))
    assert made.credit == "Indeholder data fra Klimadatastyrelsen, Matriklen og DAR. CC BY 4.0, hentet 2026-11-21"


def test_a_seam_between_parcels_closes_and_a_courtyard_stays():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    whole = union([ring, shapely.box(100.6, 0, 150, 100)])
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 1
    assert whole.area == pytest.approx(150 * 100 - 20 * 20)


def test_of_a_shared_property_only_parcels_with_own_addresses_are_taken():
    one = gathered(OWN, OTHER, own=("a",))
    two = gathered(OWN, OTHER, own=("b",))
    others = shared([one, two])
    made = [from_parcels(each, others) for each in (one, two)]
    assert [each.outline.area for each in made] == [2500, 2000]
    assert "deles med en anden afdeling" in made[0].notes[0]


def test_a_shared_parcel_is_nobodys_outline():
    one, two = gathered(OWN, OTHER, own=("a",)), gathered(OWN, OTHER, own=("a", "b"))
    made = from_parcels(two, shared([one, two]))
    assert (made.method, made.outline) == (None, None)
    assert made.notes[-1] == "Flere afdelinger har adresser på matr.nr. a; jordstykker kan ikke skille dem."


@pytest.mark.parametrize(
    ("owner", "area", "says"),
    [
        ("20", 4500, ""),
        ("40", 4500, "ejes af en forening eller selvejende"),
        ("50", 4500, "ejes af kommunen"),
        ("10", 2500, "ejes ikke af en almen boligorganisation (BBR's kode 10)"),
        ("80", 2500, "kode 80"),
        (None, 4500, "Hvem der ejer ejendommen 1, er ikke oplyst."),
    ],
)
def test_whose_a_property_is_decides_how_much_of_it_is_taken(owner, area, says):
    made = from_parcels(gathered(OWN, OTHER, owner=owner), NONE_SHARED)
    assert made.outline.area == area
    assert says in " ".join(made.notes)


def test_a_property_of_flats_that_are_owned_one_by_one_is_flagged():
    [note] = from_parcels(gathered(OWN, divided=True), NONE_SHARED).notes
    assert "opdelt i ejerlejligheder" in note


@pytest.mark.parametrize(("road", "kept"), [(900, 2500), (899, 4500), (None, 4500)])
def test_a_parcel_that_is_only_road_is_left_out(road, kept):
    made = from_parcels(gathered(OWN, replace(OTHER, road_m2=road)), NONE_SHARED)
    assert made.outline.area == kept
    assert bool(made.notes) == (kept == 2500)


@pytest.mark.parametrize(("in_bbr", "warns"), [(100, False), (125, False), (126, True), (75, False), (74, True)])
def test_homes_are_held_against_the_list_by_a_quarter(in_bbr, warns):
    homes = (Building(building_id_bbr="b", parcel_id_mat="a", homes=in_bbr),)
    notes = from_parcels(gathered(OWN, homes=100, homes_in=homes), NONE_SHARED).notes
    assert bool(notes) == warns
    if warns:
        assert notes == (f"BBR har {in_bbr} boliger på jordstykkerne, listen 100.",)


def test_no_homes_at_all_are_told_from_homes_that_were_not_asked_for():
    assert from_parcels(gathered(OWN, homes=100, homes_in=()), NONE_SHARED).notes == (
        "BBR har 0 boliger på jordstykkerne, listen 100.",
    )
    assert from_parcels(gathered(OWN, homes=100), NONE_SHARED).notes == ()


def test_an_address_far_outside_its_outline_is_flagged():
    far = replace(gathered(OWN), house_numbers=(a_house(1), a_house(3, east=500)))
    assert from_parcels(far, NONE_SHARED).notes == ("Uden for omridset ligger Solvej 3, 9990 Prøveby.",)


def test_a_parcel_without_outline_is_named():
    made = from_parcels(gathered(OWN, replace(OTHER, outline=None)), NONE_SHARED)
    assert made.outline.area == 2500
    assert made.notes == ("Matriklen har intet omrids af matr.nr. b.",)


def test_an_own_parcel_without_a_property_is_taken():
    made = from_parcels(gathered(replace(OWN, bfe=None)), NONE_SHARED)
    assert made.outline.area == 2500


def without_parcels(houses=(), *, name="Solbakken", areas=(), buildings=()):
    return Gathered(
        department=a_department(name=name), house_numbers=tuple(houses), named_areas=tuple(areas), buildings=buildings
    )


def an_area(name="Solbakken", outline=None, osm_id="way/1"):
    return NamedArea(osm_id=osm_id, name=name, outline=outline or shapely.box(0, 0, 100, 100), read_on=DAY)


FOUR = [a_house(1, 0, 0), a_house(3, 60, 0), a_house(5, 0, 60), a_house(7, 60, 60)]


def test_an_area_of_the_same_name_nearby_is_an_outline():
    made = from_named_area(without_parcels(FOUR, name="1048-9, Solbakken", areas=[an_area(name="SOLBAKKEN")]))
    assert (made.method, made.outline.area) == ("named OSM area", 10_000)
    assert "OpenStreetMap contributors" in made.credit
    assert made.notes == ("Omridset er OpenStreetMaps område »SOLBAKKEN« (way/1).",)


@pytest.mark.parametrize(
    ("area", "note"),
    [
        (an_area(name="Solgården"), None),
        (an_area(outline=shapely.box(461, 0, 561, 100)), None),  # 401 m from the nearest address
        (an_area(outline=shapely.box(0, 0, 44, 44)), "0,2 ha"),
        (an_area(outline=shapely.box(0, 0, 800, 800)), "64,0 ha"),
    ],
)
def test_an_area_that_does_not_fit_is_not_taken(area, note):
    made = from_named_area(without_parcels(FOUR, areas=[area]))
    assert made.method is None
    assert (note is None and not made.notes) or note in made.notes[0]


def test_an_area_is_near_only_to_addresses_that_were_found():
    assert from_named_area(without_parcels(areas=[an_area()])).method is None


def test_two_areas_of_one_name_are_nobodys():
    made = from_named_area(without_parcels(FOUR, areas=[an_area(), an_area(osm_id="way/2")]))
    assert made.method is None
    assert "2 områder" in made.notes[0]


def a_building(key, outline):
    return BuildingOutline(osm_id=key, outline=outline, read_on=DAY)


def test_the_buildings_of_the_addresses_are_an_outline_and_their_neighbours_are_not():
    houses = [a_house(1, 5, 5), a_house(3, 5, -9)]  # in the building, and 9 m in front of it
    near = (a_building("way/1", shapely.box(0, 0, 10, 10)), a_building("way/2", shapely.box(12, 0, 20, 10)))
    made = from_buildings(without_parcels(houses, buildings=near), NONE_SHARED)
    assert (made.method, made.accuracy_m, made.retrieved_on) == ("buildings", 25.0, DAY)
    assert made.outline.bounds == (-15, -15, 25, 25)


def test_a_building_too_far_from_the_address_is_none_of_its():
    near = (a_building("way/1", shapely.box(0, 0, 10, 10)),)
    assert from_buildings(without_parcels([a_house(1, 21, 5)], buildings=near), NONE_SHARED).method is None


def test_a_building_with_addresses_of_two_departments_is_nobodys():
    near = (a_building("way/1", shapely.box(0, 0, 10, 10)),)
    one, two = (without_parcels([a_house(number, 5, 5)], buildings=near) for number in (1, 3))
    made = from_buildings(one, shared([one, two]))
    assert made.method is None
    assert made.notes == ("Flere afdelinger har adresser i bygningen way/1.",)


def test_a_hull_holds_every_address_and_says_that_it_is_a_guess():
    made = from_points(without_parcels(FOUR))
    assert made.outline.contains(shapely.MultiPoint([(0, 0), (60, 60)]).buffer(24))
    assert "kan rumme andres boliger" in made.notes[0]


def test_a_hull_gives_way_to_the_parcels_of_other_departments():
    hull = from_points(without_parcels(FOUR))
    other = from_parcels(gathered(a_parcel("a", shapely.box(40, -100, 50, 200))), NONE_SHARED)
    left = without_ground_of([other, hull], hull)
    assert left.outline.area == pytest.approx(hull.outline.area - hull.outline.intersection(other.outline).area)
    assert left.outline.intersection(other.outline).area == 0
    assert left.notes[-1] == "Andre afdelingers jordstykker er trukket fra omridset."


@pytest.mark.parametrize("over", [shapely.box(500, 0, 600, 10), shapely.box(-500, -500, 500, 500)])
def test_a_hull_clear_of_others_or_all_on_their_ground_stays(over):
    hull = from_points(without_parcels(FOUR))
    assert without_ground_of([from_parcels(gathered(a_parcel("a", over)), NONE_SHARED)], hull) == hull


@pytest.mark.parametrize("houses", [FOUR[:1], FOUR[:2], [FOUR[0]] * 3])
def test_fewer_than_three_places_are_a_point(houses):
    made = from_points(without_parcels(houses))
    assert (made.method, made.outline.geom_type) == ("point only", "Point")


def test_three_addresses_in_a_row_are_still_an_area():
    made = from_points(without_parcels([a_house(1, 0, 0), a_house(3, 10, 0), a_house(5, 20, 0)]))
    assert (made.method, made.outline.geom_type) == ("hull of points", "Polygon")


def test_without_any_address_nothing_is_placed_and_the_reason_stands():
    made = from_points(without_parcels(areas=[an_area()]))
    assert (made.method, made.outline, made.credit) == (None, None, None)
    assert made.notes == ("Ingen af adresserne er fundet; afdelingen er ikke placeret.",)
