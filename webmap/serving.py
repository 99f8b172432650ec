"""Which snapshot is served: the newest one that is both built and drawn.

`current` is looked at once a second at most, when a request comes. A new snapshot is drawn by a child process while the
old one goes on; one that cannot be opened or drawn is reported once and the old one stays. No thread, no clock of the
day, and nothing that draws is imported here.
"""

import logging
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from geodata import store as stores
from geodata.errors import HelhedskortError
from webmap.drawn import render_id
from webmap.facts import Facts, read_facts
from webmap.few import Few
from webmap.paths import HERE

log = logging.getLogger("webmap")
_LOOK_EVERY_S = 1.0
_TRY_AGAIN_AFTER_S = 60.0  # what failed may have been a full disk
_PINNED_KEPT = 4  # older snapshots kept in memory at a time
_PAGES_KEPT = 96  # of a snapshot; a page is some 200 KB, and anybody may ask for many
_PICTURES_KEPT = 8  # of a snapshot; half a megabyte each at most
_RENDER_ID = re.compile(r"[0-9a-f]{12}-[0-9.]{1,20}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """A snapshot that is ready: its facts in memory and its files in a folder."""

    snapshot_id: str
    folder: Path
    facts: Facts
    # what was made of the facts is kept with them, so that it goes when they go
    pages: Few[tuple[bytes, bytes, str]] = field(default_factory=lambda: Few(_PAGES_KEPT))
    pictures: Few[bytes] = field(default_factory=lambda: Few(_PICTURES_KEPT))

    @property
    def render_id(self) -> str:
        """Name of the folder, as it stands in URLs."""
        return self.folder.name


class Serving:
    """Keeps the newest ready snapshot of a store. `now()` is what a request uses, from its first line to its last."""

    def __init__(self, store: Path, cache: Path) -> None:
        """Over the store, with drawn files under `cache`. Nothing is read until `now()`."""
        self.store, self.cache = store, cache
        self.problem: HelhedskortError | None = None
        self._served: Served | None = None
        self._pinned: dict[str, Served] = {}  # older snapshots that pages are pinned to, the latest asked for last
        self._drawing: tuple[str, subprocess.Popen[bytes]] | None = None
        # id -> when its manifest was written and whether it was drawn: one that was repaired is tried again at once
        self._failed: dict[str, tuple[float, bool]] = {}
        self._failed_at = 0.0
        self._looked = -_LOOK_EVERY_S
        self._lock = threading.Lock()

    def now(self) -> Served | None:
        """The snapshot to serve; None before the first is ready, and `problem` then says why if it is known."""
        if time.monotonic() - self._looked >= _LOOK_EVERY_S and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looked = time.monotonic()
                self._lock.release()
        return self._served

    def of(self, identity: str) -> Served | None:
        """A certain snapshot; None where the store has none of that id, or while it is being drawn.

        Only the latest few are kept in memory. One that cannot be read is reported and is None.
        """
        served = self.now()
        if served is not None and served.snapshot_id == identity:
            return served
        with self._lock:
            found = self._pinned.pop(identity, None) or self._older(identity)
            if found is not None:
                self._pinned[identity] = found
                while len(self._pinned) > _PINNED_KEPT:
                    self._pinned.pop(next(iter(self._pinned)))
            return found

    def holds(self, identity: str) -> bool:
        """Whether the store has a snapshot of that id."""
        return (self.store / identity / stores.MANIFEST).is_file()

    def _older(self, identity: str) -> Served | None:
        folder = self.cache / render_id(identity)
        try:
            if folder.is_dir():
                return Served(identity, folder, read_facts(stores.Snapshot(self.store, identity)))
            if self.holds(identity) and self._drawing is None:
                stores.Snapshot(self.store, identity)  # one that cannot be opened is not worth a process
                log.info("tegner øjebliksbillede %s", identity)
                self._drawing = identity, _child(self.store, identity, self.cache)
            elif self._drawing is not None and self._drawing[0] == identity:
                self._is_drawn()
        except HelhedskortError as error:
            self._report(error)
        return None

    def folder(self, name: str) -> Path | None:
        """The folder of drawn files with that name, of this or an earlier snapshot; None where there is none."""
        served = self._served
        if served is not None and served.render_id == name:
            return served.folder
        place = self.cache / name
        return place if _RENDER_ID.fullmatch(name) and place.is_dir() else None

    def close(self) -> None:
        """Ends a drawing that is under way; what serves goes on serving."""
        with self._lock:
            if self._drawing is not None:
                self._drawing[1].terminate()
                self._drawing[1].wait()
                self._drawing = None

    def _look(self) -> None:
        try:
            if self._drawing is not None and not self._is_drawn():
                return
            identity = stores.current_id(self.store)
            if self._served is not None and self._served.snapshot_id == identity:
                self.problem = None
                return
            drawn = (self.cache / render_id(identity)).is_dir()
            if self._failed.get(identity) == (self._written(identity), drawn) and not self._may_try_again():
                return
            if drawn:
                self._take(identity)
            else:
                log.info("tegner øjebliksbillede %s", identity)
                self._drawing = identity, _child(self.store, identity, self.cache)
        except HelhedskortError as error:
            self._report(error)
        except OSError as error:  # a folder that cannot be read just now: the old snapshot goes on serving
            what, remedy = f"lageret kan ikke læses ({error.strerror})", "Kontrollér rettighederne på mappen."
            self._report(HelhedskortError(what, where=str(self.store), remedy=remedy))

    def _take(self, identity: str) -> None:
        try:
            facts = read_facts(stores.Snapshot(self.store, identity))
        except HelhedskortError:
            self._fail(identity)
            raise
        self._served, self.problem = Served(identity, self.cache / render_id(identity), facts), None
        log.info("viser øjebliksbillede %s", identity)

    def _is_drawn(self) -> bool:
        """Whether the child process is done. Raises a HelhedskortError if it failed."""
        assert self._drawing is not None
        identity, child = self._drawing
        if child.poll() is None:
            return False
        self._drawing = None
        if child.returncode != 0 or not (self.cache / render_id(identity)).is_dir():
            self._fail(identity)
            raise HelhedskortError(
                f"øjebliksbilledet {identity} kunne ikke tegnes",
                where=str(self.store),
                remedy='Kør "python -m webmap render" og se fejlen; byg derefter igen.',
            )
        return True

    def _fail(self, identity: str) -> None:
        self._failed[identity] = self._written(identity), (self.cache / render_id(identity)).is_dir()
        self._failed_at = time.monotonic()

    def _may_try_again(self) -> bool:
        return time.monotonic() - self._failed_at > _TRY_AGAIN_AFTER_S

    def _written(self, identity: str) -> float:
        try:
            return (self.store / identity / stores.MANIFEST).stat().st_mtime
        except OSError:
            return -1.0

    def _report(self, error: HelhedskortError) -> None:
        if str(error) != str(self.problem):
            log.error("fejl: %s", error)
        self.problem = error


def _child(store: Path, identity: str, cache: Path) -> "subprocess.Popen[bytes]":
    arguments = ["render", "--store", str(store.resolve()), "--cache", str(cache.resolve()), "--snapshot", identity]
    return subprocess.Popen([sys.executable, "-m", "webmap", *arguments], cwd=HERE.parent)
