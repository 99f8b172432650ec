"""An extraction said: as the contract's JSON, and as a short Danish summary for a terminal. Pure."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from etl.extract.facts import Extraction
from geodata.wording import listing, number

# kind of fact -> (one, several) in Danish, in the order of the summary
_SAID = {
    "departments": ("opført afdeling", "opførte afdelinger"),
    "tables": ("tabel", "tabeller"),
    "amounts": ("beløb i teksten", "beløb i teksten"),
    "shares": ("andel", "andele"),
    "indicators": ("indikator", "indikatorer"),
    "periods": ("periode", "perioder"),
    "counts": ("antal", "antal"),
    "lists": ("liste", "lister"),
    "plans": ("navngiven plan", "navngivne planer"),
    "organisations": ("boligorganisation", "boligorganisationer"),
    "goals": ("mål", "mål"),
    "targets": ("måltal", "måltal"),
    "series": ("tal i serier", "tal i serier"),
    "events": ("datering", "dateringer"),
    "points": ("punkt", "punkter"),
    "bodies": ("aktør", "aktører"),
    "areas": ("område", "områder"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document read: its file's name and hash, how many pages it has, and what it says."""

    file: str
    sha256: str
    pages: int
    said: Extraction


def as_json(readings: list[Reading]) -> dict[str, Any]:
    """The answer of `extract --json`: plain values only, dates as ISO text."""
    return {"documents": [_document(one) for one in readings]}


def summary(one: Reading) -> str:
    """What was found, in some lines: the title, how many of each kind, the departments by area, and the findings."""
    said = one.said
    lines = [f"{one.file}: {said.title or 'uden titel'}" + (f" ({said.kind})" if said.kind else "")]
    found = [
        f"{number(len(rows))} {words[0] if len(rows) == 1 else words[1]}"
        for kind, words in _SAID.items()
        if (rows := getattr(said, kind))
    ]
    lines.append(f"  {listing(found) or 'ingen oplysninger fundet'}")
    if said.bydele_ticked:
        lines.append(f"  afkrydset: {listing(said.bydele_ticked)}")
    for area in dict.fromkeys(row.area for row in said.departments):
        names = [row.name for row in said.departments if row.area == area]
        lines.append(f"  {area}, {len(names)}: {', '.join(names)}")
    lines += [f"  {_SEVERITY[row.severity]}, linje {row.line}: {row.message_da}" for row in said.findings]
    return "\n".join(lines)


_SEVERITY = {
    "error": "FEJL",
    "rounding": "afrunding",
    "ambiguous": "uklart",
    "definition": "definition",
    "missing": "mangler",
}


def _document(one: Reading) -> dict[str, Any]:
    said = {field.name: getattr(one.said, field.name) for field in fields(one.said)}
    return {"file": one.file, "sha256": one.sha256, "pages": one.pages, **{k: _plain(v) for k, v in said.items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return _plain(asdict(value)) if hasattr(value, "__dataclass_fields__") else value
