"""A body in bounded memory: decoded exactly, however it arrives, or refused in time."""

from __future__ import annotations

import gzip
import itertools
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.crawl.fetch.bounds import STEP, Decoder
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.faults.fault_body import packed

MB = 1 << 20
LIMIT = 8 * MB
PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "plain": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", lambda body: zlib.compress(body)[2:-4]),
}


def decode(encoding: str, data: bytes, cuts: list[int], limit: int = LIMIT) -> bytes:
    decoder = Decoder(encoding, limit)
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        decoder.feed(data[start:end])
    return decoder.finish()


@pytest.mark.parametrize("packer", PACKERS.values(), ids=PACKERS.keys())
@given(body=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 10_000), max_size=8))
def test_what_was_packed_comes_out_however_it_is_cut(
    packer: tuple[str, Callable[[bytes], bytes]], body: bytes, cuts: list[int]
) -> None:
    encoding, pack = packer
    body = b"<html>" + body
    assert decode(encoding, pack(body), cuts) == body


@pytest.mark.parametrize("size", [STEP - 1, STEP, STEP + 1, 4 * STEP, LIMIT])
def test_sizes_around_a_step(size: int) -> None:
    body = b"a" * size
    assert decode("gzip", gzip.compress(body), [1000]) == body


@pytest.mark.parametrize("encoding", ["identity", "gzip", "deflate"])
def test_one_byte_more_than_the_limit_is_refused(encoding: str) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "identity": bytes, "gzip": gzip.compress, "deflate": zlib.compress,
    }  # fmt: skip
    pack = packers[encoding]
    assert len(decode(encoding, pack(b"a" * 1000), [], limit=1000)) == 1000
    with pytest.raises(FetchError) as caught:
        decode(encoding, pack(b"a" * 1001), [], limit=1000)
    assert caught.value.outcome is Outcome.TOO_LARGE
    assert caught.value.reason == because(VisitCode.TOO_LARGE, limit=1000)


@pytest.mark.parametrize(("encoding", "window"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_bomb_of_300_megabytes_takes_little_more_than_the_limit(
    encoding: str, window: int
) -> None:
    bomb = packed(window, 300)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        with pytest.raises(FetchError):
            Decoder(encoding, LIMIT).feed(bomb)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert peak < LIMIT + 8 * STEP


def test_members_one_after_another_and_padding() -> None:
    data = gzip.compress(b"<html>one") + gzip.compress(b"two") + b"\0" * 20
    assert decode("gzip", data, [3, 30]) == b"<html>onetwo"


@given(st.binary(min_size=1, max_size=400))
def test_noise_is_decoded_or_refused(noise: bytes) -> None:
    for encoding in ("gzip", "deflate"):
        try:
            decode(encoding, noise, [5, 50])
        except FetchError as failure:
            assert failure.outcome is Outcome.UNDECODABLE  # noqa: PT017 - either is right
