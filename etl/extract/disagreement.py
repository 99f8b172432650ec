"""A finding that two printed figures disagree, as every check of the facts says it. Pure."""

from collections.abc import Callable

from etl.extract.facts import CheckFinding, Found

Number = int | float
Sentence = Callable[[Found], str]  # the sentence that a fact stands in


def plain(value: float) -> Number:
    """The same number, whole where it is whole."""
    return int(value) if value == int(value) else value


def disagree(
    check: str, at: Found, printed: Number, computed: Number, arithmetic: str, da: str, en: str
) -> CheckFinding:
    """A finding at a fact: two figures that should be one, with the arithmetic, in both languages."""
    return CheckFinding(
        check=check,
        severity="error",
        page=at.page,
        line=at.line,
        printed=printed,
        computed=computed,
        arithmetic=arithmetic,
        message_da=f"{da}.",
        message_en=f"{en}.",
    )
