"""The card a referent reads: one screen, everything needed to call back usefully, nothing else.

Rule: at most 1,200 characters. The story gives way first; its rest is behind *Lire la suite*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel import Locale

from bot.casework.events import STAGES
from bot.casework.life import ACCOMPANIED, CARRIED, UNANSWERED, Status
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.sentences import Says, join, says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.facts import SKIPPED, options_of, written_words
from dialogs.message import Button, Message, MessageBuilder
from dialogs.passage import ShownTarget
from dialogs.wording import say_short_day
from dialogs.world import World
from referral_rules.facts import INCONNU, SANS_OBJET
from storage.tables import Relay
from storage.unit_of_work import UnitOfWork

CARD_LIMIT = 1200  # characters: one screen of a phone, as the network asked
ASIDE_LIMIT = 180  # characters kept of what the person asked to bear in mind; the rest follows the story
SHORTEST_STORY = 60
QUOTED_LIMIT = 1000  # characters that a Fluent placeable takes; fluent.runtime, MAX_PART_LENGTH
PAGE_LIMIT = 1900  # characters of one message of *Lire la suite*: at most 3,800 UTF-16 units, whatever the signs
PROJECT_FACTS = ("forme_du_projet", "secteur", "type_collectif", "taille", "phase")


def render_card(uow: UnitOfWork, world: World, brief: Brief, language: str, note: str = "") -> Message:
    """The whole case on one screen, with the buttons that fit where it stands; `note` opens it."""
    says = says_of(world, brief, language)
    head, details = _head(says, brief)
    before = [line for line in (_project(says),) if line]
    for most in (None, 4, 2):
        heard = (*_added(uow, says, brief), *_heard(says, brief, most))
        after = [line for line in (*heard, *_why(uow, says, brief)) if line]
        fixed = sum(len(line) + 1 for line in (note, head + details, *before, *after))
        if fixed + SHORTEST_STORY < CARD_LIMIT:
            break
    room = min(QUOTED_LIMIT, max(SHORTEST_STORY, CARD_LIMIT - fixed - 6))
    story, cut = shorten(story_of(brief), room)
    cut = cut or most is not None
    builder = MessageBuilder()
    if note:
        builder.add(note + "\n", "italic")
    builder.add(head, "bold").add(details)
    quoted = [says.text("fiche-cite", words=story)] if story else []
    for line in (*before, *quoted, *after):
        builder.add("\n" + line)
    extras = _extra_buttons(uow, says, brief, cut)
    if extras:
        builder.row(*extras)
    for row in card_buttons(says, brief):
        builder.row(*row)
    return builder.build()


def story_of(brief: Brief) -> str:
    """The person's own words, empty when they spoke or were erased."""
    return _own_words(brief, "recit")


def rest_of_story(world: World, brief: Brief, language: str) -> tuple[Message, ...]:
    """All that the person said in their own words, for *Lire la suite*, then all that was heard besides."""
    says = says_of(world, brief, language)
    text = "\n\n".join(words for words in (story_of(brief), _own_words(brief, "attention")) if words)
    head = says.text("fiche-suite", number=str(brief.case.number)) + "\n"
    builders = [MessageBuilder().add(head if at == 0 else "").add(page, "blockquote") for at, page in _paged(text)]
    heard = [line for line in _heard(says, brief, None) if line]
    return (*(builder.build() for builder in builders), Message("\n".join(heard)))


def card_buttons(says: Says, brief: Brief) -> tuple[tuple[Button, ...], ...]:
    """What a referent can do with the case as it stands."""
    number = brief.referral.id
    redirect = Button(says.text("geste-reorienter"), staff_token(StaffVerb.CHOOSE_TARGET, number, 0))
    ask = Button(says.text("geste-question"), staff_token(StaffVerb.ASK, number))
    if brief.referral.status in UNANSWERED | {Status.ESCALATED}:
        return (
            (
                Button(says.text("geste-prends"), staff_token(StaffVerb.TAKE, number)),
                Button(says.text("geste-vu", day=says.weekday(brief)), staff_token(StaffVerb.ANNOUNCE, number)),
            ),
            (Button(says.text("geste-decline"), staff_token(StaffVerb.CHOOSE_REASON, number)), redirect),
            (ask,),
        )
    status = brief.referral.status
    if status == Status.NEWCOMER_CHOOSES:
        return ((Button(says.text("geste-prends"), staff_token(StaffVerb.TAKE, number)), ask), (redirect,))
    appoint = Button(says.text("geste-rendez-vous"), staff_token(StaffVerb.CHOOSE_APPOINTMENT, number))
    close = Button(says.text("geste-terminer"), staff_token(StaffVerb.CHOOSE_OUTCOME, number))
    support = Button(says.text("geste-associer-appui"), staff_token(StaffVerb.CHOOSE_SUPPORT, number, 0))
    if status in CARRIED:
        return (contact_buttons(says, brief)[0], (appoint, ask), (support, redirect), (close,))
    if status in ACCOMPANIED:
        pause = Button(says.text("geste-pause"), staff_token(StaffVerb.CHOOSE_PAUSE, number))
        blocked = Button(says.text("geste-bloque"), staff_token(StaffVerb.BLOCK, number))
        return ((ask, appoint), (support, redirect), (blocked, pause, close))
    if status == Status.CLOSED:
        return ((Button(says.text("geste-rouvrir"), staff_token(StaffVerb.REOPEN, number)),),)
    return ()


