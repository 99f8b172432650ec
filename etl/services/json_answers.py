"""Answers as JSON, or an error in the service's name: what is no JSON, or not of the form that is expected."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shapely.errors import ShapelyError

from etl.services.asking import Answer, excerpt
from etl.services.settings import Service
from geodata.errors import ServiceError

# what reading an answer of another form runs into: a field that is not there, another type, no number, no shape
UNEXPECTED = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, ShapelyError)


def json_of(answer: Answer, service: Service) -> Any:
    """The body as JSON. Raises ServiceError with the beginning of what came instead."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        said = excerpt(answer, service)
        raise not_expected(answer, service, "svarer ikke med JSON" + (f": {said}" if said else "")) from None


@contextmanager
def expected_form(answer: Answer, service: Service) -> Iterator[None]:
    """What is read of an answer inside it has the documented form, or ServiceError is raised."""
    try:
        yield
    except UNEXPECTED as error:
        what = f"svarer ikke i den ventede form ({type(error).__name__})"
        raise not_expected(answer, service, what) from None


def not_expected(answer: Answer, service: Service, what: str, remedy: str = "") -> ServiceError:
    """The error of an answer that came, but is not what was asked for."""
    return ServiceError(
        f"{service.title} {what}",
        where=answer.url,
        remedy=remedy or "Tjenesten er måske ændret; se docs/services.md.",
        service=service.name,
        status=answer.status,
    )
