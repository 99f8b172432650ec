"""How numbers, dates and the words of the field read in Danish. Pure; page, payload, table and figure share it.

Missing is said in words, never as 0 or a dash that could be taken for one.
"""

from datetime import date

from geodata.model import PlanPeriod, Source, Status

_WORDS = "nul en to tre fire fem seks syv otte ni ti".split()  # noqa: SIM905
NOT_STATED = "ikke oplyst"
_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
)
STATUSES: dict[Status, str] = {"printed": "trykt", "derived": "udledt", "inferred": "antaget"}


def number(value: int | None) -> str:
    """1234 -> "1.234"; None -> "ikke oplyst"."""
    return NOT_STATED if value is None else f"{value:,}".replace(",", ".")


def percent(share: float | None) -> str:
    """0.351 -> "35,1 %" with a space that does not break; None -> "ikke oplyst"."""
    return NOT_STATED if share is None else f"{share * 100:.1f}".replace(".", ",") + "\u00a0%"


def whole_percent(share: float) -> str:
    """0.342 -> "34 %", for a figure that is itself rounded."""
    return f"{share * 100:.0f}\u00a0%"


def at_least(share: float | None) -> str:
    """A coverage: "mindst 35,1 %", since unlisted departments can only add to it; None -> "ikke oplyst"."""
    return NOT_STATED if share is None else f"mindst {percent(share)}"


def long_date(day: date) -> str:
    """2026-12-31 -> "31. december 2026"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def dated(text: str) -> str:
    """ "2025-05-29" -> "29. maj 2025"; "2023" -> "2023", where the year is all that is known; "" -> "ikke oplyst"."""
    if not text:
        return NOT_STATED
    return text if len(text) == 4 else long_date(date.fromisoformat(text))


def span(period: PlanPeriod) -> str:
    """A period's days ("1. januar 2026 – 31. december 2029"), or the duration where that is all the source states."""
    if period.start is None and period.end is None:
        return f"{period.duration_years} år" if period.duration_years else NOT_STATED
    first, last = (NOT_STATED if day is None else long_date(day) for day in (period.start, period.end))
    return f"{first} – {last}".replace(" ", "\u00a0").replace("\u00a0–\u00a0", " – ")


def place_in_document(source: Source) -> str:
    """Where a row stands: "linje 213" or "linje 31–32"."""
    lines = str(source.line) if source.line == source.line_end else f"{source.line}–{source.line_end}"
    return f"linje {lines}"


def in_words(count: int) -> str:
    """3 -> "tre": whole numbers up to ten as they stand in prose; larger ones in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)


def counted(count: int, one: str, many: str) -> str:
    """1 -> "1 plan", 3 -> "3 planer"."""
    return f"{number(count)} {one if count == 1 else many}"


def listing(words: list[str]) -> str:
    """["a", "b", "c"] -> "a, b og c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}" if words else ""
