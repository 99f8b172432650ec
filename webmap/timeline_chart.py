"""The timeline as a picture: shapes and texts laid out for a width, in pixels. Pure; timeline.svg writes them down.

Three widths, because text in a picture shrinks with it: plans share rows on a wide screen and on paper, and stand one
below the other on a telephone. Colour is never the only carrier: states differ in pattern too, and an end that is not
known has no edge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from geodata.model import PlanLink, State
from webmap.language import Language
from webmap.lettering import broken, width
from webmap.palette import Pattern, Swatch
from webmap.themes import coverage_words as words
from webmap.timeline_view import WINDOW, Lane, PlanLine, TimelineView

WIDE, MIDDLE, NARROW = 1100, 700, 320
_PAD, _BAR, _GAP, _LINE_HIGH, _LANE, _STUB = 10, 16, 12, 15, 20, 20.0
_LABEL = 13.0
_INK, _SOFT, _HAIR, _WASH = "#1c2730", "#56636d", "#d8d3c7", "#f4f1ea"

PATTERNS = (
    Pattern("state-proposed", "#ffffff", "#2f5b8e", "M2,2 L2.1,2 M6,6 L6.1,6", 1.4),
    Pattern("state-funded", "#dbe6f2", "#2f5b8e", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 1.0),
    Pattern("state-approved", "#8eaccd", "#24323d", "M0,4 L8,4", 0.7),
    Pattern("state-unknown", "#f4f1ea", "#a8a296", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 1.1),
    Pattern("state-disputed", "#fff3d6", "#7a5200", "M0,0 L8,8 M8,0 L0,8", 0.9),
)
_PATTERN_OF: dict[State | None, str] = {
    "foreslået": "state-proposed",
    "finansieret": "state-funded",
    "godkendt": "state-approved",
    None: "state-unknown",
}
DISPUTED = Swatch("disputed", "#fff3d6", "state-disputed")


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of the picture; `dash` is an SVG dash array, empty for a whole line."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text and where it stands; `anchor` is SVG's."""

    x: float
    y: float
    text: str
    size: float = _LABEL
    anchor: str = "start"
    bold: bool = False
    colour: str = _INK


@dataclass(slots=True)
class Drawing:
    """A picture in the making: shapes in the order they are drawn, then texts above them."""

    width: int
    height: float = 0
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def x(self, day: date) -> float:
        """Where a day begins; days outside the years drawn lie on their edges."""
        share = (day - WINDOW.first).days / WINDOW.count
        return round(_PAD + min(1.0, max(0.0, share)) * (self.width - 2 * _PAD), 1)

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Bar:
    """Where the bar of a plan lies, and where its label and bar together begin and end."""

    left: float
    right: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + _BAR

    @property
    def middle(self) -> float:
        return self.top + _BAR / 2


def state_swatch(state: State | None) -> Swatch:
    """How the days of a state are filled."""
    if state == "i drift":
        return Swatch("state", "#2f5b8e")
    pattern = next(one for one in PATTERNS if one.name == _PATTERN_OF.get(state, "state-unknown"))
    return Swatch("state", pattern.ground, pattern.name)


def legend(shown: TimelineView, lang: Language) -> list[tuple[str, Swatch]]:
    """What the fills that are drawn stand for, in the order a plan goes through them."""
    used = {state for one in shown.plans for _, state in one.states}
    order: tuple[State | None, ...] = ("foreslået", "finansieret", "godkendt", "i drift", None)
    unknown = lang._("tilstand ikke oplyst")
    keys = [(words.state(lang, one) if one else unknown, state_swatch(one)) for one in order if one in used]
    return keys + ([(lang._("kilderne er uenige"), DISPUTED)] if shown.disputed else [])


