"""Which addresses are on the public internet."""

import time

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import RefusedAddress
from cairn.reports.addresses import Deadline, GuardedBackend, is_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "0.0.0.0",
     "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1",
     "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
     "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:db8::1", "2001::1", "100::1"],
)  # fmt: skip
def test_all_others_are_refused(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_a_private_address_is_refused_in_every_dress(address: object) -> None:
    low = int(address)  # type: ignore[call-overload]
    dresses = [f"::ffff:{address}", f"64:ff9b::{low >> 16:x}:{low & 0xFFFF:x}", f"2002:{low >> 16:x}:{low & 0xFFFF:x}::1"]
    assert not any(is_public(dress) for dress in dresses)


def test_one_private_address_among_a_names_addresses_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    infos = [(2, 1, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: infos)
    with pytest.raises(RefusedAddress, match=r"10\.0\.0\.1"):
        GuardedBackend(allow_private=False, deadline=Deadline(time.monotonic() + 5)).connect_tcp("two.example", 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    went: list[str] = []

    def once(*_: object, **__: object) -> list[object]:
        asked.append(1)
        return [(2, 1, 6, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", 80))]

    monkeypatch.setattr("socket.getaddrinfo", once)

    def connect(_: object, host: str, *__: object) -> httpcore2.NetworkStream:
        went.append(host)
        return httpcore2.MockStream([])

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    GuardedBackend(allow_private=False, deadline=Deadline(time.monotonic() + 5)).connect_tcp("rebinding.example", 80)
    assert (len(asked), went) == (1, ["8.8.8.8"])


def test_unix_sockets_are_refused() -> None:
    with pytest.raises(RefusedAddress, match="unix socket"):
        GuardedBackend(allow_private=True, deadline=Deadline(time.monotonic() + 5)).connect_unix_socket("/run/docker.sock")


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr("socket.getaddrinfo", never)
    with pytest.raises(httpcore2.ConnectError, match="no answer in time"):
        GuardedBackend(allow_private=False, deadline=Deadline(time.monotonic() + 0.1)).connect_tcp("slow.example", 80)
