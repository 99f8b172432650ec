"""Danish names of places and housing departments made comparable. Pure; matching, slugs and search share it.

Two spellings of one name come out the same: æøå, ae oe aa and letters typed as a + ring; capitals; "gd." and "gade";
"Blvd." and "boulevard"; roman and arabic numerals; account numbers around a name. What differs in a way that tells two
departments apart stays apart: "gade" and "gården", I and II, Nord and Øst, 40 and 34A-B.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import islice, product

from geodata.plain_text import fold_space, without_control

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u", "ß": "ss"})
# "1048-9, Lundtoftegade", "3011  Abildgården", "1047--1, Spontinisvej": the organisation's own account number.
_PREFIX = re.compile(r"^(\d[\d-]{0,8})(?:,\s*|\s+)(?=[^\W\d])")
# "Blågården (1-85)", "Gullandsgården (1215) (0968.005)": more account numbers.
_IN_BRACKETS = re.compile(r"\s?\((\d[\d.,/ -]{0,20})\)")
_NAMED_IN_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
_TO_TWENTY = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {numeral: value for value, numeral in enumerate(_TO_TWENTY.split(), 1)}
# a scanner, and a hand, write l for I
_ONE_NUMERAL = r"(?:\d{1,2}|[ivxl]{1,5})"
_JOINT = r"(?:\s?(?:\+|&|\bog\b|,)\s?)"
_TAIL = re.compile(
    rf"(?<=\S)\s(?:(?:afd|afdeling|nr|nummer|etape)\s)?(?P<numerals>{_ONE_NUMERAL}(?:{_JOINT}{_ONE_NUMERAL}){{0,9}})$"
)
_SIDES = {"nord": "nord", "n": "nord", "syd": "syd", "s": "syd", "oest": "oest", "oe": "oest", "vest": "vest"}
_SIDES |= {"midt": "midt"}
_ONE_SIDE = rf"(?:{'|'.join(sorted(_SIDES, key=len, reverse=True))})"
_SIDE_TAIL = re.compile(rf"(?<=\S)[\s,]+(?P<sides>{_ONE_SIDE}(?:{_JOINT}{_ONE_SIDE}){{0,4}})$")
# Words that say whose homes they are, and not where: beside a name, never instead of it.
_HOMES = {
    "pleje": "pleje",
    **dict.fromkeys(
        ("plejebol", "plejebolig", "plejeboliger", "plejecenter", "plejecentret", "plejehjem", "plejehjemmet"), "pleje"
    ),
    **dict.fromkeys(("aeldre", "aeldrebol", "aeldrebolig", "aeldreboliger", "aldreboliger", "ldreboliger"), "aeldre"),
    **dict.fromkeys(("senior", "seniorbol", "seniorbolig", "seniorboliger"), "senior"),
    **dict.fromkeys(("seniorbofaellesskab", "bofaellesskab", "bofllesskab", "bofallesskab"), "bofaellesskab"),
    **dict.fromkeys(("familie", "fam", "familiebol", "familiebolig", "familieboliger"), "familie"),
    **dict.fromkeys(("ungdom", "ungdomsbol", "ungdomsbolig", "ungdomsboliger"), "ungdom"),
    **dict.fromkeys(("almenbolig", "ab"), "almenbolig"),
    **dict.fromkeys(("boliger", "bolig", "bol", "inst", "serviceareal"), ""),
}
_HOMES_WORD = re.compile(rf"(?<=[a-z0-9])[\s,+(]+(?:\d+\s)?(?:{'|'.join(sorted(_HOMES, key=len, reverse=True))})\b\+?")
_AND_HOMES = re.compile(r"(?<=\s)pleje og (?=a?e?ldreboliger)|(?<=\s)aeldre og (?=plejeboliger)")
# "Flensborggade 49 - 59", "Rantzausgade 34A-B", "Nørrebrogade 9, 2200": a house, not a numeral of a series
_HOUSE = re.compile(r"(?<=[a-zæøåöäü.] )(\d{1,3}\s?[a-z]?(?:\s?[-–]\s?(?:\d{1,3}\s?[a-z]?|[a-z]))?)(?=$|,|\s)")
_DEPARTMENT_NUMBER = re.compile(r"\b(?:afd\.?|afdeling(?:en)?)\s{0,3}(?:nr\.?|nummer)?\s{0,3}(\d{1,5}(?:-\d{1,2})?)\b")
_BARE_NUMBER = re.compile(r"(?:nr\.?\s{0,3})?(\d{1,5}(?:-\d{1,3})?)$")
# "Fr. d. VII's gade", "Frederik 7.s Gade"
_OF_THE = re.compile(r"\b(\d{1,2}|[ivx]{1,5}) ?s (?=[a-z])")
_ORDINALS = ["foerste", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"]
_ORDINAL = {f"{word}s": str(value) for value, word in enumerate(_ORDINALS, 1)}
# The ends of street names that are written short with a full stop, or as an abbreviation of their own.
_SHORT_ENDS = (
    (re.compile(r"(?<=[a-zæøå]{3})(?:g\.|gd\.?)(?=$|[\s,/+&)])"), "gade"),
    (re.compile(r"(?<=[a-zæøå]{3})(?:v\.|vj\.?)(?=$|[\s,/+&)])"), "vej"),
    (re.compile(r"(?<=[a-zæøå]{3})pl\.?(?=$|[\s,/+&)])"), "plads"),
    (re.compile(r"(?<=[a-zæøå]{3})\s?koll\.?(?=$|[\s,/+&)])"), "kollegium"),
    (re.compile(r"(?<=\s)gd\.?(?=$|[\s,/+&)])"), "gade"),
    (re.compile(r"(?<=\s)vj\.?(?=$|[\s,/+&)])"), "vej"),
    (re.compile(r"\bv/\s?"), "ved "),
)
# A word written short -> the words it may stand for; a full stop after it says nothing.
_WRITTEN_OUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("blvd", "bvld", "bvd", "blv", "boul", "bd", "bulevard", "bulevarden", "boulevarden"), ("boulevard",)
    ),
    **dict.fromkeys(("alle", "allee", "alleen"), ("alle",)),
    "pl": ("plads",),
    **dict.fromkeys(("kgs", "kongs"), ("kongens",)),
    **dict.fromkeys(("sdr", "sndr", "soender"), ("soendre",)),
    "ndr": ("noerre", "nordre"),
    "nr": ("noerre",),
    "gl": ("gammel",),
    "gamle": ("gammel", "gamle"),
    "ll": ("lille",),
    **dict.fromkeys(("sct", "skt", "sanct", "sankte"), ("sankt",)),
    "st": ("sankt", "store"),
    "str": ("straede",),
    "tv": ("torv",),
    "fr": ("frederik",),
    "chr": ("christian",),
    "dr": ("dronning",),
    "pr": ("prinsesse", "prins"),
}
_ARTICLES = frozenset(("den", "det", "de", "d"))
_ROMAN_RANGE = re.compile(r"(?<=\s)([ivx]{1,5})\s?[-–]\s?([ivx]{1,5})$")
_NUMERAL_CLOSE = re.compile(r"([a-zæøå]{5})([1-9]\d?)$")  # "Hørgården2"
_BETWEEN_WORDS = re.compile("(?<=[a-zæøåéüöä])(?=[A-ZÆØÅÜÖÄ])")  # "KarenBlixenParken"
# a digit that a scanner read for a letter, inside a word
_MISREAD = re.compile(r"(?<=[a-z])[0158](?=[a-z])|\b[01](?=[a-z]{4})|(?<=[a-z]{4})0\b")
_MISREAD_FOR = {"0": "o", "1": "l", "5": "s", "8": "b"}
_WRONGLY_DECODED = re.compile("[ÃÂ][\x80-\xbf\u2018-\u2122\u0152-\u0192]|Ã")
_MOST_READINGS = 8
# around a name; an apostrophe or a full stop may end one (stripped, not matched: ",,,,," must cost no time)
_BEFORE_A_NAME, _AFTER_A_NAME = " »«'\"“”„*•.,;:–_-", ' »«"“”„*•,;:–_-'


@dataclass(frozen=True, slots=True)
class Name:
    """A name in comparable form: `words` in lower-case ASCII, written out; the rest tells departments of a name apart.

    `numerals` number a series ("II" is 2), `houses` are house numbers as printed ("34a-b"), `sides` are points of the
    compass at the end ("nord"), `homes` says for whom the homes are ("pleje"). `danish` where it was written with
    Danish letters, which is no part of the name.
    """

    words: tuple[str, ...]
    numerals: frozenset[int] = frozenset()
    houses: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    danish: bool = field(default=False, compare=False)

    @property
    def joined(self) -> str:
        """The words without blanks: "Lundtofte Gade" and "Lundtoftegade" are one."""
        return "".join(self.words)


def slug(name: str) -> str:
    """The name as it stands in a URL: "Vesterbro-Kongens Enghave" -> "vesterbro-kongens-enghave"."""
    return re.sub(r"[^a-z0-9]+", "-", _ascii(name)).strip("-")


def mended(text: str) -> str:
    """The text composed (NFC), with single blanks, without control characters and quotation marks around it.

    UTF-8 that was read as Windows-1252 is read again ("BlÃ¥gÃ¥rden"); a mark for a lost letter is lost.
    """
    if _WRONGLY_DECODED.search(text):
        text = _decoded_again(text)
    plain = without_control(unicodedata.normalize("NFC", text).replace("\xad", "").replace("\ufeff", ""))
    lost = re.sub(r"(?<=[^\W\d])[?\ufffd]+(?=[^\W\d])", "", plain)
    return fold_space(fold_space(lost).lstrip(_BEFORE_A_NAME).rstrip(_AFTER_A_NAME))


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
    if not department_number(folded):
        return folded
    rest = re.sub(_DEPARTMENT_NUMBER.pattern, " ", folded, flags=re.IGNORECASE)
    return fold_space(rest).strip(" ,;:-–()")


def account_numbers(name: str) -> frozenset[str]:
    """Numbers that an organisation writes around a name: "1048-9, Lundtoftegade" -> {"1048-9", "1048"}.

    Of "(1-85)" the organisation's people say 1-85 and 85, of "(6071)" 6071.
    """
    folded = fold_space(name)
    before = _PREFIX.match(folded)
    found = {*([before[1]] if before else []), *(number.strip() for number in _IN_BRACKETS.findall(folded))}
    found |= {number.split("-")[0] for number in found if re.fullmatch(r"\d{3,5}--?\d", number)}
    return frozenset(found | {number.split("-")[1].lstrip("0") for number in found if re.fullmatch(r"1-\d\d", number)})


def without_account_numbers(name: str) -> str:
    """The name without the numbers around it: "Blågården (1-85)" -> "Blågården"."""
    return fold_space(_IN_BRACKETS.sub(" ", _PREFIX.sub("", fold_space(name))))


def roman(text: str) -> str | None:
    """The number of a name that is a roman numeral and nothing else ("II" -> "2"), or None."""
    value = _ROMAN.get(text.strip().lower())
    return str(value) if value else None


def readings(name: str) -> tuple[Name, ...]:
    """The ways a single name can be read, the likeliest first: one, or a few where a word written short is two words.

    Account numbers are not part of it; names joined by "/" are several (`parts`).
    """
    text, houses = _without_houses(_lower(name))
    plain, homes = _without_homes(_plain(text))
    plain, sides = _without_sides(plain)
    words, numerals = _words_and_numerals(plain)
    words = [word for word in words if word not in _ARTICLES] or words
    found = [Name(chosen, numerals, houses, sides, homes, _is_danish(text)) for chosen in _written_out(words)]
    if numerals == {5} and not sides and plain.endswith(" v"):  # "V" is five, or west
        found += [replace(one, numerals=frozenset(), sides=frozenset({"vest"})) for one in found]
    return tuple(found)


def spelt_out(name: str) -> tuple[Name, ...]:
    """The same readings with every word among the words, articles, sides and kinds of homes too.

    Such words are misspelt as others are, and run together with them.
    """
    text, houses = _without_houses(_lower(name))
    words, numerals = _words_and_numerals(_plain(text))
    return tuple(Name(chosen, numerals, houses, danish=_is_danish(text)) for chosen in _written_out(words))


def parts(name: str) -> tuple[str, ...]:
    """The names that are joined by "/" or stand in brackets: "Allersgade/Dagmarsgade" is two; "v/Sundbyøster" is none.

    "Hessensgade (Polensgade)" is two.
    """
    bare = re.sub(r"\b([Vv])/\s?", r"\1ed ", without_account_numbers(name))
    bare = _NAMED_IN_BRACKETS.sub(lambda found: f" {found[1]} " if _whose(found[1]) else f"/{found[1]}/", bare)
    return tuple(part for part in (fold_space(part).strip(" ,") for part in bare.split("/")) if part)


def name_keys(name: str) -> frozenset[str]:
    """Every key under which a department's name may be looked up; two names agree if they share one.

    Account numbers around the name fall away, streets joined by "/" count each, and numerals count each:
    "140, Televænget II & III" -> {"televaenget 2", "televaenget 3"}.
    """
    keys: set[str] = set()
    for part in parts(name):
        for read in readings(part):
            base = " ".join((*read.words, *sorted(read.sides), *sorted(read.homes), *sorted(read.houses)))
            if base:
                keys |= {f"{base} {number}" for number in read.numerals} or {base}
    return frozenset(keys)


def _whose(text: str) -> bool:
    return all(word in _HOMES for word in re.findall("[a-z]+", _ascii(text)))


def _is_danish(text: str) -> bool:
    return any(letter in text for letter in "æøåäö")


def _lower(name: str) -> str:
    text = _BETWEEN_WORDS.sub(" ", mended(without_account_numbers(name))).lower()
    for short, long in _SHORT_ENDS:
        text = short.sub(long, text)
    return _NUMERAL_CLOSE.sub(r"\1 \2", _ROMAN_RANGE.sub(_every_numeral, text))


def _every_numeral(found: re.Match[str]) -> str:
    """ "I-III" is I, II and III."""
    first, last = _ROMAN.get(found[1], 0), _ROMAN.get(found[2], 0)
    return " + ".join(str(number) for number in range(first, last + 1)) if 0 < first < last else found[0]


def _written_out(words: list[str]) -> list[tuple[str, ...]]:
    options = [_WRITTEN_OUT.get(word, (_ORDINAL.get(word, word),)) for word in words]
    return list(islice(product(*options), _MOST_READINGS))


def _decoded_again(text: str) -> str:
    for coding in ("cp1252", "latin-1"):
        try:
            return text.encode(coding).decode()
        except UnicodeError:
            continue
    return text


def _ascii(text: str) -> str:
    """Lower case ASCII; decomposed letters are composed first, so that "å" typed as a + ring is still "aa"."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")


