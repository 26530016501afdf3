"""Whatever a channel delivers, in whatever order: a helpful answer, and no step taken that was not meant (C20–C28)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from newcomer import Newcomer, deliver
from paths import PATH, STORY, TYPED, answer, lead_to

from dialogs.events import AnswerSettled, Counted
from dialogs.inputs import Command, Input, SharedContact, SharedLocation, Tap, Text, Unsupported, UnsupportedKind, Voice
from dialogs.passage import Passage
from dialogs.world import World

USELESS: tuple[Input, ...] = (
    *(Unsupported(kind) for kind in get_args(UnsupportedKind)),
    *(Unsupported(kind, "   ") for kind in ("photo", "video")),
    SharedLocation(),
    SharedContact("01 99 00 77 88", own=False),
    Voice(None, 900),
)
STRANGE = (
    "_*<&> *gras* `x` [a](b) </b>",
    "🧑‍🌾 épicerie 🏡",
    "أريد أن أفتح محلا \u202eabc",
    "e\u0301picerie\u00a0\u202f»",
    "\ufffd d'un bout à l'autre \ufffd",
    "null None undefined {name} { $x } %s {{",
)


def progress(passage: Passage) -> tuple[object, ...]:
    """What an answer would change."""
    question = passage.shown.question if passage.shown is not None else None
    return passage.answers, passage.stage, passage.turn, question, passage.history, passage.agreements, passage.draft


# -- C20, C21, C23, C24: twice, late, old


def test_c20_the_same_tap_again_records_nothing_more(person: Newcomer) -> None:
    token = lead_to(person, "portage").token("En couple")
    before = progress(person.give(Tap(token)).passage)
    assert progress(person.give(Tap(token)).passage) == before


def test_c21_a_later_message_handled_first_loses_neither(person: Newcomer) -> None:
    lead_to(person, "recit")
    deliver(person, 9)
    person.send("pour une épicerie à arlanc", order=11)
    person.send("on quitte lyon", order=10)
    assert set(str(person.answer("recit")).split("\n")) == {"pour une épicerie à arlanc", "on quitte lyon"}


def test_words_sent_while_a_question_is_on_its_way_do_not_have_it_asked_twice(person: Newcomer) -> None:
    """Else whoever answers each question at once would always answer the one before, for ever."""
    lead_to(person, "portage").send("oui", order=5)
    assert (person.question, person.messages) == ("portage", [])
    deliver(person, 6)
    assert person.send("en couple", order=7).answer("portage") == "couple"


def test_telling_words_sent_while_a_question_is_on_its_way_join_the_story(person: Newcomer) -> None:
    lead_to(person, "portage").send("et puis il y a la maison de mes parents à rénover, à deux pas", order=5)
    assert "maison de mes parents" in str(person.answer("recit"))
    assert len(person.messages) == 1
    assert "récit" in person.heard or "histoire" in person.heard


def test_a_question_that_will_never_be_delivered_is_asked_again(person: Newcomer) -> None:
    lead_to(person, "portage")
    assert person.passage.shown is not None
    person.passage = replace(person.passage, shown=replace(person.passage.shown, lost=True))
    assert "Vous portez ce projet" in person.send("oui", order=5).heard


def test_c23_a_double_tap_is_one_answer_and_no_noise(person: Newcomer) -> None:
    token = lead_to(person, "portage").token("En couple")
    person.give(Tap(token))
    shown = person.question
    person.now -= timedelta(seconds=19)
    assert person.give(Tap(token)).events == ()
    assert (person.question, person.answer("portage")) == (shown, "couple")


def test_c23_two_options_at_once_are_one_transition(person: Newcomer) -> None:
    first, second = lead_to(person, "portage").token("En couple"), person.token("De mon côté")
    person.give(Tap(first)).now -= timedelta(seconds=19)
    person.give(Tap(second))
    assert person.answer("portage") == "couple"
    assert [turn.question for turn in person.passage.history].count("portage") == 1


def test_c23_a_tick_tapped_twice_stays_ticked(person: Newcomer) -> None:
    token = lead_to(person, "jalons").token("Vu le lieu")
    person.give(Tap(token)).now -= timedelta(seconds=19)
    person.give(Tap(token))
    assert person.passage.draft is not None
    assert person.passage.draft.ticks == ("vu_lieu",)


def test_c24_every_old_keyboard_shows_the_current_question_again(person: Newcomer) -> None:
    old: list[str] = []
    for question in PATH:
        lead_to(person, question)
        before = progress(person.passage)
        for token in old[-12:]:
            person.give(Tap(token))
            assert progress(person.passage) == before
            assert person.question == question
            assert not person.find(AnswerSettled)
        old += person.tokens


@pytest.mark.parametrize(
    "token",
    ["", "d", "d.abcd2345.1", "d.zzzz9999.2.go", "x.abcd2345.1.go", "d.abcd2345.99.oui", "d.abcd2345.-1.+", "é" * 32],
)
def test_c24_a_forwarded_or_mangled_keyboard_changes_nothing(person: Newcomer, token: str) -> None:
    before = progress(lead_to(person, "but").passage)
    assert progress(person.give(Tap(token)).passage) == before
    assert person.question == "but"


def test_c24_a_keyboard_of_before_a_restart_of_the_talk_is_not_applied(person: Newcomer) -> None:
    old = lead_to(person, "portage").token("En couple")
    person.start().tap("Un nouveau projet")
    assert person.question == "accueil"
    assert person.give(Tap(old)).question == "accueil"
    assert person.answer("portage") is None


# -- C25: edits


def test_c25_an_edited_story_is_replaced_only_after_a_yes(person: Newcomer) -> None:
    lead_to(person, "recit").send("une épicerie", order=10)
    deliver(person, 11)
    lead_to(person, "but", {"secteur": ("Reprendre",), "commune": ("«arlanc",)})
    person.tap("Nous faire vivre").edit("une épicerie et une maison", order=10)
    assert person.answer("recit") == "une épicerie"
    person.tap("Remplacer")
    assert (person.answer("recit"), person.question) == ("une épicerie et une maison", "but")
    assert "✓ Nous faire vivre" in person.buttons, "ticks made before the edit are still there"


def test_c25_leaving_it_as_before_leaves_it(person: Newcomer) -> None:
    lead_to(person, "recit").send("une épicerie", order=10)
    assert person.edit("autre chose", order=10).send("non").answer("recit") == "une épicerie"
    assert person.question == "secteur"


def test_c25_an_edit_of_one_of_several_messages_replaces_nothing(person: Newcomer) -> None:
    lead_to(person, "recit").send("on quitte lyon", order=10).send("pour une épicerie", order=11)
    person.edit("pour une boulangerie", order=11)
    assert person.question == "secteur"
    assert person.answer("recit") == "on quitte lyon\npour une épicerie"


@pytest.mark.parametrize("question", PATH)
def test_c25_an_unknown_edit_never_advances(person: Newcomer, question: str) -> None:
    before = progress(lead_to(person, question).passage)
    assert progress(person.edit("tout autre chose", order=4).passage) == before
    assert person.heard


# -- C26: what the talk has no use for


@pytest.mark.parametrize("question", PATH)
def test_c26_anything_useless_gets_a_helpful_answer_and_no_step(person: Newcomer, question: str) -> None:
    before = progress(lead_to(person, question).passage)
    buttons = person.buttons
    for given in USELESS:
        person.give(given)
        assert progress(person.passage) == before, given
        assert (person.question, person.buttons) == (question, buttons)
        assert person.last


@pytest.mark.parametrize("question", PATH)
def test_c26_voice_and_contact_advance_only_where_they_are_taken(person: Newcomer, question: str) -> None:
    lead_to(person, question)
    for given, takes in (
        (Voice(5, 9), {"accueil", "recit", "secteur", "attention"}),
        (SharedContact("0199005678", own=True), {"coordonnees"}),
    ):
        before = progress(person.passage)
        person.give(given)
        assert person.last
        assert (progress(person.passage) != before) == (question in takes), given
        if question in takes:
            break


def test_c26_a_caption_counts_as_words(person: Newcomer) -> None:
    assert lead_to(person, "portage").show("photo", "en couple").answer("portage") == "couple"


def test_c26_nothing_stuck_once_the_talk_is_over(person: Newcomer) -> None:
    lead_to(person, "preparation").tap("Non merci")
    assert person.question == ""
    for given in (*USELESS, Text("merci"), Tap("d.abcd2345.3.x"), Voice(5, 9), Command("retour")):
        assert person.give(given).last, given


# -- C27: strange texts


@pytest.mark.parametrize("words", STRANGE)
def test_c27_strange_words_come_back_as_they_were_typed(person: Newcomer, words: str) -> None:
    lead_to(person, "recit")
    decision_texts = person.send(f"{words} pour une épicerie").settled
    assert person.answer("recit") == f"{words} pour une épicerie"
    assert f"{words} pour une épicerie" in decision_texts
    assert words.strip() in lead_to(person, "attention", TYPED).send(words).settled
    assert person.answer("attention") == words.strip()


@pytest.mark.parametrize("length", [4096, 4097, 10_000])
def test_c27_a_very_long_story_is_kept_whole(person: Newcomer, length: int) -> None:
    words = ("une épicerie à Arlanc 🏡 " * 500)[:length].strip()
    assert lead_to(person, "recit").send(words).answer("recit") == words
    assert lead_to(person, "resume").question == "resume"


def test_c27_a_story_has_an_end(person: Newcomer) -> None:
    lead_to(person, "recit").send("épicerie " * 3000)
    assert len(str(person.answer("recit"))) <= 12_000


@pytest.mark.parametrize("question", PATH)
def test_c27_ten_thousand_characters_anywhere_are_answered(person: Newcomer, question: str) -> None:
    lead_to(person, question).send("blabla " * 1500)
    assert person.last
    lead_to(person, "preparation" if PATH.index(question) <= PATH.index("preparation") else "peut_apporter", TYPED)


# -- C28: /start and commands


@pytest.mark.parametrize("payload", ["", "inconnu", "x" * 64, "x" * 500, "s_ABCDEF", "../../etc", "é🏡"])
def test_c28_start_with_any_payload_greets(world: World, payload: str) -> None:
    assert Newcomer(world).start(payload).question == "accueil"


@pytest.mark.parametrize("question", PATH)
def test_c28_start_in_the_middle_loses_nothing(person: Newcomer, question: str) -> None:
    answers = lead_to(person, question).passage.answers
    person.start("replayed")
    if person.question == "retrouvailles":
        person.tap("Continuer")
        assert person.question == question
    assert person.passage.answers == answers


def test_c28_start_keeps_ticks(person: Newcomer) -> None:
    lead_to(person, "besoins_vie").tap("Se loger").start().tap("Continuer")
    assert "✓ Se loger" in person.buttons


@pytest.mark.parametrize("question", PATH)
@pytest.mark.parametrize(
    "name", ["inconnue", "", "START", "retour", "modifier", "resume", "pourquoi", "aide", "contact", "mesdonnees"]
)
def test_c28_every_command_is_answered_everywhere(person: Newcomer, question: str, name: str) -> None:
    answers = lead_to(person, question).passage.answers
    person.command(name)
    assert person.events
    assert person.passage.answers == answers
    assert person.question


def test_c28_an_unknown_command_names_what_exists(person: Newcomer) -> None:
    assert "/aide" in lead_to(person, "but").command("nimporte").heard
    assert person.question == "but"


def test_a_place_outside_counts_once_however_often_it_is_shown(world: World) -> None:
    person = lead_to(Newcomer(world).start(), "hors_territoire", {"commune": ("Ailleurs", "«clermont-ferrand")})
    counted = len(person.find(Counted))
    person.show("sticker").command("resume").command("aide")
    assert counted == 1
    assert (person.question, person.find(Counted)) == ("hors_territoire", [])


def test_answers_may_be_given_by_hand_all_along(world: World) -> None:
    """The path of these tests is the talk itself: every step of it is reached."""
    person, seen = Newcomer(world).start(), []
    for question in PATH:
        seen.append(lead_to(person, question).question)
    answer(person, ("«je sais coudre",))
    assert seen == list(PATH)
    assert person.question == "suite"


def test_the_world_is_untouched_by_a_talk(world: World) -> None:
    before = (world.dialog.content_hash, dict(world.territories))
    lead_to(Newcomer(world).start(), "accords")
    assert (world.dialog.content_hash, dict(world.territories)) == before
    assert replace(world) == world
    assert STORY
