"""The Folium maps: composed from Folium's own classes and one small layer of ours, with no data inside.

Whoever knows Folium can change these maps. Two things differ from a map saved by Folium. A layer fetches its shapes
(`PayloadLayer`), because Folium parses whatever it embeds as a Jinja template once more, and data from documents
would run there. And only the script is taken from Folium's page: the page around it is ours, so that it has a
language, a title, a table and a content security policy without exceptions.
"""

from collections.abc import Sequence
from typing import Any

import folium
from branca.element import Element, Figure
from folium.map import CustomPane, Layer
from folium.template import Template

from webmap.drawn import MAPS, script_file
from webmap.render.payloads import Bounds

MAP_ID = "kort"
_MARGIN_DEGREES = 0.12
_INTERACTIVE = ("bydele", "roder", "departments")


class PayloadLayer(Layer):  # type: ignore[misc]  # folium ships no types
    """A GeoJSON layer whose shapes the browser fetches: it knows a file name and a role, never a feature.

    `payload` is a file beside the script; `role` says to map.js how the shapes behave; `pane` where they are stacked.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.geoJSON(null, {{ this.options|tojavascript }});
        helhedskort.draw({{ this._parent.get_name() }}, {{ this.get_name() }}, {{ this.spec|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, role: str, payload: str, pane: str) -> None:
        """A layer of the file `payload`, drawn in `pane`."""
        super().__init__(name=role, overlay=True, control=False, show=True)
        self._name = "PayloadLayer"
        self.options = {"pane": pane, "interactive": role in _INTERACTIVE, "className": f"shape {role}"}
        self.spec = {"role": role, "payload": payload}


def base_map(bounds: Bounds, layers: Sequence[tuple[str, str]]) -> folium.Map:
    """A base map over the bounds (south, west, north, east): its layers from the ground up, as (role, file)."""
    south, west, north, east = bounds
    shown = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_control=False,  # map.js adds it with titles in the page's language, and a scale in metres alone
        zoom_snap=0.25,
        max_bounds=True,
        min_lat=south - _MARGIN_DEGREES / 2,
        max_lat=north + _MARGIN_DEGREES / 2,
        min_lon=west - _MARGIN_DEGREES,
        max_lon=east + _MARGIN_DEGREES,
        attribution_control=False,  # the sources stand beside the map, where they can be read
        fade_animation=False,
        zoom_animation=False,
    )
    shown.options |= {"min_zoom": 9.5, "max_zoom": 17}  # as arguments Folium gives them to a tile layer alone
    for number, (role, payload) in enumerate(layers):
        CustomPane(role, z_index=310 + 10 * number, pointer_events=role in _INTERACTIVE).add_to(shown)
        PayloadLayer(role=role, payload=payload, pane=role).add_to(shown)
    shown.fit_bounds([[south, west], [north, east]], padding=(8, 8))
    return shown


def scripts(bounds: Bounds) -> dict[str, bytes]:
    """File name -> script of each base map: byte for byte the same for the same bounds."""
    return {script_file(base): script_of(base_map(bounds, layers)).encode() for base, layers in MAPS.items()}


def script_of(shown: folium.Map) -> str:
    """The script of a Folium map, without its page. Folium's random ids are replaced by numbers in drawing order."""
    figure = Figure()
    shown.default_js, shown.default_css = [], []
    shown.add_to(figure)
    _number(shown)
    shown._id = MAP_ID
    figure.render()
    return "\n".join(line.strip() for line in figure.script.render().splitlines() if line.strip()) + "\n"


def _number(element: Element, counter: Any = None) -> None:
    numbers = counter or iter(range(1, 10_000))
    element._id = f"{next(numbers):03d}"
    for child in element._children.values():
        _number(child, numbers)
