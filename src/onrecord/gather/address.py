"""Addresses: taken apart once, and whether one may be connected to. What is checked here is what is connected to."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from onrecord.errors import FetchError, UnsafeReport

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000  # characters of an address, in ASCII; browsers and databases have trouble with longer ones
LONGEST_HOST = 253  # RFC 1035
# Special ranges of IANA's registries that some supported Pythons still call global.
SPECIAL = tuple(
    ip_network(words)
    for words in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "100:0:0:1::/64",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
)
NAT64 = ip_network("64:ff9b::/96")
ALONE = "only public addresses are fetched. Save the page, and read the file"

Ip = IPv4Address | IPv6Address
Endpoints = frozenset[tuple[str, int]]  # addresses with their port


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address: `url` as it is kept (no fragment), `host` without brackets, `target` what is asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def at(self) -> str:
        """Host and port as the header Host has them: the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: that of which a robots.txt speaks."""
        return f"{self.scheme}://{self.at}"


def address_of(words: str) -> Address:
    """An address taken apart, its host in ASCII and lower case.

    >>> address_of("HTTPS://Bücher.Example:443/a b?q=1#top").url
    'https://xn--bcher-kva.example/a%20b?q=1'

    Raises UnsafeReport for another scheme or an address with a password, FetchError for what is no address.
    """
    _refuse_long(words)
    try:
        parts = parse_url(words.strip())
    except LocationParseError as error:
        raise FetchError(f"{words}: is no address that can be fetched ({error}); check it") from error
    scheme = parts.scheme or ""
    if scheme not in PORTS:
        raise UnsafeReport(
            f"{words}: only http:// and https:// addresses are fetched; save the page, and read the file"
        )
    if parts.auth is not None:
        hidden = words.replace(f"{parts.auth}@", "", 1)
        raise UnsafeReport(
            f"{hidden}: holds a user's name or password, which would be kept with the report; leave it out"
        )
    host = (parts.host or "").strip("[]")
    if not host or len(host) > LONGEST_HOST or parts.port == 0:
        raise FetchError(f"{words}: names no host to ask; check the address")
    made = Address("", scheme, host, parts.port or PORTS[scheme], parts.request_uri)
    _refuse_long(f"{made.origin}{made.target}")
    return Address(f"{made.origin}{made.target}", made.scheme, made.host, made.port, made.target)


def _refuse_long(words: str) -> None:
    if len(words) > LONGEST:
        raise FetchError(f"{words[:80]}...: is longer than {LONGEST:,} characters, no address of a page; check it")


def why_refused(found: Ip) -> str | None:
    """Why an address may not be connected to, None where it is public.

    >>> why_refused(ip_address("10.0.0.5")), why_refused(ip_address("::ffff:127.0.0.1"))
    ('private', 'loopback')
    >>> why_refused(ip_address("93.184.215.14")) is None
    True
    """
    inner = _within(found)
    if inner is not None:
        return why_refused(inner)
    kinds = ("unspecified", "loopback", "link_local", "multicast", "private", "reserved", "site_local")
    for kind in kinds:
        if getattr(found, f"is_{kind}", False):
            return kind.replace("_", "-")
    special = not found.is_global or any(found.version == net.version and found in net for net in SPECIAL)
    return "special" if special else None


def _within(found: Ip) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, by 6to4, or behind a NAT64."""
    if isinstance(found, IPv4Address):
        return None
    if found in NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour


def public(address: Address, answers: tuple[str, ...], allowed: Endpoints = frozenset()) -> tuple[str, ...]:
    """What the address's host leads to, all of it public, or `allowed` with this port.

    Raises UnsafeReport where one is not (a name that also leads inside is none to follow), FetchError without any.
    """
    if not answers:
        raise FetchError(f"{address.url}: its host leads to no address; check the name")
    for answer in answers:
        reason = None if (answer, address.port) in allowed else why_refused(ip_address(answer))
        if reason:
            raise UnsafeReport(f"{address.url}: leads to {answer}, a {reason} address; {ALONE}")
    return answers
