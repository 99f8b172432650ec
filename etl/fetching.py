"""Edge: the official layers and statistics, fetched as a dated set; and a build that fetches first.

A set is whole or not at all: it is made beside its folder, read as a build would read it, and moved in place. A build
with `--online` takes what came and holds together, and for the rest what the program carries, and says so.
"""

import glob
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl import layers, statistics
from etl.fetched import RECORD, Fetched, read_record, write_record
from etl.geography import Geography
from etl.reconcile import ServiceFailure
from etl.services import kbhkort, statbank
from etl.services.asking import Answer, Asker
from etl.services.settings import Layer, Settings, StatbankTable
from geodata.errors import LayerError, ServiceError, StatisticsError
from geodata.store import sha256_of

log = logging.getLogger("etl.services")

GEOGRAPHY = (layers.BYDELE, layers.DEPARTMENTS, layers.RODER)
_EARLIER = "earlier"  # the set that is about to be replaced, in the folder beside it


def fetch(asker: Asker, settings: Settings, into: Path) -> list[Fetched]:
    """Fetches every layer and table of the settings into the folder, with a record; returns the record.

    The folder's own earlier set is replaced when the new one is whole; other files in it stay. Raises ServiceError or
    LayerError naming what failed, with the earlier set untouched.
    """
    into = into.resolve()
    into.parent.mkdir(parents=True, exist_ok=True)
    _put_back(into)
    _refuse_foreign(into, settings)
    with tempfile.TemporaryDirectory(prefix=f".{into.name}-", dir=into.parent) as beside:
        made = Path(beside) / "set"
        made.mkdir()
        files = [_layer(asker, settings, layer, made) for layer in settings.kbhkort.layers]
        files += [_table(asker, settings, table, made) for table in settings.statbank.tables]
        left_out = _validated(made, settings)
        files = [one for one in files if (made / one.file).is_file()]
        write_record(made, files, left_out)
        _move_in_place(made, into, Path(beside) / _EARLIER)
    return files


@dataclass(frozen=True)
class Came:
    """What a build may use of what came: folders as `build` takes them, None for ours; and what failed."""

    geodata: Path | None
    statistics: Path | None
    failures: tuple[ServiceFailure, ...]


@contextmanager
def online(asker: Asker, settings: Settings, *, with_statistics: bool = True) -> Iterator[Came]:
    """What a build reads, fetched into a folder that lasts as long as the block.

    Districts and departments are used together or not at all. A service that fails in any way is a failure in the
    result and a warning in the log, never an error.
    """
    wanted = (*GEOGRAPHY, *((statistics.RODE_YEARS,) if with_statistics else ()))
    with tempfile.TemporaryDirectory(prefix="helhedskort-") as folder:
        made = Path(folder)
        files, failed = _as_much_as_comes(asker, settings, made, wanted)
        write_record(made, files)
        geography = _usable_geography(made, failed)
        figures = with_statistics and _usable_statistics(made, geography, failed)
        failures = _failures(settings, failed, geography)
        yield Came(made if geography else None, made if figures else None, failures)


def _as_much_as_comes(
    asker: Asker, settings: Settings, folder: Path, wanted: Sequence[str]
) -> tuple[list[Fetched], dict[str, str]]:
    """The files that came, and why others did not. A service that gives no answer at all is not asked for the rest.

    Roder and statistics that the configuration does not name were not to come.
    """
    files: list[Fetched] = []
    chosen = [layer for layer in settings.kbhkort.layers if layer.file in wanted]
    failed = dict.fromkeys((layers.BYDELE, layers.DEPARTMENTS), "er ikke i konfigurationen")
    failed |= {layer.file: "ikke hentet" for layer in chosen}
    for layer in chosen:
        try:
            files.append(_layer(asker, settings, layer, folder))
            del failed[layer.file]
        except ServiceError as error:
            failed[layer.file] = f"{error.what} ({error.where})"
            if error.status is None:
                break
    return files, failed


def _usable_geography(folder: Path, failed: dict[str, str]) -> Geography | None:
    """The geography of the folder's layers; without its roder where only those are amiss; None where it is of no use.

    What is amiss is noted in `failed`.
    """
    if layers.BYDELE in failed or layers.DEPARTMENTS in failed:
        return None
    try:
        return layers.read_folder(folder)
    except LayerError as error:
        wrong = error
    if (folder / layers.RODER).is_file():
        (folder / layers.RODER).unlink()
        try:
            geography = layers.read_folder(folder)
        except LayerError as error:
            wrong = error
        else:
            failed[layers.RODER] = f"kom, men kan ikke læses: {wrong.what}"
            return geography
    failed[Path(wrong.where).name] = f"kom, men kan ikke læses: {wrong.what}"
    return None


