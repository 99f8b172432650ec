"""How amounts are said: figure and unit, years, price level, stage, and what they are for. Pure."""

import re
from typing import TYPE_CHECKING

from geodata import funding as sums
from geodata.model import Funding, FundingSubject
from webmap.language import Language
from webmap.sheet import Ref
from webmap.state import Choice, Option
from webmap.themes import coverage_words as words

if TYPE_CHECKING:
    from webmap.facts import Facts


_PRICES_OF_A_YEAR = re.compile(r"(\d{4})[ \u00a0]?p/l")
PRINTED, COMPUTED = "trykt", "beregnet"  # which of the two figures of a sum stands first; the other is beside it


def figures_option(lang: Language) -> Option:
    """Whether sums stand as they are printed or as their parts give them."""
    choices = (Choice(PRINTED, lang._("Som trykt")), Choice(COMPUTED, lang._("Som beregnet")))
    return Option("tal", lang._("tallene"), lang._("Dokumenternes summer"), choices, default=PRINTED)


def sums_shown(lang: Language, figures: str) -> str:
    """Which figures of the sums a map or table shows, for its title."""
    return lang._("summer som beregnet") if figures == COMPUTED else lang._("summer som trykt")


def both(lang: Language, one: sums.Total, figures: str) -> str:
    """A sum with the figure that was asked for first: "3.734 t.kr. (trykt; beregnet 2.754 t.kr.)"."""
    printed = in_words(lang, one.printed, one.total.unit)
    computed = in_words(lang, one.computed, one.total.unit)
    if not one.difference:
        return lang._("{amount} (trykt og beregnet)", amount=printed)
    if figures == COMPUTED:
        return lang._("{computed} (beregnet; trykt {printed})", computed=computed, printed=printed)
    return lang._("{printed} (trykt; beregnet {computed})", computed=computed, printed=printed)


def in_words(lang: Language, value: float, unit: str) -> str:
    """An amount in its printed unit: "2.100 t.kr." or "7,4 mio. kr."."""
    decimals = 0 if float(value).is_integer() else len(f"{value:g}".partition(".")[2])
    figure = lang.number(value, decimals)
    thousand = unit == "1.000 kr."
    return lang._("{figure} t.kr.", figure=figure) if thousand else lang._("{figure} mio. kr.", figure=figure)


def amount(lang: Language, row: Funding) -> str:
    """A printed amount with its unit."""
    return in_words(lang, sums.in_unit(row.amount_kr, row.unit), row.unit)


def years(lang: Language, row: Funding) -> str:
    """The year or span of years an amount covers, or that none is stated."""
    if row.year_from is None:
        return lang._("år ikke oplyst")
    return str(row.year_from) if row.year_from == row.year_to else f"{row.year_from}–{row.year_to}"


def price_level(lang: Language, row: Funding) -> str:
    """The price level as printed, or that none is stated."""
    return price_level_named(lang, row.price_level) if row.price_level else lang._("prisniveau ikke oplyst")


def price_level_named(lang: Language, printed: str) -> str:
    """A printed price level in this language: "2027 p/l" or "løbende p/l"; any other stays as printed."""
    year = _PRICES_OF_A_YEAR.fullmatch(printed)
    if year:
        return lang._("{year} p/l", year=year[1])
    return lang._("løbende p/l") if printed == "løbende p/l" else printed


def stage(lang: Language, row: Funding) -> str:
    """How far the money has come."""
    return {
        "budgetnotat": lang._("budgetnotat"),
        "aftale": lang._("aftale"),
        "indstilling": lang._("indstilling"),
        "tidligere afsat": lang._("tidligere afsat"),
    }[row.stage]


def basis(lang: Language, row: Funding) -> str:
    """Price level and stage, without which an amount says nothing: "2026 p/l, budgetnotat"."""
    return f"{price_level(lang, row)}, {stage(lang, row)}"


def steering_area(lang: Language, row: Funding) -> str:
    """Capital budget or service expenditure, or that it is not stated."""
    return {"Anlæg": lang._("anlæg"), "Service": lang._("service")}.get(row.steering_area or "", lang.not_stated)


def ref(lang: Language, facts: "Facts", row: Funding) -> Ref:
    """The link from an amount to its line."""
    return words.ref(lang, facts, row)


def ledger_ref(lang: Language) -> Ref:
    """The link to every sum of the documents."""
    return Ref("", lang._("Se regnestykket"), page="ledger")


def subject_name(lang: Language, subject: FundingSubject) -> str:
    """What an amount is for."""
    return lang.pick(subject.name_da, subject.name_en)
