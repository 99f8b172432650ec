"""What /maal shows: the goals of the agreements, how they are said to go, and what the figures say. Pure.

What was printed and what the build computed stand side by side; nothing is worked out here (webmap/checks.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.catalogue import anchor_of
from geodata.model import Agreement, Goal, GoalStatus, SeriesValue, Target
from webmap import register_words
from webmap.checks import Checked, checked
from webmap.language import Language
from webmap.lines import Line, LineRow, Lines, LineTable
from webmap.sheet import Ref, Sentence, stated
from webmap.themes import common
from webmap.themes import coverage_words as words

if TYPE_CHECKING:
    from webmap.facts import Facts

OPEN_THEME = 2  # the goals about housing areas; the others are folded
# checks of a target's own figures; that parts make their whole says nothing of the target
TESTS = ("target-against-measurement", "forecast-against-basis", "share-without-denominator")


@dataclass(frozen=True, slots=True)
class ThemeOfGoals:
    """The goals of one theme of one agreement, by the paper's own number of it."""

    theme: int
    table: LineTable

    @property
    def open(self) -> bool:
        """Whether it is unfolded from the start."""
        return self.theme == OPEN_THEME


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """An agreement with goals: in short, its goals held against figures, and all of them by theme."""

    name: str
    summary: tuple[Sentence, ...]
    tested: LineTable
    themes: tuple[ThemeOfGoals, ...]


