"""The tables of the maps of statistics: each place's figure, what it is held against, and how far that is. Pure."""

from collections.abc import Collection

from geodata.model import CITY_NO
from webmap import municipality_words
from webmap.sheet import Cell, Column, Row, Sentence, Table, stated
from webmap.themes import common
from webmap.themes import indicator_words as words
from webmap.themes.indicator_view import ALMENE, CITY, EVERYWHERE, Shown, group_value, roder_of

_FOUND_WITH = "labour_market_attachment"  # the indicator that findings about the statistics reckon with
_RATIO_DECIMALS = 2


def tables(shown: Shown, within: tuple[int, ...]) -> tuple[Table, ...]:
    """The table of the map's level first; `within` are the districts whose roder are listed."""
    return (_bydele(shown),) if shown.level == "bydel" else (_roder(shown, within), _bydele(shown))


def _columns(shown: Shown) -> tuple[Column, ...]:
    lang, ref = shown.lang, shown.ref
    if shown.against == CITY:
        keys = ("city", "gap_to_city", "ratio_to_city")
        heads = (
            lang._("Hele byen (beregnet)"),
            lang._("Afstand til byen (beregnet)"),
            lang._("Gange byens tal (beregnet)"),
        )
    else:
        keys = ("almene_roder", "gap_to_almene_roder", "ratio_to_almene_roder")
        heads = (
            lang._("Roder med mange almene boliger uden for stedet (beregnet)"),
            lang._("Afstand til disse roder (beregnet)"),
            lang._("Gange disse roders tal (beregnet)"),
        )
    people = lang._("Beboere") if shown.indicator.published_for == "rode" else lang._("Personer")
    return (
        Column("value", lang._("{name}, {year}", name=shown.name, year=shown.year), ref=ref),
        *(Column(key, head, ref=ref) for key, head in zip(keys, heads, strict=True)),
        Column("people", people, ref=ref),
    )


def _cells(
    shown: Shown, value: float | None, weight: int | None, missing: str, inside: Collection[int]
) -> tuple[Cell, ...]:
    lang, against = shown.lang, shown.comparator(inside)
    decimals = 2 if shown.indicator.unit == "percent" else 0
    gap, ratio = shown.distance(value, inside), shown.ratio(value, inside)
    not_computable = lang._("kan ikke beregnes")
    return (
        common.unknown_cell(lang, missing)
        if value is None
        else Cell(shown.value(value), round(value, decimals), strong=True),
        common.unknown_cell(lang) if against is None else Cell(shown.value(against), round(against, decimals)),
        common.unknown_cell(lang, not_computable) if gap is None else Cell(shown.gap(value, inside), gap),
        common.unknown_cell(lang, not_computable) if ratio is None else _ratio(shown, ratio),
        common.unknown_cell(lang) if weight is None else Cell(lang.number(weight), weight),
    )


def _ratio(shown: Shown, ratio: float) -> Cell:
    return Cell(shown.lang.number(ratio, _RATIO_DECIMALS), round(ratio, _RATIO_DECIMALS))


def _bydele(shown: Shown) -> Table:
    lang, facts = shown.lang, shown.facts
    districts = tuple(_bydel_row(shown, no, name, slug) for no, (name, slug) in facts.bydele.items())
    groups = tuple(_group_row(shown, slug, name, nos) for slug, (name, nos) in facts.area_groups.items())
    return Table(
        table_id="tabel" if shown.level == "bydel" else "tabel-bydele",
        title=lang._("Tallene bag kortet") if shown.level == "bydel" else lang._("Bydelene til sammenligning"),
        caption=lang._(
            "{name}, {year}. Bydelenes og byens tal er {how}.",
            name=shown.name,
            year=shown.year,
            how=words.how_made(shown),
        ),
        head=lang._("Bydel"),
        columns=_columns(shown),
        groups=tuple(rows for rows in (districts, groups) if rows),
        foot=(_city_row(shown), *((_almene_row(shown),) if shown.against == ALMENE else ())),
        notes=tuple(_unjoined(shown)),
    )


def _city_row(shown: Shown) -> Row:
    """The city: against itself it has no distance, and outside it there is nothing to hold it against."""
    lang, city = shown.lang, shown.figure("city", CITY_NO)
    missing = shown.missing(city) if city and city.missing else lang.not_stated
    inside = EVERYWHERE if shown.against == CITY else frozenset(shown.facts.roder)
    value, at, _, _, people = _cells(shown, shown.city, city.weight if city else None, missing, inside)
    against = at if shown.against == CITY else Cell("–")
    cells = (value, against, Cell("–"), Cell("–"), people)
    return Row(
        municipality_words.whole(lang, shown.facts),
        cells,
        note=words.how_made(shown),
        layer="city",
        shape=municipality_words.shape(shown.facts),
    )


