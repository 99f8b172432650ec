"""What /regnestykket shows: every sum as printed and as computed, what holds, what does not, and why. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import funding as sums
from geodata.catalogue import anchor_of
from geodata.model import Finding, Funding
from webmap import register_words as words
from webmap.checks import Checked, Outcome, checked, not_arithmetic
from webmap.language import Language
from webmap.sheet import Cell, Column, Ref, Row, Table
from webmap.themes import common, ledger
from webmap.themes import coverage_words as references
from webmap.themes import money_words as money

if TYPE_CHECKING:
    from webmap.facts import Facts

_SETTLED: tuple[Outcome, ...] = ("holds", "rounding", "error")
UNSETTLED: tuple[Outcome, ...] = ("ambiguous", "definition", "missing")
_ONE_FIGURE = re.compile(r"-?[\d.,]+")  # a sum of one line


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """The ledger in one language. `figures` says which figure of a sum stands first."""

    figures: str
    summary: str
    wrong: Table
    rounded: Table
    unsettled: Table
    held: Table
    printed: tuple[Table, ...]
    rules: tuple[tuple[str, str, int], ...]
    remarks: tuple[tuple[Finding, tuple[Ref, ...]], ...]
    documents: tuple[str, ...]


def ledger_sheet(facts: "Facts", lang: Language, figures: str) -> LedgerSheet:
    """The ledger of a snapshot."""
    every = checked(facts)
    used = [facts.rows[key] for one in every for key in one.sources if key in facts.rows]
    return LedgerSheet(
        figures=figures,
        summary=_summary(lang, every),
        wrong=_table(lang, facts, figures, "fejl", lang._("Det, der ikke går op"), _with(every, ("error",))),
        rounded=_table(lang, facts, figures, "afrunding", lang._("Afrunding"), _with(every, ("rounding",))),
        unsettled=_table(
            lang, facts, figures, "uafklaret", lang._("Tal, som kilderne ikke afklarer"), _with(every, UNSETTLED)
        ),
        held=_table(lang, facts, figures, "gaar-op", lang._("Det, der går op"), _with(every, ("holds",)), long=True),
        printed=tuple(ledger.ledger(lang, facts, table, figures) for table in ledger.tables(facts)),
        rules=tuple(_rules(lang, every)),
        remarks=tuple((one, _refs(lang, facts, one.sources)) for one in not_arithmetic(facts)),
        documents=tuple(common.cited(facts, [*used, *facts.funding])),
    )


def _with(every: Iterable[Checked], outcomes: tuple[Outcome, ...]) -> list[Checked]:
    return [one for one in every if one.outcome in outcomes]


def _summary(lang: Language, every: list[Checked]) -> str:
    holds, rounding, wrong = (len(_with(every, (one,))) for one in _SETTLED)
    said = lang._(
        "{all} summer og tal er holdt op mod hinanden: {holds} går op, {rounding} afviger ved afrunding, og {wrong} "
        "går ikke op.",
        all=lang.number(holds + rounding + wrong),
        holds=lang.number(holds),
        rounding=lang.number(rounding),
        wrong=lang.number(wrong),
    )
    left = len(_with(every, UNSETTLED))
    if not left:
        return said
    return f"{said} " + lang.ngettext(
        "{count} regnestykke kan kilderne ikke afklare.", "{count} regnestykker kan kilderne ikke afklare.", left
    )


def labels(lang: Language) -> dict[str, tuple[str, str]]:
    """check -> what it is called, and its rule in words. A check that is not here is called by its own name."""
    return {
        "table-total": (
            lang._("Summer i tabellerne"),
            lang._(
                "En sum er linjerne over den i samme kolonne, af samme styringsområde hvor summen har et; »I alt« i en "
                "linje er dens år lagt sammen. Der er ingen tolerance."
            ),
        ),
        "prose-against-table": (
            lang._("Tekst mod tabel"),
            lang._(
                "Et beløb i teksten er de samme år i dokumentets egen tabel. Det er afrunding, når forskellen er højst "
                "en halv af det sidste trykte ciffer."
            ),
        ),
        "agreement-against-note": (
            lang._("Aftale mod budgetnotat"),
            lang._(
                "Det, aftalen afsætter til et formål, er det, budgetnotatets tabel har til det samme i de samme år. "
                "Hvert tal må være afrundet for sig."
            ),
        ),
        "shares-against-100": (
            lang._("Andele mod 100 %"),
            lang._("Andele, der nævnes sammen og dækker alle, giver 100 %."),
        ),
        "series-parts": (
            lang._("Dele mod helhed"),
            lang._("Et opgjort tal er summen af de dele, dokumentet deler det i."),
        ),
        **_labels_of_shares(lang),
        **_labels_of_counts(lang),
        **_labels_of_times(lang),
    }


def _labels_of_shares(lang: Language) -> dict[str, tuple[str, str]]:
    return {
        "shares-against-amounts": (
            lang._("Andele mod beløb"),
            lang._("En trykt andel af et trykt beløb er det, betaleren selv står med, når der er afrundet."),
        ),
        "pool-not-allotted": (
            lang._("Puljer mod det, der er taget af dem"),
            lang._("De beløb, der siges at være en del af en pulje, giver puljen."),
        ),
        "one-decision-two-amounts": (
            lang._("Én beslutning, to beløb"),
            lang._("Papirer, der fortæller om den samme beslutning, har det samme beløb."),
        ),
        "two-price-levels": (
            lang._("To prisniveauer"),
            lang._("Beløb i forskellige prisniveauer står ved siden af hinanden og lægges ikke sammen."),
        ),
        "share-without-denominator": (
            lang._("Andel uden helhed"),
            lang._("Et mål i procent kan regnes, når det er oplyst, hvad procenten er af."),
        ),
        "target-against-measurement": (
            lang._("Mål mod måling"),
            lang._(
                "Et mål, der er meldt opfyldt, er nået i den seneste opgørelse; et, der er meldt i proces, er ikke "
                "nået endnu. »Beregnet« er det tal, målet kræver."
            ),
        ),
    }


def _labels_of_counts(lang: Language) -> dict[str, tuple[str, str]]:
    named = (
        lang._("Antal mod navne"),
        lang._("Der er lige så mange nævnt ved navn, som dokumentet tæller."),
    )
    return {
        "negotiated-plans-not-named": named,
        "plans-not-named": named,
        "departments-not-named": named,
        "counts-against-lists": named,
        "goals-against-counts": (
            lang._("Antal mod målene"),
            lang._("Der er lige så mange af aftalens mål i registret, som dokumentet tæller."),
        ),
    }


def _labels_of_times(lang: Language) -> dict[str, tuple[str, str]]:
    return {
        "forecast-against-basis": (
            lang._("Prognose mod grundlag"),
            lang._("En prognose, der fører et tal videre, er tallet taget over hele prognosens tid."),
        ),
        "jump-in-series": (
            lang._("Spring i en talrække"),
            lang._("Et antal, der tælles igen inden et kvartal, ændrer sig højst 5 %, eller papiret siger hvorfor."),
        ),
        "two-bases": (
            lang._("To opgørelser"),
            lang._("Tal i samme række er fra samme kilde; ellers kan forskellen skyldes kilden."),
        ),
        "period-against-duration": (
            lang._("Periode mod varighed"),
            lang._("En trykt periode er lige så lang som den varighed, der er oplyst for planen."),
        ),
        "budget-year-outside-period": (
            lang._("Budgetår mod periode"),
            lang._("Penge til navngivne planer ligger i år, hvor en af planerne løber."),
        ),
        "dates-against-each-other": (
            lang._("Tider mod hinanden"),
            lang._("Det, papirerne siger om tiden for den samme sag, kan passe sammen."),
        ),
    }


def label(lang: Language, check: str) -> str:
    """What a check is called; its own name with blanks where nobody has put it in words yet."""
    return labels(lang)[check][0] if check in labels(lang) else check.replace("-", " ")


def _rules(lang: Language, every: list[Checked]) -> Iterable[tuple[str, str, int]]:
    """Label, rule and number of times of each rule in words that was used."""
    counted: dict[tuple[str, str], int] = {}
    for one in every:
        if one.check in labels(lang):
            counted[labels(lang)[one.check]] = counted.get(labels(lang)[one.check], 0) + 1
    return [(name, rule, count) for (name, rule), count in counted.items()]


def _table(
    lang: Language, facts: "Facts", figures: str, name: str, title: str, rows: list[Checked], *, long: bool = False
) -> Table:
    printed = Column("printed", lang._("Trykt"))
    computed = Column("computed", lang._("Beregnet"))
    return Table(
        table_id=name,
        title=title,
        caption=lang._("{title}: {sums}", title=title, sums=money.sums_shown(lang, figures)),
        head=lang._("Hvad"),
        columns=(
            *((computed, printed) if figures == money.COMPUTED else (printed, computed)),
            Column("difference", lang._("Forskel")),
            Column("outcome", lang._("Udfald"), numeric=False),
            Column("arithmetic", lang._("Regnestykke"), numeric=False),
            Column("check", lang._("Regel"), numeric=False),
            Column("source", lang._("Kilde"), numeric=False),
        ),
        groups=(tuple(_row(lang, facts, figures, one) for one in rows),),
        long=long,
    )


def _row(lang: Language, facts: "Facts", figures: str, one: Checked) -> Row:
    subject = facts.rows.get(one.subject)
    link = references.ref(lang, facts, subject) if subject is not None else None
    wrong = one.outcome in ("error", "rounding")
    printed = _figure(lang, one.printed, link, strong=wrong)
    computed = _figure(lang, one.computed, link, strong=wrong, differs=wrong)
    outcome = words.outcomes(lang)[one.outcome]
    return Row(
        name_of(lang, facts, one),
        (
            *((computed, printed) if figures == money.COMPUTED else (printed, computed)),
            Cell(_difference(lang, one), one.difference, missing=one.difference is None),
            Cell(outcome, one.outcome, strong=wrong),
            _arithmetic(lang, one),
            Cell(label(lang, one.check), one.check),
            Cell("", refs=_refs(lang, facts, one.sources)),
        ),
    )


def _figure(
    lang: Language, value: float | None, link: Ref | None, *, strong: bool = False, differs: bool = False
) -> Cell:
    if value is None:
        return common.unknown_cell(lang, lang._("intet tal"))
    return Cell(_number(lang, value), value, link=link, strong=strong, differs=differs)


def _arithmetic(lang: Language, one: Checked) -> Cell:
    """A sum written out, and what was found; one that has words too stands as it is, in Danish."""
    told = lang.pick(one.finding.message_da, one.finding.message_en) if one.finding else ""
    if any(letter.isalpha() for letter in one.arithmetic):
        return Cell(one.arithmetic, one.arithmetic, note=told, danish=True)
    said = words.arithmetic(lang, one.arithmetic)
    if len(one.sources) == 2 and _ONE_FIGURE.fullmatch(one.arithmetic):
        said = lang._("eneste linje er på {amount}", amount=said)
    return Cell(said, one.arithmetic, note=told)


def name_of(lang: Language, facts: "Facts", one: Checked) -> str:
    """What a figure is, with the years, the table and the unit of an amount."""
    row = facts.rows.get(one.subject)
    if not isinstance(row, Funding):
        return label(lang, one.check) if row is None else words.title(lang, facts, row).text
    name = lang.pick(row.name_da, row.name_en)
    where = (
        ledger.table_name(lang, facts, row.table) if row.table else facts.documents[row.source.document_id].short_title
    )
    return lang._(
        "{where}: {name}, {years}, {unit}", where=where, name=name, years=money.years(lang, row), unit=_unit(lang, row)
    )


def _unit(lang: Language, row: Funding) -> str:
    return lang._("1.000 kr.") if row.unit == "1.000 kr." else lang._("mio. kr.")


def _number(lang: Language, value: float) -> str:
    return words.figure_as_printed(lang, sums.figure(_whole(value)))


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _difference(lang: Language, one: Checked) -> str:
    if one.difference is None:
        return lang._("kan ikke beregnes")
    sign = "+" if one.difference > 0 else "−" if one.difference < 0 else ""
    return f"{sign}{_number(lang, abs(one.difference))}"


def _refs(lang: Language, facts: "Facts", sources: Iterable[str]) -> tuple[Ref, ...]:
    """The places a check rests on, each place once."""
    return references.refs(lang, facts, [facts.rows[key] for key in sources if key in facts.rows])


def as_rows(facts: "Facts", lang: Language) -> list[dict[str, object]]:
    """Every check as flat cells with English keys, for other programs; numbers in the printed unit."""
    made: list[dict[str, object]] = []
    for one in checked(facts):
        row = facts.rows.get(one.subject)
        source = row.source if row is not None else None
        money_row = row if isinstance(row, Funding) else None
        made.append(
            {
                "check": one.check,
                "outcome": one.outcome,
                "subject": anchor_of(row) if row is not None else one.subject,
                "name": name_of(lang, facts, one),
                "printed": one.printed,
                "computed": one.computed,
                "difference": one.difference,
                "unit": money_row.unit if money_row else "",
                "price_level": (money_row.price_level or "") if money_row else "",
                "stage": money_row.stage if money_row else "",
                "arithmetic": one.arithmetic,
                "rule": labels(lang)[one.check][1] if one.check in labels(lang) else "",
                "message": lang.pick(one.finding.message_da, one.finding.message_en) if one.finding else "",
                "document": source.document_id if source else "",
                "page": source.page if source else None,
                "line": source.line if source else None,
                "sources": " ".join(one.sources),
                "finding_id": one.finding.finding_id if one.finding else "",
                "snapshot": facts.snapshot_id,
            }
        )
    return made
