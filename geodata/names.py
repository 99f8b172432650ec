"""Danish names of places and housing departments made comparable. Pure; matching, slugs and search share it.

Two spellings of one name come out the same: æøå, ae oe aa and letters typed as a + ring; capitals; "gd." and "gade";
"Blvd." and "boulevard"; roman and arabic numerals; account numbers around a name. What differs in a way that tells two
departments apart stays apart: "gade" and "gården", I and II, Nord and Øst, 40 and 34A-B.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice, product

from geodata.plain_text import fold_space

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
# "1048-9, Lundtoftegade", "3011  Abildgården", "01-01, Bispebjerg Bakke": the organisation's own account number.
_PREFIX = re.compile(r"^(\d[\d-]{0,8})(?:,\s*|\s+)(?=\D)")
# "Blågården (1-85)", "Gullandsgården (1215) (0968.005)": more account numbers.
_IN_BRACKETS = re.compile(r"\s?\((\d[\d.,/ -]{0,20})\)")
_TO_TWENTY = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {numeral: value for value, numeral in enumerate(_TO_TWENTY.split(), 1)}
_ONE_NUMERAL = r"(?:\d{1,2}|[ivx]{1,5})"
_TAIL = re.compile(rf"(?<=\S)\s(?P<numerals>{_ONE_NUMERAL}(?:\s?(?:\+|&|\bog\b|,)\s?{_ONE_NUMERAL}){{0,9}})$")
# "Flensborggade 49 - 59", "Rantzausgade 34A-B", "Nørrebrogade 9, 2200": a house, not a numeral of a series
_HOUSE = re.compile(r"(?<=[a-zæøåöäü.] )(\d{1,3}\s?[a-z]?(?:\s?[-–]\s?(?:\d{1,3}\s?[a-z]?|[a-z]))?)(?=$|,|\s)")
_DEPARTMENT_NUMBER = re.compile(r"\b(?:afd\.?|afdeling(?:en)?)\s{0,3}(?:nr\.?|nummer)?\s{0,3}(\d{1,5}(?:-\d{1,2})?)\b")
_BARE_NUMBER = re.compile(r"(?:nr\.?\s{0,3})?(\d{1,5}(?:-\d{1,3})?)$")
# The ends of street names that are written short with a full stop, or as an abbreviation of their own.
_SHORT_ENDS = (
    (re.compile(r"(?<=[a-zæøå]{3})(?:g\.|gd\.?)(?=$|[\s,/+&)])"), "gade"),
    (re.compile(r"(?<=[a-zæøå]{3})(?:v\.|vj\.?)(?=$|[\s,/+&)])"), "vej"),
    (re.compile(r"(?<=\s)(?:gd|gade)\.?(?=$|[\s,/+&)])"), "gade"),
    (re.compile(r"(?<=\s)vj\.?(?=$|[\s,/+&)])"), "vej"),
    (re.compile(r"\bv/\s?"), "ved "),
)
# A word written short -> the words it may stand for; a full stop after it says nothing.
_WRITTEN_OUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("blvd", "bvd", "boul", "bd", "bulevard", "bulevarden", "boulevarden"), ("boulevard",)),
    **dict.fromkeys(("alle", "allee", "alleen"), ("alle",)),
    "pl": ("plads",),
    "kgs": ("kongens",),
    "sdr": ("soendre",),
    "ndr": ("noerre", "nordre"),
    "gl": ("gammel",),
    "gamle": ("gammel",),
    "ll": ("lille",),
    "sct": ("sankt",),
    "skt": ("sankt",),
    "st": ("sankt", "store"),
    "str": ("straede",),
    "fr": ("frederik",),
    "chr": ("christian",),
    "dr": ("dronning",),
    "pr": ("prinsesse", "prins"),
    "d": ("den",),
    "n": ("nord",),
    "oe": ("oest",),
}
_MOST_READINGS = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name in comparable form: `words` in lower-case ASCII, written out; the rest tells departments of a name apart.

    `numerals` number a series ("II" is 2), `houses` are house numbers as printed ("34a-b").
    """

    words: tuple[str, ...]
    numerals: frozenset[int] = frozenset()
    houses: frozenset[str] = frozenset()

    @property
    def joined(self) -> str:
        """The words without blanks: "Lundtofte Gade" and "Lundtoftegade" are one."""
        return "".join(self.words)


def slug(name: str) -> str:
    """The name as it stands in a URL: "Vesterbro-Kongens Enghave" -> "vesterbro-kongens-enghave"."""
    return re.sub(r"[^a-z0-9]+", "-", _ascii(name)).strip("-")


