"""A stub of Datafordeleren's GraphQL that reads the question, and refuses what the service refuses.

It knows the little of the language that the service allows, and answers from `tables`: root field -> rows. The codes
are the service's own; what it says with them is ours.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.etl.services.stubs import Asked, Reply, reply

KEY = "k-hemmelig-0123456789"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|-?\d+|[{}()\[\]:]')


class Refusal(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Field:
    name: str
    alias: str | None
    arguments: dict[str, Any]
    selected: list["Field"]


class _Reader:
    """Recursive descent over the tokens of a question; commas are white space, as the language has it."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        left_over = _TOKEN.sub("", text).replace(",", "").strip()
        if left_over:
            raise Refusal("HC0011", f"unexpected {left_over[:20]}")

    def take(self, wanted: str | None = None) -> str:
        if not self.tokens or (wanted is not None and self.tokens[0] != wanted):
            raise Refusal("HC0011", f"expected {wanted}, got {self.tokens[:1]}")
        return str(self.tokens.pop(0))

    def fields(self) -> list[Field]:
        self.take("{")
        found = []
        while self.tokens[0] != "}":
            found.append(self.field())
        self.take("}")
        return found

    def field(self) -> Field:
        name, alias = self.take(), None
        if self.tokens[0] == ":":
            self.take()
            name, alias = self.take(), name
        arguments = self.arguments() if self.tokens[0] == "(" else {}
        return Field(name, alias, arguments, self.fields() if self.tokens[0] == "{" else [])

    def arguments(self) -> dict[str, Any]:
        self.take("(")
        found = {}
        while self.tokens[0] != ")":
            name = self.take()
            self.take(":")
            found[name] = self.value()
        self.take(")")
        return found

    def value(self) -> Any:
        token = self.take()
        if token == "[":
            values = []
            while self.tokens[0] != "]":
                values.append(self.value())
            self.take("]")
            return values
        if token == "{":
            found = {}
            while self.tokens[0] != "}":
                name = self.take()
                self.take(":")
                found[name] = self.value()
            self.take("}")
            return found
        if token.startswith('"'):
            return re.sub(r"\\(.)", r"\1", token[1:-1])
        return {"true": True, "false": False, "null": None}[token] if token in ("true", "false", "null") else int(token)


@dataclass
class Registers:
    """The rule of the stub. `most_rows` is how many rows a page has at most, however many are asked for."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    versions: tuple[str, ...] = ("/DAR/v2", "/MAT/v2", "/BBR/v2")
    most_rows: int = 1000
    refuses: Mapping[str, str] = field(default_factory=dict)  # root field -> code

    def __call__(self, asked: Asked) -> Reply:
        if asked.path not in self.versions:
            return reply("Not Found", status=404)
        try:
            if asked.query.get("apiKey") != KEY:
                raise Refusal("DAF-AUTH-0001", "Authentication key missing or unknown")
            return reply({"data": self._data(asked)})
        except Refusal as refusal:
            status = 401 if refusal.code.startswith("DAF-AUTH") else 400
            body = {"errors": [{"message": str(refusal), "extensions": {"code": refusal.code}}]}
            return reply(body, status=status)

    def _data(self, asked: Asked) -> dict[str, Any]:
        reader = _Reader(asked.json["query"].removeprefix("query"))
        roots = reader.fields()
        if len(roots) != 1 or reader.tokens:
            raise Refusal("DAF-GQL-0010", "one root field a query")
        [root] = roots
        _no_alias(root)
        if not root.name.startswith(asked.path.split("/")[1] + "_") or root.name not in self.tables:
            raise Refusal("HC0016", f"no field {root.name} here")
        if root.name in self.refuses:
            raise Refusal(self.refuses[root.name], "refused by the test")
        return {root.name: self._page(root)}

    def _page(self, root: Field) -> dict[str, Any]:
        given = root.arguments
        for time in ("virkningstid", "registreringstid"):
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", str(given.get(time, ""))):
                raise Refusal("DAF-GQL-0009", f"{time} is missing")
        if not 1 <= int(given.get("first", 0)) <= 1000:
            raise Refusal("DAF-GQL-0007", "first must be 1 to 1000")
        rows = [row for row in self.tables[root.name] if _holds(row, given.get("where", {}))]
        start = int(given["after"].removeprefix("c")) if "after" in given else 0
        end = start + min(int(given["first"]), self.most_rows)
        nodes = next(one for one in root.selected if one.name == "nodes")
        return {
            "nodes": [_selected(row, nodes.selected) for row in rows[start:end]],
            "pageInfo": {"hasNextPage": end < len(rows), "endCursor": f"c{end}"},
        }


def _no_alias(one: Field) -> None:
    if one.alias is not None:
        raise Refusal("DAF-GQL-0008", "no aliases")
    for inner in one.selected:
        _no_alias(inner)


def _holds(row: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    for name, condition in where.items():
        if name not in row:
            raise Refusal("HC0016", f"no field {name}")
        [(kind, value)] = condition.items()
        if kind == "in" and len(value) > 100:
            raise Refusal("DAF-GQL-0006", "at most 100 values")
        values = value if kind == "in" else [value]
        if any(type(one) is not type(row[name]) for one in values if row[name] is not None):
            raise Refusal("HC0018", f"{name} is of another type")
        if row[name] not in values:
            return False
    return True


def _selected(row: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    missing = [one.name for one in fields if one.name not in row]
    if missing:
        raise Refusal("HC0016", f"no field {missing[0]}")
    return {one.name: _selected(row[one.name], one.selected) if one.selected else row[one.name] for one in fields}


def json_body(query: str) -> bytes:
    return json.dumps({"query": query}).encode()
