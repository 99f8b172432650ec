"""What we are measured against: the same work with the same libraries; and the scripts of the child processes."""

from typing import Any

# A child process runs a script and then tells its own peak memory; wall time is taken from outside. Linux keeps the
# peak of the process image in VmHWM; ru_maxrss would carry over the parent's.
PEAK = (
    "\nimport sys\n"
    "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0], file=sys.stderr)\n"
)
BUILD = "from etl.__main__ import main\nimport logging\nlogging.disable()\nmain(['build', '--store', {store!r}])"
BUILD_PEER = (
    "import geopandas\n"
    "for name in ('bydele', 'roder', 'departments', 'land', 'water'):\n"
    "    geopandas.read_file({data!r} + '/' + name + '.geojson').to_file({out!r}, layer=name, driver='GPKG')"
)
READ_PDF = (
    "from pathlib import Path\nfrom etl.reading import pdf\nassert pdf.read(Path({path!r})).page_of[-1] == {pages}"
)
READ_PDF_PEER = (
    "import pypdfium2\n"
    "document = pypdfium2.PdfDocument({path!r})\n"
    "assert sum(bool(page.get_textpage().get_text_range()) for page in document) == {pages}"
)
READ_PDF_POPPLER = "import subprocess\nsubprocess.run(['pdftotext', '-layout', {path!r}, '-'], stdout=-3, check=True)"
EXTRACT = (
    "from pathlib import Path\nfrom etl import documents\nfrom etl.extract import extract\n"
    "for path in {paths!r}:\n    assert extract(documents.read(Path(path)))"
)
EXTRACT_PEER = (
    "import re\nfrom pathlib import Path\nfrom etl import documents\nfrom etl.extract import numbers\n"
    "for path in {paths!r}:\n"
    "    assert re.findall(numbers.STANDING, '\\n'.join(documents.read(Path(path)).lines))"
)
SERVE = (
    "from webmap import create_app\n"
    "app = create_app({{'STORE': {store!r}, 'CACHE': {cache!r}}})\n"
    "assert app.test_client().get('/').status_code == 200"
)
SERVE_EVERY = """
for state in {states!r}:
    name, _, query = state.partition('?')
    for path in ('/kort/%s', '/embed/kort/%s', '/kort/%s.html', '/kort/%s.csv', '/kort/%s.geojson', '/figur/%s.svg',
                 '/figur/%s.png'):
        assert app.test_client().get(path % name + '?' + query).status_code == 200
"""
SERVE_PEER = "import flask, folium, geopandas"


def folium_page(layers: list[dict[str, Any]]) -> str:
    """A map of the layers as Folium makes it: a GeoJson layer each, with its colours and a tooltip."""
    import folium

    shown = folium.Map([55.67, 12.58], zoom_start=11, tiles=None)
    for layer in layers:
        folium.GeoJson(
            layer,
            style_function=lambda feature: {
                "weight": 1,
                "color": "#24323d",
                "fillColor": feature["properties"]["fill"],
                "fillOpacity": 1,
            },
            tooltip=folium.GeoJsonTooltip(fields=["text"], labels=False),
        ).add_to(shown)
    return str(shown.get_root().render())
