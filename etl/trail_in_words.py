"""A trail and a list of findings for a terminal, in Danish: what it is, what it rests on, what does not hold. Pure.

The labels are Danish; a column of the register that has none keeps its own name. `--json` has the keys as they are.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from etl.proposals.names import table_in_words
from geodata.clues import OUTLINED
from geodata.wording import listing, long_date, number

_SEVERITY = {
    "error": "fejl",
    "rounding": "afrunding",
    "ambiguous": "uklart",
    "definition": "definition",
    "missing": "mangler",
}
_STATUS = {"printed": "trykt i dokumentet", "derived": "udledt", "inferred": "antaget"}
_OUTCOME = {"matched": "placeret", "ambiguous": "ikke placeret, flere mulige", "unknown": "ikke placeret, ingen fundet"}
_ROLE = {"default": "den, kortet følger", "agreement": "aftalens", "statement": "som trykt"}
_LABELS = {
    "plan_id": "plan",
    "plan_ids": "planer",
    "name": "navn",
    "name_da": "navn",
    "place": "planens område",
    "printed": "som trykt",
    "area": "område",
    "position": "nummer i listen",
    "organisation_no": "organisationsnummer",
    "organisation": "boligorganisation",
    "department_no": "afdelingsnummer",
    "department_id": "afdeling",
    "homes": "boliger",
    "homes_family": "familieboliger",
    "homes_youth": "ungdomsboliger",
    "homes_elderly": "ældreboliger",
    "homes_care": "plejeboliger",
    "bydel": "bydel",
    "bydel_nos": "bydelenes numre",
    "state": "tilstand",
    "valid_from": "gælder fra",
    "valid_to": "gælder til",
    "start": "begynder",
    "end": "slutter",
    "role": "slags",
    "duration_years": "varighed i år",
    "amount_kr": "beløb i kroner",
    "unit": "enhed",
    "unit_da": "enhed",
    "value": "værdi",
    "value_pct": "procent",
    "city_pct": "procent i hele byen",
    "ages": "alder",
    "year": "år",
    "year_from": "fra år",
    "year_to": "til år",
    "steering_area": "styringsområde",
    "grant": "bevilling",
    "price_level": "prisniveau",
    "stage": "trin",
    "subject_id": "formål",
    "table": "tabel i dokumentet",
    "table_row": "linje i tabellen",
    "is_total": "sum",
    "approximate": "cirka",
    "what": "hvad",
    "subject": "om",
    "kind": "slags",
    "on": "dag",
    "until": "til og med",
    "body": "hvem",
    "list_da": "liste",
    "as_of": "opgjort",
    "owner": "ansvarlig",
    "deadline": "frist",
    "theme": "tema",
    "fulfilment": "opfyldelse",
    "stands_for": "står for så mange planer",
    "ticked": "afkrydset",
    "note_da": "note",
    "indicator": "indikator",
    "payer_da": "betaler",
    "outcome": "udfald",
    "computed": "beregnet",
    "arithmetic": "regnestykke",
    "check": "kontrol",
    "reason": "begrundelse",
    "method": "metode",
    "accuracy_m": "nøjagtighed i meter",
    "credit": "kilde",
    "retrieved_on": "hentet",
    "east_m": "øst (EPSG:25832)",
    "north_m": "nord (EPSG:25832)",
    "addresses_matched": "adresser fundet",
    "addresses_unmatched": "adresser ikke fundet",
    "notes": "bemærkninger",
}
_MONEY, _COUNTS = {"amount_kr"}, {"homes", "homes_family", "homes_youth", "homes_elderly", "homes_care"}
_OUR_OWN = {"key", "fid", "listed_id", "stands_for", "bydel_no"}


def findings_in_words(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One finding a line: how grave it is, what it says, and the places it rests on."""
    for row in found:
        places = "; ".join(f"{place['document']} linje {place['line']}" for place in row["sources"])
        yield f"{_SEVERITY[row['severity']]}: {row['message_da']}" + (f" [{places}]" if places else "")


