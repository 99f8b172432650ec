"""The Folium shell: a script without data, of Folium's own making."""

import folium

from webmap.render.shell import PayloadLayer, coverage_map, coverage_scripts, script_of

BOUNDS = (55.61, 12.45, 55.73, 12.73)


def test_the_map_is_a_folium_map_of_four_fetched_layers() -> None:
    shown = coverage_map(BOUNDS, "departments.json")
    assert isinstance(shown, folium.Map)
    layers = [child for child in shown._children.values() if isinstance(child, PayloadLayer)]
    assert [layer.spec["role"] for layer in layers] == ["land", "bydele", "water", "departments"]


def test_the_script_holds_no_feature_and_no_foreign_address() -> None:
    script = coverage_scripts(BOUNDS)["daekning-bydel.js"].decode()
    assert "coordinates" not in script
    assert "http" not in script
    assert "$(" not in script  # nothing of jQuery


def test_the_script_is_the_same_each_time() -> None:
    assert coverage_scripts(BOUNDS) == coverage_scripts(BOUNDS)


def test_a_layer_added_by_someone_who_knows_folium_is_drawn_too() -> None:
    shown = coverage_map(BOUNDS, "departments.json")
    folium.CircleMarker([55.67, 12.57], radius=5).add_to(shown)
    assert "L.circleMarker" in script_of(shown)
