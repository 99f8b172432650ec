"""The table that follows up the goals of an agreement: goal, theme, time, content, statuses, fulfilment, owner. Pure.

A group of goals begins with a header line: its name, then "Tema Tid Indhold", the statuses with their quarters, and
last "Tovholder". Where the borders of the table are lost, a row is: the goal's text, its theme and deadline, what
`goal_cells` reads, and last the fulfilment and its owner at a line's end. A row begins where the one before it ended.
A table that is kept as a table is read by its cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.extract import goal_groups, goal_rows
from etl.extract.facts import PrintedGoal, StatusText
from etl.extract.goal_cells import is_unchanged
from etl.extract.goal_groups import Group
from etl.extract.text import Text


def find(text: Text) -> tuple[PrintedGoal, ...]:
    """The goals in the order of the table; () for a document without one. Positions begin at 1 in each group."""
    found: list[PrintedGoal] = []
    for group in goal_groups.find(text):
        rows = _cell_rows(text, group) if group.cells else goal_rows.find(text, group)
        found.extend(replace(goal, position=place) for place, goal in enumerate(rows, start=1))
    return tuple(found)


def _cell_rows(text: Text, group: Group) -> Iterator[PrintedGoal]:
    """The rows with as many cells as the header; a row that cannot be read so is none."""
    columns = _columns(group.cells)
    for first, last in group.spans:
        for number in range(first, last + 1):
            cells = [" ".join(cell.split()) for cell in text.lines[number - 1].split("\t")]
            if len(cells) == len(group.cells) and cells[0] and cells != list(group.cells):
                yield _cell_goal(text, group, number, cells, columns)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Which column is which; the goals stand in the first."""
    starts = {
        **{"theme": ("Tema",), "deadline": ("Tid", "Frist"), "expected": ("Angiv forventet", "Forventet")},
        **{"fulfilment": ("Målopfyldelse",), "owner": ("Tovholder", "Ansvarlig")},
    }
    return {
        name: index
        for name, words in starts.items()
        for index, cell in reversed(list(enumerate(header)))
        if index and cell.startswith(words)
    }


def _cell_goal(text: Text, group: Group, number: int, cells: list[str], columns: dict[str, int]) -> PrintedGoal:
    def cell(name: str) -> str | None:
        return (cells[columns[name]] or None) if name in columns else None

    page, theme = text.page_of[number - 1], cell("theme") or ""
    under = zip(cells, group.cells, strict=True)
    printed = [(as_of, words) for words, head in under for as_of in goal_groups.status_dates(head)]
    return PrintedGoal(
        page=page,
        line=number,
        line_end=number,
        quote=cells[0],
        group=group.name,
        position=0,
        theme=int(theme) if theme.isdecimal() and len(theme) < 3 else None,
        goal=cells[0],
        deadline=cell("deadline"),
        owner=cell("owner"),
        statuses=tuple(
            StatusText(as_of=as_of, text=words, unchanged=is_unchanged(words), page=page, line=number, line_end=number)
            for as_of, words in printed
            if words
        ),
        fulfilment=cell("fulfilment"),
        expected=goal_rows.expected(cell("expected") or ""),
    )
