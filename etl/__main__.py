"""The commands of the data side: python -m etl, or helhedskort-etl where the wheel is installed.

Exit codes: 0 done, 1 the data are wrong, 2 wrong usage. Progress and errors go to stderr; no traceback reaches a user.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import __version__
from geodata.commands import exit_code, say
from geodata.errors import RegisterError, UsageError
from geodata.plain_text import for_terminal

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

    from etl.services.asking import Asker
    from etl.services.settings import Settings
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
    if not options.online:
        say(str(pipeline.build(options.store, sources)))
        return 0
    from etl import fetching

    settings, given = _settings(options), options.statistics
    with _asker(options, settings) as asker, fetching.online(asker, settings, with_statistics=given is None) as came:
        sources = replace(sources, geodata=came.geodata, statistics=given or came.statistics, failures=came.failures)
        say(str(pipeline.build(options.store, sources)))
    return 0


def _begin(options: argparse.Namespace) -> int:
    from etl.register.begin import begin, named, settings

    today = date.today()
    municipality = named(
        options.municipality,
        options.code,
        options.by,
        municipality_name=options.name,
        municipality_en=options.english,
        municipality_name_en=options.name_english,
    )
    reference_date = options.reference_date or date(today.year, 12, 31)
    chosen = None if municipality is None else settings(municipality, reference_date)
    written = begin(options.folder, chosen, by=options.by, on=today)
    files = "fil" if len(written) == 1 else "filer"
    say(f"{options.folder}: {len(written)} {files} skrevet; intet, der var der i forvejen, er rørt")
    return 0


def _day(text: str) -> date:
    """A day of a command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"»{text[:20]}« er ikke en dato; skriv den som 2026-12-31") from None


def _fetch(options: argparse.Namespace) -> int:
    from etl import fetching

    settings = _settings(options)
    into = options.into or Path("fetched") / datetime.now(UTC).date().isoformat()
    with _asker(options, settings) as asker:
        fetching.fetch(asker, settings, into)
    say(str(into))
    return 0


def _settings(options: argparse.Namespace) -> "Settings":
    from etl.services import settings

    return settings.load(options.config, os.environ)


def _asker(options: argparse.Namespace, settings: "Settings") -> "Asker":
    from etl.services.asking import Asker

    offline = getattr(options, "offline", False)
    return Asker(options.cache, user_agent=settings.user_agent, offline=offline, from_environment=True)


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


def _outline(options: argparse.Namespace) -> int:
    from etl import outlining
    from etl.surveying import Surveyor

    departments, settings = outlining.read_list(options.file), _settings(options)
    options.into.mkdir(parents=True, exist_ok=True)  # what cannot be written to is known before anybody is asked
    with _asker(options, settings) as asker:
        surveyor = Surveyor(asker, settings, options.date or date.today(), options.offline)
        placed = outlining.place(departments, surveyor)
    path = outlining.write(placed, options.into)
    print(for_terminal("\n".join(outlining.in_words(placed, surveyor))), file=sys.stderr)
    say(str(path))
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
    _add_begin(commands)
    _add_those_of_services(commands)
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


def _add_match(commands: "Subparsers") -> None:
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


def _add_begin(commands: "Subparsers") -> None:
    begin = commands.add_parser("begin", help="begynd et tomt register for en kommune; skriver kun filer, der mangler")
    begin.add_argument("folder", type=Path, metavar="MAPPE")
    begin.add_argument("--municipality", metavar="BY", help="byens navn i løbende tekst, fx Eksempelby")
    begin.add_argument("--code", metavar="KODE", help="kommunekoden, fx 0999")
    begin.add_argument("--name", metavar="NAVN", help="kommunens navn (ellers »BY Kommune«)")
    begin.add_argument("--english", metavar="BY", help="byens navn på engelsk (ellers det danske)")
    begin.add_argument("--name-english", metavar="NAVN", help="kommunens navn på engelsk (ellers det danske)")
    begin.add_argument("--by", metavar="ENHED", help="enheden, der har valgt indstillingerne")
    begin.add_argument(
        "--reference-date", type=_day, metavar="DAG", help="dagen, kortet viser, fx 2026-12-31 (ellers årets udgang)"
    )
    begin.set_defaults(run=_begin)


def _add_those_of_services(commands: "Subparsers") -> None:
    """All that speak to the services, and share how they are told of them."""
    build = commands.add_parser("build", help="byg et øjebliksbillede og gør det til det gældende")
    build.add_argument("--store", type=Path, default=Path(os.environ.get("HELHEDSKORT_STORE") or "store"))
    build.add_argument("--register", type=Path, help="mappe med registret (ellers det medfølgende)")
    build.add_argument("--documents", type=Path, help="mappe med dokumenterne: hver rækkes citat findes og gemmes")
    layers = build.add_mutually_exclusive_group()
    layers.add_argument(
        "--geodata", type=Path, help="mappe med kommunens kortlag (ellers de medfølgende, generaliserede)"
    )
    layers.add_argument(
        "--online", action="store_true", help="hent kommunens kortlag først (kan de ikke hentes, bruges de medfølgende)"
    )
    build.add_argument("--statistics", type=Path, help="mappe med kommunens statistik (ellers den medfølgende)")
    build.set_defaults(run=_build)
    fetch = commands.add_parser(
        "fetch",
        help="hent kommunens kortlag og statistik som et dateret sæt",
        description="Henter kortlag og statistik i en mappe, som build kan læse med --geodata og --statistics. "
        "Mappen udskiftes først, når hele sættet er kommet og kan læses.",
    )
    fetch.add_argument("--into", type=Path, metavar="MAPPE", help="mappe til sættet (ellers fetched/<dags dato>)")
    fetch.set_defaults(run=_fetch)
    for command in (build, fetch, _outline_parser(commands)):
        command.add_argument(
            "--config",
            type=Path,
            metavar="FIL.toml",
            help="tjenesternes adresser og nøgler (ellers HELHEDSKORT_CONFIG)",
        )
        command.add_argument(
            "--cache", type=Path, default=Path("cache"), metavar="MAPPE", help="mappe med gemte svar (ellers cache)"
        )


def _outline_parser(commands: "Subparsers") -> argparse.ArgumentParser:
    outline = commands.add_parser(
        "outline",
        help="gør en liste med afdelinger og adresser til omrids",
        description="Slår adresserne op i de nationale registre og skriver departments.geojson i mappen. Hvordan, og "
        "hvor nøjagtigt, står i docs/new-municipality.md.",
    )
    outline.add_argument("file", type=Path, metavar="ADRESSER.csv")
    outline.add_argument("--into", type=Path, required=True, metavar="MAPPE", help="mappe til resultatet")
    outline.add_argument("--offline", action="store_true", help="spørg ingen; brug kun svar, der er gemt")
    outline.add_argument(
        "--date", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help="registrenes tilstand den dag (ellers i dag)"
    )
    outline.set_defaults(run=_outline)
    return outline


if __name__ == "__main__":
    sys.exit(main())
