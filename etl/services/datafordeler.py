"""Datafordeleren's GraphQL: house number -> parcel -> property -> outlines, its kind of owner, and homes in buildings.

Publisher: Klimadatastyrelsen, and the agencies of the registers; CC BY 4.0. The service's own rules are kept here: one
root field a question, no aliases, both times given (`on`, so that the same question has the same answer), at most 100
values in a list and 1,000 rows a page, and a refusal read from the body before the status. Three registers, one plain
question each, and only what is in force. Coordinates are EPSG:25832 and nothing else.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shapely

from etl.cadastre import Building, Parcel, require_in_denmark
from etl.layer_rows import surface
from etl.services.asking import Answer, Asker
from etl.services.json_answers import expected_form, json_of, not_expected
from etl.services.secrets import masked
from etl.services.settings import Datafordeler
from geodata.crs import INSIDE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Made = TypeVar("Made")
MOST_VALUES, PAGE, MOST_PAGES = 100, 1000, 50
IN_FORCE = "Gældende"  # Matriklen
_DAR_IN_FORCE = "3"
_BBR_STANDS = ("6", "7")  # built; built and taken into use
_REFUSED = (400, 401, 403, 404, 405, 422)  # may carry the reason in the body
_NEW_KEY = "DAF-AUTH-0005"  # a fresh key is not known everywhere for up to an hour
_REMEDIES = {
    _NEW_KEY: "Er nøglen ny, så vent en time; ellers ret den i konfigurationen eller HELHEDSKORT_DATAFORDELER_KEY.",
    "DAF-AUTH": "Ret nøglen i konfigurationen eller HELHEDSKORT_DATAFORDELER_KEY.",
}


class _Row(NamedTuple):
    """One node of an answer, and the answer."""

    fields: dict[str, Any]
    answer: Answer


@dataclass(frozen=True)
class Registers:
    """The registers as they were at the beginning of the day `on`. Every method raises ServiceError where one fails."""

    asker: Asker
    service: Datafordeler
    on: date

    def parcel_ids(self, house_numbers: Iterable[str]) -> dict[str, str]:
        """The parcel of each house number (ids of DAR -> ids of MAT); house numbers without one are left out."""
        rows = self._in("DAR_Husnummer", "id_lokalId", house_numbers, "id_lokalId jordstykke status")
        return dict(self._each(rows, _parcel_id))

    def parcels(self, parcel_ids: Iterable[str]) -> tuple[Parcel, ...]:
        """The parcels with these ids that are in force, without outlines."""
        return self._parcels(self._in("MAT_Jordstykke", "id_lokalId", parcel_ids, _PARCEL))

    def parcels_of(self, bfe: int) -> tuple[Parcel, ...]:
        """All parcels of a property that are in force, without outlines."""
        where = {"samletFastEjendomLokalId": {"eq": str(bfe)}}
        return self._parcels(self._rows("MAT_Jordstykke", where, _PARCEL))

    def outlined(self, parcel: Parcel) -> Parcel:
        """The parcel with its outline: the union of its *lodflader*, of which it may have several; None for none."""
        # one parcel a question: whether a list is allowed on this field is not known
        where = {"jordstykkeLokalId": {"eq": parcel.parcel_id_mat}}
        rows = list(self._rows("MAT_Lodflade", where, "id_lokalId jordstykkeLokalId status geometri { wkt crs }"))
        shapes = list(self._each(rows, _surface))
        return replace(
            parcel,
            outline=shapely.union_all(shapely.make_valid(shapes)) if shapes else None,
            read_on=min((row.answer.asked_at.date() for row in rows), default=None),
        )

    def owners(self, properties: Iterable[int]) -> dict[int, str]:
        """BBR's code of the kind of owner of each property that it has one for."""
        rows = self._in("BBR_Ejendomsrelation", "bfeNummer", properties, "bfeNummer ejendommensEjerforholdskode")
        return dict(self._each(rows, _owner))

    def divided(self, properties: Iterable[int]) -> dict[int, bool]:
        """Whether each property is divided into owner-occupied flats, where Matriklen says."""
        fields = "BFEnummer status hovedejendomOpdeltIEjerlejligh"
        return dict(self._each(self._in("MAT_SamletFastEjendom", "BFEnummer", properties, fields), _division))

    def properties_numbered(self, municipal_property_no: str) -> tuple[int, ...]:
        """The properties with an *ejendomsnummer* of BBR. That the field may be asked for is not confirmed."""
        where = {"ejendomsnummer": {"eq": municipal_property_no}}
        rows = self._rows("BBR_Ejendomsrelation", where, "bfeNummer ejendomsnummer")
        return tuple(sorted(set(self._each(rows, lambda row: int(row["bfeNummer"]) if row["bfeNummer"] else None))))

    def buildings(self, parcel_id_mat: str) -> tuple[Building, ...]:
        """The buildings that stand on a parcel, each once: BBR repeats rows."""
        fields = "id_lokalId status byg024AntalLejlighederMedKoekken byg025AntalLejlighederUdenKoekken"
        rows = self._rows("BBR_Bygning", {"jordstykke": {"eq": parcel_id_mat}}, fields)
        return _once(self._each(rows, lambda row: _building(row, parcel_id_mat)), lambda one: one.building_id_bbr)

    def _parcels(self, rows: Iterable[_Row]) -> tuple[Parcel, ...]:
        return _once(self._each(rows, _parcel), lambda one: one.parcel_id_mat)

    def _each(self, rows: Iterable[_Row], make: Callable[[dict[str, Any]], Made | None]) -> Iterator[Made]:
        """What each row says, of those that say something; a row without the documented form is the service's error."""
        for row in rows:
            with expected_form(row.answer, self.service):
                made = make(row.fields)
            if made is not None:
                yield made

    def _in(self, root: str, field: str, values: Iterable[str] | Iterable[int], fields: str) -> Iterator[_Row]:
        """The rows whose field is one of the values, so many values a question as the service allows."""
        ordered = sorted(set(values), key=str)
        for start in range(0, len(ordered), MOST_VALUES):
            yield from self._rows(root, {field: {"in": ordered[start : start + MOST_VALUES]}}, fields)

    def _rows(self, root: str, where: dict[str, Any], fields: str) -> Iterator[_Row]:
        """The rows of a question, page after page."""
        after: str | None = None
        for _ in range(MOST_PAGES):
            query = _query(root, where, fields, self.on, after)
            answer = self._answer(root, query)
            with expected_form(answer, self.service):
                page = json_of(answer, self.service)["data"][root]
                rows, more = list(page["nodes"]), page["pageInfo"]
                after = more["endCursor"] if more["hasNextPage"] else None
            yield from (_Row(row, answer) for row in rows)
            if after is None:
                return
        raise not_expected(answer, self.service, f"har over {MOST_PAGES} sider af {root}", "Del listen i flere.")

    def _answer(self, root: str, query: str) -> Answer:
        register = root.partition("_")[0]
        version = {"DAR": self.service.dar, "MAT": self.service.mat, "BBR": self.service.bbr}[register]
        return self.asker.ask(
            self.service,
            f"/{register}/{version}",
            json={"query": query},
            accept=(200, *_REFUSED),
            again=lambda answer: _NEW_KEY.encode() in answer.body,
            check=lambda answer: self._check(answer, f"{register}/{version}"),
        )

    def _check(self, answer: Answer, place: str) -> None:
        """Raises for a refusal, whatever its status; what the service says of it comes first."""
        refusals = _refusals(answer)
        if refusals:
            code, message = refusals[0]
            said = masked(" ".join(message.split())[:200], self.service.secret)
            remedy = next((text for start, text in _REMEDIES.items() if code.startswith(start)), "")
            raise not_expected(answer, self.service, f"afviser spørgsmålet ({code or 'uden kode'}): {said}", remedy)
        if answer.status == 404:
            remedy = f"Ret versionen af {place.partition('/')[0]} i konfigurationen, under [datafordeler]."
            raise not_expected(answer, self.service, f"har ikke (længere) {place} (HTTP 404)", remedy)
        if answer.status != 200:
            raise not_expected(
                answer, self.service, f"afviser spørgsmålet (HTTP {answer.status})", _REMEDIES["DAF-AUTH"]
            )


