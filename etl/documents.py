"""Edge: a document's file -> its numbered lines and pages, and the words that register rows point at.

Lines are counted from 1 by "\\n" alone, through the whole document. A .txt is read here; PDF and DOCX are parsed by a
child process (`etl.reading`) that may hang, crash or run out of memory without harm: each is one error, in one line.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from etl import quotes
from etl.extract.text import Text
from geodata.errors import DocumentError
from geodata.model import Document, Source
from geodata.plain_text import without_control

log = logging.getLogger("etl")

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 5_000_000  # of a .txt; `etl.reading` holds the others to the same
SECONDS = 60  # for one PDF or DOCX; 300 pages take three
# a module of ours, run where the package lies: in the checkout or where the wheel is installed
PARSER = (sys.executable, "-m", "etl.reading")
_BESIDE_PACKAGE = Path(__file__).resolve().parent.parent
_ZIP, _PDF, _OLD_WORD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMS = ".txt, .pdf og .docx"


def read(path: Path) -> Text:
    """The document as numbered lines. Raises DocumentError, in one line of Danish, where it cannot be read."""
    try:
        return _read(path)
    except DocumentError as error:
        raise DocumentError(error.what, where=str(path), remedy=error.remedy) from error
    except OSError as error:
        raise DocumentError(f"dokumentet kan ikke læses ({error.strerror})", where=str(path)) from error


def _read(path: Path) -> Text:
    if path.is_dir():
        raise DocumentError("er en mappe, ikke et dokument", remedy="Angiv filerne i den.")
    if not path.is_file():
        raise DocumentError("dokumentet findes ikke", remedy="Kontrollér navnet og mappen.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise DocumentError(
            f"dokumentet er på {size // 1_000_000} MB, større end de {MAX_BYTES // 1_000_000} MB, der læses",
            remedy="Del det, eller gem det uden billeder.",
        )
    if not size:
        raise DocumentError("dokumentet er tomt", remedy="Hent filen igen.")
    form = path.suffix.lower()
    _check_form(form, path)
    return _plain(path.read_bytes()) if form == ".txt" else _parsed(form.removeprefix("."), path)


def _check_form(form: str, path: Path) -> None:
    """Raises DocumentError where the file is of no known form, or begins as a file of another form than its name's."""
    with path.open("rb") as file:
        head = file.read(1_024)
    if form not in {".txt", ".pdf", ".docx"}:
        raise DocumentError(f"dokumenter af typen {form or 'uden endelse'} læses ikke", remedy=f"Der læses {_FORMS}.")
    is_pdf, is_zip = _PDF in head, head.startswith(_ZIP)  # readers of PDF allow a few bytes before
    if head.startswith(_OLD_WORD):
        raise DocumentError(
            "filen er fra et ældre Office-program eller låst med en adgangskode",
            remedy="Åbn den i Word, og gem den som .docx uden adgangskode.",
        )
    if (form == ".pdf") != is_pdf or (form == ".docx") != is_zip:
        seems = "en PDF" if is_pdf else "en zip-fil (måske Word eller Excel)" if is_zip else "noget andet"
        raise DocumentError(f"filen hedder {form}, men er {seems}", remedy="Giv den den rigtige endelse.")


def _plain(content: bytes) -> Text:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"teksten er ikke UTF-8 (byte {error.start + 1})", remedy="Gem den som UTF-8, og prøv igen."
        ) from error
    if "\0" in text:
        raise DocumentError("filen er ikke tekst: den har nul-tegn", remedy=f"Der læses {_FORMS}.")
    text = "\f".join(map(without_control, text.split("\f")))  # of those only a new page means something
    if not text.strip():
        raise DocumentError("dokumentet har ingen tekst", remedy="Hent filen igen.")
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"dokumentet har mere end {MAX_CHARACTERS // 1_000_000} mio. tegn",
            remedy="Del det i mindre dokumenter, og læs dem hver for sig.",
        )
    return Text.of(text)


def _parsed(kind: str, path: Path) -> Text:
    """What the child process answers."""
    command = [*PARSER, kind, str(path.resolve())]
    try:
        child = subprocess.run(
            command, cwd=_BESIDE_PACKAGE, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"dokumentet kunne ikke læses på {SECONDS} sekunder", remedy="Del det, eller gem det igen som PDF."
        ) from error
    log.debug("%s", child.stderr.decode(errors="replace"))
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        raise DocumentError(
            f"læseren gik ned på dokumentet (kode {child.returncode})",
            remedy="Filen er formentlig beskadiget: hent den igen, eller gem den igen fra det program, den kommer fra.",
        ) from error
    if "what" in answer:
        raise DocumentError(answer["what"], remedy=answer["remedy"])
    return Text(tuple(answer["lines"]), tuple(answer["page_of"]))


def present(documents: tuple[Document, ...], folder: Path) -> dict[str, Path]:
    """document_id -> file, for the documents of the register that lie in the folder."""
    if not folder.is_dir():
        raise DocumentError("mappen findes ikke", where=str(folder), remedy="Angiv en anden med --documents.")
    found = {
        row.document_id: folder / row.file
        for row in documents
        if Path(row.file).name == row.file and (folder / row.file).is_file()  # a file of the folder, and no other
    }
    if not found:
        names = ", ".join(row.file for row in documents[:3])
        raise DocumentError(
            "ingen af registrets dokumenter ligger i mappen", where=str(folder), remedy=f"De hedder {names} ..."
        )
    return found


def with_quotes(sources: Mapping[tuple[str, str], Source], files: Mapping[str, Path]) -> dict[tuple[str, str], Source]:
    """The sources with their quotes filled in, for those whose document is at hand; the others as they were.

    Raises DocumentError where a document cannot be read, and one naming the rows whose quote stands nowhere in theirs.
    """
    found, lost = quotes.quoted(sources, {document_id: read(path).lines for document_id, path in files.items()})
    if lost:
        named = [
            f"{table}.csv {key} (linje {source.line}-{source.line_end} i {source.document_id})"
            for (table, key), source in ((row, sources[row]) for row in lost[:5])
        ]
        more = f" og {len(lost) - 5} rækker mere" if len(lost) > 5 else ""
        raise DocumentError(
            f"citatet står ikke i dokumentet for {'; '.join(named)}{more}",
            where=str(next(iter(files.values())).parent),
            remedy="Ret rækkens linjer og quote_sha256, brug den udgave af dokumentet, som rækken er taget fra, "
            "eller slet rækken.",
        )
    return found