def drawn(shown: TimelineView, lang: Language, width_px: int) -> Drawing:
    """The timeline at a width; its height follows from what there is to show."""
    made = Drawing(width_px)
    _axis(made, shown, lang)
    _marks(made, shown, lang)
    bars: dict[str, _Bar] = {}
    for lane in shown.lanes:
        _lane(made, lane, lang, bars)
    if width_px > NARROW:
        for link, _ in shown.links:
            if link.plan_id in bars and link.predecessor_id in bars:
                made.shapes += _joint(made, link, bars)
    made.height = round(made.height + 4)
    _years_and_reference(made, shown)
    return made


def _axis(made: Drawing, shown: TimelineView, lang: Language) -> None:
    """The years, and above them what the line of the reference date is."""
    day = shown.facts.reference_date
    said = lang._("Skæringsdato {day}", day=lang.day(day))
    right = made.after(day)
    fits = right + width(said, 12) < made.width
    made.words.append(Words(right if fits else made.width - _PAD, 13, said, 12, "start" if fits else "end", bold=True))
    step = (made.width - 2 * _PAD) / (WINDOW.last.year - WINDOW.first.year + 1)
    for year in range(WINDOW.first.year, WINDOW.last.year + 1):
        text = str(year) if step > 36 else f"{year % 100:02d}"
        made.words.append(Words(round(made.x(date(year, 1, 1)) + step / 2, 1), 32, text, 11.5, "middle", colour=_SOFT))
    made.height = 40


def _years_and_reference(made: Drawing, shown: TimelineView) -> None:
    """Lines behind everything: one a year, and the reference date."""
    years = [made.x(date(year, 1, 1)) for year in range(WINDOW.first.year, WINDOW.last.year + 1)]
    years.append(made.after(WINDOW.last))
    lines = "".join(f"M{x},38V{made.height}" for x in years)
    day = made.after(shown.facts.reference_date)
    made.shapes.insert(0, Shape(lines, stroke=_HAIR, width=1))
    made.shapes.insert(1, Shape(f"M{day},17V{made.height}", stroke=_INK, width=2))


