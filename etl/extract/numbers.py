"""Danish numbers as documents print them: "7,4", "1.654", "12 ½" is none of ours, "fem", "en tredjedel". Pure.

Every pattern here is bounded, so that no text makes one run long.
"""

import re

# 1.654 | 12.544,5 | 7400 | 7,4: thousands by a full stop in groups of three, decimals by a comma
NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,12})(?:,\d{1,6})?"
# the same where it stands alone: not inside a longer number, date, or word
STANDING = rf"(?<![\w.,/-])(?:{NUMBER})(?![\w/-]|[.,]\d)"

WORDS: dict[str, int] = {
    **{"en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8},
    **{"ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16},
    **{"sytten": 17, "atten": 18, "nitten": 19, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50},
    **{"tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90, "hundrede": 100},
}
# longest first, so that "fjorten" is not read as another word's beginning
WORD = "|".join(sorted(WORDS, key=lambda word: (-len(word), word)))
FRACTIONS: dict[str, float] = {"halvdelen": 50.0, "halvdel": 50.0, "tredjedel": 100 / 3, "fjerdedel": 25.0}


def value(printed: str) -> int | float:
    """ "1.654" -> 1654, "7,4" -> 7.4, "fem" -> 5. Raises ValueError for anything else."""
    word = printed.strip().lower()
    if word in WORDS:
        return WORDS[word]
    if not re.fullmatch(NUMBER, word):
        raise ValueError(f"»{printed[:40]}« is no number")
    whole, comma, decimals = word.replace(".", "").partition(",")
    return float(f"{whole}.{decimals}") if comma else int(whole)


def in_kroner(printed: str, kroner: int) -> int:
    """A printed figure in units of so many kroner, as whole kroner: ("7,4", 1_000_000) -> 7400000, exactly."""
    whole, _, decimals = printed.replace(".", "").partition(",")
    scaled = int(whole + decimals) * kroner
    return scaled // 10 ** len(decimals) if decimals else scaled
