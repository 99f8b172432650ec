"""Gathers the Danish sentences of the pages into en.po, for a person to translate (make catalogue).

They stand in the code, in the templates, and in the data: why a register row reads as it does. Sentences that are
gone are dropped with their English, new ones come in without; those are named, and the exit code is 1. No page
imports this.
"""

import csv
import io
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

CATALOGUE = Path(__file__).resolve().with_name("en.po")
CHECKOUT = CATALOGUE.parents[2]
WIDTH = 110
Found = tuple[int, str, str | tuple[str | None, ...] | None, list[str]]  # line, function, message, comments


def templates(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """The messages of a template, with those that it says as `lang._(...)`, which Jinja's own reader passes by."""
    text = file.read().replace(b"lang._(", b"_(").replace(b"lang.ngettext(", b"ngettext(")
    strict = {"silent": "false", "trim_blocks": "true"}  # a template that cannot be read is not passed over
    yield from babel_extract(io.BytesIO(text), list(keywords), list(comment_tags), strict)


def columns(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """The Danish texts in the columns of a CSV file that pages say in the reader's language."""
    text = io.StringIO(file.read().decode("utf-8"), newline="")
    for number, row in enumerate(csv.DictReader(text), start=2):
        for column in options["columns"]:
            if row.get(column):
                yield number, "_", row[column], []


# files -> how they are read; the first that fits
SOURCES: tuple[tuple[str, Any], ...] = (
    ("webmap/**.py", "python"),
    ("geodata/clues.py", "python"),
    ("webmap/templates/**.html", templates),
    ("webmap/templates/**.svg", templates),
    ("etl/register/*.csv", columns),
    ("geodata/data/datasets.csv", columns),
)
COLUMNS: dict[str, dict[str, Any]] = {
    "etl/register/documents.csv": {"columns": ("kind", "date_inferred_from")},
    "etl/register/*.csv": {"columns": ("because",)},
    "geodata/data/datasets.csv": {"columns": ("used_for",)},
}


def gathered(checkout: Path = CHECKOUT) -> Catalog:
    """Every message of the pages, without translation, by the alphabet."""
    found = []
    for package in ("etl", "geodata", "webmap"):
        own = [(pattern.removeprefix(f"{package}/"), how) for pattern, how in SOURCES if pattern.startswith(package)]
        options = {key.removeprefix(f"{package}/"): held for key, held in COLUMNS.items() if key.startswith(package)}
        found += [row[2] for row in extract_from_dir(checkout / package, own, options)]
    catalogue = Catalog()
    for message in sorted(found, key=lambda one: one if isinstance(one, str) else one[0]):
        catalogue.add(message)
    return catalogue


def english(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form; an empty one where there is none."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or [""])


def main() -> int:
    """Brings the catalogue up to date, and says what lacks its English."""
    text = CATALOGUE.read_text(encoding="utf-8")
    known, fresh = read_po(io.StringIO(text), locale="en"), gathered()
    for message in fresh:
        before = known.get(message.id) if message.id else None
        if before is not None and type(before.id) is type(message.id):
            message.string = before.string
    body = io.BytesIO()
    write_po(body, fresh, width=WIDTH, no_location=True, omit_header=True)
    head, _, _ = text.partition("\n\n")  # with the glossary; kept as it is
    CATALOGUE.write_text(f"{head}\n\n{body.getvalue().decode()}", encoding="utf-8", newline="\n")
    lacking = [str(message.id) for message in fresh if message.id and not all(english(message))]
    sys.stderr.writelines(f"mangler engelsk: {one}\n" for one in lacking)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
