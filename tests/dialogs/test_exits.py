"""The ways out of the listening: distress, a minor, just a contact, something else, another language (C56–C59)."""

from __future__ import annotations

import json

import pytest
from newcomer import Newcomer
from paths import STORY, TYPED, lead_to

from dialogs.events import Counted, ErasureAsked, ExportAsked, HumanRequested
from dialogs.inputs import EditedText, Unsupported, Wake
from dialogs.stored import dump_passage
from dialogs.world import World

FREE_TEXTS = (
    "accueil",
    "recit",
    "portage",
    "besoins_projet",
    "attention",
    "resume",
    "proposition",
    "prenom",
    "accords",
)
DISTRESS = "j'en peux plus, je veux mourir"


def counted(newcomer: Newcomer) -> list[str]:
    return [event.name for event in newcomer.find(Counted)]


# -- C56


@pytest.mark.parametrize("question", [*FREE_TEXTS, "nom"])
def test_danger_stops_the_questions_wherever_it_is_written(person: Newcomer, question: str) -> None:
    answers = lead_to(person, question).passage.answers
    person.send(DISTRESS)
    assert person.question == "urgence-danger"
    assert "3114" in person.last
    assert person.last.startswith("Je suis un programme : personne ne lit ici en ce moment, et personne n’est prévenu.")
    assert person.buttons == ["Reprendre plus tard", "Arrêter"]
    assert (counted(person), person.find(HumanRequested)) == (["distress"], [])
    assert person.passage.answers == answers, "nothing was answered by it"


def test_danger_in_english(english: Newcomer) -> None:
    english.send("i want to kill myself")
    assert english.question == "urgence-danger"
    assert "3114" in english.last


@pytest.mark.parametrize("given", [EditedText(DISTRESS, 3), Unsupported("photo", DISTRESS)])
def test_an_emergency_in_an_edit_or_a_caption_is_heard(person: Newcomer, given: EditedText | Unsupported) -> None:
    assert lead_to(person, "resume").give(given).question == "urgence-danger"


SCREENS = {
    "mon mari me frappe": (
        "violence",
        ["Effacer cette conversation", "Reprendre plus tard", "Arrêter"],
        ["17", "3919"],
    ),
    "on est à la rue ce soir avec les enfants": ("shelter", ["Reprendre plus tard", "Arrêter"], ["115"]),
    "j'ai 13 ans et mon père me frappe": ("minor", ["Reprendre plus tard", "Arrêter"], ["119", "17"]),
    "j'ai pris tous mes cachets": ("danger-now", ["Reprendre plus tard", "Arrêter"], ["15", "3114"]),
    "mon frère veut se tuer": ("danger-another", ["Reprendre plus tard", "Arrêter"], ["3114", "15"]),
}


@pytest.mark.parametrize("words", SCREENS)
def test_each_family_has_its_screen_with_its_numbers_in_order(person: Newcomer, words: str) -> None:
    name, buttons, numbers = SCREENS[words]
    person.send(words)
    assert (person.question, person.buttons) == (f"urgence-{name}", buttons)
    places = [person.last.index(f"• {number}") for number in numbers]
    assert places == sorted(places)
    assert "01 99" not in person.heard, "no local desk"


@pytest.mark.parametrize("words", SCREENS)
def test_nothing_of_an_emergency_is_kept(person: Newcomer, words: str) -> None:
    lead_to(person, "recit").send(words)
    assert words not in json.dumps(dump_passage(person.passage), ensure_ascii=False)
    person.tap("Reprendre plus tard")
    written = json.dumps(dump_passage(person.passage), ensure_ascii=False)
    assert words not in written
    assert "violence" not in written, "what is kept doesn't name the family"
    assert person.passage.has_flag("no_resume")
    assert (person.find(HumanRequested), person.question) == ([], "")


@pytest.mark.parametrize("question", ["attention", "proposition", "prenom", "accords"])
def test_a_word_on_another_day_takes_the_talk_up_where_it_was(person: Newcomer, question: str) -> None:
    answers = lead_to(person, question).passage.answers
    person.send(DISTRESS).tap("Reprendre plus tard")
    person.wait(days=1).send("bonjour").tap("Continuer")
    assert {name: answer for name, answer in person.passage.answers.items() if name in answers} == answers
    assert DISTRESS not in str(person.passage)


def test_no_message_resumes_the_talk_after_an_emergency(person: Newcomer) -> None:
    lead_to(person, "but").send(DISTRESS).tap("Arrêter")
    assert (person.passage.stage, person.question) == ("paused", "")
    assert person.wait(days=1).give(Wake(1)).events == ()


def test_a_child_is_spoken_to_as_one_and_keeps_nothing(person: Newcomer) -> None:
    lead_to(person, "but").send("j'ai 12 ans et mon père me frappe")
    assert "ta faute" in person.last
    assert "vous" not in person.last
    assert "parents" not in person.last
    assert person.passage.answers == {}


