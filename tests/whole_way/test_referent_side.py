"""What referents and animators can do with a case, each through the staff bot, and what the newcomer learns of it."""

from __future__ import annotations

from bot.usecases.cases.notification import CARD_LIMIT
from storage.tables import Relay
from tests.whole_way.house import ANIMATOR, CCI, NADIA, PAUL, SAMIRA, House
from tests.whole_way.stories import LONG_STORY, says

MONDAY = "2026-11-23T08:31"


async def told(house: House, *others: int, story: str | None = None) -> None:
    """Samira's case is with Nadia on Monday morning."""
    await house.bind(NADIA, ANIMATOR, *others)
    await house.talk(says=says(recit=story) if story else says())
    await house.at(MONDAY)


async def test_seen_and_calling_on_thursday_silences_reminders_until_then(house: House) -> None:
    await told(house)
    await house.staff_taps(NADIA, "Vu, j’appelle jeudi")
    assert "jeudi" in house.last(NADIA).text.rsplit("→", 1)[-1]
    assert "pense vous appeler jeudi" in house.texts()[-1]
    before = len(house.heard(NADIA))
    await house.days_pass("2026-11-25T20:00")
    assert len(house.heard(NADIA)) == before
    await house.days_pass("2026-11-26T20:00")
    assert [text for text in house.heard(NADIA)[before:] if "pensiez appeler Samira" in text] != []
    assert len(house.heard(NADIA)) == before + 1


async def test_a_decline_with_a_reason_goes_to_the_animator_who_gives_the_case_away(house: House) -> None:
    await told(house, CCI)
    await house.staff_taps(NADIA, "Pas pour moi")
    await house.staff_taps(NADIA, "Hors compétence")
    assert "n’est pas la bonne personne pour ce projet" in house.texts()[-1]
    card = house.last(ANIMATOR)
    assert "ne prend pas le dossier 1" in card.text
    assert "Hors compétence" in card.text
    await pick(house, ANIMATOR, "Isabelle Vernet", "Quelqu’un d’autre")
    await house.staff_taps(ANIMATOR, "Envoyer sans mot")
    assert len(house.heard(CCI)) == 1
    assert house.referral().status == "declined", "another structure: nothing is transmitted before Samira's yes"
    assert "Puis-je lui transmettre" in house.texts()[-1]
    house.newcomer(SAMIRA).tap("D’accord")
    await house.settle()
    assert "Votre dossier est maintenant suivi par" in house.texts()[-1]
    assert (house.referral().interlocutor, house.referral().status) == ("cci-puy-de-dome.ambert", "sent")
    assert "Samira" in house.last(CCI).text


async def test_a_redirection_inside_the_agreements_moves_at_once_with_its_word(house: House) -> None:
    await told(house, PAUL)
    old = house.last(NADIA)
    take = old.button("Je prends")
    await pick(house, NADIA, "Paul Roche")
    await house.staff_taps(NADIA, "Ajouter un mot")
    house.person(NADIA).reply(house.last(NADIA), "Paul, c'est pour toi : *épicerie* <Arlanc> 🧀")
    await house.settle()
    await house.staff_taps(NADIA, "Envoyer")
    card = house.last(PAUL).text
    assert "Paul, c'est pour toi : *épicerie* <Arlanc> 🧀" in card
    assert len(card) <= CARD_LIMIT
    assert "suivi par Paul Roche" in house.texts()[-1]
    assert take is not None
    house.person(NADIA).tap_token(take["callback_data"], old)  # from a screen that hasn't been drawn anew yet
    await house.settle()
    assert "il est maintenant suivi par Paul Roche" in house.last(NADIA).text
    assert (house.referral().interlocutor, house.referral().status) == ("cc-ambert.economie", "sent")


async def test_a_redirection_beyond_the_agreements_waits_for_a_new_one(house: House) -> None:
    await told(house, CCI)
    await pick(house, NADIA, "Isabelle Vernet")
    await house.staff_taps(NADIA, "Envoyer sans mot")
    assert len(house.heard(CCI)) == 1, "nothing but the welcome before Samira's yes"
    house.newcomer(SAMIRA).tap("Non, merci")
    await house.settle()
    assert "préfère que rien ne soit transmis" in house.last(NADIA).text
    assert len(house.heard(CCI)) == 1
    assert house.referral().interlocutor == "cc-ambert.accueil"


