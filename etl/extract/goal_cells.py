"""The cells of one row of a table of goals whose borders are lost. Pure.

What is left of such a row between its deadline and its fulfilment is a run of lines: what the goal is measured by, the
status as it was, the status as it is, the reason for a delay, and when the goal is expected to be met. The borders are
told by these rules, in this order:

1. **"Uændret"** right before the end of the row is the second status, and all before it the first.
2. **What the goal is measured by** is set in a narrow column: the first paragraphs that are narrow, or a declaration of
   intent ("Hensigtserklæring") on the line of the deadline.
3. **The reason for a delay and the expected time** are the last paragraphs, set narrower than the statuses.
4. **A second status that is written over the first** begins where a paragraph begins as an earlier one did (four words;
   dates and figures may differ), or shares most of its words with the first.
5. **Two paragraphs** left are one each.

Otherwise both statuses are one text, dated by both quarters: it is not known which paragraph belongs to which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.extract.dates import MONTHS
from etl.extract.text import Text

_NARROW = 45  # characters: a wrapped line of the column that says how the goal is measured
_NARROWER = 0.78  # of the widest line of the row: the columns after the statuses
_UNCHANGED = re.compile(r"(?:Uændret|Uforandret|Ingen ændring(?:er)?)\.?")
_INTENT = re.compile(r"Hensig\w{5,14}ring\.?(?= |$)")
_MEASURE = re.compile(
    r"(?:Def|Måles|Måling|Opgøres|Evalueres|Data|Baseline|Status (?:tages |udarbejdes )?årligt)\b", re.IGNORECASE
)
_REASON = re.compile(r"[Gg]rundet|forsink|skyldes|tager tid|ressource|[Aa]fventer|forventes", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:][)”\"]?$")
_RUNNING_HEAD = re.compile(
    r"Status på målsætninger .{1,160}|Status pr\. [1-4]\. (?:kvartal|halvår) \d{4}\.?|Side \d{1,3}(?: af \d{1,3})?"
)
# the rest of a broken running head; a theme before the years makes the line a goal
_HEAD_GOES_ON = re.compile(r"(?!(?:.{0,80} )?\d{1,2} \d{4})(?:.{1,60} )?\d{4} ?[-–] ?\d{4}")
_DATE_OR_FIGURE = re.compile(rf"(?:primo|medio|ultimo)? ?(?:\d{{1,2}}\. (?:{'|'.join(MONTHS)}) )?\d[\d.,/-]{{0,12}}")
_WORD = re.compile(r"[\w#]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a table, or a part of one, with white space folded. `gap`: blank lines set it off."""

    line: int
    text: str
    gap: bool


Paragraph = tuple[Piece, ...]


def pieces(text: Text, first: int, last: int) -> list[Piece]:
    """The lines `first`..`last` that have words, without running heads.

    A blank line between nearly all lines is how the paper is spaced and sets nothing off: there it takes two. Where a
    page begins nobody can see a blank line: one is taken to be there if the line before ends a sentence.
    """
    found: list[tuple[int, str, int]] = []
    blanks, in_head = 0, False
    for number in range(first, last + 1):
        words = " ".join(text.lines[number - 1].split())
        if not words:
            blanks += 1
        elif _RUNNING_HEAD.fullmatch(words) or (in_head and _HEAD_GOES_ON.fullmatch(words)):
            blanks, in_head = blanks + 2, words.startswith("Status")
        else:
            if found and not blanks and _new_page(text, found[-1][0], number) and _SENTENCE_END.search(found[-1][1]):
                blanks = 2
            found.append((number, words, blanks))
            blanks, in_head = 0, False
    spaced = sum(1 for _, _, before in found if before) > 0.85 * len(found)
    return [Piece(number, words, before > int(spaced)) for number, words, before in found]


def _new_page(text: Text, before: int, line: int) -> bool:
    return text.page_of[before - 1] != text.page_of[line - 1]


def said(run: Sequence[Piece]) -> str:
    """The words of a run of pieces, verbatim."""
    return " ".join(piece.text for piece in run)


def is_unchanged(words: str) -> bool:
    """Whether a status only says that it is what it was."""
    return _UNCHANGED.fullmatch(words) is not None


def paragraphs(run: Sequence[Piece], *, gaps: bool) -> list[Paragraph]:
    """A run as paragraphs: by blank lines, or where the table has none (`gaps` False) at the end of sentences.

    Without blank lines a paragraph also ends where a narrow column does.
    """
    made: list[list[Piece]] = []
    for piece in run:
        before = made[-1][-1].text if made else ""
        ends = _SENTENCE_END.search(before) or (len(before) <= _NARROW and len(piece.text) > _NARROW + 15)
        if not made or (piece.gap if gaps else ends):
            made.append([])
        made[-1].append(piece)
    return [tuple(paragraph) for paragraph in made]


