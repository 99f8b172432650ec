"""The list of departments and their addresses that a municipality makes in a spreadsheet -> records. Pure.

One row a department. A Danish spreadsheet writes ";" between cells and a byte order mark in front, others ",": both are
read. What is wrong in a cell is one error that names its row and column; nothing is guessed.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl import addresses
from etl.addresses import Address
from geodata.errors import AddressError
from geodata.plain_text import fold_space, separator, wrong_with

NEEDED = ("organisation_no", "organisation", "department_no", "name", "addresses")
COUNTS = ("homes_family", "homes_youth", "homes_elderly", "homes_care")
OPTIONAL = (*COUNTS, "bfe", "ejendomsnummer", "postnummer")
_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")  # a Danish spreadsheet may write 1.200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDepartment:
    """A department of the list. `bfe` and `municipal_property_no` are numbers of whole properties it is said to own."""

    row: int
    organisation_no: int
    organisation: str
    department_no: str
    name: str
    addresses: tuple[Address, ...]
    homes_family: int | None = None
    homes_youth: int | None = None
    homes_elderly: int | None = None
    homes_care: int | None = None
    bfe: tuple[int, ...] = ()
    municipal_property_no: tuple[str, ...] = ()

    @property
    def department_id(self) -> str:
        """The official key, as everywhere: "49-58"."""
        return f"{self.organisation_no}-{self.department_no}"

    @property
    def homes(self) -> int | None:
        """All homes: an empty count adds nothing; None where all four are empty."""
        known = [
            count
            for count in (self.homes_family, self.homes_youth, self.homes_elderly, self.homes_care)
            if count is not None
        ]
        return sum(known) if known else None


def read(text: str, name: str) -> tuple[ListedDepartment, ...]:
    """The departments of a list, in its order. `name` is the file's, for messages. Raises AddressError."""
    listed: dict[str, ListedDepartment] = {}
    for row, cells in _rows(text.removeprefix("\ufeff"), name):
        made = _department(_Cells(name, row, cells))
        before = listed.get(made.department_id)
        if before is not None:
            raise _wrong(name, row, "department_no", f"afdelingen {made.department_id} står også i række {before.row}")
        listed[made.department_id] = made
    if not listed:
        raise AddressError("listen har ingen afdelinger", where=name, remedy="Skriv en række for hver afdeling.")
    return tuple(listed.values())


@dataclass(frozen=True)
class _Cells:
    """The cells of one row, each read as what its column holds, or an error that names the place."""

    name: str
    row: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        text = fold_space(self.cells[column])
        if not text:
            raise self.wrong(column, "cellen er tom")
        wrong = wrong_with(text)
        if wrong is not None:
            raise self.wrong(column, f"teksten {wrong}")
        return text

    def number(self, column: str) -> int:
        if not _WHOLE.fullmatch(self.cells[column]):
            raise self.wrong(column, f"»{self.cells[column][:40]}« er ikke et helt tal under en milliard")
        return int(self.cells[column].replace(".", ""))

    def optional_number(self, column: str) -> int | None:
        return self.number(column) if self.cells.get(column) else None

    def numbers(self, column: str) -> tuple[str, ...]:
        parts = [fold_space(part) for part in self.cells.get(column, "").split(";")]
        for part in filter(None, parts):
            if not (part.isascii() and part.isdigit() and len(part) <= 10):
                raise self.wrong(column, f"»{part[:40]}« er ikke et nummer; skil flere ad med semikolon")
        return tuple(dict.fromkeys(filter(None, parts)))

    def postcode(self, column: str) -> str | None:
        text = self.cells.get(column, "")
        if text and not (text.isascii() and text.isdigit() and len(text) == 4):
            raise self.wrong(column, f"»{text[:40]}« er ikke et postnummer på fire cifre")
        return text or None

    def wrong(self, column: str, what: str) -> AddressError:
        return _wrong(self.name, self.row, column, what)


def _department(cells: _Cells) -> ListedDepartment:
    bfe, property_no = cells.numbers("bfe"), cells.numbers("ejendomsnummer")
    try:
        found = addresses.parse(cells.cells["addresses"], cells.postcode("postnummer"))
    except ValueError as error:
        raise cells.wrong("addresses", str(error)) from error
    if not (found or bfe or property_no):
        raise cells.wrong("addresses", "cellen er tom, og der er hverken bfe eller ejendomsnummer")
    return ListedDepartment(
        row=cells.row,
        organisation_no=cells.number("organisation_no"),
        organisation=cells.text("organisation"),
        department_no=cells.text("department_no"),
        name=cells.text("name"),
        addresses=found,
        **{column: cells.optional_number(column) for column in COUNTS},
        bfe=tuple(int(one) for one in bfe),
        municipal_property_no=property_no,
    )


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        columns = [column.strip() for column in next(reader, [])]
        _check_columns(columns, name)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                what = f"rækken har {len(cells)} celler, første linje har {len(columns)}"
                raise _wrong(name, reader.line_num, "", what + "; sæt citationstegn om en celle med semikolon")
            yield reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise _wrong(name, reader.line_num, "", f"rækken er ikke gyldig CSV ({error})") from error


def _check_columns(columns: list[str], name: str) -> None:
    for column in NEEDED:
        if column not in columns:
            raise _wrong(name, 1, column, f"kolonnen mangler; første linje skal mindst være {','.join(NEEDED)}")
    for column in columns:
        if columns.count(column) > 1:
            raise _wrong(name, 1, column, "kolonnen står to gange")
        if column not in (*NEEDED, *OPTIONAL):
            raise _wrong(name, 1, column, f"kolonnen kendes ikke; valgfrie er {', '.join(OPTIONAL)}")


def _wrong(name: str, row: int, column: str, what: str) -> AddressError:
    where = f"{name}, række {row}" + (f", kolonnen {column}" if column else "")
    return AddressError(what, where=where, remedy="Ret listen, og prøv igen.")
