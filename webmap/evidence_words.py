"""How a name was placed, how sure that is and what it rests on, in a language. Pure."""

from typing import Literal

from geodata.clues import KINDS, SENTENCES
from geodata.model import Evidence, EvidenceKind, Match
from webmap.language import Language

Standing = Literal["entydigt", "antaget", "afgjort", "flertydigt", "ukendt"]
_SURE, _LIKELY, _POSSIBLE = 0.97, 0.90, 0.10


def standing(match: Match) -> Standing:
    """What became of a name; the word stands in addresses."""
    if match.decision is not None:
        return "afgjort"
    if match.outcome == "matched":
        return "antaget" if match.assumed else "entydigt"
    return "flertydigt" if match.outcome == "ambiguous" else "ukendt"


def standings(lang: Language) -> dict[Standing, str]:
    """What became of a name, in two words."""
    return {
        "entydigt": lang._("Entydigt navn"),
        "antaget": lang._("Antaget"),
        "afgjort": lang._("Afgjort"),
        "flertydigt": lang._("Flere mulige"),
        "ukendt": lang._("Ikke fundet"),
    }


def sentence(lang: Language, evidence: Evidence) -> str:
    """A piece of evidence as a whole sentence."""
    said = lang.number(int(evidence.said)) if _is_count(evidence) else evidence.said
    if evidence.kind == "bydel":
        said = lang.listing(evidence.said.split(", "))
    return lang._(SENTENCES[evidence.kind], said=said)


def _is_count(evidence: Evidence) -> bool:
    return evidence.kind in ("homes", "other homes") and evidence.said.isascii() and evidence.said.isdigit()


def share(lang: Language, score: float) -> str:
    """A score as whole per cent; never surer than a whole per cent can say."""
    if score >= 0.995:
        return lang._("over {share}", share=lang.percent(0.99, 0))
    if score < 0.005:
        return lang._("under {share}", share=lang.percent(0.01, 0))
    return lang._("ca. {share}", share=lang.percent(score, 0))


def how_sure(lang: Language, score: float | None) -> str:
    """A score with the word for it: "meget sikkert (over 99 %)"; a decision has none."""
    if score is None:
        return lang._("ingen beregnet sikkerhed")
    if score >= _SURE:
        return lang._("meget sikkert ({share})", share=share(lang, score))
    if score >= _LIKELY:
        return lang._("sikkert nok til at placere ({share})", share=share(lang, score))
    if score >= _POSSIBLE:
        return lang._("muligt ({share})", share=share(lang, score))
    return lang._("mindre sandsynligt ({share})", share=share(lang, score))


def kinds(lang: Language) -> dict[EvidenceKind, str]:
    """What each kind of evidence is called where it is weighed."""
    return {kind: lang._(name) for kind, name in KINDS.items()}
