"""Ticked districts."""

from pathlib import Path

import pytest

from etl.extract import bydele
from etl.extract.text import Text

BYDELE = (
    *("Indre By", "Østerbro", "Nørrebro", "Vesterbro-Kongens Enghave", "Valby", "Vanløse", "Brønshøj-Husum"),
    *("Bispebjerg", "Amager Øst", "Amager Vest"),
)


def read(text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names with a tick, and those without."""
    boxes = bydele.find(text)
    return tuple(box.name for box in boxes if box.ticked), tuple(box.name for box in boxes if not box.ticked)


def ticked(text: str) -> tuple[str, ...]:
    return read(Text.of(text))[0]


def test_the_three_districts_of_tm021_are_ticked_and_nine_boxes_are_empty(shared: Path) -> None:
    note = Text.of((shared / "documents" / "000_de2ba99353aea5a3.txt").read_text(encoding="utf-8"))
    full, empty = read(note)
    assert set(full) == {"Nørrebro", "Amager Øst", "Amager Vest"}
    assert set(empty) == ({*BYDELE, "Bydækkende", "Udenbys"} - set(full))


def test_papers_without_a_form_tick_nothing(shared: Path) -> None:
    for name in ("001_23ca7d99b5180e6f", "002_d4e526a85a36dd12", "003_9c7effb52b754f89", "004_356a0ad18a236da2"):
        text = (shared / "documents" / f"{name}.txt").read_text(encoding="utf-8")
        assert read(Text.of(text)) == ((), ())


def test_a_box_after_its_name() -> None:
    assert read(Text.of("Valby  ☒ Vanløse ☐\nØsterbro ☐ Bispebjerg ☒")) == (
        ("Valby", "Bispebjerg"),
        ("Vanløse", "Østerbro"),
    )


def test_a_box_before_its_name() -> None:
    assert read(Text.of("☒ Valby  ☐ Vanløse\n☐ Østerbro ☒ Bispebjerg")) == (
        ("Valby", "Bispebjerg"),
        ("Vanløse", "Østerbro"),
    )


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Vesterbro/Kgs. Enghave", "Vesterbro-Kongens Enghave"),
        ("Vesterbro / Kongens Enghave", "Vesterbro-Kongens Enghave"),
        ("Indre by", "Indre By"),
        ("Brønshøj/Husum", "Brønshøj-Husum"),
        ("AMAGER ØST", "Amager Øst"),
        ("Bydækkende:", "Bydækkende"),
        ("Udenbys", "Udenbys"),
    ],
)
def test_printed_variants_become_the_citys_own_names(printed: str, name: str) -> None:
    assert ticked(f"{printed} ☒ Valby ☐") == (name,)


@pytest.mark.parametrize(("box", "full"), [("☒", True), ("☑", True), ("✓", True), ("[x]", True), ("[X]", True)])
def test_every_form_of_tick_is_one(box: str, full: bool) -> None:
    assert (ticked(f"Valby {box} Vanløse {box}") == ("Valby", "Vanløse")) is full


@pytest.mark.parametrize("box", ["☐", "[ ]", "[]", "□"])
def test_an_empty_box_is_no_tick(box: str) -> None:
    assert read(Text.of(f"Valby {box} Vanløse ☒")) == (("Vanløse",), ("Valby",))


def test_cells_of_a_table_are_read_as_a_line_is() -> None:
    assert ticked("Nørrebro\t☒\tØsterbro\t☐\nVesterbro/Kgs.\nEnghave\t☒") == ("Nørrebro", "Vesterbro-Kongens Enghave")


def test_an_unknown_name_with_a_tick_comes_as_printed() -> None:
    assert read(Text.of("Valby ☐ Sydhavnen ☒ Vanløse ☐")) == (("Sydhavnen",), ("Valby", "Vanløse"))


@pytest.mark.parametrize("form", ["Åvænge ☒ Udenbys ☐", "☒ Åvænge ☐ Udenbys"])
def test_an_unknown_name_is_quoted_with_its_tick(form: str) -> None:
    quotes = {box.name: box.quote for box in bydele.find(Text.of(form))}
    assert set(quotes["Åvænge"].split()) == {"Åvænge", "☒"}


def test_a_box_of_another_question_ticks_no_district() -> None:
    assert read(Text.of("Har notatet for Valby været i høring?\nJa ☒ Nej ☐")) == ((), ())


def test_a_district_named_in_prose_is_not_in_the_form() -> None:
    assert read(Text.of("Indsatsen i Valby fortsætter.\n\nNørrebro ☒ Vanløse ☐")) == (
        ("Nørrebro",),
        ("Vanløse",),
    )
