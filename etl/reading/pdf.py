"""Edge: a PDF file -> its lines, through pdfium (docs/decisions/0009)."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.reading.layout import Glyph, page_lines
from etl.reading.lines import UNKNOWN, Read, gathered
from etl.reading.ruled import Rule
from geodata.errors import DocumentError

MAX_PAGES = 2_000
MAX_GLYPHS = 100_000  # of one page: a page of small print has 10,000
MAX_PATHS = 20_000  # of one page: beyond, it is a drawing and has no tables
THIN = 3.0  # points: a filled box no thicker is a rule
_TAIL = 1_024  # bytes: within these a whole PDF says that it ends
_UNKNOWN = {0, 0xFFFD, 0xFFFF}
_HYPHEN = {0x02, 0xFFFE}  # how pdfium says that a hyphen ends a line
_LETTERS = dict.fromkeys(_UNKNOWN, UNKNOWN) | dict.fromkeys(_HYPHEN, "-")
# blanks and line ends, of which pdfium makes some itself
_WHITE = {0x09, 0x0A, 0x0D, 0x20, 0xA0}


def read(path: Path) -> Read:
    """The lines of a PDF. Raises DocumentError where it is damaged, locked, too long, or has no text to read."""
    if not _ends(path):
        raise DocumentError("PDF-filen er ikke hel: slutningen mangler", remedy="Hent filen igen.")
    document = _open(path)
    try:
        if len(document) > MAX_PAGES:
            raise DocumentError(f"PDF-filen har {len(document)} sider; der læses højst {MAX_PAGES}")
        return gathered(_pages(document))
    finally:
        document.close()


def _ends(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        return b"%%EOF" in file.read()


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise DocumentError(
                "PDF-filen er låst med en adgangskode", remedy="Gem den uden adgangskode, og prøv igen."
            ) from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise DocumentError("PDF-filen er låst på en måde, der ikke kan læses") from error
        raise DocumentError("PDF-filen er beskadiget og kan ikke åbnes", remedy="Hent filen igen.") from error


def _pages(document: pdfium.PdfDocument) -> Iterator[list[str]]:
    glyphs_read = unknown = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise DocumentError(
                f"side {number + 1} i PDF-filen er beskadiget og kan ikke læses", remedy="Hent filen igen."
            ) from error
        glyphs, lost = _glyphs(text)
        rules = _rules(page) if glyphs else []
        turn = _turn(text)
        text.close()
        page.close()
        glyphs_read += len(glyphs)
        unknown += lost
        yield page_lines([_turned(glyph, turn) for glyph in glyphs] if turn else glyphs, _turned_rules(rules, turn))
    if unknown > glyphs_read // 4:
        raise DocumentError(
            "PDF-filens skrifttyper siger ikke, hvilke bogstaver de tegner",
            remedy="Gem dokumentet som PDF igen fra det program, det er skrevet i, eller brug Word-filen.",
        )
    if not glyphs_read:
        raise DocumentError(
            "PDF-filen har ingen tekst; den er formentlig skannet",
            remedy="Brug det oprindelige dokument, eller kør tekstgenkendelse (OCR) på den først.",
        )


def _glyphs(text: pdfium.PdfTextPage) -> tuple[list[Glyph], int]:
    """What is drawn, without the white space that pdfium adds, and how many of them no letter is known for."""
    handle, box = text.raw, raw.FS_RECTF()
    count = raw.FPDFText_CountChars(handle)
    if count > MAX_GLYPHS:
        raise DocumentError(f"en side i PDF-filen har {count} tegn; der læses højst {MAX_GLYPHS}")
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox  # a million calls each: looked up once
    glyphs: list[Glyph] = []
    unknown = 0
    for index in range(count):
        code = unicode_of(handle, index)
        if code in _WHITE and raw.FPDFText_IsGenerated(handle, index):
            continue
        box_of(handle, index, box)
        glyphs.append(Glyph(_LETTERS.get(code) or chr(code), box.left, box.bottom, box.right, box.top))
        unknown += code in _UNKNOWN
    return glyphs, unknown


def _turn(text: pdfium.PdfTextPage) -> int:
    """How many quarters most of the text is turned: landscape pages are often drawn sideways."""
    count = raw.FPDFText_CountChars(text)
    quarters = Counter(
        round(raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
        for index in range(0, count, max(count // 50, 1))
        if raw.FPDFText_GetUnicode(text, index) not in _WHITE
    )
    return quarters.most_common(1)[0][0] if quarters else 0


def _turned(glyph: Glyph, turn: int) -> Glyph:
    return Glyph(glyph.text, *_turned_box(*glyph[1:], turn))


def _turned_rules(rules: list[Rule], turn: int) -> list[Rule]:
    return [Rule(*_turned_box(*rule, turn)) for rule in rules] if turn else rules


def _turned_box(x0: float, y0: float, x1: float, y1: float, turn: int) -> tuple[float, float, float, float]:
    """The box as it stands when text drawn at `turn` quarters clockwise is upright."""
    if turn == 1:
        return -y1, x0, -y0, x1
    if turn == 2:
        return -x1, -y1, -x0, -y0
    return y0, -x1, y1, -x0


def _rules(page: pdfium.PdfPage) -> list[Rule]:
    """The straight rules of a page: thin boxes, the edges of wider ones, and lines."""
    rules: list[Rule] = []
    paths = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        paths += 1
        if paths > MAX_PATHS:
            return []
        if not _visible(drawn.raw):
            continue
        bounds = Rule(*drawn.get_bounds())
        if min(bounds.x1 - bounds.x0, bounds.y1 - bounds.y0) <= THIN:
            rules.append(bounds)
        else:
            rules.extend(_edges(drawn.raw))
    return rules


def _visible(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path is filled or stroked, and not only a limit for what follows."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _edges(path: raw.FPDF_PAGEOBJECT) -> Iterator[Rule]:
    """The level and upright parts of a path; a part that is itself a thin box is one rule."""
    for points in _parts(path):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        if min(box.x1 - box.x0, box.y1 - box.y0) <= THIN:
            yield box
            continue
        for (x0, y0), (x1, y1) in pairwise(points):
            if min(abs(x1 - x0), abs(y1 - y0)) < 1:
                yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _parts(path: raw.FPDF_PAGEOBJECT) -> Iterator[Sequence[tuple[float, float]]]:
    """The corners of each part of a path, in the points of the page; nothing of one that has curves."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