def _plain(text: str) -> str:
    """ASCII words, with what joins them: "+", "&" and ","."""
    plain = fold_space(re.sub(r"[^a-z0-9+&,]+", " ", _ascii(text)))
    plain = plain.replace("almen bolig", "almenbolig")
    plain = _MISREAD.sub(lambda found: _MISREAD_FOR[found[0]], plain)
    return _OF_THE.sub(lambda found: f"{_value(found[1])} ", plain)


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


def _without_homes(plain: str) -> tuple[str, frozenset[str]]:
    """The plain text without words for whom the homes are, and these; a name of only such words keeps them."""
    homes: set[str] = set()

    def taken(found: re.Match[str]) -> str:
        word = re.findall(r"[a-z]+", found[0])[-1]
        homes.add(_HOMES[word])
        return " "

    joined = _AND_HOMES.sub(lambda found: found[0].split()[0] + " ", plain)
    rest = fold_space(_HOMES_WORD.sub(taken, joined)).strip(" ,+&")
    return rest, frozenset(homes - {""})


def _without_sides(plain: str) -> tuple[str, frozenset[str]]:
    found = _SIDE_TAIL.search(plain)
    if not found:
        return plain, frozenset()
    return plain[: found.start()], frozenset(
        _SIDES[side] for side in re.findall(r"[a-z]+", found["sides"]) if side != "og"
    )


def _words_and_numerals(plain: str) -> tuple[list[str], frozenset[int]]:
    """Numerals end the name, or what stands before its first comma ("Bellahøj III, Nord")."""
    stripped = plain.strip(" ,+&")
    head, comma, rest = stripped.partition(",")
    for part, after in ((stripped, ""), (head, rest if comma else "")):
        tail = _TAIL.search(part)
        values = {_value(word) for word in re.findall(_ONE_NUMERAL, tail["numerals"])} - {0} if tail else set()
        if tail and values:
            return _only_words(part[: tail.start()] + " " + after), frozenset(values)
    return _only_words(stripped), frozenset()


def _only_words(plain: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", plain) if word]


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _ROMAN.get(numeral.replace("l", "i"), 0)
