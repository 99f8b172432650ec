"""Where the files we serve lie, in a checkout as in an installed wheel."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def static_folder() -> Path:
    """`webmap/static` in a wheel, where it was put at build time; `static` beside `webmap` in a checkout."""
    inside = HERE / "static"
    return inside if inside.is_dir() else HERE.parent / "static"
