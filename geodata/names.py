"""Danish names made comparable. Pure; matching, slugs and search share it."""

import re
import unicodedata

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
# "1048-9, Lundtoftegade", "3011  Abildgården", "01-01, Bispebjerg Bakke": the organisation's own account number.
_PREFIX = re.compile(r"^\d[\d-]{0,8}(?:,\s*|\s+)(?=\D)")
# "Blågården (1-85)", "Gullandsgården (1215) (0968.005)": more account numbers.
_SUFFIX = re.compile(r"(?:\s*\([^()]{0,40}\))+\s*$")
_TO_TWENTY = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {numeral: value for value, numeral in enumerate(_TO_TWENTY.split(), 1)}
_NUMERALS = re.compile(
    r"^(?P<base>.*?\D)\s+(?P<numerals>(?:\d{1,2}|[ivx]{1,5})(?:\s*(?:\+|&|og)\s*(?:\d{1,2}|[ivx]{1,5}))*)$"
)
_DEPARTMENT_NUMBER = re.compile(r"^(?:afd\.?|afdeling)\s*(?:nr\.?\s*)?(\d{1,5})$")


LONGEST_NAME = 200
# what no XML and no page can hold, shows as nothing, or turns the words after it round; a tab or a line break is
# white space
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def without_control(text: str) -> str:
    """The text without characters that stand for nothing that can be read."""
    return _CONTROL.sub("", text)


def for_terminal(text: str) -> str:
    """The text with what a terminal obeys, or turns the words round by, as its number: harmless, and seen.

    The form is that of JSON's strings, so that JSON stays JSON.
    """
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def wrong_with(text: str, longest: int | None = LONGEST_NAME) -> str | None:
    """Why a text cannot be shown as a name: it has a control character, or is too long. None where it can."""
    found = _CONTROL.search(text)
    if found is not None:
        return f"indeholder styretegnet U+{ord(found[0]):04X}; slet det"
    if longest is not None and len(text) > longest:
        return f"er på {len(text)} tegn; et navn kan højst have {longest}"
    return None


def fold_space(text: str) -> str:
    """The text with every run of white space as one blank and none at the ends."""
    return " ".join(text.split())


def never_a_formula(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, with a mark in front that makes it text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def slug(name: str) -> str:
    """The name as it stands in a URL: "Vesterbro-Kongens Enghave" -> "vesterbro-kongens-enghave"."""
    return re.sub(r"[^a-z0-9]+", "-", _ascii(name)).strip("-")


def department_number(printed: str) -> str | None:
    """The department number a name consists of ("Afd. 58" -> "58"), or None where it is a real name."""
    found = _DEPARTMENT_NUMBER.match(fold_space(printed).lower())
    return found.group(1) if found else None


def name_keys(name: str) -> frozenset[str]:
    """Every key under which a department's name may be looked up; two names agree if they share one.

    Account numbers around the name fall away, streets joined by "/" count each, and numerals count each:
    "140, Televænget II & III" -> {"televaenget 2", "televaenget 3"}.
    """
    bare = _SUFFIX.sub("", _PREFIX.sub("", fold_space(name)))
    keys: set[str] = set()
    for part in bare.split("/"):
        key = _key(part)
        if not key:
            continue
        numbered = _NUMERALS.match(key)
        numerals = _numerals(numbered["numerals"]) if numbered else []
        keys |= {f"{numbered['base']} {n}" for n in numerals} if numbered and numerals else {key}
    return frozenset(keys)


def base_keys(name: str) -> frozenset[str]:
    """The keys without their numerals: "Støberigården I+II" -> {"stoeberigaarden"}."""
    return frozenset(re.sub(r" \d{1,2}$", "", key) for key in name_keys(name))


def _ascii(text: str) -> str:
    """Lower case ASCII; decomposed letters are composed first, so that "å" typed as a + ring is still "aa"."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")


def _key(part: str) -> str:
    return fold_space(re.sub(r"[^a-z0-9+&]+", " ", _ascii(part)))


def _numerals(text: str) -> list[int]:
    words = re.split(r"\s*(?:\+|&|\bog\b)\s*", text)
    return [_ROMAN.get(word) or int(word) for word in words if word in _ROMAN or word.isdigit()]
