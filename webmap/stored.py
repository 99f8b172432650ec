"""Files asked for under /s/<snapshot>/: made once, kept as bytes and given out again whatever the code has become."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under the name, made at the first asking. Where nothing can be written they are made each time."""
    path = folder / hashlib.sha256(name.encode()).hexdigest()
    with contextlib.suppress(OSError):
        return path.read_bytes()
    content = make()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, tmp = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(tmp, path)  # noqa: PTH105 - atomic by name
        except OSError:
            Path(tmp).unlink(missing_ok=True)
    return content
