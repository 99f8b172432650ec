"""What reads places and counts takes any text: quickly, and with quotes that stand where they say."""

import random
from pathlib import Path
from time import process_time
from types import ModuleType

import pytest

from etl.extract import areas, bydele, counts, departments, indicators, lists
from etl.extract.text import Text

MEGABYTE = 1_000_000
FACTS = (departments, lists, counts, indicators, areas)
# for each module what its patterns begin to match again and again
OWN = {
    bydele: ("☐", "Nørrebro ☒ "),
    departments: ("Almene boligafdelinger i Valby:\n- Abc\n", "Almene boligafdelinger på Amager: "),
    lists: ("Abc er på listen over parallelsamfund ", "listen over parallelsamfund "),
    counts: ("5 nye boliger ", "5 familie-, ungdoms-, "),
    indicators: ("Amager har 24 % kun grundskolen, 5 % i København. ", "24 % "),
    areas: ("dele af Abc (Def, Ghi) ", "udviklingsplanen for alle de nye "),
}
ANY = (
    *(
        "1",
        "1.000.",
        "[ ",
        "Abcd ",
        "Abcd, ",
        "A og B, ",
        "(",
        "Abc (def) ",
        "A-",
        "I+II+",
        "a-, ",
        "fem ",
        "udpeget som ",
    ),
    *("Almene boligafdelinger ", "grundskolen som højest ", "Københavns Kommune 5 % ", "områdefornyelsen Abc "),
    *("ca. 500 boliger og ", "5 aftaler herunder 11 via ", "udsat by og "),
)


def read_in_time(module: ModuleType, line: str) -> None:
    text = Text.of(line)
    assert text.flow.sentence_at(0)[0] == 0  # making the running text is timed elsewhere
    start = process_time()
    module.find(text)
    assert process_time() - start < 3, (module.__name__, line[:40])


def filled(words: str) -> str:
    return words * (MEGABYTE // len(words))


@pytest.mark.parametrize(
    ("module", "words"),
    [
        pytest.param(module, words, id=f"{module.__name__.rsplit('.', 1)[-1]}-{number}")
        for module, each in OWN.items()
        for number, words in enumerate(each)
    ],
)
def test_a_megabyte_of_its_own_words_on_one_line_is_read_in_time(module: ModuleType, words: str) -> None:
    read_in_time(module, filled(words))


@pytest.mark.parametrize("words", ["Abc (", "Abc, ", "Abc I+", "Abc\n"])
def test_a_megabyte_of_one_list_is_read_in_time(words: str) -> None:
    read_in_time(departments, f"Almene boligafdelinger på Amager: {filled(words)}")


@pytest.mark.full
@pytest.mark.parametrize("words", ANY)
def test_a_megabyte_of_any_words_is_read_in_time(words: str) -> None:
    for module in OWN:
        read_in_time(module, filled(words))


def test_noise_is_read_in_time() -> None:
    noise = random.Random(1)
    line = "".join(noise.choices("aA1 .,(☐%-og\t", k=MEGABYTE))
    for module in OWN:
        read_in_time(module, line)


def test_every_quote_of_the_real_papers_stands_in_its_lines(shared: Path) -> None:
    for path in sorted((shared / "documents").glob("*.txt")):
        text = Text.of(path.read_text(encoding="utf-8"))
        for row in (row for module in FACTS for row in module.find(text)):
            assert row.quote in text.at(row.line, row.line_end).quote
            assert row.page == text.page_of[row.line - 1]


@pytest.mark.parametrize("break_", ["\n", "\n\n"])
def test_blank_lines_change_no_fact(shared: Path, break_: str) -> None:
    def said(paper: str) -> list[str]:
        rows = [row for module in FACTS for row in module.find(Text.of(paper))]
        return [f"{type(row).__name__} {row.quote}" for row in [*rows, *bydele.find(Text.of(paper))]]

    for path in sorted((shared / "documents").glob("*.txt")):
        paper = path.read_text(encoding="utf-8")
        again = break_.join(line.strip() for line in paper.split("\n") if line.strip())
        assert said(again) == said(paper)