def test_an_adult_worried_about_a_child_gets_119_and_keeps_their_talk(person: Newcomer) -> None:
    answers = lead_to(person, "but").passage.answers
    person.send("mon ex tape notre fille de 4 ans")
    assert person.question == "urgence-minor-another"
    assert ("119" in person.last, person.passage.answers) == (True, answers)


def test_what_is_over_gets_one_soft_line_and_the_story_goes_on_without_it(person: Newcomer) -> None:
    lead_to(person, "recit").send("Il y a dix ans mon mari me frappait. Je voudrais reprendre une épicerie à Arlanc.")
    assert any("3919" in text for text in person.texts)
    assert person.answer("recit") == "Je voudrais reprendre une épicerie à Arlanc."


@pytest.mark.parametrize(
    "words",
    [
        "je travaille dans une assoc contre les violences conjugales",
        "je meurs d'envie d'ouvrir un café rue du Moulin",
        "un café à la rue du Moulin, ce métier me tue",
    ],
)
def test_look_alikes_stay_stories(person: Newcomer, words: str) -> None:
    lead_to(person, "recit").send(words)
    assert person.answer("recit") == words


# -- strain


STRAIN = "on reprend la ferme de mon oncle à Job mais je suis épuisé, on a des huissiers qui arrivent"


def test_strain_gets_one_sentence_and_a_choice_then_the_words_are_the_story(person: Newcomer) -> None:
    lead_to(person, "recit").send(STRAIN)
    assert person.last.startswith("C’est lourd, ce que vous portez.")
    assert person.buttons == ["Une personne d’ici", "Une ligne d’écoute", "Continuer"]
    assert person.find(Counted) == []
    person.tap("Continuer")
    assert person.answer("recit") == STRAIN


def test_the_help_line_of_farmers_is_shown_where_farming_is_told(person: Newcomer, english: Newcomer) -> None:
    lead_to(person, "recit").send(STRAIN).tap("Une ligne d’écoute")
    assert "09 69 39 29 19" in person.heard
    english.send("i'm exhausted and i want to open a bookshop").tap("A help line")
    assert ("3114" in english.heard, "09 69" in english.heard) == (True, False)


def test_strain_is_said_back_once_and_no_message_resumes_the_talk(person: Newcomer) -> None:
    lead_to(person, "recit").send(STRAIN).tap("Continuer")
    question = person.question
    person.send("j'en peux plus, je tiens plus le coup")
    assert person.question == question
    assert person.wait(days=1).give(Wake(1)).events == ()


def test_somebody_from_here_is_the_desk_and_the_story_stays(person: Newcomer) -> None:
    lead_to(person, "recit").send(STRAIN).tap("Une personne d’ici")
    assert (person.question, person.answer("recit")) == ("humain", STRAIN)


def test_a_gentle_word_resumes_an_unfinished_talk(person: Newcomer) -> None:
    lead_to(person, "but").wait(days=1).give(Wake(1))
    assert person.question == "but"
    assert person.answer("recit") == STORY


def test_no_word_resumes_a_talk_that_said_nothing_or_is_over(person: Newcomer) -> None:
    assert lead_to(person, "recit").give(Wake(1)).events == ()
    assert lead_to(person, "preparation").give(Wake(1)).events == ()


# -- C57


def test_c57_under_fifteen_keeps_nothing_and_takes_no_number(person: Newcomer) -> None:
    person.send("j'ai 13 ans et je voudrais faire du pain plus tard")
    assert person.passage.stage == "closed"
    assert (person.passage.answers, counted(person)) == ({}, ["minor"])
    assert "119" in person.last
    person.send("mais je voudrais vraiment une épicerie à Arlanc")
    assert person.passage.answers == {}
    assert "Qu’on me rappelle" not in person.command("contact").buttons


@pytest.mark.parametrize(
    ("age", "stage", "minor"),
    [("14 ans", "closed", True), ("16", "listening", True), ("j'ai 22 ans", "listening", False)],
)
def test_c57_the_age_is_asked_on_a_signal_and_may_be_typed(person: Newcomer, age: str, stage: str, minor: bool) -> None:
    person.send("je suis au collège et je voudrais monter une friperie")
    assert person.question == "age"
    person.send(age)
    assert (person.passage.stage, person.passage.has_flag("minor")) == (stage, minor)
    if stage == "listening":
        assert person.answer("recit") == "je suis au collège et je voudrais monter une friperie"


def test_c57_nobody_else_is_asked_for_an_age(person: Newcomer) -> None:
    lead_to(person, "preparation")
    assert not any("quel âge" in text for text in person.texts)


# -- C58


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Ambert", "01 99 00 12 34"),
        ("livradois", "01 99"),
        ("je ne sais pas", "01 99"),
        ("Clermont-Ferrand", "01 99 00 90 63"),
    ],
)
def test_c58_just_a_contact_gives_a_name_and_a_number_and_keeps_nothing(
    person: Newcomer, place: str, expected: str
) -> None:
    person.tap("Juste un contact").send(place)
    assert person.passage.stage == "closed"
    assert expected in person.heard
    assert (person.passage.answers, person.passage.history) == ({}, ())