@dataclass(frozen=True, slots=True)
class GoalsSheet:
    """The goals in one language; `lists` are those without an agreement that name one of the state's lists."""

    agreements: tuple[AgreementSheet, ...]
    lists: LineTable
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal with everything the register and the build say of it."""

    goal: Goal
    statuses: tuple[GoalStatus, ...]
    targets: tuple[Target, ...]
    tests: tuple[Checked, ...]


def goals_sheet(facts: "Facts", lang: Language) -> GoalsSheet:
    """The goals of a snapshot."""
    told = goals_told(facts)
    agreements = [
        row for row in facts.sourced["agreements"] if any(row.agreement_id == one.goal.agreement_id for one in told)
    ]
    lists = on_lists(facts)
    used = [row for one in told for row in (one.goal, *one.statuses, *one.targets)]
    return GoalsSheet(
        agreements=tuple(
            _agreement(facts, lang, row, [one for one in told if one.goal.agreement_id == row.agreement_id])
            for row in agreements
        ),
        lists=_lists(facts, lang, lists),
        documents=tuple(common.cited(facts, [*used, *lists])),
    )


def goals_told(facts: "Facts") -> list[GoalTold]:
    """The goals in the order of their theme, the open one first, then as printed."""
    targets: list[Target] = facts.sourced["targets"]
    values: list[SeriesValue] = facts.sourced["series_values"]
    every = [one for one in checked(facts) if one.check in TESTS]
    made = []
    for goal in facts.sourced["goals"]:
        own = tuple(row for row in targets if row.goal_id == goal.goal_id)
        measured = {row.series_id for row in own} - {None}
        rests_on = {anchor_of(row) for row in own} | {anchor_of(row) for row in values if row.series_id in measured}
        statuses = [row for row in facts.sourced["goal_statuses"] if row.goal_id == goal.goal_id]
        made.append(
            GoalTold(
                goal,
                tuple(sorted(statuses, key=lambda row: row.as_of)),
                own,
                tuple(one for one in every if rests_on & set(one.sources)),
            )
        )
    kinds = ("analyse", "direkte målbar", "hensigtserklæring")
    return sorted(
        made,
        key=lambda one: (one.goal.theme != OPEN_THEME, one.goal.theme, kinds.index(one.goal.kind), one.goal.position),
    )


# ---- an agreement


def _agreement(facts: "Facts", lang: Language, row: Agreement, told: Sequence[GoalTold]) -> AgreementSheet:
    name = lang.pick(row.name_da, row.name_en)
    years = f" {row.year_from}–{row.year_to}" if row.year_from else ""
    themes = sorted({one.goal.theme for one in told}, key=lambda theme: (theme != OPEN_THEME, theme))
    return AgreementSheet(
        name=f"{name}{years}",
        summary=tuple(_summary(facts, lang, row, told)),
        tested=_tested(facts, lang, row, [one for one in told if one.tests]),
        themes=tuple(
            ThemeOfGoals(theme, _theme(facts, lang, row, theme, [one for one in told if one.goal.theme == theme]))
            for theme in themes
        ),
    )


def _summary(facts: "Facts", lang: Language, row: Agreement, told: Sequence[GoalTold]) -> Iterable[Sentence]:
    intended = [one for one in told if one.goal.kind == "hensigtserklæring"]
    concrete = [one for one in told if one not in intended]
    met = [one for one in concrete if one.goal.fulfilment == "Opfyldt"]
    latest = max((status.as_of for one in told for status in one.statuses), default=None)
    yield Sentence(
        lang._(
            "Aftalen har {concrete} konkrete mål og {intended} hensigtserklæringer. Ved den seneste status ({latest}) "
            "er {met} af de konkrete mål meldt opfyldt.",
            concrete=lang.number(len(concrete)),
            intended=lang.number(len(intended)),
            met=lang.in_words(len(met)),
            latest=register_words.as_of(lang, latest) if latest else lang.not_stated,
        ),
        (words.ref(lang, facts, row),),
    )
    yield Sentence(
        lang._(
            "Den trykte status bliver aldrig ændret. Hvor der er tal nok, står det ved siden af, om tallene siger det "
            "samme."
        )
    )


# ---- what the figures say


def _tested(facts: "Facts", lang: Language, row: Agreement, told: Sequence[GoalTold]) -> LineTable:
    return LineTable(
        table_id=f"holdt-op-{row.agreement_id}",
        title=lang._("Trykt status holdt op mod tallene"),
        caption=lang._(
            "De mål, hvor papiret trykker både et måltal og en opgørelse. Hvad der tæller som nok, er aftalens parters "
            "at afgøre."
        ),
        head=lang._("Målsætning"),
        columns=(lang._("Trykt status"), lang._("Regnestykke"), lang._("Hvad tallene siger")),
        rows=tuple(_tested_row(facts, lang, one, test) for one in told for test in one.tests),
    )


def _tested_row(facts: "Facts", lang: Language, one: GoalTold, test: Checked) -> LineRow:
    return LineRow(
        lang.pick(one.goal.name_da, one.goal.name_en),
        (
            (Line(register_words.fulfilment(lang, one.goal), (words.ref(lang, facts, one.goal),)),),
            (Line(register_words.arithmetic(lang, test.arithmetic), strong=True), *_dated(facts, lang, test)),
            (Line(_verdict(facts, lang, one, test), _refs(facts, lang, test)),),
        ),
        note=_theme_name(lang, one.goal.theme),
    )


def _dated(facts: "Facts", lang: Language, test: Checked) -> Lines:
    """What a test asks for, a target or a forecast, and which time the newest figure is for."""
    rows = [facts.rows[key] for key in test.sources if key in facts.rows]
    measured = [row for row in rows if isinstance(row, SeriesValue) and row.kind == "measured"]
    times = dict.fromkeys(register_words.as_of(lang, row.as_of) for row in measured)
    about = next((row for row in rows if isinstance(row, Target) or row not in measured), None)
    asked = register_words.says(lang, facts, about)[1:] if about is not None else []
    ours = register_words.in_a_line([part for part in asked if not part.danish])
    counted = lang._("opgjort {time}", time=lang.listing(list(times))) if times else ""
    return (
        *(Line(said, quiet=True) for said in (ours, counted) if said),
        *(Line(part.text, quiet=True, danish=True) for part in asked if part.danish),
    )


def _verdict(facts: "Facts", lang: Language, one: GoalTold, test: Checked) -> str:
    """What a test says, in words: a finding its own, and what holds by the goal's status."""
    if test.finding is not None:
        return lang.pick(test.finding.message_da, test.finding.message_en)
    if test.check != "target-against-measurement":
        return lang._("Tallene passer sammen.")
    if one.goal.fulfilment == "Opfyldt":
        said = lang._("Tallet opfylder målet, som den trykte status siger.")
    else:
        said = lang._("Tallet opfylder endnu ikke målet, som den trykte status siger.")
    return " ".join([said, *_too_early(facts, lang, test)])


def _too_early(facts: "Facts", lang: Language, test: Checked) -> Iterable[str]:
    """That the newest figure is of a year before the one the target is for."""
    rows = [facts.rows[key] for key in test.sources if key in facts.rows]
    asked = [row.by_year for row in rows if isinstance(row, Target) and row.by_year]
    last = max((row.days[1].year for row in rows if isinstance(row, SeriesValue)), default=None)
    if asked and last is not None and last < max(asked):
        yield lang._("Målet gælder {year}; det år har papiret ingen tal for.", year=max(asked))


def _refs(facts: "Facts", lang: Language, test: Checked) -> tuple[Ref, ...]:
    return words.refs(lang, facts, [facts.rows[key] for key in test.sources if key in facts.rows])


# ---- goals by theme


def _theme_name(lang: Language, theme: int) -> str:
    return lang._("tema {number}", number=theme)


