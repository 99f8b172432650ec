"""Housing organisations named in running text, and who manages them. Pure.

The words around decide: a list after "boligorganisationer", "med henholdsvis" or "med deltagelse af", a name before
"-afdelingen" or "’s afdelinger". Names alone do not; known ones only settle whether such a list is of organisations.
"""

import re
from collections.abc import Iterator

from etl.extract import bodies
from etl.extract.clauses import statement
from etl.extract.facts import NamedOrganisation
from etl.extract.text import Text

# organisations and managers with homes in the capital, in lower case
_KNOWN = frozenset(
    {
        *("3b", "aab", "ab", "akb", "akb københavn", "bdk", "bo-vest", "bo-vita", "boligforeningen aab", "dab", "dfb"),
        *("domea", "domea.dk", "fa09", "fb", "fsb", "hab", "kab", "kab-bolig", "lejerbo", "lejerbo københavn", "pab"),
        *("sab", "samvirkende boligselskaber", "vibo", "vlb", "øens bolig", "boligkontoret danmark", "grundtvigsvej"),
    }
)
_NAME = r"(?:\d[A-ZÆØÅ]{1,3}|fsb|fa09|[A-ZÆØÅ][\wæøåÆØÅ&-]{1,24}(?:\.dk)?(?: [A-ZÆØÅ][a-zæøå]{2,24})?)(?![\w-])"
_MANAGED = rf"{_NAME}(?:,? (?:v\.|v/|ved) ?{_NAME})?"
_LIST = re.compile(rf"{_MANAGED}(?:(?:, | og | samt |, og ){_MANAGED}){{0,14}}")
_ONE = re.compile(rf"(?P<name>{_NAME})(?:,? (?:v\.|v/|ved) ?(?P<manager>{_NAME}))?")
_BEFORE_LIST = re.compile(
    r"(?<!\w)(?:(?:[Bb]olig(?:organisation|selskab|forening)(?:er|erne|en|et)?|boligselskaber(?:ne)?)"
    r"|(?:[Mm]ed )?henholdsvis|(?:[Mm]ed )?deltagelse af) (?=[\dA-ZÆØÅf])"
)
_SURE = re.compile(r"bolig(?:organisation|selskab|forening)", re.IGNORECASE)
_AFDELING = re.compile(
    r"(?<![\w-])(?P<name>\d?[A-ZÆØÅ]{1,5}[a-zæøå]{0,12}|fsb|fa09)(?:-|[’'´`]?s )afdeling(?:er|en|erne)?(?!\w)"
)


def find(text: Text) -> tuple[NamedOrganisation, ...]:
    """Each organisation once, where it is named first; a second time where only later somebody is said to manage it."""
    flow = text.flow
    seen: dict[str, str | None] = {}
    rows = []
    for start, end, name, manager in sorted([*_listed(flow.text), *_of_departments(flow.text)]):
        key = name.lower()
        if key in seen and (manager is None or seen[key] is not None):
            continue
        seen[key] = manager
        where = statement(text, start, end).where
        rows.append(NamedOrganisation(**where, printed=flow.text[start:end], name=name, managed_by=manager))
    return tuple(rows)


def _listed(text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """The names of lists: of one name only if it is a known one."""
    for before in _BEFORE_LIST.finditer(text):
        found = _LIST.match(text, before.end(), before.end() + 500)
        if found is None:
            continue
        ones = [one for one in _ONE.finditer(text, found.start(), found.end()) if not _is_body(one["name"])]
        known = any(one["name"].lower() in _KNOWN for one in ones)
        if known or (_SURE.search(before.group()) and (len(ones) > 1 or any(one["manager"] for one in ones))):
            yield from ((one.start(), one.end(), one["name"], one["manager"]) for one in ones)


def _of_departments(text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """ "VIBO-afdelingen", "AAB’s afdeling": an abbreviation, or a known name."""
    for found in _AFDELING.finditer(text):
        name = found["name"]
        if not _is_body(name) and (name.isupper() or name.lower() in _KNOWN):
            yield found.start("name"), found.end("name"), name, None


def _is_body(name: str) -> bool:
    return name in ("Københavns Kommune", "Københavns", "Politi") or any(True for _ in bodies.named(name))
