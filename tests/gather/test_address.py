"""An address is taken apart once; only public ones may be connected to, in whatever form a private one is written."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError, UnsafeReport
from onrecord.gather.address import address_of, public, why_refused

SURE = [  # and the kind that is named
    ("0.0.0.0", "unspecified"),
    ("10.0.0.5", "private"),
    ("127.0.0.1", "loopback"),
    ("127.8.8.8", "loopback"),
    ("169.254.169.254", "link-local"),  # where clouds keep their keys
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("::ffff:10.0.0.1", "private"),
    ("::ffff:169.254.169.254", "link-local"),
    ("64:ff9b::10.0.0.1", "private"),
    ("2002:7f00:1::", "loopback"),  # 127.0.0.1 by 6to4
    ("fc00::1", "private"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("ff02::1", "multicast"),
]
KINDLESS = """0.1.2.3 100.64.0.1 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 203.0.113.9 240.0.0.1 255.255.255.255
::10.0.0.1 64:ff9b:1::1 100::1 2001:0:1::1 2001:db8::1 fec0::1 3fff::1 5f00::1"""  # Pythons differ in their names


@pytest.mark.parametrize(("address", "kind"), SURE)
def test_what_is_not_public_is_refused_and_its_kind_named(address: str, kind: str) -> None:
    assert why_refused(ip_address(address)) == kind


@pytest.mark.parametrize("address", KINDLESS.split())
def test_the_registries_other_special_ranges_are_refused(address: str) -> None:
    assert why_refused(ip_address(address)) is not None


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_public_addresses_pass_those_too_that_stand_for_one(address: str) -> None:
    assert why_refused(ip_address(address)) is None


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_ipv6_form_of_it(found: IPv4Address) -> None:
    number = int(found)
    forms = (IPv6Address((0xFFFF << 32) | number), IPv6Address((0x64FF9B << 96) | number))
    assert {why_refused(form) for form in (*forms, IPv6Address((0x2002 << 112) | (number << 80)))} == {
        why_refused(found)
    }


@given(st.ip_addresses())
def test_nothing_passes_that_the_registries_do_not_call_global(found: IPv4Address | IPv6Address) -> None:
    if why_refused(found) is None and found.version == 4:
        assert found.is_global
        assert not found.is_multicast


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"])
def test_other_ways_to_write_loopback_are_seen_through(written: str) -> None:
    """The system reads these as 127.0.0.1; what it reads them as is what is checked."""
    try:
        found = socket.getaddrinfo(written, 80, type=socket.SOCK_STREAM)
    except OSError:
        pytest.skip("this system does not read it as an address")
    with pytest.raises(UnsafeReport, match="loopback"):
        public(address_of(f"http://{written}/"), tuple(str(one[4][0]) for one in found))


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(UnsafeReport, match=r"^http://news.example/a: leads to 10.0.0.1, a private address"):
        public(address_of("http://news.example/a"), ("93.184.215.14", "10.0.0.1"))


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("http://News.Example", "http://news.example/"),
        ("https://news.example:443/a#top", "https://news.example/a"),
        ("http://news.example:8080/a?b=c d", "http://news.example:8080/a?b=c%20d"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://münchen.example/ü", "http://xn--mnchen-3ya.example/%C3%BC"),
        ("http://news.example\\@127.0.0.1/", "http://news.example/%5C@127.0.0.1/"),
    ],
)
def test_an_address_has_one_form(words: str, url: str) -> None:
    assert address_of(words).url == url
    assert address_of(url) == address_of(words)


@pytest.mark.parametrize(
    "words", ["ftp://a/", "file:///etc/passwd", "gopher://a/", "javascript:alert(1)", "a.txt", "//a/"]
)
def test_other_schemes_are_refused(words: str) -> None:
    with pytest.raises(UnsafeReport, match="only http:// and https://"):
        address_of(words)


def test_a_password_is_refused_and_not_said_again() -> None:
    with pytest.raises(UnsafeReport, match="leave it out") as told:
        address_of("https://me:secret@news.example/")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "words",
    ["http://", "http:///a", "http://a:0/", "http://a:99999/", "http://a b/", "http://a\nb/", "http://" + "a" * 5_000],
)
def test_what_is_no_address_says_so(words: str) -> None:
    with pytest.raises(FetchError):
        address_of(words)


@given(st.text(max_size=60))
def test_any_words_give_an_address_that_is_read_alike_again_or_are_refused(words: str) -> None:
    for written in (words, f"http://{words}"):
        try:
            made = address_of(written)
        except (FetchError, UnsafeReport):
            continue
        assert made.host
        assert address_of(made.url) == made
