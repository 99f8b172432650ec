"""Text that came from elsewhere, made harmless: for a page, a terminal, a spreadsheet. Pure."""

import re

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


def separator(text: str) -> str:
    """What stands between the cells of a CSV text: the one of ",", ";" and tab that its first line has most of."""
    header = text.partition("\n")[0]
    return max(",", ";", "\t", key=header.count)


def without_mark(cell: str) -> str:
    """A cell that `never_a_formula` marked, as it was."""
    return cell[1:] if cell.startswith("'") and never_a_formula(cell[1:]) == cell else cell
