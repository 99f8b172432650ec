"""Edge: the languages of the pages, with the catalogues of `translations/` (make catalogue)."""

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from geodata import wording
from webmap.language import Language

CATALOGUES = Path(__file__).resolve().parent / "translations"


@cache
def languages() -> dict[str, Language]:
    """code -> language, Danish first."""
    return {
        "da": Language("da", wording.DANISH, "", "Dansk", NullTranslations()),
        "en": Language("en", wording.ENGLISH, "/en", "English", _catalogue("en")),
    }


def _catalogue(code: str) -> NullTranslations:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