def in_words(trail: dict[str, Any]) -> str:
    """A trail of `trail.explain`: each thing on a line, what it rests on indented below."""
    return "\n".join([*_head(trail), *_rest(trail), f"Øjebliksbillede: {trail['snapshot']}"])


def _head(trail: dict[str, Any]) -> Iterator[str]:
    if "fact" in trail:
        yield f"{table_in_words(trail['in_table']).capitalize()}: {trail['key']}"
        yield from _cells(trail["fact"])
        yield from _stands(trail["source"])
    elif "plan" in trail:
        yield f"{trail['plan']['name']} ({trail['key']})"
        yield from _cells(trail["plan"], without=("plan_id", "name"))
        yield from _stands(trail["source"])
    elif "department" in trail:
        row = trail["department"]
        yield f"{row['name']}, {row['organisation']} ({trail['key']})"
        yield from _cells(row, without=("name", "organisation", "department_id"))
        yield from _known_of(trail)
    elif "finding" in trail:
        row = trail["finding"]
        yield f"{_SEVERITY[row['severity']].capitalize()}: {row['message_da']}"
        yield from _cells(row, without=("id", "severity", "message_da", "sources"))


def _outline(row: dict[str, Any] | None) -> Iterator[str]:
    """How its outline came about, how far it may be off, and whom it is from."""
    if row is None:
        yield "  omrids: intet"
        return
    metres = f"{row['accuracy_m']:g}".replace(".", ",")
    yield f"  omrids: {OUTLINED[row['method']]}, kan ligge op til ca. {metres} m forkert ({row['credit']})"
    yield from (f"    {note}" for note in row["notes"])


def _rest(trail: dict[str, Any]) -> Iterator[str]:
    """The places it rests on, the departments and names, and what does not hold."""
    for one in trail.get("rests_on", ()):
        yield f"Hviler på: {table_in_words(one['key'].split('/')[1])} ({one['key']})"
        yield from _stands(one["source"])
    if trail.get("departments"):
        yield f"Afdelinger, {len(trail['departments'])} navne:"
        yield from (f"  {one['key']}: {_placed(one['department'])}" for one in trail["departments"])
    for one in trail.get("named", ()):
        yield from _named(one)
    if trail.get("named") == []:
        yield "Nævnt i: ingen af registrets dokumenter"
    for one in trail.get("may_be", ()):
        yield f"Kan også være ment med »{one['printed']}« ({one['plan']}): {_placed(one['placed'])}"
    if trail.get("findings"):
        yield f"Stemmer ikke, eller er værd at vide ({len(trail['findings'])}):"
        for one in trail["findings"]:
            yield f"  {one['message_da']}"
            yield f"    ({one['key']})"


def _known_of(trail: dict[str, Any]) -> Iterator[str]:
    """What is known of a department besides the layer's own cells: other names and keys, its outline, its plans."""
    for one in trail["also"]:
        said = one.get("name") or f"{one['organisation_no']}-{one['department_no']}"
        yield f"  {'andet navn' if 'name' in one else 'anden nøgle'}: {said}. {one['because']}"
    yield from _outline(trail["footprint"])
    for one in trail["outline_decisions"]:
        yield f"  omridset er {_decided(one)}"
    for one in trail["memberships"]:
        last = f" til {_said('valid_to', one['valid_to'])}" if one["valid_to"] else ", så længe planen løber"
        first = _said("valid_from", one["valid_from"])
        yield f"  med i: {one['name']} ({one['plan']}), fra {first}{last}; {_STATUS[one['status']]}"


