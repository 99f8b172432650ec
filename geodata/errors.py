"""Errors that reach a person: what is wrong, where, and what to do, in one or two lines.

Bad *data* that the rest can live with becomes a `Finding`; only what stops a step is raised.
"""


class HelhedskortError(Exception):
    """Base of every error we raise. `str()` is the whole message, ready for stderr or a page."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        head = f"{where}: {what}" if where else what
        super().__init__(f"{head}\n{remedy}" if remedy else head)


class UsageError(HelhedskortError):
    """A command was asked for something that cannot be: exit code 2."""


class NamesError(HelhedskortError):
    """A file of names cannot be read as one."""


class RegisterError(HelhedskortError):
    """A register file, row or column is missing, malformed or points at nothing."""


class LayerError(HelhedskortError):
    """A geographic layer is absent, unreadable, refused or empty."""


class StatisticsError(HelhedskortError):
    """A file of statistics is unreadable, too large, or not of the form it is published in."""


class DocumentError(HelhedskortError):
    """A document cannot be read, or does not hold the quote that a register row points at."""


class StoreError(HelhedskortError):
    """A store or snapshot is not there, or is not what its manifest says."""


class RenderError(HelhedskortError):
    """What serving needs could not be written."""