def _theme(facts: "Facts", lang: Language, row: Agreement, theme: int, told: Sequence[GoalTold]) -> LineTable:
    return LineTable(
        table_id=f"{row.agreement_id}-tema-{theme}",
        title=lang._("Tema {number}", number=theme),
        caption=lang._(
            "Mål under tema {number}, under korte titler af vores; papiret giver temaet et tal og intet navn.",
            number=theme,
        ),
        head=lang._("Målsætning"),
        columns=(
            lang._("Frist"),
            lang._("Ansvarlig"),
            lang._("Trykt opfyldelse"),
            lang._("Status i papirets ord"),
            lang._("Hvad tallene siger"),
        ),
        rows=tuple(_row(facts, lang, one) for one in told),
    )


def _row(facts: "Facts", lang: Language, one: GoalTold) -> LineRow:
    goal = one.goal
    return LineRow(
        lang.pick(goal.name_da, goal.name_en),
        (
            (Line(goal.deadline, danish=True), Line("", (words.ref(lang, facts, goal),), words=goal.source)),
            (Line(goal.owner, danish=True),) if goal.owner else (Line(lang.not_stated, missing=True),),
            (
                Line(register_words.fulfilment(lang, goal), strong=True),
                *(_expected(lang, goal.expected) if goal.expected else ()),
            ),
            tuple(_status(facts, lang, status) for status in one.statuses),
            tuple(_tests(facts, lang, one)) or tuple(_untested(facts, lang, one)),
        ),
        note=register_words.goal_kind(lang, goal),
    )


def _expected(lang: Language, when: str) -> Lines:
    return Line(lang._("ventes indfriet"), quiet=True), Line(when, quiet=True, danish=True)


def _status(facts: "Facts", lang: Language, row: GoalStatus) -> Line:
    said = register_words.as_of(lang, row.as_of)
    if row.unchanged:
        said = lang._("{time}: uændret", time=said)
    return Line(said, (words.ref(lang, facts, row),), words=row.source)


def _tests(facts: "Facts", lang: Language, one: GoalTold) -> Iterable[Line]:
    for test in one.tests:
        yield Line(register_words.arithmetic(lang, test.arithmetic), strong=True)
        yield Line(_verdict(facts, lang, one, test))


def _untested(facts: "Facts", lang: Language, one: GoalTold) -> Iterable[Line]:
    """Why a goal is not held against figures, and the newest figures there are."""
    if not one.targets:
        yield Line(lang._("intet måltal"), quiet=True)
        return
    yield Line(lang._("kan ikke beregnes"), missing=True)
    for because in dict.fromkeys(row.source.because for row in one.targets if row.source.because):
        yield _danish(lang, because)
    for series_id in dict.fromkeys(row.series_id for row in one.targets):
        values = [row for row in facts.sourced["series_values"] if row.series_id == series_id]
        if series_id is None or not values:
            yield Line(lang._("papiret trykker ingen opgørelse af det"), quiet=True)
            continue
        newest = max(values, key=lambda row: row.days)
        said = register_words.in_a_line(register_words.says(lang, facts, newest)[:3])
        yield Line(said, (words.ref(lang, facts, newest),))
        counted = facts.series[series_id]
        yield Line(stated(lang.pick(counted.definition_da, counted.definition_en)).text, quiet=True)


def _danish(lang: Language, because: str) -> Line:
    """Why a register row reads as it does: in this language where the catalogue has it, else marked as Danish."""
    known = lang.knows(because)
    return Line(stated(lang._(because) if known else because).text, quiet=True, danish=not known)


# ---- goals about the state's lists


def on_lists(facts: "Facts") -> list[Target]:
    """Targets of no agreement's goal that name a list: each is a line of its own, for their lists are not the same."""
    return [row for row in facts.sourced["targets"] if row.goal_id is None and row.list_da is not None]


def _lists(facts: "Facts", lang: Language, rows: Sequence[Target]) -> LineTable:
    return LineTable(
        table_id="statens-lister",
        title=lang._("Målene om statens lister"),
        caption=lang._(
            "Papirerne sætter mål om forskellige lister. De står hver for sig og kan ikke lægges sammen til ét mål: en "
            "liste har sine egne kriterier."
        ),
        head=lang._("Målsætning"),
        columns=(lang._("Liste"), lang._("År"), lang._("Papir"), lang._("Grundlag")),
        rows=tuple(_list_row(facts, lang, row) for row in rows),
    )


def _list_row(facts: "Facts", lang: Language, row: Target) -> LineRow:
    document = facts.documents[row.source.document_id]
    return LineRow(
        lang.pick(row.name_da, row.name_en),
        (
            (Line(lang._("statens liste over {which}", which=row.list_da)),),
            (Line(str(row.by_year)),) if row.by_year else (Line(lang.not_stated, missing=True),),
            (
                Line(document.short_title, danish=True),
                Line("", (words.ref(lang, facts, row),), words=row.source),
            ),
            (
                Line(lang.status(row.source.status)),
                *((_danish(lang, row.source.because),) if row.source.because else ()),
            ),
        ),
    )
