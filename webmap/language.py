"""The two languages of the pages: whole sentences by catalogue, numbers and dates by locale.

Danish is what the code says; a catalogue holds the English of it. A `Language` is all that a view needs to speak, and
nothing but it decides how a missing figure is said. Pure; `catalogues.py` reads the catalogues.
"""

from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations

from geodata import wording
from geodata.model import PlanPeriod, Source, Status


class Language:
    """One language: `code` as it stands in `lang` attributes, `prefix` as it stands in URLs."""

    def __init__(self, code: str, locale: str, prefix: str, name: str, catalogue: NullTranslations) -> None:
        self.code, self.locale, self.prefix, self.name = code, locale, prefix, name
        self._catalogue = catalogue

    def _(self, text: str, **values: object) -> str:
        """The sentence in this language, with the values in their places."""
        said = self._catalogue.gettext(text) if text else ""  # the empty text names a catalogue's header
        return said.format(**values) if values else said

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The sentence for one or for many; `{count}` is the number as this language writes it."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def knows(self, text: str) -> bool:
        """Whether a text that stands in the data in Danish has words in this language too."""
        return self.code == "da" or self._(text) != text

    def pick(self, danish: str, english: str) -> str:
        """The one of two texts that the data hold in both languages."""
        return danish if self.code == "da" else english

    @property
    def not_stated(self) -> str:
        """What a missing figure is called: never 0, never a dash that could be taken for one."""
        return self._("ikke oplyst")

    def number(self, value: float | None, decimals: int = 0) -> str:
        """1234 -> "1.234"; None -> "ikke oplyst"."""
        return self.not_stated if value is None else wording.number(value, decimals, self.locale)

    def signed(self, value: float, decimals: int = 0) -> str:
        """A difference with its sign."""
        return wording.signed(value, decimals, self.locale)

    def percent(self, share: float | None, decimals: int = 1) -> str:
        """0.351 -> "35,1 %"; None -> "ikke oplyst"."""
        return self.not_stated if share is None else wording.percent(share, decimals, self.locale)

    def of_100(self, value: float | None, decimals: int = 2) -> str:
        """82.6054, which is in per cent already -> "82,61 %"."""
        return self.not_stated if value is None else wording.percent(value / 100, decimals, self.locale)

    def with_percent(self, figure: str) -> str:
        """A printed figure with its per cent sign: "20 %", and "20%" in English."""
        return wording.with_percent(figure, self.locale)

    def points(self, value: float, decimals: int = 2) -> str:
        """A difference between two percentages: "+0,02 procentpoint"."""
        return self._("{figure} procentpoint", figure=self.signed(value, decimals))

    def at_least(self, share: float | None) -> str:
        """A coverage: "mindst 35,1 %", since unlisted departments can only add to it."""
        return self.not_stated if share is None else self._("mindst {share}", share=self.percent(share))

    def day(self, day: date) -> str:
        """2026-12-31 -> "31. december 2026"."""
        return wording.long_date(day, self.locale)

    def month(self, year: int, month: int) -> str:
        """2016, 11 -> "november 2016"."""
        return wording.month(date(year, month, 1), self.locale)

    def dated(self, text: str | None) -> str:
        """An ISO day or a year alone, as it reads; None or empty -> "ikke oplyst"."""
        return wording.dated(text, self.locale) if text else self.not_stated

    def span(self, period: PlanPeriod) -> str:
        """A period's days, or the duration where that is all the source states."""
        if period.start is None and period.end is None:
            years = period.duration_years
            return self.ngettext("{count} år", "{count} år", years) if years else self.not_stated
        return wording.span(period, self.not_stated, self.locale)

    def listing(self, words: Sequence[str]) -> str:
        """["a", "b", "c"] -> "a, b og c"."""
        return wording.listing(words, self.locale)

    def in_words(self, count: int) -> str:
        """3 -> "tre": whole numbers up to ten as they stand in prose; larger ones in figures."""
        words = self._("nul en to tre fire fem seks syv otte ni ti").split()
        return words[count] if 0 <= count < len(words) else self.number(count)

    def place_in_document(self, source: Source) -> str:
        """Where a row stands: "side 1, linje 213" or "side 1, linje 31–32"."""
        if source.line == source.line_end:
            return self._("side {page}, linje {line}", page=source.page, line=source.line)
        return self._("side {page}, linje {first}–{last}", page=source.page, first=source.line, last=source.line_end)

    def status(self, status: Status) -> str:
        """How sure a register row is."""
        return {"printed": self._("trykt"), "derived": self._("udledt"), "inferred": self._("antaget")}[status]
