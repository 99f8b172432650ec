"""The configuration of the live services: a frozen record each, with the addresses and versions of November 2026.

Read from a TOML file, one table a service, one key a field; what the file does not say is the default. Keys and tokens
also come from the environment, which wins. Every field and its meaning is a table in docs/services.md.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import requests

from etl.fetched import RECORD
from etl.services.secrets import Secret
from etl.services.toml_records import path_of, record, secret, wrong
from geodata import __version__
from geodata.errors import SettingsError

CONFIG = "HELHEDSKORT_CONFIG"
USER_AGENT = f"Helhedskort/{__version__} (kort over boligsociale helhedsplaner)"
_CLOSED = re.compile(r"(?:^|[/@.])(?:dawa(?:-test)?(?:\.aws)?\.dk|api\.dataforsyningen\.dk)(?=$|[/:?#])|gsearch", re.I)


@dataclass(frozen=True, kw_only=True)
class Service:
    """What every service has: where it is, how long and how often it is asked, how long an answer is good for.

    `timeout_s` is for each wait on the network, `attempts` how often a question is put in all, `cache_days` how long
    an answer is used again, `seconds_between` the least time between two questions, `most_bytes` the largest answer.
    """

    name: ClassVar[str]  # of its table in the file
    title: ClassVar[str]  # as a message calls it
    secret_in: ClassVar[str] = ""  # the query parameter that carries the secret
    secret_field: ClassVar[str] = ""

    base_url: str
    timeout_s: float = 30.0
    attempts: int = 4
    cache_days: float = 1.0
    seconds_between: float = 0.0
    most_bytes: int = 50_000_000

    @property
    def secret(self) -> Secret | None:
        """The key or token that the service asks for; None where it asks for none, or none is given."""
        return getattr(self, self.secret_field) if self.secret_field else None


@dataclass(frozen=True, kw_only=True)
class Adressevaelger(Service):
    """Adressevælger and Adressevask: text -> address id -> point. The token is the one the publisher hands out."""

    name = "adressevaelger"
    title = "Adressevælgeren"
    secret_in = "token"  # noqa: S105 - the name of a parameter
    secret_field = "token"  # noqa: S105

    base_url: str = "https://adressevaelger.dk"
    token: Secret | None = Secret("adressevaelger123")
    municipality_code: str = ""
    cache_days: float = 30.0


@dataclass(frozen=True, kw_only=True)
class Datafordeler(Service):
    """Datafordeleren's GraphQL: `<base_url>/DAR/<dar>` and so on. The key is one's own; without it nothing is asked."""

    name = "datafordeler"
    title = "Datafordeleren"
    secret_in = "apiKey"  # noqa: S105
    secret_field = "key"  # noqa: S105

    base_url: str = "https://graphql.datafordeler.dk"
    key: Secret | None = None
    dar: str = "v2"
    mat: str = "v2"
    bbr: str = "v2"
    cache_days: float = 30.0


@dataclass(frozen=True, kw_only=True)
class Nominatim(Service):
    """Nominatim. The public one allows one question a second for the whole program, and wants answers kept."""

    name = "nominatim"
    title = "Nominatim"

    base_url: str = "https://nominatim.openstreetmap.org"
    cache_days: float = 3650.0
    seconds_between: float = 1.0

    @property
    def scheme(self) -> str:
        """`http` or `https`, as geopy wants it."""
        return urlsplit(self.base_url).scheme

    @property
    def domain(self) -> str:
        """Host, port and path without scheme, as geopy wants it."""
        return self.base_url.split("://", 1)[1].rstrip("/")


@dataclass(frozen=True, kw_only=True)
class Overpass(Service):
    """Overpass: one question for all named areas of a municipality."""

    name = "overpass"
    title = "Overpass"

    base_url: str = "https://overpass-api.de/api/interpreter"
    timeout_s: float = 180.0
    attempts: int = 3
    cache_days: float = 30.0
    seconds_between: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer of a WFS, the file it becomes, and what is known of it: at least so many features, inside this box.

    `columns` must be there. `box` is west, south, east, north in degrees (EPSG:4326), None for a table without shapes.
    `names` are columns that the file calls otherwise than the layer: the layer's name -> the file's (CSV alone).
    """

    type_name: str
    file: str
    format: str = "json"
    least: int = 1
    box: tuple[float, float, float, float] | None = None
    columns: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


