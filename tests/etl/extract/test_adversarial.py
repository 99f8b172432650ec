"""Texts made to cost: reading and checking a whole document takes time and memory in proportion to its length."""

import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from time import process_time

import pytest

from etl.extract import extract
from etl.extract.text import Text
from tests.conftest import ROOT

MEGABYTE = 1_000_000
# the pieces that patterns begin with and then wait for the rest of
_PIECES = (
    "a|1|.| |\t|1.|1,|Aa |a, |og |og, |A-|a-|( |(a) |[|[ ]|»|”|mio. kr. |7,4 mio. kr. og |1.000 kr. |"
    "4,3-6,9 mio. kr. i 2031 |12,5 % |12 pct. af |mellem 12 og |☒ |☐ Østerbro ☒ |☒☐|"
    "Almene boligafdelinger på X: a, a, a|AAB afd. 38 og 39, |Aa I-IV, |Tabel 1. |Tabel 1. Økonomi |"
    "2031 2032 I alt |I alt |Målsætninger Tema Tid Status Ansvarlig |Ultimo 2031 Opfyldt |1. maj 2031 |"
    "22.11.2031 |2031-11-22 |fra den 1. januar 2031 til |2031-2034 |i 2031 |medio |2031/|helhedsplan |"
    "helhedsplanen for |helhedsplanerne i Aa, |boligområder |listen over udsatte |heraf |ca. |"
    "ca. 1.200 boliger |5 af |fem og |mere end 30 pct. af de 18-64-årige |Andelen af |finansieres af |"
    "25 pct. fra Landsbyggefonden, |Teknik- og |udvalget |(A, B, |I 2031 var der 12 udsættelser |Skema A |"
    "bolig- |A. |a: |; |• |\u0301|\u202e|İ|\U0001d7d9|\u2028|\x0c|https://a.dk/|1) |- "
)
PIECES = tuple(_PIECES.split("|"))
_LINES = (
    "1\n|\t\n|a-\n|1.\n|• a\n|og\n|Aa\t1\t2\t3\n|a\ta\ta\ta\ta\n|Baggrund\n\n|Tabel 1. A\n|"
    "1.000 kr. 2031 2032 I alt\n|I alt 1 2 3\n|Målsætninger\tTema\tTid\tStatus\tAnsvarlig\n|"
    "Ultimo 2031\n|☒ Bispebjerg\n|Almene boligafdelinger i Aa:\n|2031\n120\n|Udsættelser\n2031 2032\n|"
    "   Aa   Bb   \n"
)
LINES = tuple(_LINES.split("|"))


def name(number: int) -> str:
    """A name of its own for each number."""
    return "A" + "".join(chr(97 + number // 26**place % 26) for place in range(4)) + "en"


def sums(number: int) -> str:
    return (
        f"\nDer afsættes {number % 90 + 1},5 mio. kr. i 2031 til indsats i {name(number)}.\n\nTabel {number}. Økonomi\n"
        f"1.000 kr. – 2031 p/l\t2031\t2032\tI alt\nIndsats {name(number)}\t1.000\t{number}\t7\nI alt\t1\t2\t{number}\n"
    )


# documents of nothing but facts, each of which is held against the others
FACTS: dict[str, Callable[[int], str]] = {
    "tables and amounts": sums,
    "areas and counts": lambda n: (
        f"Almene boligafdelinger i {name(n)}: Bb, Cc\n\nHelhedsplanen i {name(n // 2)} har {n} boligafdelinger.\n\n"
    ),
    "plans and their years": lambda n: (
        f"Helhedsplanen i {name(n)} løber fra 1. januar 2031 til 31. december 2034. Helhedsplanen i {name(n)} løber i "
        "5 år. "
    ),
    "series and changes": lambda n: (
        f"I {2000 + n % 90} var der {n} udsættelser, svarende til et fald på {n % 90} pct. fra {1999 + n % 90}. "
    ),
    "goals and counts": lambda n: f"Mål {n}\tTema\tUltimo 2031\tOpfyldt\nAftalen har i alt {n} konkrete målsætninger. ",
}


def of_length(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def facts(kind: str, length: int) -> str:
    each, made, size = FACTS[kind], [], 0
    while size < length:
        made.append(each(len(made)))
        size += len(made[-1])
    return "".join(made)


def seconds(text: str) -> float:
    """Of the processor, for a whole reading."""
    begun = process_time()
    extract(Text.of(text))
    return process_time() - begun


def test_a_megabyte_of_every_piece_on_one_line_is_read_in_seconds() -> None:
    chance = random.Random(4)
    line = "".join(chance.choice(PIECES) * chance.choice((1, 1, 3, 40)) for _ in range(MEGABYTE // 40))[:MEGABYTE]
    assert seconds(line) < 10


@pytest.mark.parametrize("kind", FACTS)
def test_facts_are_not_held_against_each_other_one_by_one(kind: str) -> None:
    assert seconds(facts(kind, 120_000)) < 2.5


def test_running_text_takes_a_few_bytes_a_letter() -> None:
    text = Text.of(of_length("ab- cd\n", MEGABYTE))
    tracemalloc.start()
    try:
        assert text.flow.text
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 60 * MEGABYTE


@pytest.mark.full
@pytest.mark.parametrize("piece", (*PIECES, *LINES), ids=repr)
def test_a_megabyte_of_one_piece_is_read_in_seconds(piece: str) -> None:
    assert seconds(of_length(piece, MEGABYTE)) < 10


@pytest.mark.full
@pytest.mark.parametrize("kind", FACTS)
def test_a_megabyte_of_facts_is_read_in_seconds(kind: str) -> None:
    assert seconds(facts(kind, MEGABYTE)) < 12


@pytest.mark.full
@pytest.mark.parametrize("seed", range(20))
def test_a_megabyte_of_some_pieces_over_many_lines_is_read_in_seconds(seed: int) -> None:
    chance = random.Random(seed)
    some = chance.sample((*PIECES, *LINES), 6)
    assert seconds("".join(chance.choice(some) for _ in range(MEGABYTE // 5))[:MEGABYTE]) < 10


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kB on Linux")
@pytest.mark.parametrize(
    "piece", ["1\n", "a b ", "Aa\t1\t2\t3\n", "Der er 1.200 boliger i Aa, og 7,4 mio. kr. i 2031. "]
)
def test_five_megabytes_are_read_in_half_a_gigabyte(piece: str) -> None:
    script = (
        "import resource, sys; from etl.extract import extract; from etl.extract.text import Text;"
        "extract(Text.of(sys.argv[1].encode().decode('unicode_escape') * (5_000_000 // int(sys.argv[2]))));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    arguments = [piece.encode("unicode_escape").decode(), str(len(piece))]
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert int(done.stdout) < 500_000, done.stderr
