from collections.abc import Iterator
from typing import Any

import pytest

from etl.services import statbank
from etl.services.asking import Asker
from etl.services.settings import Statbank, StatbankTable
from geodata.errors import ServiceError
from tests.etl.services import statbanks
from tests.etl.services.stubs import Stub, Waits, reply, serving


@pytest.fixture
def asker(tmp_path) -> Iterator[Asker]:
    waits = Waits()
    with Asker(tmp_path, clock=waits.clock, wait=waits.wait) as made:
        yield made


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving(statbanks.rule) as made:
        yield made


def data(asker: Asker, stub: Stub, chosen: dict[str, Any], **more: Any) -> statbank.TableAnswer:
    return statbank.data(asker, Statbank(base_url=stub.url), "KKBEF1", chosen, database="s30", **more)


def asked_for_data(stub: Stub) -> list[Any]:
    return [one.json for one in stub.asked if one.path.endswith("/data")]


def test_a_table_says_what_it_holds(asker, stub):
    info = statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1", "s30")
    assert [variable.code for variable in info.variables] == list(statbanks.VARIABLES)
    assert info.variables[0].values["1003"] == "Bydel - 3. Eksempelbro"
    assert [variable.time for variable in info.variables][-1] is True
    assert stub.asked[0].path == "/s30/tableinfo/KKBEF1"


def test_rows_are_texts_and_a_number(asker, stub):
    table = data(asker, stub, {"OMRKK": ["*"], "Tid": ["2026"]})
    assert len(table.rows) == 11
    assert table.rows[0] == {"OMRKK": "Bydel - 1. Eksempelbro", "KON": "I alt", "TID": "2026", "INDHOLD": 100}


def test_two_dots_and_nothing_are_missing(asker, stub):
    rows = data(asker, stub, {"OMRKK": ["*"], "Tid": ["2026"]}).rows
    assert [row["INDHOLD"] for row in rows[:4]] == [100, None, None, 103]


@pytest.mark.parametrize(
    ("cell", "number"), [("6,4", 6.4), ("6.4", 6.4), ("-3", -3), ("0", 0), ("..", None), ("", None)]
)
def test_a_cell_is_a_number_or_missing(asker, stub, cell, number):
    statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1", "s30")
    stub.script(reply(f"TID;INDHOLD\n2026;{cell}\n", content_type="text/csv"))
    assert data(asker, stub, {"Tid": ["2026"]}).rows == ({"TID": "2026", "INDHOLD": number},)


@pytest.mark.parametrize(
    "body", ["TID;INDHOLD\n2026;mange\n", "TID;INDHOLD\n2026\n", "TID;INDHOLD\n", "<html>nede", "x"]
)
def test_what_is_no_table_is_refused(asker, stub, body):
    statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1", "s30")
    stub.script(reply(body, content_type="text/csv"))
    with pytest.raises(ServiceError, match="tabellen KKBEF1"):
        data(asker, stub, {"Tid": ["2026"]})


def test_a_400_is_told_in_the_statbanks_words_and_not_asked_again(asker, stub):
    statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1", "s30")
    stub.script(statbanks.bad_request("EXTRACT-NOTFOUND", "Can't find value: 999 (OMRKK)"))
    with pytest.raises(ServiceError, match=r"Can't find value: 999 \(OMRKK\) \(EXTRACT-NOTFOUND\)") as raised:
        data(asker, stub, {"OMRKK": ["1001"], "Tid": ["(1)"]})
    assert raised.value.status == 400
    assert len(asked_for_data(stub)) == 1


def test_a_million_cells_is_said_before_anything_is_asked(asker, stub):
    everything = {code: ["*"] for code in statbanks.VARIABLES}
    with pytest.raises(ServiceError, match="giver 3960000 celler; grænsen er 1000000"):
        data(asker, stub, everything)
    assert asked_for_data(stub) == []


def test_bulk_wants_every_variable(asker, stub):
    with pytest.raises(ServiceError, match="BULK vil have alle variable valgt; KON mangler"):
        data(asker, stub, {"OMRKK": ["*"], "Tid": ["*"]}, form="BULK")
    assert asked_for_data(stub) == []
    few = {"OMRKK": ["1001"], "KON": ["*"], "ALDER": ["001"], "STATUS": ["001"], "Tid": ["*"]}
    assert len(data(asker, stub, few, form="BULK").rows) == 36


def test_of_what_is_not_chosen_the_sum_is_taken(asker, stub):
    data(asker, stub, {"Tid": ["(1)"]})
    (asked,) = asked_for_data(stub)
    assert {one["code"]: one["values"] for one in asked["variables"]} == {"Tid": ["(1)"], "KON": ["TOT"]}


def test_what_must_be_chosen_and_has_no_sum_is_named(asker, stub):
    with pytest.raises(ServiceError, match="variablen Tid skal vælges"):
        data(asker, stub, {"OMRKK": ["*"]})


def test_a_value_or_variable_that_is_not_the_tables_is_named_before_asking(asker, stub):
    with pytest.raises(ServiceError, match="OMRKK har ingen værdi »0101«"):
        data(asker, stub, {"OMRKK": ["0101"], "Tid": ["(1)"]})
    with pytest.raises(ServiceError, match="har ikke variablen BYDEL"):
        data(asker, stub, {"BYDEL": ["*"], "Tid": ["(1)"]})
    assert asked_for_data(stub) == []


@pytest.mark.parametrize(
    ("chosen", "count"), [(["*"], 12), (["(1)"], 1), (["(-n+8)"], 8), (["202*"], 7), (["2015", "2026"], 2)]
)
def test_cells_are_counted_as_the_statbank_chooses(asker, stub, chosen, count):
    info = statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1")
    assert statbank.cells(info, {"Tid": chosen, "OMRKK": ["*"]}) == 11 * count


def test_the_newest_vintage_is_looked_up(asker, stub):
    service = Statbank(base_url=stub.url)
    assert statbank.newest(asker, service, "KKFR*", "s30") == "KKFR2026"
    wanted = StatbankTable(table="KKFR*", file="fremskrivning.csv", variables={"OMRKK": ("1003",), "Tid": ("*",)})
    assert statbank.get_table(asker, service, wanted).table == "KKFR2026"
    with pytest.raises(ServiceError, match="ingen tabel med det navn"):
        statbank.newest(asker, service, "KKXX*", "s30")


def test_no_database_is_danmarks_statistik(asker, stub):
    statbank.data(asker, Statbank(base_url=stub.url), "FOLK1A", {"Tid": ["(1)"]})
    assert [one.path for one in stub.asked] == ["/tableinfo/FOLK1A", "/data"]


@pytest.mark.parametrize("told", [[], {}, {"id": "X", "variables": [{}]}, {"id": "X", "variables": 3}, "{"])
def test_a_description_of_another_form_is_refused(asker, stub, told):
    stub.script(reply(told, content_type="application/json"))
    with pytest.raises(ServiceError):
        statbank.tableinfo(asker, Statbank(base_url=stub.url), "KKBEF1")