# The layer's own names of the columns that the statistics are read by. Its name for residents is not known.
SOCIO_NAMES = {
    "rodenavn": "name",
    "aar": "year",
    "pct_tilkn_arb_markedet": "Working age",
    "pct_gymnasial_udd": "Gymn Ed",
    "pct_erh_faglig_udd": "Prof Ed",
    "pct_kort_viderg_udd": "Bachelors",
    "pct_mellemlang_viderg_udd": "Medium HE",
    "pct_lang_viderg_udd": "Masters",
    "pct_ingen_udd": "No education",
    "pct_under_udd": "Currently studying",
    "pct_lav_indkomst": "Low income",
    "pct_middel_indkomst": "Middle income",
    "pct_hoj_indkomst": "High income",
}
COPENHAGEN = (12.3, 55.5, 12.8, 55.8)
LAYERS = (
    Layer(type_name="k101:bydel", file="bydel.json", least=10, box=COPENHAGEN, columns=("bydel_nr", "navn")),
    Layer(
        type_name="k101:almene_boliger_kk",
        file="almene_boliger_kk.json",
        least=400,
        box=COPENHAGEN,
        columns=("selskabsnummer", "selskabsnavn", "afdelingsnummer", "afdelingsnavn"),
    ),
    Layer(
        type_name="k101:rode",
        file="rode.json",
        least=300,
        box=COPENHAGEN,
        columns=("rode_nr", "rodenavn", "bydel"),
    ),
    Layer(type_name="k101:f_udsatte_byomraader", file="f_udsatte_byomraader.json", box=COPENHAGEN),
    Layer(
        type_name="k101:samlede_socio_data_kbh",
        file="samlede_socio_data_kbh.csv",
        format="csv",
        least=1000,
        names=SOCIO_NAMES,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Kbhkort(Service):
    """The city's WFS, and the layers that are fetched from it; another municipality names its own."""

    name = "kbhkort"
    title = "Kommunens WFS"

    base_url: str = "https://wfs-kbhkort.kk.dk/k101/ows"
    timeout_s: float = 60.0
    layers: tuple[Layer, ...] = LAYERS


@dataclass(frozen=True, kw_only=True)
class StatbankTable:
    """A table of the Statbank, the file it becomes, and what is asked for: variable -> values ("*" is all).

    `database` is the path after the base address: "s30" for Københavns Kommune, empty for Danmarks Statistik. An id
    that ends with "*" holds its year, and the newest of those is taken.
    """

    table: str
    file: str
    database: str = "s30"
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Statbank(Service):
    """Danmarks Statistik's Statbank, and Københavns Kommune's in the same place."""

    name = "statbank"
    title = "Statistikbanken"

    base_url: str = "https://api.statbank.dk/v1"
    tables: tuple[StatbankTable, ...] = (
        StatbankTable(table="KKBEF1", file="folketal_bydele.csv", variables={"OMRKK": ("*",), "Tid": ("*",)}),
    )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All services. `user_agent` tells them who asks; put an address in it where they can reach you."""

    kbhkort: Kbhkort = Kbhkort()
    adressevaelger: Adressevaelger = Adressevaelger()
    datafordeler: Datafordeler = Datafordeler()
    nominatim: Nominatim = Nominatim()
    overpass: Overpass = Overpass()
    statbank: Statbank = Statbank()
    user_agent: str = USER_AGENT

    def services(self) -> tuple[Service, ...]:
        """Each of them, in the order of the file."""
        return tuple(one for one in vars(self).values() if isinstance(one, Service))


_SECRETS = {
    "HELHEDSKORT_ADRESSEVAELGER_TOKEN": ("adressevaelger", "token"),
    "HELHEDSKORT_DATAFORDELER_KEY": ("datafordeler", "key"),
}
_BETWEEN = {
    "timeout_s": (0.01, 3600),
    "attempts": (1, 20),
    "cache_days": (0, 36_500),
    "seconds_between": (0, 3600),
    "most_bytes": (1, 1_000_000_000),
}


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of the file, else of the file that HELHEDSKORT_CONFIG names, else the defaults.

    Raises SettingsError naming the key that is unknown, of the wrong type, or holds what it may not.
    """
    file = path or (Path(environ[CONFIG]) if environ.get(CONFIG) else None)
    where = str(file or "")
    settings = _read(file) if file else Settings()
    for variable, (name, key) in _SECRETS.items():
        if environ.get(variable):
            given = secret(environ[variable].strip(), "", variable)
            settings = replace(settings, **{name: replace(getattr(settings, name), **{key: given})})
    for service in settings.services():
        _check_service(service, where)
    _check_files(settings, where)
    return settings


def _read(path: Path) -> Settings:
    told = _toml(path)
    _refuse_closed(told, str(path))
    made = record(Settings, told, str(path), "")
    assert isinstance(made, Settings)
    return made


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(
            "konfigurationen findes ikke", where=str(path), remedy=f"Ret --config eller {CONFIG}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        # the message of a TOML error names line and column, and no value
        raise SettingsError(f"kan ikke læses som TOML ({error})", where=str(path), remedy="Ret filen.") from None


def _refuse_closed(given: Any, where: str, key: str = "") -> None:
    """Raises SettingsError for an address, wherever it stands, of the address service that was closed for good."""
    if isinstance(given, dict):
        for name, value in given.items():
            _refuse_closed(value, where, path_of(key, name))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            _refuse_closed(value, where, f"{key}[{number}]")
    elif isinstance(given, str) and _CLOSED.search(given):
        raise wrong(
            where,
            key,
            "peger på DAWA eller GSearch; DAWA lukkede 1. oktober 2026, og GSearch lukker",
            "Brug adressevaelger (https://adressevaelger.dk) og datafordeler i stedet.",
        )


def _check_service(service: Service, where: str) -> None:
    """Raises SettingsError where an address is none, or a number says that nothing would be asked."""
    key = f"{service.name}.base_url"
    try:
        address = urlsplit(service.base_url)
        _ = address.port
    except ValueError:
        raise wrong(where, key, "skal være en adresse, der begynder med http:// eller https://") from None
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise wrong(where, key, "skal være en adresse, der begynder med http:// eller https://, uden »?«")
    if "@" in address.netloc:
        raise wrong(where, key, "må ikke rumme bruger eller adgangskode")
    written = _as_asked(service.base_url)
    if written is None:
        raise wrong(where, key, "er ingen adresse, der kan spørges")
    if written.rstrip("/") != service.base_url.rstrip("/"):
        raise wrong(where, key, "skal skrives, som der spørges", f"Skriv {written}.")
    for name, (least, most) in _BETWEEN.items():
        if not least <= getattr(service, name) <= most:
            raise wrong(where, f"{service.name}.{name}", f"skal være mindst {least:g} og højst {most:g}")
    if (
        isinstance(service, Nominatim)
        and address.hostname.endswith("openstreetmap.org")
        and service.seconds_between < 1
    ):
        raise wrong(where, "nominatim.seconds_between", "skal være mindst 1 hos openstreetmap.org (deres regel)")
    if isinstance(service, Adressevaelger) and not re.fullmatch(r"(?:\d{4})?", service.municipality_code, re.ASCII):
        raise wrong(where, "adressevaelger.municipality_code", "skal være fire cifre, fx 0147")


def _as_asked(address: str) -> str | None:
    """The address as requests writes it: letters of a host in ASCII, no user, no "..". None where it is none."""
    try:
        return requests.Request("GET", address).prepare().url
    except (requests.RequestException, UnicodeError):
        return None


def _check_files(settings: Settings, where: str) -> None:
    """Names of files in one folder: no path, none twice, and each of the form that its layer comes in."""
    layers = [(f"kbhkort.layers[{number}]", row.file) for number, row in enumerate(settings.kbhkort.layers)]
    tables = [(f"statbank.tables[{number}]", row.file) for number, row in enumerate(settings.statbank.tables)]
    names: set[str] = set()
    for key, name in layers + tables:
        if not re.fullmatch(r"[\w-][\w.-]*\.(json|csv)", name, re.ASCII) or name == RECORD:
            raise wrong(where, f"{key}.file", f"»{name}« skal være et filnavn, der ender på .json eller .csv")
        if name in names:
            raise wrong(where, f"{key}.file", f"»{name}« står to gange")
        names.add(name)
    for number, row in enumerate(settings.kbhkort.layers):
        if row.format not in ("json", "csv"):
            raise wrong(where, f"kbhkort.layers[{number}].format", "skal være json eller csv")
