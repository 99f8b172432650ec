"""Sets lines as a PDF and as a DOCX, as a town hall would: so that what is read back can be held against what was set.

A line with tabs is a row of a table; consecutive such lines are one table, with real rules (PDF) or as a Word table.
An empty line is white paper. The PDF needs DejaVu Sans, which has Danish letters, bullets and ballot boxes.
"""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "DejaVu Sans"
_FACES = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSans.ttf"),
    Path("/Library/Fonts/DejaVuSans.ttf"),
    Path("C:/Windows/Fonts/DejaVuSans.ttf"),
)
MARGIN = 50.0
NO_RULES, DOWN, ACROSS, BOTH = "", "down", "across", "both"


def font() -> str:
    """The name of the face to set in. Skips the test where it is not on the machine, but fails in CI."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        found = next((path for path in _FACES if path.is_file()), None)
        if found is None:
            assert not os.environ.get("CI"), "CI must have DejaVu Sans: .ci/run installs fonts-dejavu-core"
            pytest.skip("needs DejaVu Sans (Debian: fonts-dejavu-core)")
        pdfmetrics.registerFont(TTFont(FONT, str(found)))
    return FONT


def as_pdf(
    lines: Sequence[str],
    path: Path,
    *,
    size: float = 9,
    per_page: int = 60,
    tables: str = BOTH,
    page: tuple[float, float] = (595, 842),
    turned: bool = False,
) -> Path:
    """The lines as a PDF, each where it would stand in a document of `per_page` lines a page.

    `tables` says which rules the tables get. A cell that is too wide for its column is broken over lines. `turned`
    draws everything sideways, as landscape pages often are.
    """
    canvas = Canvas(str(path), pagesize=(page[1], page[0]) if turned else page)
    pen = _Pen(canvas, size, per_page, page, turned)
    pen.begin()
    for is_row, group in groupby(lines, key=lambda line: "\t" in line):
        if is_row:
            pen.table([line.split("\t") for line in group], tables)
        else:
            for line in group:
                pen.line(line)
    canvas.showPage()
    canvas.save()
    return path


class _Pen:
    """Where the next line goes."""

    def __init__(self, canvas: Canvas, size: float, per_page: int, page: tuple[float, float], turned: bool) -> None:
        self.canvas, self.size, self.page, self.turned = canvas, size, page, turned
        self.top = page[1] - MARGIN
        self.pitch = (page[1] - 2 * MARGIN) / per_page
        self.font = font()

    def begin(self) -> None:
        self.y = self.top
        if self.turned:
            self.canvas.translate(self.page[1], 0)
            self.canvas.rotate(90)
        self.canvas.setFont(self.font, self.size)
        self.canvas.setLineWidth(0.5)

    def line(self, text: str) -> None:
        if self.y < MARGIN + self.pitch / 2:
            self.canvas.showPage()
            self.begin()
        if text.strip():
            self.canvas.drawString(MARGIN, self.y, text)
        self.y -= self.pitch

    def table(self, rows: list[list[str]], rules: str) -> None:
        columns = max(map(len, rows))
        width = (self.page[0] - 2 * MARGIN) / columns
        edges = [MARGIN + width * number for number in range(columns + 1)]
        top = above = self.y + 0.8 * self.pitch
        for row in rows:
            cells = [list(self._broken(cell, width - 6)) for cell in row]
            height = self.pitch * max(map(len, cells))
            if self.y - height < MARGIN - self.pitch / 2:
                self._rules(edges, top, above, rules)
                self.canvas.showPage()
                self.begin()
                top = above = self.y + 0.8 * self.pitch
            if rules in (ACROSS, BOTH):
                self.canvas.line(edges[0], above, edges[-1], above)
            for edge, cell in zip(edges, cells, strict=False):
                for number, text in enumerate(cell):
                    self.canvas.drawString(edge + 3, self.y - self.pitch * number, text)
            self.y -= height
            above -= height
        self._rules(edges, top, above, rules)

    def _rules(self, edges: list[float], top: float, bottom: float, rules: str) -> None:
        if rules:
            self.canvas.line(edges[0], bottom, edges[-1], bottom)
            self.canvas.line(edges[0], top, edges[-1], top)
        if rules in (DOWN, BOTH):
            for edge in edges:
                self.canvas.line(edge, top, edge, bottom)

    def _broken(self, text: str, width: float) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if line and pdfmetrics.stringWidth(longer, self.font, self.size) > width:
                yield line
                line = word
            else:
                line = longer
        yield line


def as_docx(lines: Sequence[str], path: Path, *, pages: Sequence[int] = (), one_paragraph: bool = False) -> Path:
    """The lines as a Word document, a paragraph a line; `pages` are the (0-based) lines before which a page begins.

    With `one_paragraph` lines that no empty line parts are one paragraph with line breaks in it.
    """
    document = docx.Document()
    for is_row, group in groupby(enumerate(lines), key=lambda line: "\t" in line[1]):
        if is_row:
            rows = [line.split("\t") for _, line in group]
            table = document.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(rows, table.rows, strict=True):
                for text, cell in zip(row, cells.cells, strict=False):
                    cell.text = text
            continue
        run = None
        for number, line in group:
            if run is None or not one_paragraph or not line:
                run = document.add_paragraph().add_run()
            else:
                run.add_break()
            if number in pages:
                run.add_break(WD_BREAK.PAGE)
            run.add_text(line)
            run = run if line else None
    document.save(str(path))
    return path
