"""Budget notes of other shapes: no table or three, other units and columns, tabs, empty cells, bulleted lists."""

# ruff: noqa: E501 (a sentence stands on one line)

import random
from collections.abc import Sequence
from textwrap import wrap

from tests.etl.invented_notes import BYDELE, Note, _entries, _swapped
from tests.etl.invented_phrases import (
    PLACES,
    Page,
    and_,
    at,
    counts,
    dk,
    duration,
    expiry,
    indicator,
    shares,
    state_list,
)

PLANTED = ("none", "digit", "year", "count", "shares")
Cells = Sequence[int | float | None]


def budget(seed: int, planted: str = "none") -> Note:
    """The budget note of a seed, the same each time."""
    chance = random.Random(f"budget {seed}")
    page = Page(chance, chance.choice((70, 85, 100)))
    year = chance.randrange(2024, 2040)
    areas = chance.sample(PLACES, chance.choice((1, 1, 2, 3)))
    number = f"{chance.choice(('TM', 'ØK', 'SO', 'BI'))}{chance.randrange(1, 400):03}"
    title = f"{number} {page.one('Nye boligsociale helhedsplaner for', 'Boligsocial indsats i', 'Medfinansiering af planer for')} {and_(areas)}"
    page.lines(*(f"{line} " for line in wrap(title, page.width)), " ", "")
    page.note.says("heading", title, "budgetnotat")
    page.note.says("numbers", number)
    page.head("Resumé")
    expiry(page, year - 1)
    page.head("Baggrund")
    entries = {area: _entries(chance, chance.randrange(3, 8)) for area in areas}
    _baggrund(page, areas, entries, year, planted)
    page.head("Økonomi")
    _tables(page, year, planted)
    _boxes(page, areas)
    _lists(page, entries)
    return page.note


def _baggrund(
    page: Page,
    areas: list[str],
    entries: dict[str, list[tuple[str, tuple[str, ...]]]],
    year: int,
    planted: str,
) -> None:
    area = areas[0]
    departments = sum(len(names) for _, names in entries[area])
    wrong = planted == "count"
    counts(page, departments + 2 if wrong else departments, area=area)
    if wrong:
        page.note.planted.append("counts-against-lists")
    for one in areas:
        if page.chance.random() < 0.6:
            duration(page, one, page.chance.randrange(2, 7))
        indicator(page, one)
    shares(page, wrong=planted == "shares")
    single = [names[0] for _, names in entries[area] if len(names) == 1 and " " not in names[0]]
    if len(single) > 1:
        state_list(page, area, single[: page.chance.randrange(2, 5)], year - 1)


# --- tables -----------------------------------------------------------------------------------------------------------


class _Grid:
    """What a table says, before it is set as text or with tabs."""

    def __init__(self, title: str, unit: str, basis: str, columns: list[str]) -> None:
        self.title, self.unit, self.basis, self.columns = title, unit, basis, columns
        self.rows: list[tuple[str, str | None, Cells]] = []


def _tables(page: Page, year: int, planted: str) -> None:
    chance = page.chance
    many = chance.choice((0, 1, 1, 1, 2, 3)) if planted not in ("digit", "year") else chance.choice((1, 2, 3))
    tabs = chance.random() < 0.4
    if many == 0:
        page.say("Beløbene kendes først, når forhandlingerne er slut.")
    else:
        _write(page, _first(page, year, planted), tabs)
    if many >= 2:
        _write(page, _earlier(page, year), tabs)
    if many == 3:
        _write(page, _groups(page, year), tabs)


