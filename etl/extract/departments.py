"""The departments a paper lists: "Almene boligafdelinger på <area>: a, b, c og d.", or one name a line. Pure.

A list ends with its full stop; where it has none, with the line that leaves room for the next word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from etl.extract import joined
from etl.extract.facts import ListedName
from etl.extract.text import Flow, Text

_AREA = r"[A-ZÆØÅ][^:;?!()\n]{0,60}?"
_HEADING = re.compile(
    r"\bAlmene boligafdelinger(?:(?:,| –| -)? (?:på|i|ved|for|omkring|inden for))?"
    rf"(?:,? (?:bydelen )?(?P<area>{_AREA}))? ?:",
    re.IGNORECASE,
)
_AREA_WORD = re.compile(r"[A-ZÆØÅ][\wæøåé./’'-]*|og|del|dele|af|på|i|ved")
_BULLET = re.compile(r"\s{0,40}(?:[•·▪‣*\uf0b7\uf0a7o–-]|\d{1,2}[.)])\s{1,20}(?=\S)")
_SEPARATOR = re.compile(r" ?[,;] ?| (?:og|samt|&|\+) |[,;] ?(?:og|samt) ")
_STOP = re.compile(r"[.:?!](?= |$)")
_PART = re.compile(rf"(?P<inside>\([^()]{{0,120}}\))|(?P<stop>{_STOP.pattern})|{_SEPARATOR.pattern}")
_SHORT = re.compile(r"(?:^|[ ,(])(?:afd|kgs|kgl|gl|skt|st|sdr|ndr|nr|dr|bd|[A-ZÆØÅ](?:\.[A-ZÆØÅ])?)$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,;]|\b(?:og|samt)|[&+/-])$")
_BRACKETS = re.compile(r" ?\([^()]{0,80}\)| m\.? ?fl\.?$")
_LONGEST_NAME = 60  # characters
_LONGEST_REST = 30  # of a name broken over the last line
_MOST_SMALL = 3  # words of a name without a capital
_NO_NAME = frozenset({"er", "har", "skal", "kan", "vil", "bliver", "blev", "var", "som", "der", "at", "ikke"})
_LONGEST_LIST = 400  # lines, blank ones too
_LONGEST_TEXT = 20_000  # characters
_MOST = 20_000  # names: the whole country has fewer departments
_NARROWEST = 60  # characters: where no line near by is longer, lines break where they like
_WIDEST = 140  # characters: a longer line is a paragraph, not set in lines
_ROOM = 0.9  # of the widest line near by: letters differ in width
_BLANKS = 3  # a list goes on after no more blank lines than this
# what begins the next part of a note, where a list of one name a line has no blank line after it
_PARTS = frozenset(
    {
        *("adresse", "baggrund", "beslutning", "bilag", "bydele", "høring", "indhold", "indstilling", "løsning"),
        *("problemstilling", "proces", "resumé", "risikovurdering", "videre proces", "økonomi", "øvrige oplysninger"),
    }
)


def find(text: Text) -> tuple[ListedName, ...]:
    """The departments of every list in the order they stand; a joined entry gives one each."""
    flow = text.flow
    headings = [found for found in _HEADING.finditer(flow.text) if _is_area(found["area"])]
    ends = [*(heading.start() for heading in headings[1:]), len(flow.text)]
    rows = (row for heading, end in zip(headings, ends, strict=False) for row in _listed(text, heading, end))
    return tuple(islice(rows, _MOST))


def _is_area(area: str | None) -> bool:
    return area is None or all(_AREA_WORD.fullmatch(word) for word in area.replace(",", "").split())


def _listed(text: Text, heading: re.Match[str], limit: int) -> Iterator[ListedName]:
    """The rows of the list after one heading, which ends before `limit`."""
    flow, area = text.flow, (heading["area"] or "").strip()
    first = flow.line(heading.end() - 1)
    if heading.end() >= limit:
        return
    begins = flow.line(min(heading.end() + 1, limit - 1))
    if begins > first and (lines := _one_a_line(text, begins)):
        spans = [(_start_of(flow, line) + _marker(text.lines[line - 1]), _start_of(flow, line + 1)) for line in lines]
        parts = (_atoms(flow.text, start, min(end, limit)) for start, end in spans if start < limit)
        atoms = [atom for part in parts for atom in part]
    else:
        end = min(limit, _start_of(flow, _last_line(text, begins, flow.line(limit - 1)) + 1))
        atoms = _atoms(flow.text, heading.end(), end)
    kept = [(start, end, flow.text[start:end]) for start, end in _names_only(flow.text, atoms)]
    for entry in joined.entries(kept):
        place = flow.place(entry.start, entry.end)
        for name in entry.names:
            yield ListedName(
                area=area,
                name=_BRACKETS.sub("", name).strip(),
                printed=flow.text[entry.start : entry.end],
                **place.where,
            )


def _start_of(flow: Flow, line: int) -> int:
    """Where in the running text the first word of a line, or of the next that has words, begins."""
    return bisect_left(range(len(flow.text)), line, key=flow.line)


# one name a line


def _one_a_line(text: Text, first: int) -> list[int]:
    """The lines of a list set one name a line, or none where it is set as a sentence."""
    marked = _BULLET.match(text.lines[first - 1]) is not None
    lines: list[int] = []
    for number in range(first, min(first + _LONGEST_LIST, len(text.lines) + 1)):
        line = text.lines[number - 1]
        if len(line) > 4 * _LONGEST_NAME or (marked and line.strip() and not _BULLET.match(line)):
            break
        name = line[_marker(line) + len(line) - len(line.lstrip()) :].strip() if line.strip() else ""
        if not name and (marked or not lines):
            continue
        if not _alone(name):
            break
        lines.append(number)
    return lines if marked or len(lines) > 1 else []


def _alone(name: str) -> bool:
    """Whether a line is a name by itself: short, without the marks of a sentence, and no heading of a note."""
    shape = 0 < len(name) <= _LONGEST_NAME and _named(name) and not re.search(r"[:;?!]|,$", name)
    first, *rest = _SEPARATOR.split(name) if shape else [""]
    joint = "," not in name or all(joined.is_ending(one.rstrip(".")) for one in rest)  # "Lærken Nord, Syd og Vest"
    return shape and joint and name.lower().rstrip(".") not in _PARTS and bool(first)


def _marker(line: str) -> int:
    """How many characters of a line's words are its bullet."""
    found = _BULLET.match(line)
    return len(" ".join(found.group().split())) + 1 if found else 0


