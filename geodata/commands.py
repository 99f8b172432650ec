"""How a command ends: the exit code, and an error in one or two lines on stderr. Shared by both command lines."""

import io
import os
import sqlite3
import sys
from collections.abc import Callable

from geodata.errors import HelhedskortError, UsageError
from geodata.plain_text import for_terminal


def exit_code(run: Callable[[], int]) -> int:
    """What `run` returns; after a message 1 where the data are wrong or a path cannot be used, 2 for wrong usage.

    No traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a narrow encoding shows "☒" by its number
            stream.reconfigure(errors="backslashreplace")
    try:
        return run()
    except UsageError as error:
        return _failed(str(error), code=2)
    except HelhedskortError as error:
        return _failed(str(error))
    except BrokenPipeError:  # whoever read the answer has had enough of it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - nothing is flushed at the end
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}\nKontrollér stien og rettighederne.")
    except sqlite3.Error as error:
        return _failed(f"lageret kan ikke skrives eller læses ({error})\nKontrollér plads og rettigheder på disken.")
    except MemoryError:
        return _failed("der er ikke hukommelse nok\nLæs færre eller mindre filer ad gangen.")
    except KeyboardInterrupt:
        return _failed("afbrudt; det gamle øjebliksbillede gælder stadig")


def say(text: str) -> None:
    """The answer on stdout. Words of documents and names of files may hold what a terminal obeys: it does not."""
    sys.stdout.write(for_terminal(text) + "\n")


def _failed(message: str, code: int = 1) -> int:
    sys.stderr.write(for_terminal(f"fejl: {message}") + "\n")
    return code