def _named(one: dict[str, Any]) -> Iterator[str]:
    """A printed name: what it was tied to, who decided it, every department it may mean, and where it stands."""
    yield f"»{one['printed']}«" + (f", læst som {one['name']}" if one["name"] != one["printed"] else "")
    yield f"  række: {one['fact']}"
    yield f"  plan: {one['plan']}"
    yield f"  kortet: {_placed(one['placed'])}"
    if one["placed"] is not None:
        yield from _weighed(one["placed"])
    yield from _stands(one["source"])


def _weighed(match: dict[str, Any]) -> Iterator[str]:
    if match["decision"] is not None:
        yield f"  {_decided(match['decision'])}"
    for rank, one in enumerate(match["candidates"], 1):
        named = f"{one['name']}, {one['organisation']}" if one["name"] else "ikke i kortlaget"
        yield f"  mulighed {rank}: department/{one['department_id']} ({named}), sikkerhed {_share(one['score'])}"
        for clue in one["evidence"]:
            yield f"    {'imod' if clue['weight'] < 0 else 'for'}: {clue['message_da']}"


def _decided(decision: dict[str, Any]) -> str:
    day = long_date(date.fromisoformat(decision["accepted_on"]))
    return f"afgjort af: {decision['accepted_by']}, {day}: {decision['because']} (decisions/{decision['key']})"


def _share(score: float) -> str:
    """A score as whole per cent, and never surer than that."""
    return "over 99 %" if score >= 0.995 else "under 1 %" if score < 0.005 else f"ca. {number(score * 100)} %"


def _stands(source: dict[str, Any] | None) -> Iterator[str]:
    """The document, page and lines, the words, and who took it in when and why."""
    if source is None:
        yield "  kilde: findes ikke i øjebliksbilledet"
        return
    lines = str(source["line"]) if source["line_end"] == source["line"] else f"{source['line']}-{source['line_end']}"
    yield f"  dokument: {source['title']} ({source['document']})"
    yield f"  sted: side {source['page']}, linje {lines}"
    if source["quote"] is None:
        yield f"  citat: {source['quote_chars']} tegn; ordene er ikke i øjebliksbilledet (byg med --documents)"
    else:
        yield f"  citat: »{source['quote']}«"
    yield f"  status: {_STATUS.get(source['status'], source['status'])}"
    accepted = long_date(date.fromisoformat(source["accepted_on"]))
    yield f"  godkendt: {source['accepted_by']}, {accepted}"
    if source["because"]:
        yield f"  begrundelse: {source['because']}"
    yield f"  citatets sha256: {source['quote_sha256']}"
    yield f"  dokumentets sha256: {source['document_sha256']}"


def _placed(match: dict[str, Any] | None) -> str:
    if match is None:
        return "ikke slået op"
    tied = match.get("department_ids") or ()
    found = f" som {listing([f'department/{key}' for key in tied])}" if tied else ""
    reason = f". {match['reason']}" if match.get("reason") else ""
    outcome = _OUTCOME.get(match["outcome"], match["outcome"])
    if match.get("decision") is not None and not tied:
        outcome = "afgjort ikke at være i kortlaget"
    return f"{outcome}{found}{reason}"


def _cells(row: dict[str, Any], without: tuple[str, ...] = ()) -> Iterator[str]:
    """The filled cells with Danish labels; what is only English or ours is left to `--json`."""
    source = ("document_id", "page", "line", "line_end", "quote", "quote_chars", "quote_sha256", "status")
    who = ("accepted_by", "accepted_on", "because")
    for name, value in row.items():
        if name in (*without, *source, *who) or name in _OUR_OWN or name.endswith("_en") or value in (None, "", [], ()):
            continue
        yield f"  {_LABELS.get(name, name)}: {_said(name, value)}"


def _said(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool) or name in ("is_total", "approximate", "ticked"):
        return "ja" if value else "nej"
    if name == "role":
        return _ROLE.get(str(value), str(value))
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit():
        return long_date(date.fromisoformat(value))
    if name in _MONEY | _COUNTS:
        return number(value)
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
