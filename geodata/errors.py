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


class AddressError(HelhedskortError):
    """A list of departments and their addresses is unreadable, or a cell of it holds what it may not."""


class DocumentError(HelhedskortError):
    """A document cannot be read, or does not hold the quote that a register row points at."""


class StoreError(HelhedskortError):
    """A store or snapshot is not there, or is not what its manifest says."""


class RenderError(HelhedskortError):
    """What serving needs could not be written."""


class SettingsError(HelhedskortError):
    """The configuration of the services cannot be read, or a key of it holds what it may not."""


class ServiceError(HelhedskortError):
    """A live service cannot be reached, answers with an error, or with what it must not.

    `service` is its name in the configuration; `status` the HTTP status, None where none came. The texts hold no
    secret.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", service: str = "", status: int | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.service, self.status = service, status