_PARCEL = "id_lokalId matrikelnummer ejerlavLokalId samletFastEjendomLokalId registreretAreal vejareal status"


def _query(root: str, where: dict[str, Any], fields: str, on: date, after: str | None) -> str:
    time = f"{on.isoformat()}T00:00:00.000Z"
    page = f"first: {PAGE}" + (f", after: {json.dumps(after)}" if after is not None else "")
    return (
        f'query {{ {root}({page}, virkningstid: "{time}", registreringstid: "{time}", where: {_literal(where)})'
        f" {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    )


def _literal(value: Any) -> str:
    """A value as GraphQL writes it: JSON, but that the names of fields stand without quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _refusals(answer: Answer) -> list[tuple[str, str]]:
    """(code, message) of each error in the body; the shape of `extensions` is not documented."""
    try:
        errors = json.loads(answer.body)["errors"]
        return [(_code(error), str(error.get("message", ""))) for error in errors]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _code(error: dict[str, Any]) -> str:
    extensions = error.get("extensions")
    code = extensions.get("code") if isinstance(extensions, dict) else None
    found = re.search(r"\b(?:DAF-[A-Z]+-|HC)\d{4}\b", str(code or error.get("message", "")))
    return found[0] if found else ""


def _parcel_id(row: dict[str, Any]) -> tuple[str, str] | None:
    in_force = str(row["status"]) == _DAR_IN_FORCE and row["jordstykke"]
    return (str(row["id_lokalId"]), str(row["jordstykke"])) if in_force else None


def _parcel(row: dict[str, Any]) -> Parcel | None:
    if row["status"] != IN_FORCE:
        return None
    bfe = row["samletFastEjendomLokalId"]
    return Parcel(
        parcel_id_mat=str(row["id_lokalId"]),
        bfe=None if bfe in (None, "") else int(bfe),
        label=f"matr.nr. {row['matrikelnummer']} (ejerlav {row['ejerlavLokalId']})",
        area_m2=_whole(row["registreretAreal"]),
        road_m2=_whole(row["vejareal"]),
    )


def _owner(row: dict[str, Any]) -> tuple[int, str] | None:
    code = row["ejendommensEjerforholdskode"]
    return None if code in (None, "") else (int(row["bfeNummer"]), str(code))


def _division(row: dict[str, Any]) -> tuple[int, bool] | None:
    divided = row["hovedejendomOpdeltIEjerlejligh"]
    if row["status"] != IN_FORCE or divided is None:
        return None
    return int(row["BFEnummer"]), str(divided).lower() in ("true", "ja", "1")


def _building(row: dict[str, Any], parcel_id_mat: str) -> Building | None:
    if str(row["status"]) not in _BBR_STANDS:
        return None
    kitchens = (row["byg024AntalLejlighederMedKoekken"], row["byg025AntalLejlighederUdenKoekken"])
    return Building(
        building_id_bbr=str(row["id_lokalId"]),
        parcel_id_mat=parcel_id_mat,
        homes=sum(int(count or 0) for count in kitchens),
    )


def _once(records: Iterable[Made], key: Callable[[Made], str]) -> tuple[Made, ...]:
    """The records by key, each key once."""
    by_key = {key(one): one for one in records}
    return tuple(by_key[name] for name in sorted(by_key))


def _whole(value: Any) -> int | None:
    return None if value in (None, "") else int(float(value))


def _surface(row: dict[str, Any]) -> "BaseGeometry | None":
    """The shape of a lodflade in force, in the plane. Raises ValueError for another coordinate system, or no shape."""
    if row["status"] != IN_FORCE:
        return None
    geometry = row["geometri"]
    if int(geometry["crs"]) != INSIDE or not geometry["wkt"]:
        raise ValueError("et andet koordinatsystem, eller ingen geometri")
    flat = shapely.force_2d(surface(geometry["wkt"]))
    require_in_denmark(flat.bounds)
    return flat