# a sentence of names


def _last_line(text: Text, first: int, limit: int) -> int:
    """The last line of a list that begins in line `first`, as far as line breaks tell."""
    last = first
    while last < limit and last < first + _LONGEST_LIST:
        following = next(
            (n for n in range(last + 1, min(last + _BLANKS + 2, limit + 1)) if text.lines[n - 1].strip()), None
        )
        if following is None or not _runs_on(text, last, following, limit):
            return last
        last = following
    return last


def _runs_on(text: Text, line: int, following: int, limit: int) -> bool:
    """Whether a list runs on in the next line: a joiner says so, or a line so full that its next word found no room."""
    words, after = text.lines[line - 1].rstrip(), text.lines[following - 1].lstrip()
    if _GOES_ON.search(words[-8:]) or after[:1].islower() or after.startswith(("&", "+", ",")):
        return True
    if joined.is_ending(_SEPARATOR.split(after[:_WIDEST].rstrip(" ."), maxsplit=1)[0]):
        return True  # "Hørgården" + "I+II": nothing but the rest of a name begins so
    if words.endswith((".", ":", "?", "!")) and not _SHORT.search(words[-6:-1]):
        return False
    widest = max(len(text.lines[n - 1].rstrip()) for n in range(max(line - 8, 1), min(line + 9, len(text.lines) + 1)))
    next_word = after[:_LONGEST_NAME].split(" ", 1)[0]
    full = _NARROWEST <= widest <= _WIDEST and len(words) + 1 + len(next_word) > _ROOM * widest
    return full and (re.search(r",|\.\s{0,9}$", after[:_WIDEST]) is not None or _closes(text, line, following, limit))


def _closes(text: Text, line: int, following: int, limit: int) -> bool:
    """Whether the next line is the rest of a list that has no full stop: some words, right below, and then nothing."""
    rest = text.lines[following - 1].strip()
    ends = following >= limit or not text.lines[following].strip()
    return following == line + 1 and ends and len(rest) <= _LONGEST_REST and rest.lower() not in _PARTS


def _atoms(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of what separators part, up to the full stop; those within brackets part nothing."""
    atoms: list[tuple[int, int]] = []
    at = start
    for found in _PART.finditer(text, start, min(end, start + _LONGEST_TEXT)):
        here = found.start()
        if found["inside"] or (found["stop"] == "." and _abbreviates(text, at, here)):
            continue
        atoms.append((at, here))
        at = found.end()
        if found["stop"]:
            return atoms
    return [*atoms, (at, end)]


def _abbreviates(text: str, at: int, here: int) -> bool:
    """Whether a full stop follows a shortened word of a name: "Afd. 58", "H. Ørsteds Gård"; not "A, B og C."."""
    if not _SHORT.search(text[max(at, here - 6) : here]):
        return False
    words = text[at:here].strip()
    return len(words.rsplit(" ", 1)[-1]) > 1 or not (joined.is_ending(words) or " " in words)


def _names_only(text: str, atoms: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The atoms without white space, until one that is no name: there the list has ended."""
    for start, end in atoms:
        while start < end and text[start] in " -–•":
            start += 1
        while start < end and text[end - 1] in " .":
            end -= 1
        if start == end:
            continue
        if not _named(text[start:end]):
            return
        yield start, end


def _named(words: str) -> bool:
    """Whether words can be a department's name: they begin as one and are no sentence."""
    each = words.split()
    small = [word for word in each[1:] if word.islower()]
    if len(words) > _LONGEST_NAME or len(small) > _MOST_SMALL or not _NO_NAME.isdisjoint(small):
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] in "”\"'’»" or joined.is_ending(words)