def _marks(made: Drawing, shown: TimelineView, lang: Language) -> None:
    """Numbered marks on the days of decisions: filled for a decision, open for anything else; a span is as long."""
    marks = shown.drawn_marks
    if not marks:
        return
    top = made.height + 4
    made.words.append(Words(_PAD, top + 11, lang._("Beslutninger og andre dage"), 12.5, bold=True))
    ends: list[float] = []
    for number, mark in enumerate(marks, start=1):
        if mark.days is None:
            continue
        left, right = made.x(mark.days.first), made.after(mark.days.last)
        middle, half = (left + right) / 2, max(8.0, (right - left) / 2)
        row = next((at for at, end in enumerate(ends) if end + 2 <= middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        y = top + 20 + row * 20
        filled = mark.told[0].kind == "beslutning"
        made.shapes.append(Shape(_pill(middle - half, y, 2 * half, 16), _INK if filled else "#ffffff", _INK, 1.3))
        made.words.append(
            Words(round(middle, 1), y + 12, str(number), 11, "middle", bold=True, colour="#ffffff" if filled else _INK)
        )
    made.height = top + 20 + len(ends) * 20 + 4


def _pill(x: float, y: float, wide: float, high: float) -> str:
    r = high / 2
    return f"M{x + r:.1f},{y:.1f}h{wide - high:.1f}a{r},{r} 0 0 1 0,{high}h{high - wide:.1f}a{r},{r} 0 0 1 0,-{high}z"


def lane_name(lang: Language, lane: Lane) -> str:
    """What a lane is called."""
    if lane.place is None:
        return lang._("Planer, som dokumenterne tæller og ikke navngiver")
    return lane.place or lang._("Andre steder")


def _lane(made: Drawing, lane: Lane, lang: Language, bars: dict[str, _Bar]) -> None:
    top = made.height + 8
    made.shapes.append(Shape(f"M0,{top:.1f}H{made.width}v{_LANE}H0z", _WASH))
    made.words += _broken(lane_name(lang, lane), top + 14.5, made.width, bold=True)
    made.height = top + _LANE + 6
    dated = [one for one in lane.plans if one.span.days is not None]
    if made.width == NARROW:
        _listed(made, dated, lang, bars)
    else:
        _packed(made, dated, lang, bars)
    for one in lane.plans:
        if one.span.days is None:
            said = lang._("{plan}: periode ikke oplyst", plan=words.short_name(lang, one.plan))
            lines = _broken(said, made.height + 11, made.width, soft=True)
            made.words += lines
            made.height += _LINE_HIGH * len(lines) + 4


def _broken(text: str, y: float, wide: float, *, bold: bool = False, soft: bool = False) -> list[Words]:
    """A text from the left edge on, in as many lines as it needs."""
    lines = broken(text.replace("/", "/ ") if width(text, 12.5) > wide else text, 12.5, wide - 2 * _PAD, bold=bold)
    colour = _SOFT if soft else _INK
    return [Words(_PAD, y + _LINE_HIGH * at, line, 12.5, "start", bold, colour) for at, line in enumerate(lines)]


def _listed(made: Drawing, plans: Iterable[PlanLine], lang: Language, bars: dict[str, _Bar]) -> None:
    """One plan below the other, each with its name, years and what follows it above its bar."""
    for one in plans:
        name = _broken(words.short_name(lang, one.plan), made.height + 11, made.width, bold=True)
        told = _broken(in_short(lang, one), made.height + 11 + _LINE_HIGH * len(name), made.width, soft=True)
        made.words += [*name, *told]
        left, right = _ends(made, one)
        bar = bars[one.plan.plan_id] = _Bar(left, right, made.height + _LINE_HIGH * (len(name) + len(told)))
        made.shapes += _bar(made, one, bar)
        made.height = bar.bottom + _GAP


def _packed(made: Drawing, plans: Iterable[PlanLine], lang: Language, bars: dict[str, _Bar]) -> None:
    """Plans side by side where they follow one another: in the row of a plan before it where there is room."""
    taken: list[float] = []  # where each row is free from
    row_of: dict[str, int] = {}
    for one in plans:
        left, right = _ends(made, one)
        label = _label(made, one, lang, left, right)
        wide = width(label.text, label.size)
        start, end = (label.x - wide, label.x) if label.anchor == "end" else (label.x, label.x + wide)
        of_before = [row_of[link.predecessor_id] for link in one.before if link.predecessor_id in row_of]
        free = [row for row in (*sorted(of_before), *range(len(taken))) if taken[row] <= min(start, left)]
        row = free[0] if free else len(taken)
        taken[row : row + 1] = [max(end, right)]
        row_of[one.plan.plan_id] = row
        top = made.height + row * (_LINE_HIGH + _BAR + _GAP)
        made.words.append(Words(label.x, top + 11, label.text, label.size, label.anchor))
        bar = bars[one.plan.plan_id] = _Bar(left, right, top + _LINE_HIGH)
        made.shapes += _bar(made, one, bar)
    made.height += len(taken) * (_LINE_HIGH + _BAR + _GAP)


def _label(made: Drawing, one: PlanLine, lang: Language, left: float, right: float) -> Words:
    """A plan's name above its bar: from its start, or up to its end where its start is not known or room is short.

    That sources disagree stands behind the name where there is room; the bar and the legend say so in any case.
    """
    text = words.short_name(lang, one.plan)
    disputed = lang._("{plan} – kilderne er uenige", plan=text)
    if one.disputed and left + width(disputed, _LABEL) <= made.width:
        return Words(left, 0, disputed, _LABEL)
    wide = width(text, _LABEL)
    if (one.span.open_start and not one.span.open_end and right - wide > 0) or left + wide > made.width:
        return Words(min(max(right - 6, wide), made.width - 2), 0, text, _LABEL, "end")
    return Words(left, 0, text, _LABEL)


def in_short(lang: Language, one: PlanLine) -> str:
    """A plan's years, that sources disagree, and what follows it: "2017–2020 → Nørrebrobyggerne"."""
    years = "–".join(str(day.year) if day else "?" for day in _stated(one))
    disputed = [lang._("kilderne er uenige")] if one.disputed else []
    return ", ".join([years, *disputed])


def _stated(one: PlanLine) -> tuple[date | None, date | None]:
    """First and last day as the sources have them; None where they say none."""
    return (one.period.start, one.period.end) if one.period is not None else (None, None)


def _ends(made: Drawing, one: PlanLine) -> tuple[float, float]:
    """Where a bar begins and ends, with the stub of an end that is not known."""
    days = one.span.days
    if days is None:
        raise ValueError(f"{one.plan.plan_id} har ingen kendt dag at tegne")
    lasts = [days.last, *(span.last for span in one.disputed)]
    left, right = made.x(days.first), made.after(max(lasts))
    return left - (_STUB if one.span.open_start else 0), right + (_STUB if one.span.open_end else 0)


def _bar(made: Drawing, one: PlanLine, bar: _Bar) -> Iterable[Shape]:
    """A plan's bar: its states, what sources disagree about above them, and an open side without an edge."""
    left = bar.left + (_STUB if one.span.open_start else 0)
    right = bar.right - (_STUB if one.span.open_end else 0)
    for days, state in one.states:
        yield Shape(_box(made.x(days.first), made.after(days.last), bar), state_swatch(state).paint)
    for days in one.disputed:
        box = _box(made.x(days.first), made.after(days.last), bar)
        yield Shape(box, DISPUTED.paint, _INK, 1.2, "4 3")
    agreed = min([right, *(made.x(days.first) for days in one.disputed)])
    edges = f"M{left},{bar.top}H{agreed}M{left},{bar.bottom}H{agreed}"
    edges += "" if one.span.open_start else f"M{left},{bar.top}V{bar.bottom}"
    edges += "" if one.span.open_end else f"M{agreed},{bar.top}V{bar.bottom}"
    yield Shape(edges, stroke=_INK, width=1.2)
    stubs = f"M{bar.left},{bar.middle}H{left}" if one.span.open_start else ""
    stubs += f"M{right},{bar.middle}H{bar.right}" if one.span.open_end else ""
    if stubs:
        yield Shape(stubs, stroke=_INK, width=2, dash="2 4")


def _box(left: float, right: float, bar: _Bar) -> str:
    return f"M{left},{bar.top}H{right}V{bar.bottom}H{left}z"


def _joint(made: Drawing, link: PlanLink, bars: Mapping[str, _Bar]) -> Iterable[Shape]:
    """An arrow from a plan to the one it went on in; dashed where no source gives the day."""
    before, after = bars[link.predecessor_id], bars[link.plan_id]
    if before.top == after.top:
        yield Shape(_head(after.left + 7, after.middle, "right"), "#ffffff", _INK, 1)
        return
    on = made.x(link.on) if link.on is not None else before.right
    x = max(after.left + 6, min(on, after.right - 6))
    down = after.top > before.top
    edge = after.top if down else after.bottom
    begins = (
        f"{before.right},{before.middle}H{x}" if x >= before.right else f"{x},{before.bottom if down else before.top}"
    )
    yield Shape(f"M{begins}V{edge + (-5 if down else 5)}", stroke=_INK, width=1.6, dash="" if link.on else "5 3")
    yield Shape(_head(x, edge, "down" if down else "up"), _INK)


def _head(x: float, y: float, way: Literal["right", "down", "up"]) -> str:
    """The head of an arrow with its point at a place."""
    if way == "right":
        return f"M{x},{y}l-6,-5v10z"
    return f"M{x},{y}l-4.5,{-7 if way == 'down' else 7}h9z"
