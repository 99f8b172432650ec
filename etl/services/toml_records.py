"""Pure: what a TOML file says -> the frozen records it describes, held to the types of their fields."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from etl.services.secrets import Secret
from geodata.errors import SettingsError

_KINDS: dict[Any, str] = {bool: "true eller false", int: "et helt tal", float: "et tal", str: "en tekst"}


def record(kind: type[Any], given: Any, where: str, key: str) -> Any:
    """The record of the kind that a TOML table says; fields it does not say keep their default.

    Raises SettingsError naming the key that is unknown, missing or of the wrong type.
    """
    if not isinstance(given, dict):
        raise wrong(where, key, "skal være en tabel")
    known = {one.name: one for one in fields(kind)}
    for name in given:
        if name not in known:
            raise wrong(where, path_of(key, name), "er ikke en indstilling", "Kendte: " + ", ".join(known) + ".")
    hints = typing.get_type_hints(kind)
    for name, one in known.items():
        if name not in given and one.default is MISSING and one.default_factory is MISSING:
            raise wrong(where, path_of(key, name), "mangler")
    made = {name: _value(hints[name], value, where, path_of(key, name)) for name, value in given.items()}
    return kind(**made)


def _value(hint: Any, given: Any, where: str, key: str) -> Any:
    """The TOML value as the type of the field."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # X | None: TOML has no None, so it is X
        return _value(inner[0], given, where, key)
    if hint is Secret:
        return secret(given, where, key)
    if hasattr(hint, "__dataclass_fields__"):
        return record(hint, given, where, key)
    if origin is tuple:
        return _values(inner, given, where, key)
    if origin is Mapping:
        if not isinstance(given, dict):
            raise wrong(where, key, "skal være en tabel")
        return {name: _value(inner[1], value, where, path_of(key, name)) for name, value in given.items()}
    return _plain(hint, given, where, key)


def _values(inner: tuple[Any, ...], given: Any, where: str, key: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise wrong(where, key, "skal være en liste")
    kinds = [inner[0]] * len(given) if inner[-1] is Ellipsis else list(inner)
    if len(kinds) != len(given):
        raise wrong(where, key, f"skal have {len(kinds)} værdier")
    return tuple(
        _value(kind, value, where, f"{key}[{number}]")
        for number, (kind, value) in enumerate(zip(kinds, given, strict=True))
    )


def _plain(hint: Any, given: Any, where: str, key: str) -> Any:
    if hint is bool and isinstance(given, bool):
        return given
    if hint in (int, float) and isinstance(given, int | float) and not isinstance(given, bool):
        if hint is int and not isinstance(given, int):
            raise wrong(where, key, "skal være et helt tal")
        if not abs(given) < 1e12:
            raise wrong(where, key, "er ikke et brugbart tal")
        return hint(given)
    if hint is str and isinstance(given, str):
        return given
    raise wrong(where, key, f"skal være {_KINDS[hint]}")


def secret(given: Any, where: str, key: str) -> Secret:
    """The text as a secret; an error about it does not show it."""
    if not isinstance(given, str) or not given.isascii() or not given.isprintable() or " " in given or len(given) < 8:
        raise wrong(where, key, "skal være en tekst på mindst 8 tegn uden mellemrum")
    return Secret(given)


def path_of(key: str, name: str) -> str:
    """The key of a field in the table of a key: "kbhkort.base_url"."""
    return f"{key}.{name}" if key else name


def wrong(where: str, key: str, what: str, remedy: str = "") -> SettingsError:
    """The error about a key, to be raised."""
    return SettingsError(f"{key} {what}" if key else what, where=where, remedy=remedy or "Ret indstillingen.")
