"""The themes, one module each, in the order of the navigation. Pure: facts and a state in, a sheet out."""

from dataclasses import replace

from webmap.themes import coverage, funding, indicators, lists, outlines, plan_areas, plans
from webmap.themes.theme import Theme

THEMES: dict[str, Theme] = {
    theme.slug: replace(theme, sheet=outlines.telling(theme.sheet))
    for theme in (
        coverage.THEME,
        plans.THEME,
        funding.THEME,
        *indicators.THEMES,
        plan_areas.THEME,
        lists.THEME,
    )
}
FRONT = coverage.THEME.slug
