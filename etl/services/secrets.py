"""Pure: keys and tokens, and texts without them."""

import re

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
            text = text.replace(secret.shown(), MASK)
    return _PARAMETER.sub(lambda found: found[1] + MASK, text)
