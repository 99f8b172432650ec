"""What each kind of evidence says of a name and a department, and how an outline came about, in Danish. Pure.

Pages say them in the reader's language through their catalogue, the command line as they stand. A kind speaks for or
against a department by the sign of its weight; the sentence says which as well.
"""

from collections.abc import Mapping

from geodata.model import Evidence, EvidenceKind, FootprintMethod


def N_(sentence: str) -> str:
    """The sentence as it stands: marks it for the pages' catalogue, which holds its English."""
    return sentence


# kind -> the sentence; `{said}` is what the evidence is about: a department's name, an organisation, a number
SENTENCES: Mapping[EvidenceKind, str] = {
    "name": N_(
        "Kortlaget kalder afdelingen »{said}«. Navnet er det samme, når forkortelser og kontonumre er læst ens."
    ),
    "one of several names": N_("Kortlaget kalder afdelingen »{said}«. Det trykte navn er et af de navne."),
    "earlier name": N_("Registret fører det trykte navn som et andet eller tidligere navn for »{said}«."),
    "order of words": N_("Kortlaget kalder afdelingen »{said}«: de samme ord i en anden rækkefølge."),
    "other form of the name": N_(
        "Kortlaget kalder afdelingen »{said}«: det samme navn i en anden form, for eksempel ental for flertal."
    ),
    "other spelling": N_(
        "Kortlaget kalder afdelingen »{said}«: det samme navn i en anden stavemåde, for eksempel uden æ, ø og å."
    ),
    "name without numeral": N_("I kortlaget har navnet et tal eller husnummer, som ikke er trykt: »{said}«."),
    "name of all numerals": N_("I kortlaget har navnet flere tal, som ikke er trykt: »{said}«."),
    "name without side": N_("I kortlaget har navnet et verdenshjørne, som ikke er trykt: »{said}«."),
    "name without kind of homes": N_("I kortlaget siger navnet, hvem boligerne er for; det er ikke trykt: »{said}«."),
    "one of several printed": N_("Det trykte nævner flere steder, og afdelingen bærer kun navnet på et af dem."),
    "slip of the pen": N_(
        "Kortlaget kalder afdelingen »{said}«. Forskellen er så lille, at den kan være en skrivefejl."
    ),
    "part of the name": N_("Det trykte navn er kun en del af kortlagets: »{said}«."),
    "little of the name": N_("Det trykte navn er kun en lille del af kortlagets: »{said}«."),
    "more than the name": N_("Det trykte navn siger mere end kortlagets: »{said}«."),
    "department number": N_("Tallet i det trykte navn er afdelingens nummer: {said}."),
    "account number": N_("Tallet i det trykte navn er et, afdelingen føres under: {said}."),
    "other number": N_("Det trykte navn har et andet tal end afdelingens: {said}."),
    "bydel": N_("Afdelingen ligger i det område, navnet er opført under: {said}."),
    "other bydel": N_("Teksten nævner et andet område, end afdelingen ligger i: {said}."),
    "organisation": N_("Organisationen er nævnt sammen med navnet: {said}."),
    "plan's organisation": N_("Organisationen er nævnt for planen: {said}."),
    "other organisation": N_("Planens organisationer er nævnt, og {said} er ikke en af dem."),
    "predecessor's organisation": N_("Organisationen er nævnt for forgængerplanen: {said}."),
    "homes": N_("Det oplyste antal boliger passer med afdelingens: {said}."),
    "other homes": N_("Det oplyste antal boliger er et andet end afdelingens: {said}."),
    "neighbours": N_("Afdelingen »{said}« ligger tæt på en anden afdeling på listen."),
    "name of another department": N_("Det trykte navn ligger tættere på en anden afdelings navn."),
}
# kind -> what it is called in a few words, where it is weighed
KINDS: Mapping[EvidenceKind, str] = {
    "name": N_("navnet"),
    "one of several names": N_("et af flere navne"),
    "earlier name": N_("andet eller tidligere navn"),
    "order of words": N_("ordenes rækkefølge"),
    "other spelling": N_("anden stavemåde"),
    "other form of the name": N_("anden form af navnet"),
    "name without numeral": N_("navnet uden tal eller tilføjelse"),
    "name of all numerals": N_("navnet uden lagets tal"),
    "name without side": N_("navnet uden verdenshjørne"),
    "name without kind of homes": N_("navnet uden boligernes art"),
    "one of several printed": N_("flere afdelinger i ét navn"),
    "slip of the pen": N_("mulig skrivefejl"),
    "part of the name": N_("en del af navnet"),
    "little of the name": N_("en lille del af navnet"),
    "more than the name": N_("mere end navnet"),
    "department number": N_("afdelingsnummeret"),
    "account number": N_("kontonummeret"),
    "other number": N_("et andet tal"),
    "bydel": N_("området"),
    "other bydel": N_("et andet område"),
    "organisation": N_("organisationen ved navnet"),
    "plan's organisation": N_("planens organisationer"),
    "other organisation": N_("ikke planens organisationer"),
    "predecessor's organisation": N_("forgængerplanens organisationer"),
    "homes": N_("antallet af boliger"),
    "other homes": N_("et andet antal boliger"),
    "neighbours": N_("naboskab"),
    "name of another department": N_("en anden afdelings navn"),
}
# how an outline came about
OUTLINED: Mapping[FootprintMethod, str] = {
    "city layer": N_("kommunens kortlag"),
    "parcels": N_("jordstykker i matriklen"),
    "named OSM area": N_("et navngivet område i OpenStreetMap"),
    "buildings": N_("bygninger med grund omkring"),
    "hull of points": N_("en linje trukket om adresserne"),
    "drawn": N_("tegnet af en person"),
    "point only": N_("kun et punkt er kendt"),
}


def speaks_against(evidence: Evidence) -> bool:
    """Whether the evidence makes the department less likely."""
    return evidence.weight < 0


def in_short(kind: EvidenceKind, said: str) -> str:
    """A piece of evidence in a few Danish words: "afdelingsnummeret »58«"."""
    return f"{KINDS[kind]} »{said}«" if said else KINDS[kind]


def in_danish(evidence: Evidence) -> str:
    """The evidence as a Danish sentence."""
    return SENTENCES[evidence.kind].format(said=evidence.said)
