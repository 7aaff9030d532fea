"""The load and the probe of the benchmark, before a server that this test plays."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import pytest

from benchmarks.client import parse
from benchmarks.load import load
from benchmarks.probe import probe
from benchmarks.request import Request, add_arguments
from benchmarks.sending import sending_load

Result = TypeVar("Result")
Answer = Callable[[bytes], Awaitable[bytes]]

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
_PATIENCE = 10.0


def _sent_to(
    answer: Answer, send: Callable[[str], Coroutine[Any, Any, Result]]
) -> Result:
    """Run the sender before a server that gives each head and body to `answer`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                _, _, length = head.partition(b"Content-Length: ")
                body = await reader.readexactly(int(length or 0))
                answered = await answer(body)
                if not answered:
                    break
                writer.write(answered)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def play() -> Result:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await send(f"http://127.0.0.1:{port}/")

    return asyncio.run(play())


async def _fine(_: bytes) -> bytes:
    return _OK


async def _refusal(_: bytes) -> bytes:
    return b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


async def _nothing(_: bytes) -> bytes:
    return b""


async def _never(_: bytes) -> bytes:
    await asyncio.sleep(30 * _PATIENCE)
    raise AssertionError


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", None),
        (_OK, (200, True)),
        (
            b"HTTP/1.1 404 No\r\nConnection: close\r\ncontent-length: 0\r\n\r\n",
            (404, False),
        ),
    ],
)
def test_an_answer_is_read_once_it_is_complete(
    answer: bytes, read: tuple[int, bool] | None
) -> None:
    assert parse(answer) == read


def test_an_answer_without_a_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="no Content-Length"):
        parse(b"HTTP/1.1 200 OK\r\n\r\n{}")


def test_a_request_is_the_same_after_the_command_line() -> None:
    request = Request("http://host:81/a?b=c", "Cookie: d=e", ('{"f": 1}', "{}"))
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    assert Request.of(parser.parse_args(request.arguments())) == request
    assert request.address() == ("host", 81)


def test_a_get_has_no_body() -> None:
    request = Request("http://host:81/a?b=c", "Cookie: d=e")

    assert request.messages() == [
        b"GET /a?b=c HTTP/1.1\r\nHost: host:81\r\nCookie: d=e\r\n\r\n"
    ]


def test_each_body_is_posted_with_its_length_in_bytes() -> None:
    request = Request("http://host", "", ("\u00e9", "{}"))
    head = b"POST / HTTP/1.1\r\nHost: host:80\r\nContent-Type: application/json\r\n"

    assert request.messages() == [
        head + b"Content-Length: 2\r\n\r\n\xc3\xa9",
        head + b"Content-Length: 2\r\n\r\n{}",
    ]


def test_a_load_sends_every_body_and_counts_every_answer() -> None:
    bodies: list[bytes] = []

    async def answer(body: bytes) -> bytes:
        bodies.append(body)
        return _OK

    result = _sent_to(
        answer,
        lambda url: load(Request(url, "", ("1", "2")), 3, 0.1, _PATIENCE),
    )
    assert set(bodies) == {b"1", b"2"}
    assert (result.answers, result.failures) == (len(bodies), 0)


def test_a_load_counts_refusals_and_broken_connections() -> None:
    refused = _sent_to(_refusal, lambda url: load(Request(url), 2, 0.1, _PATIENCE))
    broken = _sent_to(_nothing, lambda url: load(Request(url), 2, 0.1, _PATIENCE))

    assert refused.statuses == {"503": refused.failures}
    assert broken.failures == broken.errors > 0
    assert broken.first_error == "the server closed the connection"


def test_a_load_gives_up_on_what_is_not_answered() -> None:
    result = _sent_to(_never, lambda url: load(Request(url), 2, 0.1, 0.1))

    assert result.answers == 0
    assert result.timeouts == result.failures > 0
    assert result.max_ms >= 100


def test_a_probe_goes_on_while_others_are_unanswered() -> None:
    arrived = 0
    all_are_there = asyncio.Event()

    async def answer(_: bytes) -> bytes:
        # A probe that waited for its last answer would never send all of them.
        nonlocal arrived
        arrived += 1
        if arrived == 5:
            all_are_there.set()
        await asyncio.wait_for(all_are_there.wait(), 6 * _PATIENCE)
        return _OK

    result = _sent_to(answer, lambda url: probe(Request(url), 0.02, 0.1, _PATIENCE))

    assert (result.sent, result.failures) == (5, 0)


@pytest.mark.parametrize(
    ("answer", "unanswered", "not_2xx", "first_error"),
    [
        (_fine, 0, 0, ""),
        (_refusal, 0, 5, ""),
        (_nothing, 5, 0, "the server closed the connection"),
        (_never, 5, 0, "no answer in time"),
    ],
)
def test_a_probe_tells_what_became_of_each_request(
    answer: Answer, unanswered: int, not_2xx: int, first_error: str
) -> None:
    patience = 0.1 if answer is _never else _PATIENCE

    result = _sent_to(answer, lambda url: probe(Request(url), 0.02, 0.1, patience))

    assert result.sent == 5
    assert (result.unanswered, result.not_2xx) == (unanswered, not_2xx)
    assert result.first_error == first_error


def test_what_was_not_answered_is_as_slow_as_the_patience() -> None:
    result = _sent_to(_nothing, lambda url: probe(Request(url), 0.02, 0.1, 7.0))

    assert result.p50_ms >= 7000


def test_a_sender_ends_with_its_block() -> None:
    async def interrupted(url: str) -> int:
        def send() -> int:
            with (
                pytest.raises(json.JSONDecodeError),
                sending_load(Request(url), 1, 600.0) as process,
            ):
                json.loads("")
            return process.returncode

        return await asyncio.to_thread(send)

    assert _sent_to(_fine, interrupted) < 0