def _usable_statistics(folder: Path, geography: Geography | None, failed: dict[str, str]) -> bool:
    if not (folder / statistics.RODE_YEARS).is_file():
        return False
    roder = (geography or layers.read_embedded()).roder
    try:
        statistics.read(folder, roder)
    except StatisticsError as error:
        failed[statistics.RODE_YEARS] = f"kom, men kan ikke læses: {error.what}"
        return False
    return True


def _failures(settings: Settings, failed: dict[str, str], geography: Geography | None) -> tuple[ServiceFailure, ...]:
    """The WFS, where not all of it could be used, with the files we use in place of its own; told in the log."""
    if not failed:
        return ()
    for name, why in failed.items():
        log.warning("advarsel: %s: %s", name, why)
    names = tuple(dict.fromkeys([*(GEOGRAPHY if geography is None else ()), *failed]))
    log.warning("advarsel: bygger i stedet med programmets egne udgaver af %s", ", ".join(names))
    return (ServiceFailure(settings.kbhkort.name, names),)


def _layer(asker: Asker, settings: Settings, layer: Layer, folder: Path) -> Fetched:
    came = kbhkort.get_layer(asker, settings.kbhkort, layer)
    return _kept(folder / layer.file, came.content, came.answer, layer.type_name, came.rows)


def _table(asker: Asker, settings: Settings, table: StatbankTable, folder: Path) -> Fetched:
    came = statbank.get_table(asker, settings.statbank, table)
    return _kept(folder / table.file, came.answer.body, came.answer, came.table, len(came.rows))


def _kept(path: Path, content: bytes, answer: Answer, source: str, rows: int) -> Fetched:
    """Writes the file, says so, and returns its record."""
    path.write_bytes(content)
    log.info("%s: %d rækker fra %s, hentet %s", path.name, rows, source, answer.asked_at.date())
    return Fetched(path.name, answer.service, source, answer.url, answer.asked_at, sha256_of(path), rows)


def _validated(folder: Path, settings: Settings) -> list[str]:
    """Reads the set as a build would. Raises ServiceError for a layer that cannot be read.

    A table of statistics whose columns are none that we know is taken out and named: its service did what was asked,
    and a build then uses ours.
    """
    geography = None
    if all((folder / name).is_file() for name in (layers.BYDELE, layers.DEPARTMENTS)):
        try:
            geography = layers.read_folder(folder)
        except LayerError as error:
            raise ServiceError(
                f"{settings.kbhkort.title}: {Path(error.where).name} kom, men kan ikke læses: {error.what}",
                where=settings.kbhkort.base_url,
                remedy="Prøv igen senere, eller ret laget under kbhkort.layers i konfigurationen.",
                service=settings.kbhkort.name,
            ) from error
    failed: dict[str, str] = {}
    if _usable_statistics(folder, geography, failed) or not failed:
        return []
    (folder / statistics.RODE_YEARS).unlink()
    left_out = [f"{name} {why}" for name, why in failed.items()]
    for one in left_out:
        log.warning("advarsel: %s; den er ikke med i sættet", one)
    return left_out


def _refuse_foreign(into: Path, settings: Settings) -> None:
    """Raises ServiceError where the folder holds folders, or files of our names that were not fetched into it."""
    if not into.exists():
        return
    if not into.is_dir() or any(path.is_dir() for path in into.iterdir()):
        raise ServiceError("er ikke en mappe for hentede filer alene", where=str(into), remedy="Angiv en anden --into.")
    ours = {layer.file for layer in settings.kbhkort.layers} | {table.file for table in settings.statbank.tables}
    theirs = sorted(ours & {path.name for path in into.iterdir()} - {one.file for one in read_record(into)})
    if theirs:
        raise ServiceError(
            f"{theirs[0]} ligger der i forvejen og er ikke hentet hertil",
            where=str(into),
            remedy="Angiv en anden --into.",
        )


def _put_back(into: Path) -> None:
    """The earlier set in its place again, where a run was ended between its two moves: it lies beside, whole."""
    if not into.exists():
        left = sorted(
            into.parent.glob(f".{glob.escape(into.name)}-*/{_EARLIER}"), key=lambda path: path.stat().st_mtime
        )
        if left:
            left[-1].replace(into)
            log.warning("advarsel: en tidligere kørsel blev afbrudt; det forrige sæt er lagt tilbage i %s", into.name)


def _move_in_place(made: Path, into: Path, earlier: Path) -> None:
    """The folder becomes `into`; what else lay there stays, and at a failure all of it."""
    if not into.exists():
        made.replace(into)
        return
    fetched = {RECORD, *(one.file for one in read_record(into))}
    for path in into.iterdir():
        if path.name not in fetched:
            shutil.copy2(path, made / path.name)
    into.replace(earlier)
    try:
        made.replace(into)
    except OSError:
        earlier.replace(into)
        raise
