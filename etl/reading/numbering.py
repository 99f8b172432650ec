"""Pure: the lists that a Word document defines -> the bullets and numbers that Word shows before their paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"


@dataclass
class Numbering:
    """What Word shows before the paragraphs of lists: a bullet, or a number that counts on."""

    levels: dict[tuple[str, str], tuple[str, str, int]]  # (list, level) -> format, "%1.%2)", first number
    styles: dict[str, tuple[str, str]]  # style -> list, level
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Numbering":
        """The lists that a document defines."""
        levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        root = next((part.element for part in _parts(document, "numbering")), None)
        if root is not None:
            abstract = {str(each.get(f"{W}abstractNumId")): each for each in root.iterfind(f"{W}abstractNum")}
            for each in root.iterfind(f"{W}num"):
                definition = abstract.get(_value(each, "abstractNumId"))
                for level in [] if definition is None else definition.iterfind(f"{W}lvl"):
                    first = _value(level, "start")
                    levels[str(each.get(f"{W}numId")), str(level.get(f"{W}ilvl"))] = (
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                        int(first) if first.isdecimal() else 1,
                    )
        styles: dict[str, tuple[str, str]] = {}
        for style in document.styles.element.iterfind(f"{W}style"):
            given = style.find(f"{W}pPr/{W}numPr")
            if given is not None:
                styles[str(style.get(f"{W}styleId"))] = (_value(given, "numId"), _value(given, "ilvl") or "0")
        return cls(levels, styles)

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph: "" where it belongs to no list."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        given = properties.find(f"{W}numPr")
        number, level = self.styles.get(_value(properties, "pStyle"), ("", "0"))
        if given is not None:
            number, level = _value(given, "numId") or number, _value(given, "ilvl") or level
        kind, pattern, first = self.levels.get((number, level), ("none", "", 1))
        if kind == "bullet":
            return BULLET
        if kind == "none" or not level.isdecimal():
            return ""
        return self._counted(number, int(level), pattern, first)

    def _counted(self, number: str, level: int, pattern: str, first: int) -> str:
        self.counted[number, level] = self.counted.get((number, level), first - 1) + 1
        for deeper in range(level + 1, 9):
            self.counted.pop((number, deeper), None)
        for upper in range(min(level, 8) + 1):
            kind, _, begins = self.levels.get((number, str(upper)), ("decimal", "", 1))
            value = self.counted.get((number, upper), begins)
            pattern = pattern.replace(f"%{upper + 1}", _letter(value) if "Letter" in kind else str(value))
        return pattern


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26)


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")


def _parts(document: Document, name: str) -> Iterator[Any]:
    """The part of the package that the document refers to under a name, where it has one."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            yield relation.target_part
