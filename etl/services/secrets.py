"""Pure: keys and tokens, and texts without them."""

import json
import re
from urllib.parse import quote, quote_plus

MASK = "***"
# parameters whose value is nobody's business, in a query, a form or a JSON body as text
_PARAMETER = re.compile(
    r"""((?:\b|%3[fF]|%26)(?:api[-_]?key|access[-_]?token|token|key)\b["']?\s*(?:=|:|%3[dD])\s*["']?)[^&\s"'<>)\],;}]+""",
    re.IGNORECASE,
)


class Secret:
    """A key or token. Only `shown()` gives it away; `repr`, `str` and formatting give the mask."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if len(value) < 8:  # shorter ones stand in any text, and could not be masked in it
            raise ValueError("en hemmelighed er på mindst 8 tegn")
        self._value = value

    def shown(self) -> str:
        """The secret itself, for the moment a request leaves."""
        return self._value

    def spellings(self) -> tuple[str, ...]:
        """The ways it may stand in a text: as it is, as in an address, and as in JSON; the longest first."""
        value = self._value
        inside_json = json.dumps(value)[1:-1]
        found = {value, quote(value), quote(value, safe=""), quote_plus(value), inside_json, value.replace("/", "\\/")}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, form: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> str:
        raise TypeError("en hemmelighed gemmes ikke")


def masked(text: str, *secrets: Secret | None) -> str:
    """The text with the value of every apiKey, token and key masked, and these secrets wherever they stand."""
    for secret in secrets:
        if secret is not None:
            for spelling in secret.spellings():
                text = text.replace(spelling, MASK)
    return _PARAMETER.sub(lambda found: found[1] + MASK, text)
