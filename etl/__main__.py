"""The commands of the data side: python -m etl, or helhedskort-etl where the wheel is installed.

Exit codes: 0 done, 1 the data are wrong, 2 wrong usage. Progress and errors go to stderr; no traceback reaches a user.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata import __version__
from geodata.commands import exit_code


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
    print(pipeline.build(options.store, sources))
    return 0


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
    generalise = commands.add_parser("generalise", help="beregn den medfølgende geografi af kommunens kortlag")
    generalise.add_argument("--geodata", type=Path, required=True, help="mappe med kommunens kortlag")
    generalise.add_argument("--statistics", type=Path, help="mappe med kommunens statistik (ellers røres den ikke)")
    generalise.add_argument("--into", type=Path, help="mappe til resultatet (ellers geodata/data)")
    generalise.set_defaults(run=_generalise)
    return parser


if __name__ == "__main__":
    sys.exit(main())
