"""What people type instead of tapping is taken for what it means; nothing they tell is lost."""

from __future__ import annotations

import pytest
from newcomer import Newcomer, deliver
from paths import STORY, lead_to

from dialogs.labels import match_label
from dialogs.plain_answers import (
    find_command,
    find_number,
    is_greeting,
    is_no,
    is_nothing,
    is_skip,
    is_unknown,
    is_yes,
)


@pytest.mark.parametrize("words", ["oui", "Ouais !", "OK", "d'accord", "yes", "oui oui", "C’est ça"])
def test_a_plain_yes_is_a_yes(words: str) -> None:
    assert is_yes(words)
    assert not is_no(words)


@pytest.mark.parametrize("words", ["non", "Nan", "nope", "pas encore", "non merci", "pas vraiment"])
def test_a_plain_no_is_a_no(words: str) -> None:
    assert is_no(words)
    assert not is_yes(words)


@pytest.mark.parametrize("words", ["oui et non", "oui mais pas avant la rentrée prochaine", "", "épicerie"])
def test_more_than_a_yes_or_no_is_neither(words: str) -> None:
    assert not is_yes(words)
    assert not is_no(words)


def test_greetings_tell_nothing_and_other_scripts_tell_something() -> None:
    assert is_greeting("Bonjour !")
    assert is_greeting("👍")
    assert not is_greeting("bonjour je cherche un local")
    assert not is_greeting("Привіт, я шукаю роботу")


def test_nothing_skip_and_not_knowing() -> None:
    assert is_nothing("Rien de spécial")
    assert is_skip("je passe")
    assert is_unknown("Je sais pas")
    assert not is_unknown("je ne sais pas coudre")


def test_bare_words_stand_for_commands_and_numbers() -> None:
    assert find_command("Retour") == "retour"
    assert find_command("retour à la terre") is None
    assert find_number(" 2. ") == 2
    assert find_number("63600") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("en emploi", "a"),
        ("je suis en emploi actuellement", "a"),
        ("je ne suis pas en emploi", None),
        ("jamais en emploi", None),
        ("en recherche", "b"),
        ("en emploi, et en recherche", None),
        ("en recherhce", "b"),
        ("j'étais en recherche", None),
    ],
)
def test_a_denied_label_is_not_taken(words: str, expected: str | None) -> None:
    assert match_label(words, {"a": "En emploi", "b": "En recherche"}) == expected


# -- in the talk


def test_yes_at_the_welcome_begins(person: Newcomer) -> None:
    assert person.send("oui").question == "recit"


def test_a_greeting_is_greeted_and_is_no_story(person: Newcomer) -> None:
    assert person.send("Bonjour").question == "accueil"
    assert lead_to(person, "recit").send("bonsoir").question == "recit"
    assert person.answer("recit") is None


def test_a_story_told_straight_off_is_a_story(person: Newcomer) -> None:
    assert person.send(STORY).question == "secteur"
    assert person.answer("recit") == STORY


def test_yes_and_no_at_the_spotted_place(person: Newcomer) -> None:
    lead_to(person, "commune").send("non")
    assert "quelle commune" in person.last
    assert person.send("arlanc").answer("commune") == "63010"
    again = person.command("retour").send("oui")
    assert again.question == "commune"


def test_no_to_the_trade_shows_the_list_of_sectors(person: Newcomer) -> None:
    lead_to(person, "secteur").send("non")
    assert person.buttons[0] == "La terre, le bois, l’énergie"
    assert "mot-là" not in person.last


@pytest.mark.parametrize(("words", "expected"), [("non", "non"), ("Non pas encore", "non"), ("ouais", "oui")])
def test_already_advised_takes_plain_words(person: Newcomer, words: str, expected: str) -> None:
    assert lead_to(person, "deja_accompagne").send(words).answer("deja_accompagne") == expected


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("statut", "salariés tous les deux", "salarie"),
        ("statut", "Je suis salariée à Clermont", "salarie"),
        ("statut", "au chomage depuis mars", "demandeur_emploi"),
        ("statut", "sans emploi", "demandeur_emploi"),
        ("statut", "auto-entrepreneuse", "independant"),
        ("statut", "prof de maths", "agent_public"),
        ("statut", "retraité", "retraite"),
        ("portage", "avec ma copine", "couple"),
        ("portage", "toute seule", "seul"),
        ("echeance", "dans 6 mois", "dans_l_annee"),
        ("echeance", "dans un an ou deux je pense", "plus_tard"),
        ("echeance", "pas pressés", "rien_ne_presse"),
    ],
)
def test_other_words_than_the_button_are_taken(person: Newcomer, question: str, words: str, expected: str) -> None:
    assert lead_to(person, question).send(words).answer(question) == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("statut", "je ne suis plus salarié"),
        ("statut", "j’étais salarié"),
        ("statut", "salarié et bientôt au chômage"),
        ("portage", "pas tout seul"),
        ("portage", "et puis ma sœur qui habite toute seule pourrait nous prêter sa camionnette"),
    ],
)
def test_words_that_deny_waver_or_tell_something_choose_nothing(person: Newcomer, question: str, words: str) -> None:
    assert lead_to(person, question).send(words).question == question
    assert person.answer(question) is None


