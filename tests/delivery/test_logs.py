"""C55: nothing personal leaves through the logs."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from bot.logs import configure_logs

NAME, PHONE, TOKEN, CHAT = "Samira Benali", "01 99 00 56 78", "123456789:AAAAsecretAAAA", 4815162342


@pytest.fixture
def written() -> io.StringIO:
    """What is written, after `configure_logs` in JSON."""
    stream = io.StringIO()
    configure_logs("DEBUG", "json", key=b"k", stream=stream)
    return stream


def lines(stream: io.StringIO) -> list[dict]:
    """The lines written, parsed."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_known_keys_pass_and_unknown_ones_do_not(written) -> None:
    structlog.get_logger().info("referral_sent", case_number=241, territory="livradois-forez", name=NAME, text="récit")
    (line,) = lines(written)
    assert {name: line[name] for name in ("event", "case_number", "territory")} == {
        "event": "referral_sent",
        "case_number": 241,
        "territory": "livradois-forez",
    }
    assert "name" not in line
    assert "text" not in line


@pytest.mark.parametrize("value", [NAME, PHONE, {"text": NAME}, [NAME], f"tél : {PHONE}", b"voice", object()])
def test_a_known_key_does_not_carry_words(written, value) -> None:
    structlog.get_logger().info("answer_kept", question=value, kind=value)
    assert [lines(written)[0][name] for name in ("question", "kind")] == ["withheld"] * 2


def test_an_event_with_words_in_it_is_not_written(written) -> None:
    structlog.get_logger().warning(f"could not call {NAME}")
    assert lines(written)[0]["event"] == "unnamed_event"


def test_chats_are_a_stable_hash(written) -> None:
    structlog.get_logger().info("delivery_setback", chat_id=CHAT)
    structlog.get_logger().info("delivery_setback", chat_id=CHAT)
    structlog.get_logger().info("delivery_setback", chat_id=CHAT + 1)
    first, again, other = (line["chat"] for line in lines(written))
    assert first == again != other
    assert len(first) == 8
    assert str(CHAT) not in written.getvalue()


def test_exceptions_keep_type_and_our_frames_only(written) -> None:
    from bot.settings import SettingsError, load_settings

    try:
        try:
            load_settings({"LOG_LEVEL": NAME})
        except SettingsError as error:
            raise ValueError(f"{NAME} {PHONE}") from error
    except ValueError as error:
        structlog.get_logger().error("tick_failed", exc_info=error)
        structlog.get_logger().exception("tick_failed")
    try:
        load_settings({"LOG_LEVEL": NAME})
    except SettingsError:
        structlog.get_logger().exception("tick_failed")
    outer, same, inner = lines(written)
    assert outer["error"] == same["error"] == "ValueError<SettingsError"
    assert inner["frames"][-1].startswith("bot/settings.py:")
    assert NAME not in written.getvalue()
    assert PHONE not in written.getvalue()


def test_libraries_say_where_not_what(written) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/sendMessage", TOKEN)
    logging.getLogger("aiogram.dispatcher").warning("Failed to fetch updates for %s at bot%s", NAME, TOKEN)
    try:
        raise RuntimeError(NAME)
    except RuntimeError:
        logging.getLogger("sqlalchemy.engine").exception("params: %s", PHONE)
    warned, failed = lines(written)
    assert warned["event"] == failed["event"] == "library_notice"
    assert warned["logger"] == "aiogram.dispatcher"
    assert warned["level"] == "warning"
    assert failed["error"] == "RuntimeError"
    for secret in (NAME, TOKEN, PHONE):
        assert secret not in written.getvalue()


def test_the_level_is_the_least_written(written) -> None:
    configure_logs("ERROR", "json", key=b"k", stream=written)
    structlog.get_logger().info("rules_active")
    structlog.get_logger().error("tick_failed")
    assert [line["event"] for line in lines(written)] == ["tick_failed"]


def test_the_console_form_is_as_discreet(written) -> None:
    stream = io.StringIO()
    configure_logs("INFO", "console", key=b"k", stream=stream)
    try:
        raise ValueError(NAME)
    except ValueError:
        structlog.get_logger().exception("tick_failed", job="follow_up", chat_id=CHAT, text=NAME)
    assert "follow_up" in stream.getvalue()
    assert NAME not in stream.getvalue()
    assert str(CHAT) not in stream.getvalue()