def _almene_row(shown: Shown) -> Row:
    """All roder with much non-profit housing, which places are held against but for their own."""
    lang, pooled = shown.lang, shown.almene()
    value, _, _, _, people = _cells(
        shown, pooled.value if pooled else None, pooled.weight if pooled else None, lang.not_stated, EVERYWHERE
    )
    cells = (value, Cell("–"), Cell("–"), Cell("–"), people)
    return Row(lang._("Roder med mange almene boliger, hele byen"), cells, note=words.behind_almene(shown))


def _unjoined(shown: Shown) -> list[Sentence]:
    """What the findings say of data that could not be fetched, of figures without a rode, and of roder without any."""
    if shown.indicator.published_for != "rode":
        return []
    first = shown.indicator.indicator_id == _FOUND_WITH
    told = {"service-failed"} | ({"name-without-rode"} if first else set())
    told |= {"rode-without-figures"} if shown.level == "rode" else set()
    said = [
        row
        for row in shown.facts.findings
        if row.check in told or (row.check == "year-lacks-roder" and row.finding_id.endswith(f"/{shown.year}"))
    ]
    return [stated(shown.lang.pick(row.message_da, row.message_en), shown.ref) for row in said]


def _bydel_row(shown: Shown, no: int, name: str, slug: str) -> Row:
    figure, inside = shown.figure("bydel", no), roder_of(shown.facts, (no,))
    value, weight = (figure.value, figure.weight) if figure else (None, None)
    return Row(
        name,
        _cells(shown, value, weight, shown.missing(figure), inside),
        swatch=shown.swatch(value, inside),
        slug=slug,
        layer="bydele",
        shape=str(no),
    )


def _group_row(shown: Shown, slug: str, name: str, numbers: tuple[int, ...]) -> Row:
    (value, weight), inside = group_value(shown, numbers), roder_of(shown.facts, numbers)
    names = shown.lang.listing([shown.facts.bydele[no][0] for no in numbers])
    return Row(
        name,
        _cells(shown, value, weight, shown.lang.not_stated, inside),
        swatch=shown.swatch(value, inside),
        slug=slug,
        note=shown.lang._("i alt ({names})", names=names),
        layer="places",
        shape=slug,
    )


def _roder(shown: Shown, within: tuple[int, ...]) -> Table:
    """The roder of some districts, by district and name."""
    lang, facts = shown.lang, shown.facts
    held = [no for no, (_, bydel_no) in facts.roder.items() if bydel_no in within]
    numbers = sorted(held, key=lambda no: (facts.roder[no][1], facts.roder[no][0]))
    return Table(
        table_id="tabel",
        title=lang._("Tallene bag kortet"),
        caption=_caption_of_roder(shown),
        head=lang._("Rode"),
        columns=(Column("bydel", lang._("Bydel"), numeric=False), *_columns(shown)),
        groups=(tuple(_rode_row(shown, no) for no in numbers),),
        long=True,
    )


def _caption_of_roder(shown: Shown) -> str:
    lang, how = shown.lang, words.how_made(shown)
    if shown.against == CITY:
        return lang._(
            "{name}, {year}, efter rode. Rodernes tal er kommunens; byens tal er {how}.",
            name=shown.name,
            year=shown.year,
            how=how,
        )
    return lang._(
        "{name}, {year}, efter rode. Rodernes tal er kommunens; gennemsnittet af roder med mange almene boliger er "
        "{how}.",
        name=shown.name,
        year=shown.year,
        how=how,
    )


def _rode_row(shown: Shown, no: int) -> Row:
    name, bydel_no = shown.facts.roder[no]
    figure, inside = shown.figure("rode", no), frozenset({no})
    value, weight = (figure.value, figure.weight) if figure else (None, None)
    bydel = shown.facts.bydele[bydel_no][0]
    return Row(
        words.rode_name(shown.lang, name),
        (Cell(bydel, bydel), *_cells(shown, value, weight, shown.missing(figure), inside)),
        swatch=shown.swatch(value, inside),
        layer="roder",
        shape=str(no),
    )