@dataclass(frozen=True, slots=True)
class Middle:
    """A row between its deadline and its fulfilment: the versions of its status, and the columns after them.

    One version where the row holds two that cannot be told apart; an empty one where a cell says nothing.
    """

    versions: tuple[Paragraph, ...]
    after: str


def middle(run: Sequence[Piece], last: Piece | None, *, gaps: bool) -> Middle:
    """The cells of a row. `last` is what stands before the fulfilment on its own line, None where nothing does."""
    whole = [*run, last] if last else list(run)
    lines = _without_intent(whole)
    run, last = (lines[:-1], lines[-1]) if last and lines else (lines, None)
    measured = lines == whole  # a declaration of intent is what the cell says, and all it says
    if found := _unchanged_at(lines, len(run)):
        before, unchanged, after = found
        return Middle((_joined(_statuses(before, gaps=gaps, measured=measured)), (unchanged,)), said(after))
    if last is not None and (not run or _SENTENCE_END.search(last.text)):
        run, last = lines, None
    status, tail = _status_and_tail(_statuses(run, gaps=gaps, measured=measured))
    after_all = " ".join([*(said(paragraph) for paragraph in tail), *([last.text] if last else [])])
    border = _border(status, gaps=gaps)
    cut = [status] if border is None else [status[:border], status[border:]]
    return Middle(tuple(_joined(version) for version in cut), after_all)


def _joined(blocks: Sequence[Paragraph]) -> Paragraph:
    return tuple(piece for block in blocks for piece in block)


def _without_intent(run: Sequence[Piece]) -> list[Piece]:
    """The row without "Hensigtserklæring" where it begins with it."""
    found = _INTENT.match(run[0].text) if run else None
    if not found:
        return list(run)
    rest = run[0].text[found.end() :].strip()
    return [*([replace(run[0], text=rest)] if rest else []), *run[1:]]


def _unchanged_at(lines: list[Piece], own: int) -> tuple[list[Piece], Piece, list[Piece]] | None:
    """Before, at and after the last "Uændret": a line of its own, or anywhere on the line of the fulfilment."""
    for index in range(len(lines) - 1, max(len(lines) - 12, -1), -1):
        piece = lines[index]
        if is_unchanged(piece.text):
            return lines[:index], piece, lines[index + 1 :]
        if index < own and index < len(lines) - 1:
            continue
        standing = [found for found in _UNCHANGED.finditer(piece.text) if _stands_alone(piece.text, found)]
        if standing:
            found = standing[-1]
            before, after = piece.text[: found.start()].strip(), piece.text[found.end() :].strip()
            return (
                [*lines[:index], *([replace(piece, text=before)] if before else [])],
                Piece(piece.line, found.group(), gap=True),
                [Piece(piece.line, after, gap=True)] if after else [],
            )
    return None


def _stands_alone(words: str, found: re.Match[str]) -> bool:
    return words[found.end() : found.end() + 1] in ("", " ") and words[: found.start()][-1:] in ("", " ")


def _statuses(run: Sequence[Piece], *, gaps: bool, measured: bool) -> list[Paragraph]:
    """The paragraphs after those of how the goal is measured (if `measured`); the last is never one of them."""
    blocks = paragraphs(run, gaps=gaps)
    count = 0
    for index, block in enumerate(blocks[:-1] if measured else ()):
        lengths = [len(piece.text) for piece in block]
        if max(lengths) > _NARROW or (len(block) == 1 and index and not _MEASURE.match(block[0].text)):
            break
        count += 1
    return blocks[count:]


def _status_and_tail(blocks: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs of the statuses, and the narrower ones after them; one paragraph at least is status."""
    widest = max((len(piece.text) for block in blocks for piece in block), default=0)
    keep = len(blocks)
    while keep > 1 and widest >= 60:
        block = blocks[keep - 1]
        if max(len(piece.text) for piece in block) > _NARROWER * widest:
            break
        if len(block) == 1 and not (keep < len(blocks) and _REASON.search(block[0].text)):
            break
        keep -= 1
    return blocks[:keep], blocks[keep:]


def _border(blocks: list[Paragraph], *, gaps: bool) -> int | None:
    """Where the second status begins; None where it cannot be told."""
    seen: set[tuple[str, ...]] = set()
    for index, block in enumerate(blocks):
        opening = _opening(block)
        if opening in seen:
            return index
        if len(opening) == 4:
            seen.add(opening)
    if len(blocks) == 2 and (gaps or _alike(*blocks)):
        return 1
    return None


def _opening(block: Paragraph) -> tuple[str, ...]:
    """The first four words, whatever dates and figures stand among them."""
    words = _DATE_OR_FIGURE.sub(" # ", said(block)[:200].lower())
    return tuple(_WORD.findall(words)[:4])


def _alike(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs share most of their words and begin alike."""
    words, others = (_WORD.findall(said(block)[:2000].lower()) for block in (one, other))
    common = len(set(words) & set(others))
    return words[:2] == others[:2] and 2 * common >= len(set(words) | set(others))