def department_number(printed: str) -> str | None:
    """The department number a name gives ("Afd. 58", "AAB, afdeling nr. 58", "58"), or None where it gives none."""
    folded = fold_space(printed).lower()
    found = _DEPARTMENT_NUMBER.search(folded) or _BARE_NUMBER.match(folded)
    return found.group(1) if found else None


def without_department_number(printed: str) -> str:
    """The name without "Afd. 58" and the like; nothing is left of a name that is only a number."""
    folded = fold_space(printed)
    if _BARE_NUMBER.match(folded.lower()):
        return ""
    return fold_space(_DEPARTMENT_NUMBER.sub(" ", folded.lower())) if department_number(printed) else folded


def account_numbers(name: str) -> frozenset[str]:
    """Numbers that an organisation writes around a name: "1048-9, Lundtoftegade" -> {"1048-9", "1048"}."""
    folded = fold_space(name)
    before = _PREFIX.match(folded)
    found = {*([before[1]] if before else []), *(number.strip() for number in _IN_BRACKETS.findall(folded))}
    return frozenset(found | {number.split("-")[0] for number in found if re.fullmatch(r"\d{3,5}--?\d", number)})


def without_account_numbers(name: str) -> str:
    """The name without the numbers around it: "Blågården (1-85)" -> "Blågården"."""
    return fold_space(_IN_BRACKETS.sub(" ", _PREFIX.sub("", fold_space(name))))


def readings(name: str) -> tuple[Name, ...]:
    """The ways a single name can be read, the likeliest first: one, or a few where a word written short is two words.

    Account numbers are not part of it; names joined by "/" are several (`parts`).
    """
    text = fold_space(unicodedata.normalize("NFC", without_account_numbers(name)).lower())
    for short, long in _SHORT_ENDS:
        text = short.sub(long, text)
    text, houses = _without_houses(text)
    words, numerals = _words_and_numerals(text)
    options = [_WRITTEN_OUT.get(word, (word,)) for word in words]
    # "N" and "Ø" stand for a direction after a name only; in front they are a word of their own
    options[:1] = [(words[0],)] if words and words[0] in ("n", "oe", "d") else options[:1]
    return tuple(Name(tuple(chosen), numerals, houses) for chosen in islice(product(*options), _MOST_READINGS))


def parts(name: str) -> tuple[str, ...]:
    """The names that are joined by "/": "Allersgade/Dagmarsgade" is two; the "/" of "v/Sundbyøster" joins nothing."""
    bare = re.sub(r"\b([Vv])/\s?", r"\1ed ", without_account_numbers(name))
    return tuple(part for part in (fold_space(part) for part in bare.split("/")) if part)


def name_keys(name: str) -> frozenset[str]:
    """Every key under which a department's name may be looked up; two names agree if they share one.

    Account numbers around the name fall away, streets joined by "/" count each, and numerals count each:
    "140, Televænget II & III" -> {"televaenget 2", "televaenget 3"}.
    """
    keys: set[str] = set()
    for part in parts(name):
        for read in readings(part):
            base = " ".join((*read.words, *sorted(read.houses)))
            if base:
                keys |= {f"{base} {number}" for number in read.numerals} or {base}
    return frozenset(keys)


def _ascii(text: str) -> str:
    """Lower case ASCII; decomposed letters are composed first, so that "å" typed as a + ring is still "aa"."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")


def _without_houses(text: str) -> tuple[str, frozenset[str]]:
    """The text without house numbers, and these; a number up to 20 at the end, or numbers joined by +, is a numeral."""
    houses: set[str] = set()

    def taken(found: re.Match[str]) -> str:
        number = re.sub(r"\s", "", found[1]).replace("–", "-")
        if number.isdigit() and int(number) <= 20:
            return found[0]
        houses.add(number)
        return " "

    return fold_space(_HOUSE.sub(taken, text)), frozenset(houses)


def _words_and_numerals(text: str) -> tuple[list[str], frozenset[int]]:
    """Numerals end the name, or what stands before its first comma ("Bellahøj III, Plejehjem")."""
    plain = fold_space(re.sub(r"[^a-z0-9+&,]+", " ", _ascii(text))).strip(" ,+&")
    head, comma, rest = plain.partition(",")
    for part, after in ((plain, ""), (head, rest if comma else "")):
        tail = _TAIL.search(part)
        values = {_value(word) for word in re.findall(_ONE_NUMERAL, tail["numerals"])} - {0} if tail else set()
        if tail and values:
            return _only_words(part[: tail.start()]) + _only_words(after), frozenset(values)
    return _only_words(plain), frozenset()


def _only_words(plain: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", plain) if word]


def _value(numeral: str) -> int:
    return _ROMAN.get(numeral) or (int(numeral) if numeral.isdigit() else 0)
