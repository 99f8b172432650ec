import pytest

from geodata.errors import HelhedskortError, LayerError


@pytest.mark.parametrize(
    ("where", "remedy", "text"),
    [
        ("", "", "laget er tomt"),
        ("bydel.json", "", "bydel.json: laget er tomt"),
        ("bydel.json", "Hent det igen.", "bydel.json: laget er tomt\nHent det igen."),
    ],
)
def test_an_error_says_where_what_and_what_to_do(where: str, remedy: str, text: str) -> None:
    assert str(HelhedskortError("laget er tomt", where=where, remedy=remedy)) == text


def test_every_error_of_ours_is_caught_as_one() -> None:
    with pytest.raises(HelhedskortError):
        raise LayerError("laget er tomt")
