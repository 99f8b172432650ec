"""What each map colours: field, classes, palette, pattern, legend and the sentence a screen reader gets. Pure.

Colours are blues of falling lightness (told apart in normal, protan, deutan and tritan vision by lightness alone);
plans are gold, striped plum and barred white. No red and no green: a place is not good or bad. Colour is
never the only carrier: labels, outlines, patterns and the table say the same.
"""

from dataclasses import dataclass
from itertools import pairwise

from geodata.wording import whole_percent


@dataclass(frozen=True, slots=True)
class Swatch:
    """One way to fill a shape, in the map and in the legend. `pattern` is an id of `PATTERNS`, or None for plain."""

    name: str
    fill: str
    label: str
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
class Theme:
    """A map that can be asked for by its slug."""

    slug: str
    title: str
    bounds: tuple[float, ...]
    colours: tuple[str, ...]

    def swatches(self) -> list[Swatch]:
        """The classes in rising order; each holds its lower bound and not its upper one, and says so."""
        return [
            Swatch(f"c{number}", colour, self._label(low, high))
            for number, ((low, high), colour) in enumerate(zip(pairwise(self.bounds), self.colours, strict=True))
        ]

    def swatch_of(self, value: float | None) -> Swatch:
        """The class of a value; the hatched one where there is none."""
        if value is None:
            return UNKNOWN
        above = sum(value >= bound for bound in self.bounds[1:-1])
        return self.swatches()[above]

    def _label(self, low: float, high: float) -> str:
        if high >= 1:
            return f"{whole_percent(low)} og derover"
        return f"under {whole_percent(high)}" if low == 0 else f"{low * 100:.0f} til under {whole_percent(high)}"


UNKNOWN = Swatch("unknown", "#f4f1ea", "afdelinger ikke oplyst i kilderne", "hatch-unknown")
OTHER_DEPARTMENT = Swatch("other", "#b9b4a8", "almene afdelinger, som kilderne ikke nævner")
# In the order the plans stand in the register; a third plan takes the next, and after the last they begin again.
_PLAN_FILLS = (("#f2b01e", "plan-gold"), ("#8c3a86", "plan-plum"), ("#ffffff", "plan-white"))

PATTERNS = (
    Pattern("hatch-unknown", "#f4f1ea", "#a8a296", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6", 1.1),
    Pattern("plan-gold", "#f2b01e", "#8a5d00", "M0,0", 0),
    Pattern("plan-plum", "#8c3a86", "#f3d9f0", "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2", 1.3),
    Pattern("plan-white", "#ffffff", "#333333", "M4,0 L4,8", 1.6),
)

COVERAGE = Theme(
    slug="daekning",
    title="Dækning pr. bydel",
    # Fixed and equal steps, so that two years or two readings may be laid side by side; the last class is open.
    bounds=(0.0, 0.1, 0.2, 0.3, 0.4, 1.0),
    colours=("#e3ebf4", "#bccfe3", "#8eaccd", "#5d86b3", "#2f5b8e"),
)
THEMES = {theme.slug: theme for theme in (COVERAGE,)}


def plan_swatches(names: dict[str, str]) -> dict[str, Swatch]:
    """plan_id -> how its departments are filled, in the order of `names` (plan_id -> name)."""
    fills = [_PLAN_FILLS[index % len(_PLAN_FILLS)] for index in range(len(names))]
    return {
        plan_id: Swatch(plan_id, fill, name, pattern)
        for (plan_id, name), (fill, pattern) in zip(names.items(), fills, strict=True)
    }
