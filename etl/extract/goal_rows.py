"""The rows of a table of goals whose borders are lost: from the goal's text to its fulfilment and owner. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.extract.dates import MONTHS
from etl.extract.facts import PrintedGoal, StatusText
from etl.extract.goal_cells import Middle, Piece, is_unchanged, middle, paragraphs, pieces, said
from etl.extract.goal_groups import Group
from etl.extract.text import Flow, Text

_GOAL_LINES, _ROW_LINES = 40, 250  # lines with words that a goal and what follows it may fill
_MONTH = "|".join(MONTHS)
_YEAR = r"(?:19|20)\d\d"
_PART = (
    rf"(?:[12]\. (?:halvdel|halvår)(?: af)?|[1-4]\. kvartal|primo|medio|ultimo|sommeren|foråret|efteråret|vinteren"
    rf"|(?:[0-3]?\d\. )(?:{_MONTH}))"
)
_BY = rf"(?:inden|senest|efter|frem til|fra|løbende fra|årligt fra)(?: (?:i|udgangen af|{_MONTH}))?"
_WHEN = rf"(?:{_BY} )?(?:{_PART} )?{_YEAR}(?: ?[-–/] ?{_YEAR}|[-–/]\d\d(?!\d))?"
_DEADLINE = rf"(?i:{_WHEN}|løbende|årligt|(?:hele )?aftaleperioden)(?![\w/–-])"
_THEME_AND_TIME = rf"(?P<theme>\d{{1,2}}) (?P<deadline>{_DEADLINE})"
_AT_START = re.compile(_THEME_AND_TIME)
_AFTER_SENTENCE = re.compile(rf"(?<=[.!?)”\"] ){_THEME_AND_TIME}")
_AFTER_WORD = re.compile(rf"(?<=[a-zæøå] ){_THEME_AND_TIME}")

_WORDS = (
    r"(?:Ikke |Delvis |Delvist |Helt |Næsten )?[Oo]pfyldt|(?:Ikke |Delvis |Delvist )?[Ii]ndfriet|I proces|Indtænkes"
    r"|(?:Ikke )?[Pp]åbegyndt|(?:Ikke )?[Ii]gangsat|I gang|Afsluttet|Forsinket|Udgået|Udgår|Afventer"
)
_FULFILMENT = re.compile(
    rf"(?:^|(?<= ))(?P<fulfilment>{_WORDS})(?: (?P<owner>[A-ZÆØÅ(](?:[^.;:!?]|(?<=\d)\.){{0,59}}))?$"
)
_PARTY = (
    r"(?:[A-ZÆØÅ]{2,6}(?:[’'´`]?s)?(?: \d{1,2}\. kreds)?|Københavns Kommune|Boligorganisationerne|Sektoren|Parterne)"
)
_OFFICES = r"\([A-ZÆØÅa-zæøå]{2,12}(?:(?:/|, | \+ )[A-ZÆØÅa-zæøå]{2,12}){0,6}\)"
_OWNER = re.compile(rf"{_PARTY}(?: {_OFFICES})?(?:(?:/| / |, | og | ?\+ ?){_PARTY}(?: {_OFFICES})?){{0,4}}")
_MORE_OWNER = re.compile(rf"{_OFFICES}|kreds(?: {_OFFICES})?")

_TIME = rf"(?:(?i:inden|senest)(?: i)? )?(?:(?i:{_PART}|{_MONTH}) )?{_YEAR}"
_ENDS_WITH_TIME = re.compile(rf"[.!?] (?:[Ii] )?(?P<time>{_TIME})$")
_IS_TIME = re.compile(
    rf"(?:(?:[Ff]orventes|[Vv]entes)(?: at være)? (?:indfriet|opfyldt) )?(?:[Ii] )?(?P<time>{_TIME})\.?"
)
_EXPECTED = re.compile(
    rf"(?:forvente|vente)[ts]?s?\b[^.]{{0,90}}?\b(?:indfri|opfyld)\w{{1,4}} (?:[Ii] |senest i )?(?P<time>{_TIME})",
    re.IGNORECASE,
)


def find(text: Text, group: Group) -> Iterator[PrintedGoal]:
    """The goals of a group, to the first row that cannot be told; their positions are not counted yet."""
    run = [piece for first, last in group.spans for piece in pieces(text, first, last)]
    gaps = 20 * sum(piece.gap for piece in run) > len(run)
    at = 0
    while at < len(run):
        while at < len(run) and run[at].text.isdigit():  # the number of a page
            at += 1
        anchor = _anchor(run, at)
        if anchor is None:
            return
        end = _row_end(run, anchor, gaps=gaps)
        if end is None and group.spans[-1][1] < len(text.lines) and len(run) - at < _ROW_LINES:
            end = _End(len(run), "", len(run), None, None)  # the next group's header ends the last row
        if end is None:
            return
        goal = [*run[at : anchor.index], replace(run[anchor.index], text=run[anchor.index].text[: anchor.start])]
        goal = [piece for piece in goal if piece.text.strip()]
        yield _goal(text, group, goal, anchor, run, end, gaps=gaps)
        at = end.next


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The theme and deadline of a row: where they begin and end (index of the piece, place in it)."""

    index: int
    start: int
    end_index: int
    end: int
    theme: int
    deadline: str


def _anchor(run: Sequence[Piece], start: int) -> _Anchor | None:
    """The first theme and deadline after a goal's text, before any fulfilment."""
    loose: _Anchor | None = None
    for index in range(start, min(start + _GOAL_LINES, len(run))):
        if index > start and (found := _anchor_at(run, index, _AT_START)):
            return found
        if found := _anchor_at(run, index, _AFTER_SENTENCE):
            return found
        loose = loose or _anchor_at(run, index, _AFTER_WORD)
        if _fulfilment(run[index].text):
            break
    return loose