def review_buttons(says: Says, brief: Brief) -> tuple[tuple[Button, ...], ...]:
    """Where the project stands, in one tap; a pause or the end in two."""
    number = brief.referral.id
    stages = [
        Button(_capital(says.label("stade", stage)), staff_token(StaffVerb.REVIEW, number, stage)) for stage in STAGES
    ]
    pause = Button(says.text("geste-pause"), staff_token(StaffVerb.CHOOSE_PAUSE, number))
    close = Button(says.text("geste-terminer"), staff_token(StaffVerb.CHOOSE_OUTCOME, number))
    blocked = Button(says.text("geste-bloque"), staff_token(StaffVerb.BLOCK, number))
    return (tuple(stages[:2]), tuple(stages[2:]), (pause, close), (blocked,))


def contact_buttons(says: Says, brief: Brief) -> tuple[tuple[Button, ...], ...]:
    """ "Contact made?" in three taps at most."""
    outcomes = (("geste-contact-fait", "done"), ("geste-injoignable", "unreachable"), ("geste-plus-tard", "later"))
    return (
        tuple(
            Button(says.text(key), staff_token(StaffVerb.REPORT, brief.referral.id, outcome))
            for key, outcome in outcomes
        ),
    )


def shorten(text: str, limit: int) -> tuple[str, bool]:
    """`text` cut at a word so that it holds in `limit` characters, and whether it was cut."""
    if len(text) <= limit:
        return text, False
    kept = text[: limit - 1]
    head, _, tail = kept.rpartition(" ")
    return (head if head and len(tail) < 40 else kept).rstrip(" ,;.") + "…", True


def _head(says: Says, brief: Brief) -> tuple[str, str]:
    day = say_short_day(says.language, brief.referral.promised_on)
    key = "fiche-tete-appellera" if brief.referral.newcomer_calls else "fiche-tete"
    head = says.text(key, day=day)
    moments = says.values("moments")
    if moments:
        head += ", " + join(says, moments)
    person = brief.person
    contact = [brief.first_name, (person.last_name if person else None) or ""]
    reached = [" ".join(part for part in contact if part)]
    reached += [word for word in ((person.phone, person.email) if person else ()) if word]
    number = says.text("fiche-numero", number=str(brief.case.number))
    return head, " · " + ", ".join(word for word in (*reached, number) if word)


def _project(says: Says) -> str:
    parts = [label for fact in PROJECT_FACTS for label in says.values(fact)]
    place = says.place()
    if place:
        parts.append(place)
    parts += [label for fact in ("portage", "but", "echeance") for label in says.values(fact)]
    sentences = [_capital(", ".join(parts))] if parts else []
    stage = says.values("stade")
    if stage:
        sentences.append(says.text("fiche-stade", stage=stage[0]))
    sentences += [_capital(label) for fact in ("rapport_au_lieu", "statut") for label in says.values(fact)]
    return ". ".join(sentences) + "." if sentences else ""


def _heard(says: Says, brief: Brief, most: int | None) -> Iterable[str]:
    """What was heard besides the story, at most `most` values of each list: to bear in mind, expected, life, done."""
    aside = _own_words(brief, "attention")
    if aside:
        yield says.text("fiche-a-savoir", words=shorten(aside, ASIDE_LIMIT)[0])
    lines = (("fiche-attend", "besoins_projet"), ("fiche-vie", "besoins_vie"), ("fiche-elus", "attente_elus"))
    yield " ".join(says.text(key, what=_listed(values, most)) for key, fact in lines if (values := says.values(fact)))
    yield _milestones(says, brief, most)
    adviser = _own_words(brief, "conseiller")
    if adviser:
        yield says.text("fiche-conseiller", who=shorten(adviser, 80)[0])
    wishes = says.values("mode_contact")
    if wishes:
        yield says.text("fiche-prefere", how=", ".join(wishes))
    if brief.case.contact_language not in ("fr", ""):
        yield says.text("fiche-langue", spoken=_language_name(says, brief.case.contact_language))


def _added(uow: UnitOfWork, says: Says, brief: Brief) -> Iterable[str]:
    """The last word that the person added after the case was sent; a voice message has its button."""
    own = [relay for referral in uow.cases.referrals_of(brief.case.id) for relay in uow.relays.list_of(referral.id)]
    added = [relay for relay in own if is_added_word(relay)]
    typed = [words for relay in added if (words := written_words(relay.text).strip())]
    if typed:
        yield says.text("fiche-ajoute", words=shorten(typed[-1], ASIDE_LIMIT)[0])


