"""Colours, patterns and steps. Pure.

Coverage is blues of falling lightness (told apart in normal, protan, deutan and tritan vision by lightness alone);
distance to the city runs from ochre over white to blue; plans are flat or patterned grounds that neither scale uses.
No red and no green: a place is not good or bad. Colour is never the only carrier: labels, outlines, patterns and the
table say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Swatch:
    """One way to fill a shape, in map, legend and figure. `pattern` is an id of `PATTERNS`, or None for plain."""

    name: str
    fill: str
    pattern: str | None = None

    @property
    def paint(self) -> str:
        """The value of an SVG fill."""
        return f"url(#{self.pattern})" if self.pattern else self.fill


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of strokes over a ground, eight units square."""

    name: str
    ground: str
    stroke: str
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Steps:
    """Fixed steps and their colours: one more colour than bounds; a bound belongs to the step farther from zero.

    Fixed, so that two years, two levels or two places may be laid side by side.
    """

    bounds: tuple[float, ...]
    colours: tuple[str, ...]

    def swatches(self) -> list[Swatch]:
        """The steps in rising order."""
        return [Swatch(f"c{number}", colour) for number, colour in enumerate(self.colours)]

    def swatch_of(self, value: float) -> Swatch:
        """The step a value falls in."""
        return self.swatches()[sum(value >= bound if bound > 0 else value > bound for bound in self.bounds)]

    def spans(self) -> list[tuple[float | None, float | None]]:
        """(lower, upper) of each step; None where it is open."""
        return list(pairwise([None, *self.bounds, None]))


@dataclass(frozen=True, slots=True)
class Outline:
    """How a shape is outlined: `width` and `dashes` in pixels of the screen; a figure draws them to its own scale.

    A disputed district is dashed; an approximate outline is dots as long as they are wide, on a thicker line.
    """

    colour: str
    width: float
    dashes: tuple[int, ...] = ()


# In the order they are drawn where they meet, the last uppermost.
OUTLINES = {
    "plain": Outline("#24323d", 1.4),
    "thin": Outline("#24323d", 1.0),
    "hair": Outline("#5b6770", 0.5),
    "disputed": Outline("#24323d", 1.4, (7, 5)),
    "plan": Outline("#111a21", 1.6),
    "approximate": Outline("#111a21", 2.4, (2, 4)),
    "chosen": Outline("#111a21", 3.5),
    "list": Outline("#11324f", 3.0),
    "approximate-list": Outline("#11324f", 3.4, (3, 5)),
}

UNKNOWN = Swatch("unknown", "#f4f1ea", "hatch-unknown")
GROUND = Swatch("ground", "#f4f1ea")
OTHER_DEPARTMENT = Swatch("other", "#b9b4a8")
SPAN = Swatch("span", "#e4edef", "span-dots")

PATTERNS = (
    Pattern("hatch-unknown", "#f4f1ea", "#a8a296", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 1.1),
    Pattern("plan-gold", "#f2b01e", "#8a5d00", "M0,0", 0),
    Pattern("plan-plum", "#8c3a86", "#f3d9f0", "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2", 1.3),
    Pattern("plan-white", "#ffffff", "#333333", "M4,0 L4,8", 1.6),
    Pattern("plan-slate", "#4b5a66", "#dfe6ec", "M0,4 L8,4", 1.4),
    Pattern("plan-sand", "#e9d8b6", "#6b4e16", "M0,0 L8,8 M8,0 L0,8", 1.0),
    Pattern("plan-sky", "#cfe3ee", "#2b5d78", "M4,2 L4,6 M2,4 L6,4", 1.1),
    Pattern("joint-bars", "#6f9fa8", "#16343b", "M0,2 L8,2 M0,6 L8,6", 0.9),
    Pattern("joint-slants", "#e3bd79", "#543c0a", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 1.3),
    Pattern("joint-posts", "#3f4f73", "#eef1f8", "M2,0 L2,8 M6,0 L6,8", 1.0),
    Pattern("joint-net", "#d6c3e2", "#4c2f62", "M0,0 L8,8 M8,0 L0,8", 1.0),
    Pattern("joint-crosses", "#7a5a86", "#ffffff", "M4,1.5 L4,6.5 M1.5,4 L6.5,4", 1.3),
    Pattern("joint-chevrons", "#fbf3df", "#6b4e16", "M1,3 L4,6 M4,6 L7,3", 1.2),
    Pattern("span-dots", "#e4edef", "#3d7079", "M2,2 L2.1,2 M6,6 L6.1,6", 1.8),
)
# One for each amount of a map: neighbours in the row differ in lightness, and every two in pattern.
AMOUNTS = tuple(
    Swatch(pattern.name, pattern.ground, pattern.name) for pattern in PATTERNS if pattern.name.startswith("joint-")
)
# By the place a plan is for, in the order the places come in the register; after the last they begin again.
_PLAN_PATTERNS = tuple(pattern for pattern in PATTERNS if pattern.name.startswith("plan-"))

# The last step of coverage is open. Steps of a gap lie the same way on both sides of the city.
COVERAGE = Steps((0.1, 0.2, 0.3, 0.4), ("#e3ebf4", "#bccfe3", "#8eaccd", "#5d86b3", "#2f5b8e"))
_AROUND = ("#9c6410", "#c99a4b", "#ead5ae", "#f5f2ea", "#c9d8e8", "#86a8cc", "#3a6699")
GAP_POINTS = Steps((-10.0, -5.0, -2.0, 2.0, 5.0, 10.0), _AROUND)
GAP_RATIO = Steps((-0.20, -0.10, -0.05, 0.05, 0.10, 0.20), _AROUND)


def plan_swatches(places: Sequence[tuple[str, str | None]]) -> dict[str, Swatch]:
    """plan_id -> how its departments are filled, from (plan_id, place) in the register's order.

    Plans for one place share a colour: they follow one another, and their names stand beside it.
    """
    order = list(dict.fromkeys(place for _, place in places))
    fills = [_PLAN_PATTERNS[number % len(_PLAN_PATTERNS)] for number in range(len(order))]
    return {
        plan_id: Swatch(plan_id, fills[order.index(place)].ground, fills[order.index(place)].name)
        for plan_id, place in places
    }
