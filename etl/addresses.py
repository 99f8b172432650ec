"""Addresses as a person writes them -> one address a house number. Pure.

"Eksempelvej 1-5; 2; Prøvegade 12A-C, 9990 Prøveby" is the numbers 1, 3 and 5 and the 2 of Eksempelvej, and 12A, 12B
and 12C of Prøvegade. An interval whose ends are both odd or both even runs on one side of the street, as house numbers
do in Denmark; any other holds every number between. What is not understood is refused, never guessed.
"""

import re
from dataclasses import dataclass

from geodata.names import slug
from geodata.plain_text import fold_space

MOST_IN_INTERVAL = 200
LONGEST_PART = 200
LONGEST_STREET = 40  # what the register of addresses (DAR) and its search hold
_NUMBER = r"\d{1,3}\s?[A-ZÆØÅ]?"
_NUMBERS = re.compile(rf"(?P<first>{_NUMBER})(?:\s*[-–]\s*(?P<last>{_NUMBER}|[A-ZÆØÅ]))?", re.IGNORECASE)
_STREET = re.compile(rf"(?P<street>\S.*?)\s+(?P<numbers>{_NUMBERS.pattern})", re.IGNORECASE)
_POSTCODE = re.compile(r"(?P<postcode>\d{4})(?:\s+\D+)?")
_POSTCODE_AFTER = re.compile(r"(?P<head>.*\d\s?[A-ZÆØÅ]?)\s+(?P<postcode>\d{4})(?:\s+\D+)?", re.IGNORECASE)
_FLOOR = re.compile(
    r"(?:st|kl|\d{1,2})\.(?:\s*(?:tv|th|mf|\d{1,4})\.?)?|(?:st|kl)(?:\s+(?:tv|th|mf)\.?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One house number of a street, and its postcode where it is known. `number` is written as in DAR: "12", "12A"."""

    street: str
    number: str
    postcode: str | None = None

    def __str__(self) -> str:
        return f"{self.street} {self.number}" + (f", {self.postcode}" if self.postcode else "")

    def is_called(self, street: str, number: str) -> bool:
        """Whether a street and number are these, letter by letter but for case, spelling of æøå and punctuation."""
        return slug(self.street) == slug(street) and _written(self.number) == _written(number)


def parse(text: str, postcode: str | None = None) -> tuple[Address, ...]:
    """The addresses of a cell, separated by ";", intervals spelled out, in the order written, each once.

    A part of numbers alone belongs to the street before it. `postcode` is that of the parts which name none. Raises
    ValueError saying which part is not understood, and why.
    """
    found: dict[Address, None] = {}
    street: str | None = None
    for part in filter(None, (fold_space(one) for one in text.split(";"))):
        if len(part) > LONGEST_PART:
            raise ValueError(f"»{part[:60]}…« har over {LONGEST_PART} tegn; skil adresser ad med semikolon")
        head, own_postcode = _without_postcode(part)
        own_street, numbers = _street_and_numbers(head)
        street = own_street or street
        if street is None or numbers is None:
            raise ValueError(f"»{part[:60]}« er ikke en vej og et husnummer")
        if len(street) > LONGEST_STREET:
            raise ValueError(f"vejnavnet »{street[:60]}« har over {LONGEST_STREET} tegn")
        for number in expand(numbers):
            found[Address(street=street, number=number, postcode=own_postcode or postcode)] = None
    return tuple(found)


def expand(numbers: str) -> tuple[str, ...]:
    """The house numbers of "7", "12A", "1-9", "1-4" or "12A-C". Raises ValueError where an interval is none."""
    found = _NUMBERS.fullmatch(fold_space(numbers))
    if found is None:
        raise ValueError(f"»{numbers[:40]}« er ikke et husnummer")
    first = _written(found["first"])
    if found["last"] is None:
        return (first,)
    last = _written(found["last"])
    low, from_letter = _split(first)
    high, to_letter = _split(last if last[0].isdigit() else f"{low}{last}")
    if low == high and from_letter and from_letter <= to_letter <= "Z":
        return tuple(f"{low}{chr(letter)}" for letter in range(ord(from_letter), ord(to_letter) + 1))
    if from_letter or to_letter:
        raise ValueError(f"intervallet »{numbers[:40]}« har bogstaver; skriv numrene hver for sig")
    if not low < high:
        raise ValueError(f"intervallet »{numbers[:40]}« går ikke opad")
    step = 2 if low % 2 == high % 2 else 1
    if (high - low) // step >= MOST_IN_INTERVAL:
        raise ValueError(f"intervallet »{numbers[:40]}« har over {MOST_IN_INTERVAL} numre; del det")
    return tuple(str(number) for number in range(low, high + 1, step))


def _without_postcode(part: str) -> tuple[str, str | None]:
    """Street and numbers, and the postcode; floor, door and the names of towns fall away, anything else is refused."""
    head, *rest = (one.strip() for one in part.split(","))
    after = _POSTCODE_AFTER.fullmatch(head)
    head, postcode = (after["head"], after["postcode"]) if after else (head, None)
    for one in filter(None, rest):
        found = _POSTCODE.fullmatch(one)
        if found:
            postcode = found["postcode"]
        elif not _FLOOR.fullmatch(one) and any(letter.isdigit() for letter in one):
            raise ValueError(f"»{one[:40]}« i »{part[:60]}« er ikke forstået; skil adresser ad med semikolon")
    return head, postcode


def _street_and_numbers(head: str) -> tuple[str | None, str | None]:
    """Street and house numbers of a part; the street is None where there are only numbers, both where neither is."""
    if _NUMBERS.fullmatch(head):
        return None, head
    found = _STREET.fullmatch(head)
    return (found["street"], found["numbers"]) if found else (None, None)


def _written(number: str) -> str:
    return re.sub(r"\s+", "", number).upper().lstrip("0")


def _split(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    if digits is None:
        raise ValueError(f"»{number[:40]}« er ikke et husnummer")
    return int(digits[0]), number[digits.end() :]