async def test_a_question_there_and_back_with_a_confirmation_each_way(house: House) -> None:
    await told(house)
    await house.staff_taps(NADIA, "Poser une question")
    prompt = house.last(NADIA)
    assert prompt.prompts_reply
    house.person(NADIA).reply(prompt, "Le fonds est-il en vente ? voir https://example.org")
    await house.settle()
    assert not any("fonds est-il" in text for text in house.texts()), "nothing passes before the confirmation"
    await house.staff_taps(NADIA, "Envoyer")
    question = house.newcomer(SAMIRA).received[-1]
    assert "Nadia Brun vous demande" in question.text
    assert "Le fonds est-il en vente" in question.text
    house.newcomer(SAMIRA).reply(question, "Oui, depuis juin. _*<&>")
    await house.settle()
    assert not any("depuis juin" in text for text in house.heard(NADIA))
    house.newcomer(SAMIRA).tap("Envoyer")
    await house.settle()
    assert "Réponse de Samira (dossier 1)" in house.last(NADIA).text
    assert "Oui, depuis juin. _*<&>" in house.last(NADIA).text
    sent = [call for call in house.front.calls_of("sendMessage") if "fonds est-il" in call.parameters["text"]]
    assert all(call.parameters["link_preview_options"] == {"is_disabled": True} for call in sent)
    assert [relay.status for relay in house.rows(Relay)] == ["answered", "sent"]


async def test_a_long_story_stands_behind_a_button(house: House) -> None:
    await told(house, story=LONG_STORY)
    card = house.last(NADIA)
    assert len(card.text) <= CARD_LIMIT
    assert LONG_STORY not in card.text
    before = len(house.heard(NADIA))
    await house.staff_taps(NADIA, "Lire la suite")
    assert any(LONG_STORY in text for text in house.heard(NADIA)[before:])


async def test_a_voice_is_fetched_by_one_bot_kept_by_us_and_played_by_the_other(house: House) -> None:
    await house.bind(NADIA, ANIMATOR)
    samira = house.newcomer(SAMIRA)
    sound = b"OggS" + bytes(range(256)) * 40
    await house.talk(until="recit")
    samira.send_voice(sound, seconds=12)
    await house.settle()
    await house.go_on(SAMIRA, says(secteur="commerce+reprise|épicerie", commune="oui|Arlanc"))
    await house.at(MONDAY)
    await house.staff_taps(NADIA, "Écouter")
    played = house.last(NADIA)
    assert played.voice == sound
    assert "dossier 1" in played.text
    assert house.front.calls_of("getFile") != []
    assert house.staff.calls_of("getFile") == []
    file_id = house.front.calls_of("getFile")[0].parameters["file_id"]
    assert file_id not in str([call.parameters for call in house.staff.calls])


async def test_an_animator_sees_figures_rules_and_what_nobody_took(house: House) -> None:
    await told(house)
    assert "/expliquer" in house.heard(ANIMATOR)[0], "the welcome says what can be asked"
    assert "/expliquer" not in house.heard(NADIA)[0]
    await house.staff_says(ANIMATOR, "/territoire")
    assert "Livradois-Forez" in house.last(ANIMATOR).text
    await house.staff_says(ANIMATOR, "/regles")
    assert "révision" in house.last(ANIMATOR).text.lower()
    for command in ("/territoire", "/regles"):
        assert "animation" in (await house.staff_says(NADIA, command)).text
    listed = await house.staff_says(NADIA, "/dossiers")
    assert "1" in listed.text
    opened = await house.staff_taps(NADIA, "Dossier 1")
    assert "Samira, 01 99 00 56 78" in opened.text


async def test_an_absence_turns_the_next_case_to_somebody_else(house: House) -> None:
    await house.bind(NADIA, ANIMATOR, PAUL)
    noted = await house.staff_says(NADIA, "/absence 22/11 05/12")
    assert "du 22 novembre au 5 décembre 2026" in noted.text
    await house.talk()
    assert house.referral().interlocutor != "cc-ambert.accueil"
    await house.staff_taps(NADIA, "Annuler")
    assert "annulée" in house.last(NADIA).text


async def pick(house: House, number: int, name: str, button: str = "Réorienter", structure: str = "") -> None:
    """*Réorienter* (or what is called so), then `name`: among the likeliest, else in their structure."""
    await house.staff_taps(number, button)
    if structure:
        await house.staff_taps(number, "Par structure")
        while structure not in house.last(number).labels:
            assert len(house.last(number).labels) <= 8
            await house.staff_taps(number, "Suivants")
        await house.staff_taps(number, structure)
    await house.staff_taps(number, *[label for label in house.last(number).labels if label.startswith(name)])