def test_not_knowing_can_be_typed(person: Newcomer) -> None:
    assert lead_to(person, "portage").send("je sais pas").answer("portage") == "inconnu"
    assert lead_to(person, "besoins_projet").send("aucune idée").answer("besoins_projet") == "inconnu"


def test_nothing_to_say_is_no_remark(person: Newcomer) -> None:
    assert lead_to(person, "attention").send("non rien de particulier").answer("attention") == "passe"
    assert person.question == "resume"


def test_nothing_done_is_the_empty_list(person: Newcomer) -> None:
    assert lead_to(person, "jalons").send("rien du tout").answer("jalons") == ()


def test_words_tick_and_go_on_in_one_message(person: Newcomer) -> None:
    lead_to(person, "besoins_vie").send("se loger et un médecin")
    assert [label for label in person.buttons if label.startswith("✓")] == ["✓ Se loger", "✓ Un médecin"]
    assert person.send("école garde, continuer").answer("besoins_vie") == ("logement", "ecole_garde", "sante")


def test_a_number_counts_the_buttons(person: Newcomer) -> None:
    assert lead_to(person, "portage").send("2").answer("portage") == "couple"
    assert lead_to(person, "but").send("1").passage.draft is not None
    assert "✓ Nous faire vivre" in person.buttons


def test_a_number_never_gives_an_agreement_nor_erases(person: Newcomer) -> None:
    lead_to(person, "accords").send("1")
    assert person.passage.draft is not None
    assert person.passage.draft.ticks == ()
    assert person.command("oublier").send("1").question == "oublier"


@pytest.mark.parametrize(("word", "expected"), [("retour", "portage"), ("pourquoi ?", "but"), ("aide", "but")])
def test_a_bare_word_is_a_command_at_any_question(person: Newcomer, word: str, expected: str) -> None:
    assert lead_to(person, "but").send(word).question == expected


def test_stop_leaves_the_person_in_peace(person: Newcomer) -> None:
    lead_to(person, "but").send("stop")
    assert (person.passage.stage, person.question) == ("paused", "")
    assert person.passage.has_flag("no_resume")
    assert person.start().tap("Continuer").question == "but"


def test_a_story_in_three_messages_is_one_story(person: Newcomer) -> None:
    lead_to(person, "recit").send("on quitte lyon", order=10)
    person.send("avec mon mari, pour une épicerie", order=11)
    person.send("à arlanc si possible", order=12)
    assert person.answer("recit") == "on quitte lyon\navec mon mari, pour une épicerie\nà arlanc si possible"
    assert person.question == "secteur"
    deliver(person, 13)
    assert person.send("commerce", order=14).answer("secteur") == "commerce"
    assert "Arlanc" in lead_to(person, "commune", {"forme_du_projet": ("Reprendre",)}).last


def test_what_is_told_at_a_choice_joins_the_story(person: Newcomer) -> None:
    lead_to(person, "portage").send("et puis mon beau-frère pourrait nous prêter sa camionnette au début")
    assert person.question == "portage"
    assert "votre récit" in person.last
    assert str(person.answer("recit")).endswith("sa camionnette au début")


def test_a_second_story_after_the_summary_is_kept(person: Newcomer) -> None:
    lead_to(person, "resume").send("ah et j'oubliais, ma sœur est comptable et pourrait nous donner un coup de main")
    assert person.question == "resume"
    assert "ma sœur est comptable" in str(person.answer("recit"))


def test_voice_messages_one_after_the_other_are_one_story(person: Newcomer) -> None:
    person.speak(3).speak(4)
    assert person.answer("recit") == "voix:3\nvoix:4"
    assert person.question == "secteur"


def test_an_overlong_name_is_asked_again_kindly(person: Newcomer) -> None:
    lead_to(person, "prenom").send("Samira " * 40)
    assert person.question == "prenom"
    assert "Quelques mots" in person.last


def test_sending_without_the_first_agreement_says_what_is_missing(person: Newcomer) -> None:
    lead_to(person, "accords").tap("Envoyer mon dossier")
    assert person.question == "accords"
    assert person.passage.stage == "contact"
    assert "votre accord pour Nadia Brun" in person.last


def test_refusing_then_agreeing_asks_for_the_agreements_again(person: Newcomer) -> None:
    lead_to(person, "accords").tap("Ne rien envoyer", "Revoir la proposition", "D’accord, qu’elle m’appelle")
    assert person.question == "accords"


def test_a_page_of_a_long_choice_is_turned(person: Newcomer) -> None:
    lead_to(person, "secteur").tap("Autre chose", "Vendre, recevoir", "Commerce")
    assert person.question == "forme_du_projet"
    first = list(person.buttons)
    assert len(person.tap("Autres…").buttons) <= 8
    assert set(first) & set(person.buttons) == {"Autres…", "Je ne sais pas encore"}
    assert person.send("créer").answer("forme_du_projet") == "creation"


@pytest.mark.parametrize("words", ["rien", "non", "oui", "ok", "👍"])
def test_a_word_that_tells_nothing_is_no_story(person: Newcomer, words: str) -> None:
    assert person.tap("Autre chose").send(words).question == "autre_chose"
    assert lead_to(person.tap("Raconter un projet"), "recit").send(words).question == "recit"
    assert person.last
    assert person.answer("recit") is None
