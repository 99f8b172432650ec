"""One map as one HTML file that opens from disk with the network off: scripts, shapes and values inside it."""

import base64
import hashlib
import re
from pathlib import Path

from webmap.asking import Asked
from webmap.drawn import MAPS, POINTS, script_file
from webmap.maps import page as page_of

_SCRIPTS = ("leaflet.js", "map.js")


def page(ask: Asked) -> bytes:
    """The file. Its own policy allows the scripts it carries, by their hashes, and nothing from anywhere."""
    folder = ask.served.folder
    base = ask.sheet.base
    names = dict.fromkeys([payload for _, payload in MAPS[base]] + [POINTS])
    scripts = [_script(folder / name) for name in (*_SCRIPTS, script_file(base))]
    text = page_of(
        ask,
        "single_file.html",
        styles=[_style(folder / "leaflet.css", folder), _style(folder / "site.css", folder)],
        scripts=scripts,
        script_hashes=[_hash(script) for script in scripts],
        payloads={name: _data(folder / name) for name in names},
    )
    return text.encode()


def _script(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _data(path: Path) -> str:
    """JSON that cannot end the element it stands in."""
    return path.read_text(encoding="utf-8").replace("<", "\\u003c")


def _style(path: Path, folder: Path) -> str:
    """The style sheet with its images inside it."""

    def inline(match: re.Match[str]) -> str:
        image = folder / match[1]
        return f"url(data:image/png;base64,{base64.b64encode(image.read_bytes()).decode()})" if image.is_file() else ""

    return re.sub(r"url\((images/[\w.-]+)\)", inline, path.read_text(encoding="utf-8"))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
