"""What a joined Danish name says at its end about the kind of place it is: "gade", "gården", "vænget". Pure."""

from functools import lru_cache

from etl.letters import coded, sounded

# What ends a name and says what kind of place it is, with its forms; two kinds are never one place. The forms without
# Danish letters are those of keyboards that have none.
_KINDS = {
    "gade": ("gade", "gaden", "gader"),
    "vej": ("vej", "vejen", "veje", "vejene"),
    "gaard": ("gaard", "gaarden", "gaarde", "gaardene", "gaards", "gard", "garden", "grd", "grden"),
    "vaenge": ("vaenge", "vaenget", "vaengerne", "vaengene", "vanget", "vnge", "vnget", "vaeng"),
    "park": ("park", "parken", "parker", "parkerne"),
    "have": ("have", "haven", "haver", "haverne"),
    "hus": ("hus", "huset", "huse", "husene"),
    "bo": ("bo", "boet"),
    "boliger": ("boliger", "boligerne"),
    "plads": ("plads", "pladsen"),
    "torv": ("torv", "torvet"),
    "alle": ("alle",),
    "boulevard": ("boulevard",),
    "straede": ("straede", "straedet", "strde"),
    "toft": ("toft", "toften", "tofte", "tofterne"),
    "bakke": ("bakke", "bakken", "bakker", "bakkerne"),
    "banke": ("banke", "banken"),
    "hoej": ("hoej", "hoejen", "hoeje", "hoj"),
    "lund": ("lund", "lunden"),
    "holm": ("holm", "holmen"),
    "eng": ("eng", "engen", "enge", "engene"),
    "vang": ("vang", "vangen", "vangene"),
    "kollegium": ("kollegiet", "kollegium"),
    "raekke": ("raekke", "raekken", "raekker", "raekkerne"),
    "kvarter": ("kvarter", "kvarteret"),
    "hjem": ("hjem", "hjemmet"),
    "grund": ("grund", "grunden"),
    "soe": ("soe", "soeen"),
    "sti": ("stien",),
    "mark": ("mark", "marken"),
    "dal": ("dal", "dalen"),
    "terrasse": ("terrasse", "terrassen", "terrasser", "terrasserne"),
}
_FORMS = sorted(
    {(way, kind) for kind, forms in _KINDS.items() for form in forms for way in (form, coded(form), sounded(form))},
    key=lambda one: (-len(one[0]), one),
)


@lru_cache(maxsize=50_000)
def parted(joined: str) -> tuple[str, str | None]:
    """The name without its kind of place, and that kind: "blaagaarden" -> ("blaa", "gaard"); it may be as it sounds.

    The whole name and None where it says none, or nothing else.
    """
    return next(
        ((joined[: -len(form)], kind) for form, kind in _FORMS if joined.endswith(form) and len(joined) > len(form)),
        (joined, None),
    )


def kind_of_place(joined: str) -> str | None:
    """What kind of place the name says it is ("gade"), or None where it does not say."""
    return parted(joined)[1] or parted(sounded(joined))[1]


def other_place(one: str, other: str) -> bool:
    """Whether two joined names say that they are two kinds of place."""
    here, there = kind_of_place(one), kind_of_place(other)
    return here is not None and there is not None and here != there


def stem(joined: str) -> str:
    """The name with its kind of place in one form: "remisevaengerne" and "remisevaenget" are one."""
    bare, kind = parted(sounded(joined))
    return f"{bare}|{kind}" if kind else bare
