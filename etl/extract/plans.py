"""Boligsociale helhedsplaner named in running text, and what becomes of them. Pure.

A plan without a name of its own is called by its area: "helhedsplanen for Valby" is »Valby«, of Valby. What is called a
plan decides, never a list of plans.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from etl.extract import bodies
from etl.extract.clauses import statement
from etl.extract.facts import MOST, NamedPlan
from etl.extract.numbers import WORDS
from etl.extract.text import Text

_WINDOW = 400  # characters after a plan word in which its names are looked for

# districts as papers print them: where a plan lies
_DISTRICT = (
    r"(?:Amager Øst|Amager Vest|Amager|Bispebjerg|Brønshøj[-/]Husum|Brønshøj|Husum|Indre [Bb]y|Nørrebro|Valby|Vanløse"
    r"|Vesterbro[-/]Kgs\. Enghave|Vesterbro[-/]Kongens Enghave|Vesterbro|Kgs\. Enghave|Østerbro"
    r"|Sydhavnen|Christianshavn)"
)
_DISTRICT_NAMED = re.compile(rf"(?<![\w/-]){_DISTRICT}(?![\w/-])")

_ABBREVIATION = r"(?:(?:Kgs|Gl|Ndr|Sdr|Skt|Nr|St)\. )?"
_WORD = r"[A-ZÆØÅ][\wæøåÆØÅé-]{1,30}"
_PART = rf"{_ABBREVIATION}{_WORD}(?: (?:{_WORD}|[IVX]{{1,4}}\b))?(?: {_WORD})?(?: m\.fl\.)?"
NAME = rf"{_PART}(?:/{_PART}){{0,4}}"
_NAMES = re.compile(rf"{NAME}(?:(?:, | og |, og | samt ){NAME}){{0,9}}")
_JOINED = re.compile(r", og |, | og | samt ")
_QUOTE = r"[”“\"»«’‘'´]"
_QUOTED = re.compile(rf"{_QUOTE}([A-ZÆØÅ][^”“\"»«’‘'´]{{1,50}}){_QUOTE}")

# "helhedsplan", "Helhedsplanenerne" as one paper has it; a physical plan is another thing
_PLAN = re.compile(r"(?<!fysisk )(?<!fysiske )(?<!\w)helhedsplan(?P<ending>[a-zæøå]{0,8})(?![\w-])", re.IGNORECASE)
_EFFORT = re.compile(r"(?<!\w)boligsociale? (?:ind|arbejdes?ind)sats(?:er|en|erne)?(?= (?:i|på|for) )", re.IGNORECASE)
_OF_AREA = re.compile(
    r" (?:for|på|i)(?: bydelen| området| områderne| bydelene)? (?P<part>(?:andre )?dele af )?(?=[A-ZÆØÅ])"
)
_OF_DISTRICT = re.compile(
    rf"(?: på| i)(?: bydelen)? (?P<place>{_DISTRICT})(?![\w/-])|, (?P<after>{_DISTRICT})(?![\w/-])"
)
_PARENTHESIS = re.compile(r" ?\((?=[A-ZÆØÅ])([^()]{3,160})\)")
_AMONG = re.compile(r"[^.;:]{0,60}?(?:herunder|nemlig|:) (?:bl\.a\. )?(?=[A-ZÆØÅ])")
_CALLED = re.compile(rf"[^.;:]{{0,20}}?,? ?(?:kaldet|benævnt|med navnet|under navnet) (?={_QUOTE}|[A-ZÆØÅ])")
_GENITIVE = re.compile(rf"(?<=[a-zæøå,] )(?P<name>{_WORD})s (?:[a-zæøå]{{3,20}} )?(?=helhedsplan)")
_INTO = re.compile(
    rf"(?<!\w)(?:lægges ind under|indlemmes i|lægges sammen med|videreføres i regi af|integreres i|bliver en del af)"
    rf" [^.;:()]{{0,80}}?helhedsplan(?:en)?,? (?P<name>{NAME})"
)
_MERGED = re.compile(
    r"(?<!\w)(?:sammenlægges|samles|lægges sammen|slås sammen|bliver"
    r"|(?:lægges|slås) (?:[^.;:]|(?<=[\dr])\.){1,40}?sammen)"
    r"(?:[^.;:]|(?<=[\dr])\.){0,80}?(?:til|i) "
    r"(?:(?:én|en) (?:samlet|fælles|ny)[^.;:]{0,20}helhedsplan|én(?: (?:helheds)?plan)?(?!\w))",
    re.IGNORECASE,
)
_NOW_ONE = re.compile(rf"helhedsplanen (?:for|på|i) (?P<name>{NAME}) er nu (?:én|en) samlet helhedsplan", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<!\w)(?P<count>{'|'.join(WORDS)}|\d{{1,2}}) (?:[a-zæøå]{{3,20}} ){{0,3}}(?:helheds)?planer(?!\w)",
    re.IGNORECASE,
)
_THEN_QUOTED = re.compile(rf"(?:[,:])? (?={_QUOTE})")
_PLACED = re.compile(rf" (?:for|på|i)(?: bydelen)? (?P<place>{_DISTRICT})[,:]? (?={_QUOTE})")

# capitalised words after a plan that begin something else
_NO_NAME = re.compile(
    r"(?:København(?:s)?|Københavns Kommune|Danmark|Budget\w*|Overførsels\w*|Anlæg\w*|Service\w*|Udgifter|Tabel|Bilag"
    r"|Resum[ée]|De|Den|Det|Der|Disse|Indsats\w*|Helhedsplan\w*|Landsbyggefonden\w*|Kommunen\w*|Parterne|Almenbolig\w*|Hovedaftale\w*"
    r"|Forvaltningen|Områdets|Boligsocial\w*|Uændret|Opfyldt|Status|Lov\w*|Kriminal\w*|Fremtidig\w*)(?![\w])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A plan (or effort) named at `start`..`end` of the running text; `what` is where the words about it begin."""

    name: str
    place: str | None
    start: int
    end: int
    what: int
    part: bool = False  # one of several within a larger area
    effort: bool = False  # "boligsocial indsats i X": no plan of its own


