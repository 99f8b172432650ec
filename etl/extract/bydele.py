"""The districts ticked in a note's form. Pure.

A box follows its name ("Amager Øst ☒ Udenbys ☐") or stands before it: whichever reading gives more boxes a known name
holds for the whole document.
"""

import re
from itertools import islice

from etl.extract.text import Flow, Text

_NAMES = {
    "Bydækkende": r"bydækkende",
    "Udenbys": r"udenbys",
    "Indre By": r"indre by",
    "Østerbro": r"østerbro",
    "Nørrebro": r"nørrebro",
    "Vesterbro-Kongens Enghave": r"vesterbro ?(?:[/–-]|og) ?(?:kgs\.?|kgl\.?|kongens) ?enghave",
    "Valby": r"valby",
    "Vanløse": r"vanløse",
    "Brønshøj-Husum": r"brønshøj ?(?:[/–-]|og) ?husum",
    "Bispebjerg": r"bispebjerg",
    "Amager Øst": r"amager[ -]?øst",
    "Amager Vest": r"amager[ -]?vest",
}
_EMPTY = "☐□◻⬜▢❏❑\uf0a8\uf06f\uf071"
_FULL = "☒☑✓✔✗✘⊠■\uf0fe\uf0fd\uf0fc"
_TOKEN = re.compile(
    "|".join(rf"(?P<n{number}>(?<!\w){pattern}(?!\w))" for number, pattern in enumerate(_NAMES.values()))
    + rf"|(?P<full>[{_FULL}]|\[ ?[xX] ?\])|(?P<empty>[{_EMPTY}]|\[ {{0,3}}\])",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ :]{0,4}")
_LONGEST = 40  # characters of a name that is not known
_MOST = 5000  # names and boxes that are read: no form has as many


def find(text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ticked districts and the districts that stand there without a tick, in the order of the form.

    Names are the canonical ones, "Bydækkende" and "Udenbys" themselves; a ticked name that is not known, in a line of
    the form, comes as it is printed.
    """
    flow = text.flow
    tokens = list(islice(_TOKEN.finditer(flow.text), _MOST))
    before, after = _paired(flow, tokens, 1), _paired(flow, tokens, -1)
    step, paired = (1, before) if len(before) > len(after) else (-1, after)
    lines = {flow.line(tokens[box].start()) for box in paired}
    ticked: dict[str, None] = {}
    unticked: dict[str, None] = {}
    for number, token in enumerate(tokens):
        if _is_box(token) and flow.line(token.start()) in lines:
            name = _name(tokens[number + step]) if number in paired else _printed(flow, tokens, number, step)
            if name:
                (ticked if token["full"] else unticked)[name] = None
        elif not _is_box(token) and flow.line(token.start()) in lines:
            unticked[_name(token)] = None
    return tuple(ticked), tuple(name for name in unticked if name not in ticked and name in _NAMES)


def _is_box(token: re.Match[str]) -> bool:
    return bool(token["full"] or token["empty"])


def _name(token: re.Match[str]) -> str:
    names = tuple(_NAMES)
    return next(names[number] for number in range(len(names)) if token[f"n{number}"])


def _paired(flow: Flow, tokens: list[re.Match[str]], step: int) -> set[int]:
    """The boxes with a known name right after (`step` 1) or right before them (-1)."""
    boxes = set()
    for number, token in enumerate(tokens):
        other = number + step
        if _is_box(token) and 0 <= other < len(tokens) and not _is_box(tokens[other]):
            first, second = (token, tokens[other]) if step == 1 else (tokens[other], token)
            if _GAP.fullmatch(flow.text, first.end(), second.start()):
                boxes.add(number)
    return boxes


def _printed(flow: Flow, tokens: list[re.Match[str]], box: int, step: int) -> str:
    """The words between a box and the next in its line where they are short enough to be a name."""
    if step == 1:
        start, end = tokens[box].end(), tokens[box + 1].start() if box + 1 < len(tokens) else len(flow.text)
    else:
        start, end = tokens[box - 1].end() if box else 0, tokens[box].start()
    words = flow.text[start:end].strip(" :") if 0 < end - start <= _LONGEST else ""
    in_line = flow.line(start if step == 1 else end - 1) == flow.line(tokens[box].start())
    return words if words[:1].isupper() and in_line else ""
