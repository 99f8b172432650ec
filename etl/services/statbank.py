"""Edge: tables of Danmarks Statistik's Statbank, and of Københavns Kommune's, which is the database "s30" there.

A table says of itself which variables it has (`tableinfo`); a question is held against that before it is put: values
that must be chosen, and no more than a million cells. A 400 is told in the Statbank's words and never asked again.
"""

import csv
import fnmatch
import io
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.services.asking import Answer, Asker, excerpt
from etl.services.settings import Statbank, StatbankTable
from geodata.errors import ServiceError

MOST_CELLS = 1_000_000
_TOTALS = ("TOT", "IALT")  # what a variable calls the sum of its values
_MISSING = {"", "..", "."}
_NEWEST = re.compile(r"\((\d{1,4})\)|\(-n\+(\d{1,4})\)")

Value = str | int | float | None


@dataclass(frozen=True)
class Variable:
    """A variable of a table: its values by code; `elimination` says that it may be left out and is then summed."""

    code: str
    text: str
    elimination: bool
    time: bool
    values: Mapping[str, str]


@dataclass(frozen=True)
class TableInfo:
    """What a table says of itself."""

    table: str
    text: str
    updated: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class TableAnswer:
    """A table as it came, and its rows: variables as text, the last column as a number or None."""

    table: str
    answer: Answer
    rows: tuple[Mapping[str, Value], ...]


def get_table(asker: Asker, service: Statbank, wanted: StatbankTable) -> TableAnswer:
    """The table that the configuration asks for. Raises ServiceError naming the table and what is wrong."""
    table = wanted.table
    if table.endswith("*"):
        table = newest(asker, service, table, wanted.database)
    return data(asker, service, table, wanted.variables, database=wanted.database)


def tables(asker: Asker, service: Statbank, database: str = "") -> dict[str, str]:
    """Every table's id and title. The list lags behind: what a table holds today is said by `tableinfo`."""
    answer = asker.ask(service, _path(database, "tables"), params={"lang": "da", "format": "JSON"}, check=_is_list)
    return {str(row["id"]): str(row.get("text", "")) for row in _json(answer) if isinstance(row, dict) and "id" in row}


def newest(asker: Asker, service: Statbank, pattern: str, database: str = "") -> str:
    """The last id, by year in the id, of those that fit a pattern such as "KKFR*" (KKFR2026)."""
    fits = re.compile(re.escape(pattern.rstrip("*")) + r"(\d+)")
    years = {int(found[1]): table for table in tables(asker, service, database) if (found := fits.fullmatch(table))}
    if not years:
        raise _wrong(service, pattern, "der er ingen tabel med det navn og et årstal")
    return years[max(years)]


def tableinfo(asker: Asker, service: Statbank, table: str, database: str = "") -> TableInfo:
    """The table's variables and values, as it has them now."""
    answer = asker.ask(
        service,
        _path(database, f"tableinfo/{table}"),
        params={"lang": "da", "format": "JSON"},
        accept=(200, 400),
        check=lambda one: _refuse_error(service, table, one),
    )
    told = _json(answer)
    try:
        variables = tuple(_variable(one) for one in told["variables"])
        return TableInfo(str(told["id"]), str(told.get("text", "")), str(told.get("updated", "")), variables)
    except (KeyError, TypeError, AttributeError) as error:
        raise _wrong(service, table, "beskrivelsen har ikke den form, den skal have", answer.url) from error


def data(
    asker: Asker,
    service: Statbank,
    table: str,
    chosen: Mapping[str, Sequence[str]],
    *,
    database: str = "",
    form: str = "CSV",
) -> TableAnswer:
    """The table's cells for the chosen values of its variables, in the form CSV or BULK.

    Of a variable that is not chosen the sum is taken, where the table has one. `(1)`, `(-n+8)` and `*` choose as the
    Statbank does. Raises ServiceError where a variable must be chosen, is not the table's, or the cells are too many.
    """
    info = tableinfo(asker, service, table, database)
    question = _question(service, info, chosen, form)
    rows: list[Mapping[str, Value]] = []

    def check(answer: Answer) -> None:
        _refuse_error(service, table, answer)
        rows[:] = _rows(service, table, answer)

    body = {"table": table, "format": form, "lang": "da", "variables": question}
    answer = asker.ask(service, _path(database, "data"), json=body, accept=(200, 400), check=check)
    return TableAnswer(table, answer, tuple(rows))


def cells(info: TableInfo, chosen: Mapping[str, Sequence[str]]) -> int:
    """How many cells the chosen values make: the product over the variables; one for what is summed."""
    return math.prod(_count(variable, chosen[variable.code]) for variable in info.variables if variable.code in chosen)