def is_added_word(relay: Relay) -> bool:
    """Whether a relayed message is a word that the person added by themselves, and sent."""
    return not relay.from_staff and relay.answers is None and relay.status == "sent"


def _milestones(says: Says, brief: Brief, most: int | None) -> str:
    """What was done, and what was offered but not ticked: a no that was never said."""
    done = says.values("jalons")
    question = says.world.dialog.questions.get("jalons")
    offered = options_of(says.world, brief.talk.passage, question) if question is not None and brief.talk else ()
    ticked = says.facts.get("jalons")
    missing = [v for v in offered if isinstance(ticked, frozenset) and v not in ticked]
    sentences = [says.text("fiche-fait", what=_listed(done, most))] if done else []
    if missing:
        labels = [says.label("jalons", value) for value in missing]
        sentences.append(says.text("fiche-non-coche", what=_listed(labels, most)))
    if says.facts.get("deja_accompagne") == "non":
        sentences.append(says.text("fiche-aucun-conseiller"))
    return " ".join(sentences)


def _why(uow: UnitOfWork, says: Says, brief: Brief) -> Iterable[str]:
    """Why this person, what the newcomer was told, what they agreed to."""
    told = says.text("fiche-dit", name=brief.first_name or says.text("fiche-la-personne"))
    others = [says.name_of(brief.territory, shown.target) for shown in _others(brief)]
    if others:
        told += says.text("fiche-dit-cites", who=", ".join(others))
    yield says.text("fiche-pourquoi", rule=_rule_title(says, brief), number=_revision(uow, brief)) + " " + told + "."
    agreed = [says.agreement(brief, consent.kind) for consent in brief.consents if consent.kind != "news"]
    if agreed:
        yield says.text("fiche-accords", what=says.text("fiche-separateur").join(agreed))


def _others(brief: Brief) -> tuple[ShownTarget, ...]:
    return brief.proposal.complementary[:2] if brief.proposal else ()


def _rule_title(says: Says, brief: Brief) -> str:
    for rule in brief.territory.rules.rules:
        if rule.id == brief.referral.rule:
            return (rule.title.en if says.language == "en" else "") or rule.title.fr
    return says.text("fiche-regle-pivot")


def _revision(uow: UnitOfWork, brief: Brief) -> str:
    revision = uow.revisions.find(brief.territory.id, brief.referral.revision)
    return str(revision.number) if revision is not None else brief.referral.revision[:6]


def _extra_buttons(uow: UnitOfWork, says: Says, brief: Brief, cut: bool) -> tuple[Button, ...]:
    buttons = []
    if cut or len(_own_words(brief, "attention")) > ASIDE_LIMIT or _has_more(uow, brief):
        buttons.append(Button(says.text("geste-suite"), staff_token(StaffVerb.READ_ON, brief.referral.id)))
    for media in voices_of(uow, brief)[:2]:
        buttons.append(Button(says.text("geste-ecouter"), staff_token(StaffVerb.LISTEN, brief.referral.id, media)))
    return tuple(buttons)


def _has_more(uow: UnitOfWork, brief: Brief) -> bool:
    """Whether something was asked, answered or noted since, or an appui brought in."""
    referrals = uow.cases.referrals_of(brief.case.id)
    if brief.state.supports:
        return True
    kept = [relay for referral in referrals for relay in uow.relays.list_of(referral.id)]
    return any(relay.status in ("sent", "answered", "note") and relay.text for relay in kept)


def voices_of(uow: UnitOfWork, brief: Brief) -> list[int]:
    """The voice messages kept with the case, oldest first."""
    return uow.media.of_passage(brief.talk.passage_id) if brief.talk is not None else []


def _own_words(brief: Brief, question: str) -> str:
    answer = brief.talk.passage.answers.get(question) if brief.talk else None
    if answer is None or not isinstance(answer.value, str):
        return ""
    words = written_words(answer.said or answer.value).strip()
    return "" if words in (INCONNU, SANS_OBJET, SKIPPED) else words


def _listed(values: list[str], most: int | None) -> str:
    return ", ".join(values) if most is None or len(values) <= most else ", ".join([*values[:most], "…"])


def _paged(text: str) -> Iterator[tuple[int, str]]:
    """The text in stretches that one message holds each, cut at words, with their place."""
    at = 0
    while text:
        stretch = text[:PAGE_LIMIT]
        if len(text) > PAGE_LIMIT and " " in stretch:
            stretch = stretch[: stretch.rindex(" ") + 1]
        yield at, stretch
        at, text = at + 1, text[len(stretch) :]


def _language_name(says: Says, code: str) -> str:
    """« anglais », from the language's code; the code itself when nobody knows it."""
    return str(Locale(says.language).languages.get(code, code))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
