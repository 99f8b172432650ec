"""What a build with `--online` could not fetch, and what it used instead. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geodata.model import Dataset, Finding
from geodata.wording import DANISH, ENGLISH, listing, long_date


@dataclass(frozen=True, slots=True)
class ServiceFailure:
    """A live service that could not be used, as the configuration names it, and the files we carry in its place."""

    service: str
    files: tuple[str, ...]


def service_failed(failures: Iterable[ServiceFailure], datasets: Iterable[Dataset]) -> list[Finding]:
    """Services that failed: which, and what is used instead, with its date. Why stands in the log, not here.

    The reason differs from hour to hour and would give the same data another id.
    """
    by_file = {row.file: row for row in datasets}
    found = []
    for failure in failures:
        used = [by_file[file] for file in failure.files if file in by_file]
        found.append(
            Finding(
                finding_id=f"service-failed/{failure.service}",
                check="service-failed",
                severity="missing",
                subject=f"service/{failure.service}",
                message_da=f"Tjenesten {failure.service} kunne ikke bruges, da kortet blev lavet. I stedet bruges "
                f"programmets egne udgaver: {listing([_dated(row, DANISH) for row in used])}.",
                message_en=f"The service {failure.service} could not be used when the map was made. The program's own "
                f"copies are used instead: {listing([_dated(row, ENGLISH) for row in used], ENGLISH)}.",
            )
        )
    return found


def _dated(row: Dataset, locale: str) -> str:
    """The dataset's title with its date, a year alone as it is."""
    if not row.dated:
        return f"{row.title} ({'uden dato' if locale == DANISH else 'not dated'})"
    return f"{row.title} ({long_date(date.fromisoformat(row.dated), locale) if '-' in row.dated else row.dated})"
