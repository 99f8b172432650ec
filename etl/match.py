"""Edge: the command `match`: printed names -> the departments they are tied to, for one name or a file of them.

It knows the layer of departments, the districts, and of the register the official keys, earlier names, names of
organisations and area groups. No plan, predecessor or decision is asked.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import pipeline, register
from etl.areas import Areas
from etl.gazetteer import Gazetteer
from etl.matching import Answer, Candidate, Context, find
from geodata.clues import in_short
from geodata.errors import NamesError, UsageError
from geodata.plain_text import fold_space, separator, without_control
from geodata.wording import listing

_MAX_BYTES = 50_000_000
_OUTCOMES = {"matched": "placeret", "ambiguous": "flere mulige", "unknown": "ikke fundet"}
_SHOWN = 60  # letters of a name in a table


@dataclass(frozen=True, slots=True)
class Question:
    """A name, and the districts and organisations that bound the search; none bounds nothing."""

    name: str
    bydele: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def known(geodata: Path | None = None, facts: Path | None = None) -> Gazetteer:
    """The departments to choose from: of the city's layers in `geodata`, and with the register in `facts`.

    Without them, what the program carries. Raises LayerError and RegisterError.
    """
    registered = register.load(facts or register.EMBEDDED)
    geography = pipeline.geography_of(registered.municipality, pipeline.Sources(geodata=geodata))
    departments = pipeline.in_districts(
        pipeline.identified(geography.departments, registered.department_keys, registered.reference_date), geography
    )
    areas = Areas(geography.areas, registered.area_groups)
    return Gazetteer(departments, registered.department_names, registered.organisation_names, areas)


def answer(question: Question, among: Gazetteer) -> Answer:
    """What the name is tied to. Raises UsageError where a district or an organisation is not known."""
    numbers: set[int] = set()
    names: list[str] = []
    for given in question.bydele:
        area = among.areas.find(given)
        if area is None:
            raise UsageError(
                f"bydelen »{_short(given)}« kendes ikke", remedy=f"Kendte er {listing(among.areas.names)}."
            )
        numbers |= area.bydel_nos
        names += [name for name in area.bydel_names if name not in names]
    organisations: set[int] = set()
    for given in question.organisations:
        found = among.organisations.numbers(given)
        if not found:
            every = sorted(set(among.organisations.name_of.values()))
            raise UsageError(f"organisationen »{_short(given)}« kendes ikke", remedy=f"Kendte er {listing(every)}.")
        organisations |= found
    context = Context(
        bydel_nos=frozenset(numbers) if question.bydele else None,
        bydel_names=tuple(names),
        organisation_nos=frozenset(organisations) if question.organisations else None,
    )
    return find(question.name, among, context)


def questions(path: Path) -> list[Question]:
    """The rows of a CSV file: `name`, and `bydel` and `organisation` with ";" between several; other columns are left.

    Read as Excel writes it: UTF-8 or Windows-1252, with or without a byte order mark, "," or ";" between cells. Raises
    NamesError where the file cannot be read as that.
    """
    text = _text(path)
    csv.field_size_limit(_MAX_BYTES)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator(text), restval="", strict=True)
    try:
        columns = [_column(column) for column in reader.fieldnames or ()]
        if "name" not in columns:
            raise NamesError("kolonnen name mangler", where=str(path), remedy="Skriv kolonnernes navne i første linje.")
        reader.fieldnames = columns
        return [_question(row, alone=len(columns) == 1) for row in reader]
    except csv.Error as error:
        raise NamesError(f"linjen er ikke gyldig CSV ({error})", where=f"{path}, linje {reader.line_num}") from error


def answers(asked: Sequence[Question], among: Gazetteer) -> Iterator[tuple[Answer, str | None]]:
    """An answer for each, in order; with a warning where a row names what is not known: it is then unknown."""
    for row, question in enumerate(asked, 1):
        try:
            yield answer(question, among), None
        except UsageError as error:
            yield Answer("unknown", ()), f"række {row} (»{_short(question.name)}«): {error.what}"


def as_json(question: Question, given: Answer, areas: Areas) -> dict[str, Any]:
    """The contract's JSON of one answer."""
    return {
        "name": question.name,
        "outcome": given.outcome,
        "candidates": [_candidate(one, areas) for one in given.candidates],
    }