def _question(
    service: Statbank, info: TableInfo, chosen: Mapping[str, Sequence[str]], form: str
) -> list[dict[str, Any]]:
    known = {variable.code for variable in info.variables}
    for code in chosen:
        if code not in known:
            raise _wrong(service, info.table, f"har ikke variablen {code}; den har {', '.join(sorted(known))}")
    asked: dict[str, Sequence[str]] = dict(chosen)
    for variable in info.variables:
        if variable.code in asked:
            _refuse_unknown(service, info, variable, asked[variable.code])
        elif form == "BULK":
            raise _wrong(service, info.table, f"BULK vil have alle variable valgt; {variable.code} mangler")
        elif not variable.elimination:
            total = next((code for code in _TOTALS if code in variable.values), None)
            if total is None:
                raise _wrong(service, info.table, f"variablen {variable.code} skal vælges; den har ingen sum")
            asked[variable.code] = [total]
    if form != "BULK" and (count := cells(info, asked)) > MOST_CELLS:
        raise _wrong(service, info.table, f"spørgsmålet giver {count} celler; grænsen er {MOST_CELLS}. Vælg færre")
    return [{"code": code, "values": list(values)} for code, values in asked.items()]


def _refuse_unknown(service: Statbank, info: TableInfo, variable: Variable, chosen: Sequence[str]) -> None:
    """Each value must choose something: one that chooses nothing is a slip, and a 400."""
    for value in chosen:
        if _count(variable, [value]) == 0:
            raise _wrong(service, info.table, f"{variable.code} har ingen værdi »{value}«")


def _count(variable: Variable, chosen: Sequence[str]) -> int:
    """How many of the variable's values these choose: codes, patterns with "*" and "?", or the newest n."""
    found: set[str] = set()
    for value in chosen:
        if last := _NEWEST.fullmatch(value):
            number = int(last[1] or last[2])
            found |= set(list(variable.values)[-1:] if last[1] else list(variable.values)[-number:])
        else:
            found |= {code for code in variable.values if fnmatch.fnmatchcase(code, value)}
    return len(found)


def _variable(told: Mapping[str, Any]) -> Variable:
    return Variable(
        code=str(told["id"]),
        text=str(told.get("text", "")),
        elimination=told.get("elimination") is True,
        time=told.get("time") is True,
        values={str(value["id"]): str(value.get("text", "")) for value in told["values"]},
    )


def _rows(service: Statbank, table: str, answer: Answer) -> list[Mapping[str, Value]]:
    """The rows of a semicolon CSV: each variable as text, the last column as a number."""
    try:
        text = answer.body.decode("utf-8-sig")
        told = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _wrong(service, table, f"svaret kan ikke læses som CSV ({type(error).__name__})", answer.url) from error
    header = told[0] if told else []
    if len(header) < 2 or len(set(header)) != len(header) or not answer.kind.startswith("text/"):
        raise _wrong(service, table, f"svaret er ingen tabel: {excerpt(answer, service)}", answer.url)
    if len(told) == 1:
        raise _wrong(service, table, "svaret er en tom tabel", answer.url)
    for number, row in enumerate(told[1:], start=2):
        if len(row) != len(header):
            raise _wrong(service, table, f"række {number} har {len(row)} felter og ikke {len(header)}", answer.url)
    return [
        {**dict(zip(header[:-1], row[:-1], strict=True)), header[-1]: _number(service, table, row[-1], answer)}
        for row in told[1:]
    ]


def _number(service: Statbank, table: str, cell: str, answer: Answer) -> int | float | None:
    text = cell.strip()
    if text in _MISSING:
        return None
    if re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if re.fullmatch(r"-?\d{1,18}[.,]\d{1,18}", text):
        return float(text.replace(",", "."))
    raise _wrong(service, table, f"cellen »{text[:40]}« er ikke et tal", answer.url)


def _refuse_error(service: Statbank, table: str, answer: Answer) -> None:
    """A 400 says what is wrong with the question, in JSON."""
    if answer.status == 200:
        return
    try:
        told = _json(answer)
        said = f"{told['message']} ({told['errorTypeCode']})"
    except (ServiceError, KeyError, TypeError):
        said = excerpt(answer, service)
    raise _wrong(service, table, f"spørgsmålet afvises: {said[:300]}", answer.url, status=400)


def _is_list(answer: Answer) -> None:
    if not isinstance(_json(answer), list):
        raise ServiceError(
            f"{Statbank.title}: listen over tabeller er ingen liste", where=answer.url, service=answer.service
        )


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ServiceError(
            f"{Statbank.title}: svaret kan ikke læses som JSON ({type(error).__name__})",
            where=answer.url,
            remedy="Prøv igen senere.",
            service=answer.service,
        ) from error


def _path(database: str, rest: str) -> str:
    return f"/{database}/{rest}" if database else f"/{rest}"


def _wrong(service: Statbank, table: str, what: str, where: str = "", status: int | None = None) -> ServiceError:
    return ServiceError(
        f"{service.title}, tabellen {table}: {what}",
        where=where or service.base_url,
        remedy="Ret tabellen under statbank.tables i konfigurationen.",
        service=service.name,
        status=status,
    )
