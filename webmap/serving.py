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
_DRAWS_AT_MOST_S = 300.0  # some seconds is usual
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


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A child process that draws a snapshot, and when it began."""

    identity: str
    child: "subprocess.Popen[bytes]"
    begun: float

    def is_over(self) -> bool:
        """Whether the child has ended; one that takes too long is ended here."""
        if self.child.poll() is None and time.monotonic() - self.begun > _DRAWS_AT_MOST_S:
            self.end()
        return self.child.poll() is not None

    def end(self) -> None:
        """Ends the child, whatever it is doing."""
        self.child.kill()
        self.child.wait()


class Serving:
    """Keeps the newest ready snapshot of a store. `now()` is what a request uses, from its first line to its last."""

    def __init__(self, store: Path, cache: Path) -> None:
        """Over the store, with drawn files under `cache`. Nothing is read until `now()`."""
        self.store, self.cache = store, cache
        self.problem: HelhedskortError | None = None
        self._served: Served | None = None
        self._pinned: dict[str, Served] = {}  # older snapshots that pages are pinned to, the latest asked for last
        # two slots: a page pinned to an older snapshot must not hold up the operator's new one
        self._drawing: _Drawing | None = None
        self._drawing_pinned: _Drawing | None = None
        # id -> when its manifest was written, whether it was drawn, and when it failed: one that was repaired is tried
        # again at once
        self._failed: dict[str, tuple[float, bool, float]] = {}
        self._problems: dict[str, HelhedskortError] = {}  # of older snapshots, by id
        self._looked = -_LOOK_EVERY_S
        self._lock = threading.Lock()  # held by the one who looks for a newer snapshot
        self._shelf = threading.Lock()  # over what is pinned; held for moments, never while a snapshot is read
        self._reading: dict[str, threading.Lock] = {}  # id -> held by the one who reads it; ids of the store alone

    def now(self) -> Served | None:
        """The snapshot to serve; None before the first is ready, and `problem` then says why if it is known."""
        if time.monotonic() - self._looked >= _LOOK_EVERY_S and self._lock.acquire(blocking=False):
            try:
                self._look()
                with self._shelf:
                    self._pinned_is_drawn()
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
        if not self.holds(identity):
            return None
        with self._shelf:
            reading = self._reading.setdefault(identity, threading.Lock())
        with reading:  # a second reader of the same waits for the first; readers of others do not
            with self._shelf:
                found = self._pinned.pop(identity, None)
            found = found or self._older(identity)
            if found is not None:
                with self._shelf:
                    self._pinned[identity] = found
                    while len(self._pinned) > _PINNED_KEPT:
                        self._pinned.pop(next(iter(self._pinned)))
            return found

    def holds(self, identity: str) -> bool:
        """Whether the store has a snapshot of that id."""
        return (self.store / identity / stores.MANIFEST).is_file()

    def problem_of(self, identity: str) -> HelhedskortError | None:
        """Why an older snapshot cannot be shown, where that is known."""
        return self._problems.get(identity)

    def _older(self, identity: str) -> Served | None:
        folder = self.cache / render_id(identity)
        drawn = folder.is_dir()
        if self._rests(identity, drawn):
            return None
        try:
            snapshot = stores.Snapshot(self.store, identity)  # one that cannot be opened is not worth a process
            if drawn:
                found = Served(identity, folder, read_facts(snapshot))
                self._problems.pop(identity, None)
                return found
            with self._shelf:
                self._pinned_is_drawn()
                if self._drawing is None and self._drawing_pinned is None and not self._rests(identity, drawn):
                    self._drawing_pinned = self._draws(identity)
        except HelhedskortError as error:
            self._fail_pinned(identity, error)
        except OSError as error:
            self._fail_pinned(identity, self._unreadable(error))
        return None

    def _pinned_is_drawn(self) -> None:
        """Empties the slot of pinned drawings when its child is over. `_shelf` is held."""
        drawing = self._drawing_pinned
        if drawing is not None and drawing.is_over():
            self._drawing_pinned = None
            error = self._outcome(drawing)
            if error is not None:
                self._fail_pinned(drawing.identity, error)

    def _fail_pinned(self, identity: str, error: HelhedskortError) -> None:
        """Tells of an older snapshot that cannot be shown, once; `problem` is of the newest alone."""
        self._fail(identity)
        if str(error) != str(self._problems.get(identity)):
            log.error("fejl: %s", error)
        self._problems[identity] = error

    def folder(self, name: str) -> Path | None:
        """The folder of drawn files with that name, of this or an earlier snapshot; None where there is none."""
        served = self._served
        if served is not None and served.render_id == name:
            return served.folder
        place = self.cache / name
        return place if _RENDER_ID.fullmatch(name) and place.is_dir() else None

    def close(self) -> None:
        """Ends the drawings that are under way; what serves goes on serving."""
        with self._lock, self._shelf:
            for drawing in (self._drawing, self._drawing_pinned):
                if drawing is not None:
                    drawing.end()
            self._drawing = self._drawing_pinned = None

    def _look(self) -> None:
        try:
            if self._drawing is not None and not self._is_drawn():
                return
            identity = stores.current_id(self.store)
            if self._served is not None and self._served.snapshot_id == identity:
                self.problem = None
                return
            drawn = (self.cache / render_id(identity)).is_dir()
            if self._rests(identity, drawn):
                return
            if drawn:
                self._take(identity)
            else:
                self._drawing = self._draws(identity)
        except HelhedskortError as error:
            self._report(error)
        except OSError as error:  # a folder that cannot be read just now: the old snapshot goes on serving
            self._report(self._unreadable(error))

    def _take(self, identity: str) -> None:
        try:
            facts = read_facts(stores.Snapshot(self.store, identity))
        except HelhedskortError:
            self._fail(identity)
            raise
        self._served, self.problem = Served(identity, self.cache / render_id(identity), facts), None
        log.info("viser øjebliksbillede %s", identity)

    def _draws(self, identity: str) -> _Drawing:
        log.info("tegner øjebliksbillede %s", identity)
        return _Drawing(identity, _child(self.store, identity, self.cache), time.monotonic())

    def _is_drawn(self) -> bool:
        """Whether the child process is done. Raises a HelhedskortError if it failed."""
        assert self._drawing is not None
        drawing = self._drawing
        if not drawing.is_over():
            return False
        self._drawing = None
        error = self._outcome(drawing)
        if error is not None:
            self._fail(drawing.identity)
            raise error
        return True

    def _outcome(self, drawing: _Drawing) -> HelhedskortError | None:
        """What went wrong with a drawing that is over."""
        if drawing.child.returncode == 0 and (self.cache / render_id(drawing.identity)).is_dir():
            return None
        return HelhedskortError(
            f"øjebliksbilledet {drawing.identity} kunne ikke tegnes",
            where=str(self.store),
            remedy='Kør "python -m webmap render" og se fejlen; byg derefter igen.',
        )

    def _fail(self, identity: str) -> None:
        drawn = (self.cache / render_id(identity)).is_dir()
        self._failed[identity] = self._written(identity), drawn, time.monotonic()

    def _rests(self, identity: str, drawn: bool) -> bool:
        """Whether the snapshot failed lately as it lies there now, and so is not tried again yet."""
        *as_it_was, at = self._failed.get(identity, (None, None, 0.0))
        return as_it_was == [self._written(identity), drawn] and time.monotonic() - at <= _TRY_AGAIN_AFTER_S

    def _written(self, identity: str) -> float:
        try:
            return (self.store / identity / stores.MANIFEST).stat().st_mtime
        except OSError:
            return -1.0

    def _report(self, error: HelhedskortError) -> None:
        if str(error) != str(self.problem):
            log.error("fejl: %s", error)
        self.problem = error

    def _unreadable(self, error: OSError) -> HelhedskortError:
        what, remedy = f"lageret kan ikke læses ({error.strerror})", "Kontrollér rettighederne på mappen."
        return HelhedskortError(what, where=str(self.store), remedy=remedy)


def _child(store: Path, identity: str, cache: Path) -> "subprocess.Popen[bytes]":
    arguments = ["render", "--store", str(store.resolve()), "--cache", str(cache.resolve()), "--snapshot", identity]
    return subprocess.Popen([sys.executable, "-m", "webmap", *arguments], cwd=HERE.parent)