def find(text: Text) -> tuple[NamedPlan, ...]:
    """Each plan once, where it is named first, and a row more wherever it is said to become part of another."""
    named = mentions(text)
    seen: set[str] = set()
    rows: list[tuple[int, int, NamedPlan]] = []
    places = {one.name: one.place for one in reversed(named) if one.place}
    for one in named:
        if one.effort or one.name.lower() in seen:
            continue
        seen.add(one.name.lower())
        where = statement(text, one.start, one.end).where
        rows.append((one.start, 0, NamedPlan(**where, name=one.name, place=places.get(one.name))))
    for at, end, one, successor in _successions(text, named):
        where = statement(text, at, end).where
        rows.append((at, 1, NamedPlan(**where, name=one.name, place=places.get(one.name), becomes=successor)))
        if successor.lower() not in seen and successor != one.place:
            seen.add(successor.lower())
            rows.append((at, 2, NamedPlan(**where, name=successor, place=places.get(successor))))
    return tuple(row for _, _, row in sorted(rows, key=lambda row: row[:2]))


def mentions(text: Text) -> tuple[Mention, ...]:
    """Every place where the running text names a plan or a boligsocial effort, in order."""
    flow = text.flow.text
    found = [
        _trimmed(text, one) for kind in (_plans(text), _efforts(flow), _genitives(flow)) for one in islice(kind, MOST)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def between(named: tuple[Mention, ...], low: int, high: int) -> tuple[Mention, ...]:
    """Those of `mentions` that begin at `low` or later and before `high`."""
    first, last = (bisect_left(named, at, key=lambda one: one.start) for at in (low, high))
    return named[first:last]


def _trimmed(text: Text, one: Mention) -> Mention:
    """The name without a heading that was run together with it: "Valby" of "Valby Resumé"."""
    for space in re.finditer(" ", one.name):
        rest = one.name[space.end() :]
        if one.name[: space.start()].endswith(" og"):
            continue
        if (_NO_NAME.match(rest) or next(bodies.named(rest), None)) or _a_heading(text, one.start + space.end()):
            name = one.name[: space.start()]
            place = name if one.place == one.name else one.place
            return replace(one, name=name, place=place, end=one.start + len(name))
    return one


def _plans(text: Text) -> Iterator[Mention]:
    flow = text.flow.text
    for plan in islice(_PLAN.finditer(flow), MOST):
        many = plan["ending"].lower().startswith("er") or plan["ending"].lower().startswith("enerne")
        at = plan.end()
        if called := _CALLED.match(flow, at, at + 80):
            yield from _in_quotes_or_names(flow, called.end(), plan, many=False)
        elif quoted := _THEN_QUOTED.match(flow, at, at + 4):
            yield from _in_quotes_or_names(flow, quoted.end(), plan, many)
        elif placed := _PLACED.match(flow, at, at + 60):
            named = _in_quotes_or_names(flow, placed.end(), plan, many)
            yield from (replace(one, place=placed["place"]) for one in named)
        elif area := _OF_AREA.match(flow, at, at + 60):
            yield from _of_areas(flow, area, plan, many)
        elif many:
            if among := _AMONG.match(flow, at, at + 120):
                yield from _listed(flow, among.end(), plan)
        elif flow[at : at + 1] == " " and not _a_heading(text, at + 1):
            name = re.compile(NAME).match(flow, at + 1, at + _WINDOW)
            if name and _is_name(name.group()):
                yield _mention(flow, name.group(), name.start(), plan)


def _of_areas(flow: str, area: re.Match[str], plan: re.Match[str], many: bool) -> Iterator[Mention]:
    """ "for Nørrebro og Amager": a plan each; "for dele af Valby (A/B og C)": the parts."""
    names = _NAMES.match(flow, area.end(), area.end() + _WINDOW) if many else None
    one = re.compile(NAME).match(flow, area.end(), area.end() + _WINDOW)
    if one is None or not _is_name(one.group()):
        return
    if not area["part"]:
        # one plan may be of two areas
        second = re.compile(rf" og (?P<name>{NAME})").match(flow, one.end(), one.end() + 120) if not many else None
        if second and _is_name(second["name"]):
            yield _mention(flow, flow[one.start() : second.end()], one.start(), plan, of_area=True)
            return
        for name, start in _split(names.group() if names else one.group(), one.start()):
            if _is_name(name):
                yield _mention(flow, name, start, plan, of_area=True)
        return
    yield from _parts(flow, one, plan)
    # "for Amager og for andre dele af Nørrebro (...)" goes on


def _parts(flow: str, area: re.Match[str], plan: re.Match[str]) -> Iterator[Mention]:
    inside = _PARENTHESIS.match(flow, area.end(), area.end() + 200)
    if inside is None:
        return
    for name, start in _split(inside[1], inside.start(1)):
        if re.fullmatch(NAME, name) and _is_name(name):
            yield Mention(name.removesuffix(" m.fl."), area.group(), start, start + len(name), plan.start(), part=True)


def _in_quotes_or_names(flow: str, at: int, plan: re.Match[str], many: bool) -> Iterator[Mention]:
    """ "”A” og ”B”", or a bare name after "kaldet"."""
    found = _QUOTED.match(flow, at, at + 60)
    if found is None:
        name = re.compile(NAME).match(flow, at, at + 100)
        if name and _is_name(name.group()):
            yield _mention(flow, name.group(), at, plan)
        return
    for _ in range(10):
        if found is None:
            return
        yield _mention(flow, found[1].strip(" ,."), found.start(), plan, width=len(found.group()))
        joint = _JOINED.match(flow, found.end(), found.end() + 6)
        found = _QUOTED.match(flow, joint.end(), joint.end() + 60) if joint and many else None


def _listed(flow: str, at: int, plan: re.Match[str]) -> Iterator[Mention]:
    names = _NAMES.match(flow, at, at + _WINDOW)
    if names is None:
        return
    for name, start in _split(names.group(), names.start()):
        if _is_name(name):
            district = next((part for part in name.split("/") if re.fullmatch(_DISTRICT, part)), None)
            yield Mention(name, district, start, start + len(name), plan.start())


def _efforts(flow: str) -> Iterator[Mention]:
    """ "en boligsocial indsats i Nordkvarteret", and "helhedsplan for X og for andre dele af Y (A og B)"."""
    for effort in islice(_EFFORT.finditer(flow), MOST):
        area = _OF_AREA.match(flow, effort.end(), effort.end() + 60)
        name = re.compile(NAME).match(flow, area.end(), area.end() + 120) if area else None
        if name and _is_name(name.group()):
            district = _OF_DISTRICT.match(flow, name.end(), name.end() + 40)
            place = (district["place"] or district["after"]) if district else _district_before(flow, effort.start())
            yield Mention(name.group(), place, name.start(), name.end(), effort.start(), effort=True)
    for more in islice(re.finditer(r" og for (?:andre )?dele af (?=[A-ZÆØÅ])", flow), MOST):
        before = flow[max(more.start() - 90, 0) : more.start()]
        area = re.compile(NAME).match(flow, more.end(), more.end() + 100)
        plan = _PLAN.search(before)
        if area and plan and _is_name(area.group()):
            shift = max(more.start() - 90, 0)
            again = _PLAN.match(flow, plan.start() + shift)
            if again:
                yield from _parts(flow, area, again)


def _genitives(flow: str) -> Iterator[Mention]:
    """ "til Nordbyggernes helhedsplan", in mid-sentence, where a capital letter marks a name."""
    for found in islice(_GENITIVE.finditer(flow), MOST):
        if _is_name(found["name"] + "s") and _is_name(found["name"]):
            yield Mention(found["name"], None, found.start("name"), found.end("name"), found.start("name"))


def _mention(
    flow: str, name: str, start: int, plan: re.Match[str], of_area: bool = False, width: int | None = None
) -> Mention:
    if of_area:
        district = _OF_DISTRICT.match(flow, start + len(name), start + len(name) + 40)
        in_bydel = district["place"] if district and not re.fullmatch(_DISTRICT, name) else None
        return Mention(name, in_bydel or name, start, start + len(name), plan.start())
    place = name if re.fullmatch(_DISTRICT, name) else _district_before(flow, plan.start())
    return Mention(name, place, start, start + (width or len(name)), plan.start())


def _district_before(flow: str, at: int) -> str | None:
    """The last district that the same sentence names before a place: "seks afdelinger på Nørrebro er dækket af"."""
    low = max(at - 160, 0)
    sentence = max(flow.rfind(". ", low, at) + 1, low)
    found = list(_DISTRICT_NAMED.finditer(flow, sentence, at))
    return found[-1].group() if found else None


def _split(names: str, start: int) -> Iterator[tuple[str, int]]:
    at = 0
    for joint in _JOINED.finditer(names):
        yield names[at : joint.start()], start + at
        at = joint.end()
    yield names[at:], start + at


def _is_name(name: str) -> bool:
    return _NO_NAME.match(name) is None and next(bodies.named(name), None) is None and not name.isupper()


def _a_heading(text: Text, at: int) -> bool:
    """Whether a capital letter begins a line of its own that is a heading rather than the rest of a sentence."""
    flow = text.flow
    line = flow.line(at)
    words = " ".join(text.lines[line - 1][:200].split())
    return flow.line(at - 2) != line and len(words) < 40 and flow.text.startswith(words, at) and words[-1] not in ".,"


def _successions(text: Text, named: tuple[Mention, ...]) -> Iterator[tuple[int, int, Mention, str]]:
    """Each statement that a plan becomes (part of) another: where it stands, the plan, the other."""
    flow = text.flow
    for into in islice(_INTO.finditer(flow.text), MOST):
        start, _ = flow.sentence_at(into.start())
        one = _subject(flow.text, named, max(start, into.start() - _WINDOW), into.start(), into["name"])
        if one and _is_name(into["name"]):
            yield into.start(), into.end(), one, into["name"]
    for merged in islice(_MERGED.finditer(flow.text), MOST):
        ones = _counted(flow.text, named, merged)
        successor = next((one.place for one in ones if one.place), None)
        if successor:
            yield from ((merged.start(), merged.end(), one, successor) for one in ones)
    for now in islice(_NOW_ONE.finditer(flow.text), MOST):
        for one in between(named, now.start() - 2 * _WINDOW, now.start()):
            if one.part and one.place == now["name"]:
                yield now.start(), now.end(), one, now["name"]


def _subject(flow: str, named: tuple[Mention, ...], start: int, end: int, successor: str) -> Mention | None:
    """The plan that a sentence says it of: the last named before, or the genitive of one named elsewhere."""
    inside = [one for one in between(named, start, end) if one.name != successor]
    if inside:
        return inside[-1]
    for one in between(named, start - 20 * _WINDOW, start):
        if one.name != successor and re.search(rf"(?<!\w){re.escape(one.name)}s?(?!\w)", flow[start:end]):
            return one
    return None


def _counted(flow: str, named: tuple[Mention, ...], merged: re.Match[str]) -> list[Mention]:
    """ "de to eksisterende helhedsplaner": the last two that were named together before; or the ones it names."""
    near = between(named, merged.start() - 2 * _WINDOW, merged.start())
    before = [one for one in near if not one.effort and one.name != one.place]
    within = max(flow.rfind(". ", max(merged.start() - 160, 0), merged.start()), merged.start() - 160, 0)
    quoted = [one[1].strip(" ,.") for one in _QUOTED.finditer(flow, within, merged.end())]
    if len(quoted) > 1:
        return [one for name in quoted for one in before if one.name == name][: len(quoted)]
    count = _COUNTED.search(flow, max(merged.start() - 60, 0), merged.end())
    if count is None:
        return []
    word = count["count"].lower()
    number = WORDS.get(word) or int(word)
    last = before[-number:]
    together = len({one.what for one in last}) == 1
    return last if number > 1 and len(last) == number and together else []
