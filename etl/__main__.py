"""The commands of the data side: python -m etl, or helhedskort-etl where the wheel is installed.

Exit codes: 0 done, 1 the data are wrong, 2 wrong usage. Progress and errors go to stderr; no traceback reaches a user.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import __version__
from geodata.commands import exit_code, say
from geodata.errors import RegisterError, UsageError
from geodata.plain_text import for_terminal

if TYPE_CHECKING:
    from geodata.store import Snapshot


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr, force=True)
    logging.getLogger("pyogrio").setLevel(logging.WARNING)  # it reports every table it writes
    return exit_code(lambda: int(options.run(options)))


def _build(options: argparse.Namespace) -> int:
    from etl import pipeline, register

    sources = pipeline.Sources(
        register=options.register or register.EMBEDDED,
        documents=options.documents,
        geodata=options.geodata,
        statistics=options.statistics,
    )
    say(str(pipeline.build(options.store, sources)))
    return 0


def _extract(options: argparse.Namespace) -> int:
    from etl import extracting, register
    from etl.extract.report import as_json, summary

    readings = extracting.read_all(options.files)
    if options.proposals is not None and options.proposals.is_file():
        raise RegisterError(
            "arket findes i forvejen og er måske gennemgået",
            where=str(options.proposals),
            remedy="Giv det nye et andet navn, eller slet det gamle.",
        )
    if options.proposals is not None:
        known = register.load(options.register or register.EMBEDDED)
        told = extracting.write_proposals(readings, options.proposals, known)
        print(for_terminal("\n".join(told)), file=sys.stderr)
        say(str(options.proposals))
    if options.json:
        say(json.dumps(as_json(readings), ensure_ascii=False, indent=1))
    elif options.proposals is None:
        say("\n\n".join(summary(one) for one in readings))
    return 0


def _accept(options: argparse.Namespace) -> int:
    from etl import accept

    folder = accept.own_register(options.register)
    done = accept.accept(
        options.file,
        folder,
        by=options.by,
        because=options.because,
        on=date.today(),
        documents_in=options.documents,
    )
    say("\n".join(accept.in_words(done)))
    return 0


def _match(options: argparse.Namespace) -> int:
    from etl import match

    if (options.name is None) == (options.file is None):
        raise UsageError("angiv enten et navn eller --file", remedy="python -m etl match --help viser, hvordan.")
    if options.file is not None:
        return _match_all(options)
    among = match.known(options.geodata, options.register)
    question = match.Question(options.name, tuple(options.bydel), tuple(options.organisation))
    given = match.answer(question, among)
    if options.json:
        say(json.dumps(match.as_json(question, given, among.areas), ensure_ascii=False, indent=1))
    else:
        say(match.in_words(question, given, among.areas))
    return 0


def _match_all(options: argparse.Namespace) -> int:
    from etl import match

    if options.bydel or options.organisation:
        raise UsageError("--bydel og --organisation gælder ét navn", remedy="Skriv dem i filens egne kolonner.")
    asked = match.questions(options.file)
    among = match.known(options.geodata, options.register)
    given = []
    for one, warning in match.answers(asked, among):
        given.append(one)
        if warning:
            print(for_terminal(f"advarsel: {warning}"), file=sys.stderr)
    if options.json:
        rows = [match.as_json(question, one, among.areas) for question, one in zip(asked, given, strict=True)]
        say(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        say(match.table(asked, given))
    return 0


def _check(options: argparse.Namespace) -> int:
    from etl import trail
    from etl.trail_in_words import findings_in_words

    shelf = trail.Shelf(_current(options.store))
    found = trail.findings(shelf, options.document)
    if options.json:
        say(json.dumps({"snapshot": shelf.id, "findings": found}, ensure_ascii=False, indent=1))
    else:
        say("\n".join([f"øjebliksbillede {shelf.id}: {len(found)} fund", *findings_in_words(found)]))
    return 1 if options.strict and any(row["severity"] == "error" for row in found) else 0


def _explain(options: argparse.Namespace) -> int:
    from etl import trail
    from etl.trail_in_words import in_words

    found = trail.explain(trail.Shelf(_current(options.store)), options.key)
    say(json.dumps(found, ensure_ascii=False, indent=1) if options.json else in_words(found))
    return 0


def _current(store: Path) -> "Snapshot":
    from geodata.store import Snapshot, current_id

    return Snapshot(store, current_id(store))


def _generalise(options: argparse.Namespace) -> int:
    from etl import generalise, layers

    into = options.into or layers.EMBEDDED
    for name, count in generalise.generalise(options.geodata, into, options.statistics).items():
        print(f"{name}: {count}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etl", description="Fra dokument og kortlag til øjebliksbillede.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")
    build = commands.add_parser("build", help="byg et øjebliksbillede og gør det til det gældende")
    build.add_argument("--store", type=Path, default=Path(os.environ.get("HELHEDSKORT_STORE") or "store"))
    build.add_argument("--register", type=Path, help="mappe med registret (ellers det medfølgende)")
    build.add_argument("--documents", type=Path, help="mappe med dokumenterne: hver rækkes citat findes og gemmes")
    build.add_argument(
        "--geodata", type=Path, help="mappe med kommunens kortlag (ellers de medfølgende, generaliserede)"
    )
    build.add_argument("--statistics", type=Path, help="mappe med kommunens statistik (ellers den medfølgende)")
    build.set_defaults(run=_build)
    extract = commands.add_parser("extract", help="læs dokumenter (.txt .pdf .docx) og foreslå oplysninger")
    extract.add_argument("files", type=Path, nargs="+", metavar="FIL")
    extract.add_argument("--json", action="store_true", help="alt, som ét JSON-dokument")
    extract.add_argument("--proposals", type=Path, metavar="ARK.csv", help="skriv et ark, som en person gennemgår")
    extract.add_argument("--register", type=Path, help="mappe med det register, arket holdes op mod")
    extract.set_defaults(run=_extract)
    accept = commands.add_parser("accept", help="tag et gennemgået ark ind i registret")
    accept.add_argument("file", type=Path, metavar="ARK.csv")
    accept.add_argument("--by", required=True, help="enheden, der har godkendt rækkerne")
    accept.add_argument("--because", required=True, help="begrundelsen, som rækkerne får")
    accept.add_argument("--register", type=Path, help="mappe med registret (ellers det medfølgende)")
    accept.add_argument(
        "--documents", type=Path, help="mappe med dokumenterne (ellers hvor arket siger, eller ved det)"
    )
    accept.set_defaults(run=_accept)
    _add_match(commands)
    check = commands.add_parser("check", help="vis alle fund i det gældende øjebliksbillede")
    explain = commands.add_parser(
        "explain",
        help="vis sporet bag et navn eller en nøgle",
        description="Viser dokument, side, linje, citat, status og begrundelse bag et navn, som det er trykt, "
        "eller en nøgle: fact/<tabel>/<række>, plan/<plan>, department/<id> eller finding/<id>.",
    )
    explain.add_argument("key", metavar="NØGLE")
    for command, run in ((check, _check), (explain, _explain)):
        command.add_argument("--store", type=Path, default=Path(os.environ.get("HELHEDSKORT_STORE") or "store"))
        command.add_argument("--json", action="store_true")
        command.set_defaults(run=run)
    check.add_argument("--document", metavar="ID", help="kun fund, der hviler på dette dokument, fx tm021")
    check.add_argument("--strict", action="store_true", help="slut med 1, hvis et fund er en fejl")
    generalise = commands.add_parser("generalise", help="beregn den medfølgende geografi af kommunens kortlag")
    generalise.add_argument("--geodata", type=Path, required=True, help="mappe med kommunens kortlag")
    generalise.add_argument("--statistics", type=Path, help="mappe med kommunens statistik (ellers røres den ikke)")
    generalise.add_argument("--into", type=Path, help="mappe til resultatet (ellers geodata/data)")
    generalise.set_defaults(run=_generalise)
    return parser


def _add_match(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    match = commands.add_parser(
        "match",
        help="find den afdeling, et navn betyder",
        description="Knytter et trykt navn til afdelinger, og siger hvorfor. Kun navnet, --bydel og --organisation "
        "tæller; planer, forgængere og afgørelser spørges ikke.",
    )
    match.add_argument("name", metavar="NAVN", nargs="?")
    match.add_argument("--file", type=Path, metavar="NAVNE.csv", help="alle navne i en fil: name, bydel, organisation")
    match.add_argument("--bydel", action="append", default=[], help="kun afdelinger i bydelen; kan gentages")
    match.add_argument("--organisation", action="append", default=[], help="kun organisationens; kan gentages")
    match.add_argument("--geodata", type=Path, help="mappe med kommunens kortlag (ellers de medfølgende)")
    match.add_argument("--register", type=Path, help="mappe med registret (ellers det medfølgende)")
    match.add_argument("--json", action="store_true", help="svaret som JSON")
    match.set_defaults(run=_match)


if __name__ == "__main__":
    sys.exit(main())
