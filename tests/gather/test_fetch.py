"""A page is fetched from the address that was checked, within limits; what may not or cannot be had says why."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import DamagedReport, FetchError, ReportError, TooLong, UnsafeReport
from onrecord.gather.fetch import Fetcher, Limits
from tests.gather.web import HOME, Web, answers, redirects, serving, speaking

SMALL = Limits(most=100_000, seconds=20.0)
SHORT = Limits(seconds=1.0)
LATE = 8  # seconds by which a fetch of one second has long ended, also on a busy machine; the slow go on for twice that


@pytest.fixture
def web() -> Iterator[Web]:
    with serving({"/": answers(200, b"Shells fell.", Content_Type="text/html; charset=utf-8", ETag='"1"')}) as server:
        yield server


def refused(fetcher: Fetcher, url: str) -> ReportError:
    with pytest.raises(ReportError) as told:
        fetcher.get(url)
    return told.value


def test_a_page_with_its_headers_and_what_we_say_of_us(web: Web) -> None:
    answer = web.fetcher().get(web.at("/#top"), {"If-None-Match": '"0"'})
    assert (answer.status, answer.body, answer.url) == (200, b"Shells fell.", web.at("/"))
    assert (answer.header("etag"), answer.header("content-type")) == ('"1"', "text/html; charset=utf-8")
    ((_, headers),) = web.asked
    assert headers["host"] == f"news.example:{web.port}"
    assert headers["if-none-match"] == '"0"'
    assert headers["user-agent"].startswith("onrecord")
    assert not {"cookie", "referer", "authorization"} & set(headers)


@pytest.mark.parametrize("status", [304, 404, 429, 503])
def test_other_statuses_are_answers_too_without_a_body(web: Web, status: int) -> None:
    web.pages["/"] = answers(status, b"wait", Retry_After="7")
    answer = web.fetcher().get(web.at())
    assert (answer.status, answer.body, answer.header("retry-after")) == (status, b"", "7")


def test_by_itself_a_fetcher_never_reaches_this_machine(web: Web) -> None:
    for host in (HOME, "localhost", "2130706433", "[::ffff:127.0.0.1]"):
        error = refused(Fetcher(), web.at(host=host))
        assert isinstance(error, UnsafeReport | FetchError)
        assert "loopback" in str(error) or "leads nowhere" in str(error)
    assert web.asked == []


def test_what_is_allowed_is_one_port_of_one_address(web: Web) -> None:
    with serving() as other:
        assert isinstance(refused(web.fetcher(), other.at(host=HOME)), UnsafeReport)
        assert other.asked == []


# Names


def test_the_connection_goes_to_the_address_that_was_checked_though_the_name_leads_elsewhere_by_then(web: Web) -> None:
    """DNS rebinding: a name that leads to a public host when asked first, and inside when asked again."""
    given = []

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        given.append(host)
        return (HOME,) if len(given) == 1 else ("10.0.0.1",)

    assert web.fetcher(resolve=rebinding).get(web.at()).status == 200
    assert given == ["news.example"]


def test_each_redirect_is_checked_anew_also_to_the_same_name(web: Web) -> None:
    answered = iter([(HOME,), ("169.254.169.254",)])
    web.pages["/a"] = redirects("/b")
    error = refused(web.fetcher(resolve=lambda host, port: next(answered)), web.at("/a"))
    assert isinstance(error, UnsafeReport)
    assert "leads to 169.254.169.254, a link-local address" in str(error)
    assert web.paths() == ["/a"]


def test_all_answers_of_a_name_are_checked(web: Web) -> None:
    error = refused(web.fetcher(resolve=lambda host, port: (HOME, "192.168.0.1")), web.at())
    assert isinstance(error, UnsafeReport)
    assert web.asked == []


def test_an_address_that_does_not_take_the_connection_is_followed_by_the_next(web: Web) -> None:
    dead = "127.0.0.2"  # where nothing listens on this port
    allowed = frozenset({(dead, web.port), (HOME, web.port)})
    assert web.fetcher(resolve=lambda host, port: (dead, HOME), allowed=allowed).get(web.at()).status == 200


def test_a_name_that_leads_nowhere(web: Web) -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert "news.example leads nowhere (Name or service not known)" in str(
        refused(web.fetcher(resolve=unknown), web.at())
    )
    assert "leads to no address" in str(refused(web.fetcher(resolve=lambda host, port: ()), web.at()))


def test_a_look_up_that_hangs_is_left_behind(web: Web) -> None:
    def slow(host: str, port: int) -> tuple[str, ...]:
        time.sleep(2 * LATE)
        return (HOME,)

    start = time.monotonic()
    assert "took too long (at most 1 s in all)" in str(refused(web.fetcher(resolve=slow, limits=SHORT), web.at()))
    assert time.monotonic() - start < LATE


def test_proxies_of_the_environment_are_not_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/": answers(200, b"proxied")}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{HOME}:{proxy.port}")
        assert web.fetcher().get(web.at()).body == b"Shells fell."
        assert proxy.asked == []


# Redirects


def test_redirects_are_followed_and_one_that_is_for_good_says_so(web: Web) -> None:
    web.pages |= {"/old": redirects("/new", 301), "/new": redirects(web.at("/"), 308), "/now": redirects("/old")}
    answer = web.fetcher().get(web.at("/old"))
    assert (answer.asked, answer.url, answer.moved, answer.body) == (web.at("/old"), web.at("/"), True, b"Shells fell.")
    assert web.fetcher().get(web.at("/now")).moved is False
    assert web.fetcher().get(web.at("/")).moved is False


def test_a_location_in_other_letters(web: Web) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /\xc3\xbcber\r\nContent-Length: 0\r\n\r\n")

    web.pages |= {"/a": answer, "/%C3%BCber": answers(200, b"there")}
    assert web.fetcher().get(web.at("/a")).body == b"there"


@pytest.mark.parametrize(
    "private", ["http://10.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "//169.254.169.254/latest/"]
)
def test_a_redirect_inside_is_refused(web: Web, private: str) -> None:
    web.pages["/a"] = redirects(private)
    error = refused(web.fetcher(resolve=lambda host, port: (host.replace("news.example", HOME),)), web.at("/a"))
    assert isinstance(error, UnsafeReport)
    assert str(error).startswith(f"{web.at('/a')}: redirects; ")
    assert "only public addresses are fetched" in str(error)


@pytest.mark.parametrize(
    "other", ["file:///etc/passwd", "ftp://news.example/", "gopher://a/", "javascript:alert(1)", "data:,x"]
)
def test_a_redirect_to_another_scheme_is_refused(web: Web, other: str) -> None:
    web.pages["/a"] = redirects(other)
    assert isinstance(refused(web.fetcher(), web.at("/a")), UnsafeReport)


@pytest.mark.parametrize("other", ["http://[", "http://a:99999/", "http://"])
def test_a_redirect_to_what_is_no_address(web: Web, other: str) -> None:
    web.pages["/a"] = redirects(other)
    assert isinstance(refused(web.fetcher(), web.at("/a")), FetchError)


def test_redirects_in_a_circle_and_too_many_of_them(web: Web) -> None:
    web.pages |= {"/a": redirects("/b"), "/b": redirects("/a#again")}
    assert "redirects in a circle" in str(refused(web.fetcher(), web.at("/a")))
    web.pages |= {f"/{n}": redirects(f"/{n + 1}") for n in range(9)}
    assert "redirects more than 5 times" in str(refused(web.fetcher(), web.at("/0")))
    assert web.paths()[-1] == "/5"


# Size


def test_what_is_packed_is_unpacked(web: Web) -> None:
    web.pages |= {
        "/gzip": answers(200, gzip.compress(b"Shells fell."), Content_Encoding="gzip"),
        "/deflate": answers(200, zlib.compress(b"Shells fell."), Content_Encoding="deflate"),
    }
    assert {web.fetcher().get(web.at(path)).body for path in ("/gzip", "/deflate")} == {b"Shells fell."}


def test_a_body_over_the_limit_is_not_taken_whether_its_length_is_said_or_not(web: Web) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    web.pages |= {"/said": answers(200, b"x" * 100_001), "/endless": endless, "/whole": answers(200, b"x" * 100_000)}
    fetcher = web.fetcher(limits=SMALL)
    assert isinstance(refused(fetcher, web.at("/said")), TooLong)
    assert isinstance(refused(fetcher, web.at("/endless")), TooLong)
    assert len(fetcher.get(web.at("/whole")).body) == 100_000


def test_a_gzip_bomb_is_not_unpacked(web: Web) -> None:
    bomb = gzip.compress(b"\0" * 50 * 2**20)  # 50 MB in 50 KB
    web.pages["/bomb"] = answers(200, bomb, Content_Encoding="gzip")
    error = refused(web.fetcher(), web.at("/bomb"))
    assert isinstance(error, TooLong)
    assert "over 10 MB when unpacked" in str(error)


def test_an_encoding_that_was_not_asked_for(web: Web) -> None:
    web.pages["/br"] = answers(200, b"\x0b\x02", Content_Encoding="br")
    assert "packed by 'br'" in str(refused(web.fetcher(), web.at("/br")))
    web.pages["/bad"] = answers(200, b"no gzip", Content_Encoding="gzip")
    assert isinstance(refused(web.fetcher(), web.at("/bad")), DamagedReport)


# Time


def dribbling(head: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def say(connection: socket.socket) -> None:
        connection.recv(4_096)
        connection.sendall(head)
        for _ in range(20 * LATE):
            time.sleep(0.1)
            connection.sendall(drop)

    return say


SLOW = {
    "the status": (b"", b"H"),
    "a header": (b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: x\r\n"),
    "other answers before it": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body of known length": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
    "a body until the end": (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "the head of a chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1"),
    "what follows the chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: x\r\n"),
}


@pytest.mark.parametrize("part", SLOW)
def test_a_byte_a_moment_does_not_hold_us_longer_than_the_limit(part: str) -> None:
    with speaking(dribbling(*SLOW[part])) as web:
        start = time.monotonic()
        error = refused(web.fetcher(limits=SHORT), web.at())
        assert time.monotonic() - start < LATE
        assert isinstance(error, FetchError)
        assert "took too long (at most 1 s in all)" in str(error)


def test_the_time_is_for_all_redirects_together(web: Web) -> None:
    def slowly(number: int) -> Callable[[BaseHTTPRequestHandler], None]:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(0.4)
            redirects(f"/{number + 1}")(handler)

        return answer

    web.pages |= {f"/{n}": slowly(n) for n in range(6)}
    assert "took too long" in str(refused(web.fetcher(limits=SHORT), web.at("/0")))


def test_one_read_may_take_nearly_all_of_the_time(web: Web) -> None:
    def thinking(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(2.2)
        answers(200, b"at last")(handler)

    web.pages["/"] = thinking
    assert web.fetcher(limits=Limits(seconds=4.0)).get(web.at()).body == b"at last"


# What is no HTTP


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000,
    ],
    ids=["nothing", "another protocol", "cut short", "bad chunk", "many headers", "long header", "long chunk head"],
)
def test_what_breaks_the_protocol_is_no_answer(said: bytes) -> None:
    def say(connection: socket.socket) -> None:
        connection.recv(4_096)
        connection.sendall(said)

    with speaking(say) as web:
        error = refused(web.fetcher(), web.at("/a"))
        assert isinstance(error, FetchError)
        assert str(error).startswith(f"{web.at('/a')}: gave no answer (")


def test_any_bytes_of_a_server_are_an_answer_or_a_reason() -> None:
    said = [b""]

    def say(connection: socket.socket) -> None:
        connection.recv(4_096)
        connection.sendall(said[0])

    head = st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: ", b"HTTP/1.0 200 \r\n\r\n"])
    more = st.sampled_from([b"", b"Content-Encoding: gzip\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n", b"\r\n\r\n"])

    with speaking(say) as web:

        @given(st.tuples(head, st.binary(max_size=60), more, st.binary(max_size=60)).map(b"".join))
        @settings(deadline=None)
        def asked(raw: bytes) -> None:
            said[0] = raw
            try:
                answer = web.fetcher(limits=SHORT).get(web.at("/a"))
            except ReportError as error:
                assert str(error).startswith(web.at("/a"))  # noqa: PT017
            else:
                assert 100 <= answer.status <= 999
                assert len(answer.body) <= len(raw) * 1_100  # what deflate can say in so many bytes

        asked()


def test_nobody_listens() -> None:
    with serving() as web:
        pass
    assert "Connection refused" in str(refused(web.fetcher(), web.at()))


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secure(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> Callable[[], ssl.SSLContext]:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return lambda: context


def test_tls_is_verified_against_the_name_though_the_connection_goes_to_a_number(authority: trustme.CA) -> None:
    with serving({"/": answers(200, b"sealed")}, secure(authority, "news.example")) as web:
        fetcher = web.fetcher(trust=trusting(authority))
        assert fetcher.get(web.at()).body == b"sealed"
        error = refused(fetcher, web.at(host="other.example"))
        assert "Hostname mismatch" in str(error)
        assert len(web.asked) == 1


def test_a_certificate_of_nobody_we_know_is_refused(authority: trustme.CA) -> None:
    with serving({"/": answers(200, b"sealed")}, secure(authority, "news.example")) as web:
        error = refused(web.fetcher(), web.at())
        assert isinstance(error, FetchError)
        assert "unable to get local issuer certificate" in str(error)
        assert web.asked == []


def test_a_handshake_that_hangs_ends_in_time(authority: trustme.CA) -> None:
    with speaking(lambda connection: time.sleep(2 * LATE)) as web:
        web.scheme = "https"
        start = time.monotonic()
        assert isinstance(refused(web.fetcher(limits=SHORT), web.at()), FetchError)
        assert time.monotonic() - start < LATE


def test_a_slow_answer_over_tls_ends_in_time_too(authority: trustme.CA) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(20 * LATE):
            handler.wfile.write(b"H")
            time.sleep(0.1)

    with serving({"/": slow}, secure(authority, "news.example")) as web:
        start = time.monotonic()
        error = refused(web.fetcher(trust=trusting(authority), limits=SHORT), web.at())
        assert time.monotonic() - start < LATE
        assert "took too long" in str(error)