def _first(page: Page, year: int, planted: str) -> _Grid:
    chance = page.chance
    years = list(range(year, year + chance.choice((1, 2, 4, 4, 5, 7))))
    millions = chance.random() < 0.3
    if planted in ("digit", "year") and len(years) < 3:
        years = [year, year + 1, year + 2, year + 3]
    if planted == "year":
        del years[len(years) // 2]
        page.note.planted.append("year-missing")
    whole = chance.random() < 0.8 and len(years) > 1
    grid = _Grid(
        "Tabel 1. Udgifter i forslaget",
        "mio. kr." if millions else "1.000 kr.",
        f"{year} p/l",
        [*map(str, years), *(["I alt"] if whole else [])],
    )
    rows = [
        (page.one("Medfinansiering af planerne", "- Tilskud til helhedsplaner"), "Anlæg"),
        (page.one("Sekretariat for planerne", "- 2,5 årsværk til hjælp med planerne"), "Service"),
    ][: chance.choice((1, 2, 2))]
    values = [[chance.randrange(101, 4_000) for _ in years] for _ in rows]
    cells = [[v if not millions else round(v / 100) / 10 for v in row] for row in values]
    for (label, area), row in zip(rows, cells, strict=True):
        grid.rows.append((label, area, [*row, *([_sum(row)] if whole else [])]))
    totals = [_sum([row[at_] for row in cells]) for at_ in range(len(years))]
    total = _sum(totals)
    if planted == "digit":
        at_ = chance.randrange(len(totals))
        tenth = 10 if millions else 1
        swapped = _swapped(chance, round(totals[at_] * tenth))
        totals[at_] = swapped / 10 if millions else swapped
        page.note.planted += ["table-total"] * (2 if whole else 1)
    if len(rows) > 1 or planted == "digit" or chance.random() < 0.5:
        grid.rows.append(("Udgifter i alt", None, [*totals, *([total] if whole else [])]))
    return grid


def _sum(values: Sequence[float]) -> int | float:
    total = sum(values)
    return total if isinstance(total, int) else round(total, 1)


def _earlier(page: Page, year: int) -> _Grid:
    chance = page.chance
    years = list(range(year - chance.choice((3, 5, 7)), year + 1))
    grid = _Grid("Tabel 2. Oversigt over tidligere afsatte midler", "1.000 kr.", "løbende p/l", list(map(str, years)))
    cut = len(years) // 2
    first = [chance.randrange(200, 7_000) for _ in years[:-1]]
    later = [chance.randrange(200, 7_000) for _ in years[cut:]]
    a: list[int | None] = [*first, None]
    b: list[int | None] = [*[None] * cut, *later]
    grid.rows.append((f"Overførselssagen {years[0] - 1}-{str(years[0])[2:]}", None, a))
    grid.rows.append((f"Budgetaftale {years[cut] - 1}", None, b))
    grid.rows.append(("Afsatte midler i alt", None, [(x or 0) + (y or 0) for x, y in zip(a, b, strict=True)]))
    return grid


def _groups(page: Page, year: int) -> _Grid:
    years = [year, year + 1, year + 2]
    grid = _Grid("Tabel 3. Udgifter på alle styringsområder", "1.000 kr.", f"{year} p/l", [*map(str, years), "I alt"])
    for head, labels in (
        ("Anlægsudgifter", ["- Tilskud til planerne"]),
        ("Serviceudgifter", ["- Sekretariat", "- Evaluering"]),
    ):
        grid.rows.append((head, None, []))
        cells = [[page.chance.randrange(101, 3_000) for _ in years] for _ in labels]
        for label, row in zip(labels, cells, strict=True):
            grid.rows.append((label, head.removesuffix("sudgifter").removesuffix("udgifter"), [*row, sum(row)]))
        totals = [sum(row[at_] for row in cells) for at_ in range(len(years))]
        grid.rows.append(
            (f"{head} i alt", head.removesuffix("sudgifter").removesuffix("udgifter"), [*totals, sum(totals)])
        )
    return grid


def _write(page: Page, grid: _Grid, tabs: bool) -> None:
    page.lines("", f"{grid.title} ")
    columns = tuple(grid.columns)
    steering = any(area for _, area, cells in grid.rows if cells) and "Tabel 1" in grid.title
    if tabs:
        basis = f"({grid.unit} – {grid.basis})" if steering else f"{grid.unit}, {grid.basis}"
        page.row(f"Aktiviteter {basis}" if steering else basis, *(["Styringsområde"] if steering else []), *columns)
    elif steering:
        page.lines("Aktiviteter i forslaget ", "", f"({grid.unit} – {grid.basis}) ", "Styrings-", "område ", "")
        page.lines(f"{' '.join(columns)} ", "")
    else:
        page.lines("", f"{grid.unit}, {grid.basis} {' '.join(columns)} ", "")
    for label, area, cells in grid.rows:
        _row(page, columns, label, area if cells else None, cells, tabs=tabs, steering=steering)
    page.lines(" ", "")


def _row(
    page: Page,
    columns: tuple[str, ...],
    label: str,
    area: str | None,
    cells: Cells,
    *,
    tabs: bool,
    steering: bool,
) -> None:
    texts = ["" if cell is None else dk(cell) for cell in cells]
    if tabs:
        page.row(label, *([area or ""] if steering else []), *(texts or [""] * len(columns)))
    else:
        # an empty cell leaves its blank behind
        first = f"{area} " if steering and area else " " if steering else ""
        page.lines(f"{label} {first}{''.join(f'{text} ' for text in texts)}", "")
    if cells:
        page.note.says("tables", columns, label, area, tuple(cells))


# --- the form's boxes and the lists -----------------------------------------------------------------------------------


def _boxes(page: Page, areas: Sequence[str]) -> None:
    page.head("Bydele")
    names = list(BYDELE)
    page.chance.shuffle(names)
    empty, ticked = page.chance.choice((("☐", "☒"), ("☐", "☑"), ("☐", "☒")))
    page.lines(f"Bydækkende: {empty} ", "")
    page.note.says("boxes", "Bydækkende", False)
    per = page.chance.choice((1, 3, 5))
    for start in range(0, len(names), per):
        page.lines(
            "  ".join(f"{BYDELE[name]} {ticked if name in areas else empty}" for name in names[start : start + per])
        )
    for name in names:
        page.note.says("boxes", name, name in areas)


def _lists(page: Page, entries: dict[str, list[tuple[str, tuple[str, ...]]]]) -> None:
    page.head("Adresse")
    bullets = page.chance.random() < 0.3
    for area, listed in entries.items():
        head = f"Almene boligafdelinger {at(area)}:"
        if bullets:
            page.lines(f"{head} ", *(f"• {printed} " for printed, _ in listed), "")
        else:
            page.say(f"{head} {and_([printed for printed, _ in listed])}{page.one('.', '')}")
        for _, names in listed:
            for name in names:
                page.note.says("departments", area, name)
