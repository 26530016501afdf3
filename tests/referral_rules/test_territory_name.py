"""How a territory's name is said in a French sentence."""

from __future__ import annotations

import pytest
from packaged_territories import every_territory, territory_of

from referral_rules.territory_name import said_of, said_within


@pytest.mark.parametrize(
    ("name", "of", "within"),
    [
        ("Pays d’Urfé", "du Pays d’Urfé", "dans le Pays d’Urfé"),
        ("Le Diois", "du Diois", "dans le Diois"),
        ("La Thiérache", "de la Thiérache", "dans la Thiérache"),
        ("Les Combrailles", "des Combrailles", "dans les Combrailles"),
        ("L’Aubrac", "de l’Aubrac", "dans l’Aubrac"),
        ("L'Aubrac", "de l’Aubrac", "dans l’Aubrac"),
        ("Aubrac", "d’Aubrac", "sur le territoire d’Aubrac"),
        ("Sancy et Combrailles", "de Sancy et Combrailles", "sur le territoire de Sancy et Combrailles"),
        ("Le", "de Le", "sur le territoire de Le"),
    ],
)
def test_a_name_is_said_with_its_article_or_so_that_it_is_never_wrong(name: str, of: str, within: str) -> None:
    assert (said_of(name), said_within(name)) == (of, within)


@every_territory
def test_the_packaged_territories_say_their_names_themselves(name: str) -> None:
    territory = territory_of(name)
    assert territory.name_of.startswith(("du ", "de ", "d’"))
    assert territory.name_within
    assert not territory.name_within.startswith("sur le territoire")
