"""A stub of the Statbank with two databases; a question that the real one refuses, it refuses."""

import itertools
from typing import Any

from tests.etl.services.stubs import Asked, Reply, reply

BYDELE = {str(1000 + n): f"Bydel - {n}. Eksempelbro" for n in range(1, 11)} | {"1099": "Uden for inddeling"}
YEARS = {str(year): str(year) for year in range(2015, 2027)}
VARIABLES: dict[str, dict[str, Any]] = {
    "OMRKK": {"values": BYDELE, "elimination": True},
    "KON": {"values": {"TOT": "I alt", "01": "Mænd", "02": "Kvinder"}, "elimination": False},
    "ALDER": {"values": {f"{n:03}": f"{n} år" for n in range(100)}, "elimination": True},
    "STATUS": {"values": {f"{n:03}": f"status {n}" for n in range(100)}, "elimination": True},
    "Tid": {"values": YEARS, "elimination": False, "time": True},
}
TABLES = ["KKBEF1", "KKFR2024", "KKFR2026", "KKFR2025", "KKBOL1"]


def bad_request(kind: str, message: str) -> Reply:
    return reply({"errorTypeCode": kind, "message": message}, status=400)


def rule(asked: Asked) -> Reply:
    """Answers under /s30 and under no database alike."""
    what = asked.path.removeprefix("/s30")
    if what == "/tables":
        return reply([{"id": table, "text": f"Tabel {table}"} for table in TABLES])
    if what.startswith("/tableinfo/"):
        return reply(info(what.removeprefix("/tableinfo/")))
    return _data(asked.json) if what == "/data" else reply(status=404)


def info(table: str) -> dict[str, Any]:
    variables = [
        {
            "id": code,
            "text": code.lower(),
            "elimination": told["elimination"],
            "time": told.get("time", False),
            "values": [{"id": value, "text": text} for value, text in told["values"].items()],
        }
        for code, told in VARIABLES.items()
    ]
    return {"id": table, "text": f"Tabel {table}", "updated": "2026-02-11T08:00:00", "variables": variables}


def _data(asked: dict[str, Any]) -> Reply:
    chosen = {one["code"]: one["values"] for one in asked["variables"]}
    if asked["format"] == "BULK" and set(chosen) != set(VARIABLES):
        return bad_request("REQUEST-INCOMPLETE", "BULK kræver alle variable")
    columns = []
    for code, told in VARIABLES.items():
        if code not in chosen:
            if not told["elimination"]:
                return bad_request("ELIMINATION-NOTPOSSIBLE", f"Variable must be selected: {code}")
            continue
        values: list[str] = []
        for value in chosen[code]:
            found = list(told["values"]) if value == "*" else [value]
            if value == "(1)":
                found = list(told["values"])[-1:]
            if not set(found) <= set(told["values"]):
                return bad_request("EXTRACT-NOTFOUND", f"Can't find value: {value} ({code})")
            values += found
        columns.append((code, told["values"], values))
    rows = list(itertools.islice(itertools.product(*(values for _, _, values in columns)), 1_000_001))
    if asked["format"] != "BULK" and len(rows) > 1_000_000:
        return bad_request("EXTRACT-TOOBIG", "Too many cells")
    lines = [";".join([*(code.upper() for code, _, _ in columns), "INDHOLD"])]
    texts = [texts for _, texts, _ in columns]
    for number, row in enumerate(rows):
        cell = "..;" if number == 1 else ";" if number == 2 else f"{100 + number};"
        lines.append(";".join(text[value] for text, value in zip(texts, row, strict=True)) + ";" + cell[:-1])
    return Reply(200, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), "text/csv; charset=utf-8")
