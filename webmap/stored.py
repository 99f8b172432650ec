"""Files asked for under /s/<snapshot>/: made once, kept as bytes and given out again whatever the code has become."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 500_000_000  # of all snapshots together: anybody may ask, and the disk is the operator's
_DIGEST = hashlib.sha256().digest_size


def kept(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under the name, made at the first asking.

    Each file begins with the digest of its bytes; one that does not agree with it is made again. Where nothing can be
    written, or the folders beside this one are full, the bytes are made each time.
    """
    path = folder / hashlib.sha256(name.encode()).hexdigest()
    with contextlib.suppress(OSError):
        held = path.read_bytes()
        if hashlib.sha256(held[_DIGEST:]).digest() == held[:_DIGEST]:
            return held[_DIGEST:]
    content = make()
    with contextlib.suppress(OSError):
        if _size(folder.parent) + len(content) <= MOST_BYTES:
            folder.mkdir(parents=True, exist_ok=True)
            _write(path, hashlib.sha256(content).digest() + content)
    return content


def _write(path: Path, content: bytes) -> None:
    """The file whole or not at all, also where the power goes."""
    handle, tmp = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(tmp, path)  # noqa: PTH105 - atomic by name
    except BaseException:
        Path(tmp).unlink(missing_ok=True)
        raise


def _size(root: Path) -> int:
    """Bytes of all files kept; 0 before the first."""
    total = 0
    for folder in root.iterdir() if root.is_dir() else ():
        for path in folder.iterdir() if folder.is_dir() else ():
            with contextlib.suppress(OSError):  # one that another has just put in its place
                total += path.stat().st_size
    return total
