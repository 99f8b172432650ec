"""The districts ticked in a note's form. Pure.

A box follows its name ("Amager Øst ☒ Udenbys ☐") or stands before it: whichever reading gives more boxes a known name
holds for the whole document.
"""

import re
from itertools import islice

from etl.extract.facts import Box
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


def find(text: Text) -> tuple[Box, ...]:
    """The boxes of the form, ticked or not, in its order; a name without a box in a line of boxes is not ticked.

    Names are the canonical ones, "Bydækkende" and "Udenbys" themselves; a ticked name that is not known, in a line of
    the form, comes as it is printed. Each name once: a tick holds.
    """
    flow = text.flow
    tokens = list(islice(_TOKEN.finditer(flow.text), _MOST))
    before, after = _paired(flow, tokens, 1), _paired(flow, tokens, -1)
    step, paired = (1, before) if len(before) > len(after) else (-1, after)
    lines = {flow.line(tokens[box].start()) for box in paired}
    with_box = {number + step for number in paired}
    boxes: dict[str, Box] = {}
    for number, token in enumerate(tokens):
        if number in with_box or flow.line(token.start()) not in lines:
            continue
        if _is_box(token):
            other = tokens[number + step] if number in paired else None
            start, end = other.span() if other else _printed(flow, tokens, number, step)
            name = _name(other) if other else flow.text[start:end]
            ticked, span = bool(token["full"]), (min(start, token.start()), max(end, token.end()))
        else:
            name, ticked, span = _name(token), False, token.span()
        known = boxes.get(name)
        if name and (ticked or name in _NAMES) and (known is None or (ticked and not known.ticked)):
            place = flow.place(*span)
            boxes[name] = Box(**place.where, name=name, ticked=ticked)
    return tuple(boxes.values())


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


def _printed(flow: Flow, tokens: list[re.Match[str]], box: int, step: int) -> tuple[int, int]:
    """Where the words between a box and the next stand, in its line and short enough to be a name; else nowhere."""
    if step == 1:
        start, end = tokens[box].end(), tokens[box + 1].start() if box + 1 < len(tokens) else len(flow.text)
    else:
        start, end = tokens[box - 1].end() if box else 0, tokens[box].start()
    between = flow.text[start:end] if 0 < end - start <= _LONGEST else ""
    words = between.strip(" :")
    in_line = flow.line(start if step == 1 else end - 1) == flow.line(tokens[box].start())
    if not (words[:1].isupper() and in_line):
        return tokens[box].start(), tokens[box].start()
    first = start + between.index(words)
    return first, first + len(words)