def _anchor_at(run: Sequence[Piece], index: int, pattern: re.Pattern[str]) -> _Anchor | None:
    """A theme and deadline that begin on this line; the deadline may go on over the next three."""
    own = run[index].text[:2000]
    following = [piece.text[:60] for piece in run[index + 1 : index + 4]]
    window = " ".join([own, *following])
    found = pattern.match(window) if pattern is _AT_START else pattern.search(window)
    if not found or found.start() >= len(own):
        return None
    bounds, at = [], 0  # where each line of the window begins
    for words in (own, *following):
        bounds.append(at)
        at += len(words) + 1
    line = max(place for place, begins in enumerate(bounds) if begins < found.end())
    end = found.end() - bounds[line]
    rest = run[index + line].text[end:].strip()
    if rest and not (rest[0].isupper() or rest[0] in '-–"”(' or rest[0].isdigit()):
        return None
    deadline = " ".join(found["deadline"].split())
    return _Anchor(index, found.start(), index + line, end, int(found["theme"]), deadline)


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a row: the pieces of its middle end before `index`; the next row begins at `next`."""

    index: int
    before: str  # what stands before the fulfilment on its line
    next: int
    fulfilment: str | None
    owner: str | None


def _row_end(run: Sequence[Piece], anchor: _Anchor, *, gaps: bool) -> _End | None:
    """The line that ends with a fulfilment; a row without one ends before the goal of the next."""
    for index in range(anchor.end_index, min(anchor.end_index + _ROW_LINES, len(run))):
        words = run[index].text[anchor.end :] if index == anchor.end_index else run[index].text
        following = index + 1
        more = run[following].text if following < len(run) else ""
        found = _fulfilment(words, more)
        if found:
            before, fulfilment, owner = found
            if (_MORE_OWNER if owner else _OWNER).fullmatch(more):
                owner, following = f"{owner} {more}" if owner else more, following + 1
            return _End(index, before, following, fulfilment, owner)
        if index > anchor.end_index + 1 and _anchor_at(run, index, _AT_START):
            goal = paragraphs(run[anchor.end_index + 1 : index], gaps=gaps)[-1]
            return _End(index - len(goal), "", index - len(goal), None, None)
    return None


def _fulfilment(words: str, following: str = "") -> tuple[str, str, str | None] | None:
    """(what stands before, fulfilment, owner) at a line's end.

    Without an owner in a known form, there or on the `following` line, it must stand alone, or after a sentence,
    "Uændret" or a time.
    """
    found = _FULFILMENT.search(words, max(len(words) - 160, 0))
    if not found:
        return None
    before, owner = words[: found.start()].strip(), found["owner"]
    alone = not before or before[-1] in '.!?)”"' or before.rpartition(" ")[2] == "Uændret"
    timed = len(before) <= 160 and re.search(rf"(?:^| ){_YEAR}$", before) is not None
    if not (alone or timed or _OWNER.fullmatch(owner or following)):
        return None
    return before, found["fulfilment"], owner


def _goal(
    text: Text, group: Group, goal: list[Piece], anchor: _Anchor, run: Sequence[Piece], end: _End, *, gaps: bool
) -> PrintedGoal:
    first = run[anchor.end_index]
    inner, last = list(run[anchor.end_index + 1 : end.index]), run[min(end.index, len(run) - 1)]
    if end.index > anchor.end_index and (rest := first.text[anchor.end :].strip()):
        inner.insert(0, replace(first, text=rest))
    cells = middle(inner, replace(last, text=end.before) if end.before else None, gaps=gaps)
    return PrintedGoal(
        page=text.page_of[goal[0].line - 1],
        line=goal[0].line,
        line_end=goal[-1].line,
        quote=" ".join(" ".join((*text.lines[goal[0].line - 1 : goal[-1].line - 1], goal[-1].text)).split()),
        group=group.name,
        position=0,
        theme=anchor.theme,
        goal=_mended(goal),
        deadline=anchor.deadline,
        owner=end.owner,
        statuses=_statuses(text, group, cells),
        fulfilment=end.fulfilment,
        expected=expected(cells.after) or _spoken(said(cells.versions[-1])),
    )


def _statuses(text: Text, group: Group, cells: Middle) -> tuple[StatusText, ...]:
    """A status a column; all of them as one, dated by all, where they cannot be told apart."""
    dated, versions = group.as_of, cells.versions
    if len(versions) != len(dated):
        dated, versions = ("/".join(dated),), (tuple(piece for version in versions for piece in version),)
    return tuple(
        StatusText(
            as_of=as_of,
            text=said(version),
            unchanged=is_unchanged(said(version)),
            page=text.page_of[version[0].line - 1],
            line=version[0].line,
            line_end=version[-1].line,
        )
        for as_of, version in zip(dated, versions, strict=True)
        if version
    )


def _mended(goal: Sequence[Piece]) -> str:
    """A goal's text as running text, with words broken over lines whole."""
    lines = tuple(piece.text for piece in goal if not piece.text.isdigit())  # the number of a page
    return Flow.of(Text(lines, (1,) * len(lines)), 1, len(lines)).text


def expected(words: str) -> str | None:
    """When the goal is expected to be met: the column's own date, or what its last sentence of it says."""
    column = words[-700:].strip()
    if found := _IS_TIME.fullmatch(column):
        return found["time"]
    ending = _ENDS_WITH_TIME.search(column)
    return _spoken(column) or (ending["time"] if ending else None)


def _spoken(words: str) -> str | None:
    """The time of the last sentence that says when the goal is expected to be met."""
    spoken = [found["time"] for found in _EXPECTED.finditer(words[-700:])]
    return spoken[-1] if spoken else None
