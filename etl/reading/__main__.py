"""The child process: python -m etl.reading pdf|docx FILE. Answers with JSON on standard output, and uses no more memory
than MEMORY where the system can hold it to that (not on Windows, where size, pages and time are the limits)."""

import json
import sys
from pathlib import Path

from geodata.errors import DocumentError

MEMORY = 1_500_000_000  # bytes of address space, libraries included; reading 300 pages takes 30 MB


def main(kind: str, path: str) -> None:
    """Reads one file and writes {"lines", "page_of"}, or {"what", "remedy"} where it cannot be read."""
    _limit_memory()
    try:
        answer = _read(kind, Path(path))
    except DocumentError as error:
        answer = {"what": error.what, "remedy": error.remedy}
    except MemoryError:
        answer = {"what": "dokumentet kræver mere hukommelse, end der bruges på ét", "remedy": "Del det i mindre."}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _read(kind: str, path: Path) -> dict[str, object]:
    if kind == "pdf":
        from etl.reading import pdf as reader
    else:
        from etl.reading import docx as reader  # type: ignore[no-redef]
    read = reader.read(path)
    return {"lines": read.lines, "page_of": read.page_of}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most), most))


if __name__ == "__main__":
    main(*sys.argv[1:])
