"""Printed amounts held against each other: every sum of a table against its parts. Pure.

Amounts are added only within one price level and one stage; anything else is a ValueError, never a number. A printed
figure is never changed: what it should be stands beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from geodata.model import KRONER, Funding, MoneyUnit

Direction = Literal["down", "across"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A printed sum and the parts it is said to be of: the rows of its column, or the years of its own row."""

    total: Funding
    direction: Direction
    parts: tuple[Funding, ...]

    @property
    def printed(self) -> int | float:
        """The sum as it stands, in its unit."""
        return in_unit(self.total.amount_kr, self.total.unit)

    @property
    def computed(self) -> int | float:
        """What its parts add up to, in the same unit."""
        return in_unit(added(self.parts), self.total.unit)

    @property
    def difference(self) -> int | float:
        """Printed less computed: 0 where the table adds up."""
        return in_unit(self.total.amount_kr - added(self.parts), self.total.unit)

    @property
    def terms(self) -> tuple[str, ...]:
        """The parts as printed: ("1.100", "1.654")."""
        return tuple(part.printed for part in self.parts)

    @property
    def arithmetic(self) -> str:
        """The sum written out: "1.100 + 1.654 = 2.754"."""
        return written_out(self.parts)


def totals(rows: Iterable[Funding]) -> list[Total]:
    """Every sum the tables print, with its parts, in the order of the rows; one without parts is left out.

    A row of totals is held against the other rows of its table in the same column, and of the same steering area where
    it has one; the sum of a row against its years. Raises ValueError where the parts cannot be added.
    """
    cells = [row for row in rows if row.table is not None and row.year_from is not None]
    held = []
    for row in cells:
        if row.is_total:
            held.append(Total(total=row, direction="down", parts=tuple(_column(row, cells))))
        if row.year_from != row.year_to:
            held.append(Total(total=row, direction="across", parts=tuple(_years(row, cells))))
    held = [total for total in held if total.parts]
    for total in held:
        added([total.total, *total.parts])  # the sum itself must be of the parts' price level, stage and unit
    return held


def added(rows: Sequence[Funding]) -> int:
    """The amounts together, in kroner. Raises ValueError across price levels, stages or units, and for no rows."""
    if not rows:
        raise ValueError("der er ingen beløb at lægge sammen")
    kinds: dict[str, set[str]] = {
        "prisniveauer": {row.price_level or "ikke oplyst" for row in rows},
        "stadier": {row.stage for row in rows},
        "enheder": {row.unit for row in rows},
    }
    for what, seen in kinds.items():
        if len(seen) > 1:
            keys = ", ".join(row.key for row in rows)
            raise ValueError(f"beløb i forskellige {what} ({', '.join(sorted(seen))}) lægges ikke sammen: {keys}")
    return sum(row.amount_kr for row in rows)


def addable(rows: Sequence[Funding]) -> bool:
    """Whether the amounts are of one price level, stage and unit."""
    return len({(row.price_level, row.stage, row.unit) for row in rows}) == 1


def written_out(rows: Sequence[Funding]) -> str:
    """The amounts and their sum in the printed unit: "1.100 + 1.654 = 2.754"; one amount alone. Raises as `added`."""
    terms, result = " + ".join(row.printed for row in rows), figure(in_unit(added(rows), rows[0].unit))
    return terms if len(rows) == 1 else f"{terms} = {result}"


def in_unit(kroner: int, unit: MoneyUnit) -> int | float:
    """Kroner as the printed unit counts them: 2754000 -> 2754 (1.000 kr.), 7400000 -> 7.4 (mio. kr.)."""
    whole, rest = divmod(kroner, KRONER[unit])
    return round(kroner / KRONER[unit], 6) if rest else whole


def figure(value: int | float) -> str:
    """As the documents write numbers: 2754 -> "2.754", 7.4 -> "7,4"."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def rounded_alike(printed: Funding, kroner: int) -> bool:
    """Whether the printed figure could be these kroner, rounded to the decimals it is printed with."""
    return bool(abs(printed.amount_kr - kroner) <= half_a_digit(printed))


def half_a_digit(row: Funding) -> float:
    """Half of the last printed digit, in kroner: what rounding may have taken from or added to the amount."""
    decimals = len(row.printed.partition(",")[2])
    return float(KRONER[row.unit] / 10**decimals / 2)


def _column(total: Funding, cells: Iterable[Funding]) -> list[Funding]:
    return [
        row
        for row in cells
        if not row.is_total
        and (row.table, row.year_from, row.year_to) == (total.table, total.year_from, total.year_to)
        and total.steering_area in (None, row.steering_area)
    ]


def _years(whole: Funding, cells: Iterable[Funding]) -> list[Funding]:
    return [
        row
        for row in cells
        if (row.table, row.table_row) == (whole.table, whole.table_row)
        and row.year_from == row.year_to
        and row.year_from in range(whole.year_from or 0, (whole.year_to or 0) + 1)
    ]