def in_words(question: Question, given: Answer, areas: Areas) -> str:
    """One answer for a terminal, in Danish."""
    lines = [f"»{_short(question.name)}«: {_OUTCOMES[given.outcome]}"]
    if given.outcome == "unknown" and given.candidates:
        lines[0] += "; det nærmeste er"
    for one in given.candidates:
        row = one.department
        place = areas.name_of.get(row.bydel_no or 0, "uden for bydelene")
        homes = "boligtal ikke oplyst" if row.homes is None else f"{row.homes} boliger"
        lines.append(f"  {row.department_id}  {row.name} ({row.organisation}), {place}, {homes}")
        lines.append(f"      sikkerhed {_score(one)}  {_for_and_against(one)}")
    return "\n".join(lines)


def table(asked: Sequence[Question], given: Iterable[Answer]) -> str:
    """All answers, a line each: name, outcome, score, departments."""
    cells = [("navn", "udfald", "score", "afdelinger")]
    for question, one in zip(asked, given, strict=True):
        score = _score(one.candidates[0]) if one.candidates else ""
        shown = one.candidates if one.outcome != "unknown" else ()
        ids = ", ".join(f"{row.department.department_id} {row.department.name}" for row in shown)
        cells.append((_short(question.name), _OUTCOMES[one.outcome], score, ids))
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    return "\n".join("  ".join((*map(str.ljust, row[:3], widths), row[3])).rstrip() for row in cells)


def evidence(one: Candidate) -> list[str]:
    """What speaks for and against a candidate, each as kind and what it says: "department number 58"."""
    return [f"{clue.kind} {clue.said}".strip() for clue in one.clues]


def _for_and_against(one: Candidate) -> str:
    """What speaks for a candidate and what against it, in Danish."""
    spoken = [
        [in_short(clue.kind, clue.said) for clue in one.clues if (clue.weight < 0) is not_] for not_ in (False, True)
    ]
    return "; ".join(f"{word}: {listing(said)}" for word, said in zip(("for", "imod"), spoken, strict=True) if said)


def _score(one: Candidate) -> str:
    """Two decimals, and never 1: nothing is certain."""
    return f"{min(one.score, 0.99):.2f}".replace(".", ",")


def _candidate(one: Candidate, areas: Areas) -> dict[str, Any]:
    row = one.department
    return {
        "department_id": row.department_id,
        "organisation_no": row.organisation_no,
        "organisation": row.organisation,
        "department_no": row.department_no,
        "name": row.name,
        "bydel": areas.name_of.get(row.bydel_no) if row.bydel_no is not None else None,
        "homes": row.homes,
        "score": round(one.score, 3),
        "evidence": evidence(one),
    }


def _question(row: dict[Any, Any], *, alone: bool) -> Question:
    name = row["name"] or ""
    if alone and row.get(None):  # a name with a comma, in a file of names and nothing else
        name = ", ".join([name, *(cell.strip() for cell in row[None])])
    return Question(name, _several(row.get("bydel")), _several(row.get("organisation")))


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(one for one in (fold_space(part) for part in (cell or "").split(";")) if one)


def _column(name: str | None) -> str:
    return fold_space(name or "").strip('"').lower()


def _text(path: Path) -> str:
    if path.stat().st_size > _MAX_BYTES:
        raise NamesError("filen er for stor", where=str(path), remedy="Del den i flere.")
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _short(text: str) -> str:
    plain = fold_space(without_control(text[: 4 * _SHOWN]))
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