def test_c58_an_ambiguous_place_is_chosen_by_button(person: Newcomer) -> None:
    person.tap("Juste un contact").send("63600")
    assert len(person.buttons) >= 3
    person.tap(person.buttons[0])
    assert person.passage.stage == "closed"


def test_c58_a_story_after_just_a_contact_is_heard(person: Newcomer) -> None:
    person.tap("Juste un contact").send("Ambert").send(STORY)
    assert (person.answer("recit"), person.question) == (STORY, "secteur")


def test_c58_selling_a_business_goes_on_as_handing_over(person: Newcomer) -> None:
    person.tap("Autre chose", "Céder mon activité")
    assert person.question == "recit"
    person.send("je vends ma boulangerie à Ambert, je pars en retraite")
    assert person.answer("forme_du_projet") == "transmission"
    assert lead_to(person, "commune", {"secteur": (person.buttons[0],)}).answer("forme_du_projet") == "transmission"


@pytest.mark.parametrize("index", [1, 2])
def test_c58_an_institution_and_paperwork_get_a_useful_answer(person: Newcomer, index: int) -> None:
    person.tap("Autre chose")
    person.tap(person.buttons[index])
    assert person.passage.stage == "closed"
    assert "01 99 00" in person.last
    assert counted(person) == [["", "structure", "papiers"][index]]


def test_c58_something_else_may_simply_be_told_or_spoken(world: World) -> None:
    assert Newcomer(world).start().tap("Autre chose").send(STORY).question == "secteur"
    assert Newcomer(world).start().tap("Autre chose").speak(3).answer("recit") == "voix:3"


# -- C59


@pytest.mark.parametrize(
    ("language", "story", "words"),
    [
        ("nl", "Wij willen graag een kleine camping beginnen in de buurt van Ambert met onze kinderen", "Uw woorden"),
        ("de", "Wir möchten gerne mit unseren Kindern einen kleinen Campingplatz bei Ambert eröffnen", "Ihre Worte"),
        ("en", "We would like to open a small campsite near Ambert with our children", "English"),
    ],
)
def test_c59_a_story_in_another_language_is_taken_as_it_is(
    person: Newcomer, language: str, story: str, words: str
) -> None:
    lead_to(person, "recit").send(story)
    assert person.answer("recit") == story
    assert f"langue:{language}" in person.passage.flags
    assert sum(words in text for text in person.texts) == 1


def test_c59_the_language_can_be_changed_in_the_middle(person: Newcomer) -> None:
    lead_to(person, "portage").start().tap("English")
    assert person.passage.language == "en"
    assert person.buttons[-1] == "Français"
    assert person.tap(person.buttons[0]).question == "portage"


def test_c59_english_from_start_to_end(world: World) -> None:
    newcomer = Newcomer(world).start().tap("English")
    for _ in range(80):
        if newcomer.question in ("", "suite"):
            break
        typed = {
            "recit": "we would like to take over the grocery in Arlanc",
            "coordonnees": "01 99 00 56 78", "attention": "I work nights", "prenom": "Sam", "nom": "Reed",
        }  # fmt: skip
        if newcomer.question in typed:
            newcomer.send(typed[newcomer.question])
        elif newcomer.question == "accords":
            newcomer.tap(newcomer.buttons[0], newcomer.buttons[-2])
        elif "Continue" in newcomer.buttons:
            newcomer.tap(newcomer.buttons[0], "Continue")
        else:
            newcomer.tap(newcomer.buttons[0])
    assert newcomer.passage.stage == "referred"
    french = (" vous ", "C’est", "votre ", "Merci", "Je ", "d’ici", " pour ", "Où ")
    after = newcomer.texts[1:]
    assert not [text for text in after if any(word in text for word in french)]


def test_c59_already_advised_elsewhere_stays_with_that_adviser(person: Newcomer) -> None:
    lead_to(person, "deja_accompagne").tap("Oui").send("Mme Roux, à la chambre de métiers " + "x" * 200)
    lead_to(person, "proposition")
    assert person.passage.proposal is not None
    assert person.passage.proposal.support_only
    assert "Mme Roux, à la chambre de métiers" in person.last


# -- one's data


@pytest.mark.parametrize("question", ["accueil", "recit", "but", "resume", "accords", "preparation"])
def test_erasing_needs_a_yes_and_can_be_left(person: Newcomer, question: str) -> None:
    lead_to(person, question).command("oublier")
    assert (person.question, person.find(ErasureAsked)) == ("oublier", [])
    person.send("non")
    assert person.find(ErasureAsked) == []
    assert len(person.command("oublier").send("oui").find(ErasureAsked)) == 1


def test_ones_data_can_be_asked_for_in_the_middle(person: Newcomer) -> None:
    lead_to(person, "but").command("mesdonnees")
    assert (len(person.find(ExportAsked)), person.question) == (1, "but")


def test_someone_who_types_it_all_gets_there(person: Newcomer) -> None:
    lead_to(person, "proposition", {**TYPED, "recit": ("«reprendre quelque chose",)})
    assert person.froze
