"""How a visit of an address ended, and what of it was out of the ordinary."""

from collections.abc import Mapping

from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.sizes import size

STATUSES: Mapping[Fact, str] = {
    400: "the server takes the request for a wrong one",
    401: "the server asks for a login",
    403: "the server refuses access",
    404: "the page does not exist",
    405: "the server does not allow this kind of access",
    408: "the server timed out waiting for the request",
    410: "the page was deleted",
    429: "the server takes the visits for too many",
    451: "not available for legal reasons",
    500: "internal error of the server",
    502: "the gateway got an invalid answer",
    503: "the service is unavailable for now",
    504: "the gateway timed out",
}
CERTIFICATES: Mapping[Fact, str] = {
    9: "is not yet valid",
    10: "has expired",
    18: "is self-signed",
    19: "has a self-signed root in its chain",
    20: "has an incomplete chain or an issuer that is not trusted",
    21: "has an incomplete chain and cannot be verified",
    62: "is for another host name",
    64: "is for another IP address",
}
TLS: Mapping[Fact, str] = {
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": (
        "the server supports only the unsafe old form of TLS renegotiation"
    ),
    "UNSUPPORTED_PROTOCOL": "the server supports only outdated versions of TLS",
    "TLSV1_ALERT_PROTOCOL_VERSION": "the server does not support TLS 1.2 or above",
    "DH_KEY_TOO_SMALL": "the server's key is too short",
    "EE_KEY_TOO_SMALL": "the key of the server's certificate is too short",
    "CA_MD_TOO_WEAK": "the certificate is signed with an outdated algorithm",
    "NO_CIPHERS_AVAILABLE": "no encryption algorithm is supported by both sides",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "no kind of encryption is supported by both sides",
    "WRONG_VERSION_NUMBER": "what answers on the port is not HTTPS",
    "TLSV1_UNRECOGNIZED_NAME": "the server does not know this host name",
}


def _status(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    status = int(words["status"])
    kind = "the server failed" if status >= 500 else "the server has no such page"
    failed = kind if status < 600 else "the server refused with a status of its own"
    return f"{STATUSES.get(facts['status'], failed)} ({words['status']})"


def _certificate(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del words
    return f"the HTTPS certificate {CERTIFICATES.get(facts['verify_code'], 'cannot be verified')}"


def _tls(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    named = f" ({words['error']})" if words["error"] else ""
    return TLS.get(facts["error"], f"the HTTPS handshake failed{named}")


def _scheme(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    what = f"{words['scheme']} addresses" if words["scheme"] else "addresses without a scheme"
    return f"only http and https are visited, {what} are not"


def _not_public(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    return f"{words['address'] or 'the address of the connection'} is not public, not visited"


def _left_alone(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    pause = f"not visited again before {words['until']}"
    return f"{words['why']}; {pause}" if words["why"] else pause


SENTENCES: dict[Code, Sentence] = {
    VisitCode.ADDRESS_MALFORMED: "the address is malformed",
    VisitCode.ADDRESS_TOO_LONG: "the address is too long ({characters} characters)",
    VisitCode.ADDRESS_WITH_BACKSLASH: "the address has a backslash",
    VisitCode.ADDRESS_WITH_CREDENTIALS: "the address has a user name or password",
    VisitCode.ADDRESS_WITHOUT_HOST: "the address has no host",
    VisitCode.SCHEME_REFUSED: _scheme,
    VisitCode.PORT_REFUSED: "port {port} is not a usual one for a website",
    VisitCode.HOST_CHARACTERS: "the host name has characters that are not allowed",
    VisitCode.HOST_INCOMPLETE: "the host name is incomplete",
    VisitCode.IPV4_MALFORMED: "the IP address is written in an irregular way",
    VisitCode.IPV6_MALFORMED: "the IPv6 address is malformed",
    VisitCode.ADDRESS_NOT_PUBLIC: _not_public,
    VisitCode.MAY_CHANGE: (
        "not asked for: by its words ({word}) the address may change something there"
    ),
    VisitCode.NAME_SLOW: "the host name did not resolve within {seconds} s",
    VisitCode.NAME_UNRESOLVED: "the host name does not resolve",
    VisitCode.NAME_WITHOUT_ADDRESS: "the host name has no address",
    VisitCode.NAME_NOT_PUBLIC: (
        "the host name resolves to {address}, which is not public, not visited"
    ),
    VisitCode.CONNECT_TIMEOUT: "timed out connecting",
    VisitCode.CONNECTION_REFUSED: "the server refused the connection",
    VisitCode.NETWORK_UNREACHABLE: "the network to the server is down",
    VisitCode.CONNECTION_RESET: "the server reset the connection",
    VisitCode.CONNECTION_BROKEN: "the connection broke",
    VisitCode.CERTIFICATE: _certificate,
    VisitCode.TLS: _tls,
    VisitCode.PROXY_REFUSED: "the proxy did not connect ({status})",
    VisitCode.PROXY_UNREACHABLE: "the proxy cannot be reached",
    VisitCode.TOTAL_TIMEOUT: "{stage} did not end within {seconds} s ({received} bytes received)",
    VisitCode.SILENT: "the server did not answer for a long time",
    VisitCode.STALLED: "the page stopped halfway ({received} bytes received)",
    VisitCode.DISCONNECTED: "the server closed the connection without an answer",
    VisitCode.HEADERS_CUT: "the server closed the connection before its headers were complete",
    VisitCode.HEADERS_TOO_LARGE: "the server's headers are too large",
    VisitCode.BODY_CUT: (
        "the connection ended before the page was complete ({received} bytes received)"
    ),
    VisitCode.CHUNKS_BROKEN: "the page's chunks are malformed, it did not come whole",
    VisitCode.PROTOCOL: "the server's answer is not valid HTTP",
    VisitCode.HTTP_STATUS: _status,
    VisitCode.NO_WHOLE_PAGE: "the server's answer ({status}) does not say that this is the page",
    VisitCode.PARTIAL: "the server gave only a part of the content ({status})",
    VisitCode.NOT_CHANGED: "the content has not changed since the last visit",
    VisitCode.ENCODING_UNKNOWN: "the server used a compression that was not offered ({encoding})",
    VisitCode.COMPRESSED_BROKEN: "the {encoding} data is corrupt",
    VisitCode.COMPRESSED_CUT: "the {encoding} data is incomplete",
    VisitCode.COMPRESSED_PARTS: "the {encoding} data has too many members",
    VisitCode.TOO_LARGE: lambda facts, _: f"the page exceeds {size(facts['limit'], ' bytes')}",
    VisitCode.REDIRECT_MALFORMED: "the address of the redirect is malformed",
    VisitCode.REDIRECT_HOST_MALFORMED: "the host of the redirect is no valid text",
    VisitCode.REDIRECT_WITHOUT_ADDRESS: "the redirect has no address ({status})",
    VisitCode.TOO_MANY_REDIRECTS: "more than {limit} redirects",
    VisitCode.REDIRECT_OFF_SITE: "it redirects to another site ({there}), not followed",
    VisitCode.REDIRECT_CIRCLE: "more than {limit} redirects, in a circle",
    VisitCode.BLANK: "the server gave a blank page",
    VisitCode.ERROR_PAGE: "redirected to an error page, {path}",
    VisitCode.FILE: "no web page but {file}",
    VisitCode.OTHER_TYPE: "no web page but content of the type {content_type}",
    VisitCode.FIREWALL: "blocked by {firewall}, the page was not seen ({status})",
    VisitCode.FIREWALL_CHECK: "{firewall} asks for a check, the page was not seen ({status})",
    VisitCode.FIREWALL_WORDS: (
        "blocked or asked for a check by the site's firewall, the page was not seen ({status})"
    ),
    VisitCode.COOKIE_SCRIPT: (
        "the page is given only to a browser that ran a script for a cookie ({status})"
    ),
    VisitCode.BROWSER_CHECK: "the site checks browsers, the page was not seen ({status})",
    VisitCode.BROWSER_SCRIPT: (
        "the site has browsers run a script first, the page was not seen ({status})"
    ),
    VisitCode.ROBOTS_DISALLOW: "the site's robots.txt does not allow this address",
    VisitCode.ROBOTS_UNREADABLE: "robots.txt cannot be read, so by custom no further visit: {why}",
    VisitCode.ROBOTS_IGNORED: "robots.txt not obeyed, for the reason in the registry",
    VisitCode.LEGACY_TLS: (
        "old TLS accepted and the certificate not verified, for the reason in the registry"
    ),
    VisitCode.HEADERS_ADDED: "request headers added, for the reason in the registry",
    VisitCode.BY_PROXY: "asked by way of a proxy, for the reason in the registry",
    VisitCode.LEFT_ALONE: _left_alone,
    VisitCode.INTERNAL: "an error of our own ({error}): not fetched, the operator has been told",
    VisitCode.NO_BROWSER: "the page needs a browser, and this machine has none (no {program})",
    VisitCode.NO_PLAYWRIGHT: "the page needs a browser, and this machine has none (no playwright)",
    VisitCode.DRIVER_NOT_STARTED: (
        "the page needs a browser, and this machine has none (Playwright's driver did not start: "
        "{error})"
    ),
    VisitCode.BROWSER_NOT_STARTED: (
        "the page needs a browser, and this machine has none (it did not start: {error})"
    ),
    VisitCode.NO_SANDBOX: (
        "the page needs a browser, and Chromium can make no sandbox here: allow user namespaces, "
        "or set REPOSTWATCH_CRAWL__CHROMIUM_SANDBOX=0"
    ),
    VisitCode.RENDER_FAILED: "the browser failed at the page, its content was not seen",
    VisitCode.RENDER_TIMEOUT: (
        "not rendered within {seconds} s ({requests:file|files}, {received} bytes loaded)"
    ),
    VisitCode.RENDER_TOO_LARGE: "the rendered page exceeds {characters} characters",
    VisitCode.RENDER_SPENT: (
        "not drawn: other pages of this portal kept the browser busy for {seconds} s"
    ),
    VisitCode.RENDER_MEMORY: "the browser was ended: the page took more than {megabytes} MB",
    VisitCode.RENDER_REQUESTS: "the page loads more than {limit} files",
    VisitCode.RENDER_BYTES: (
        lambda facts, _: f"the page loads more than {size(facts['limit'], ' bytes')}"
    ),
    VisitCode.RENDER_INCOMPLETE: "the page opened, but its content did not load whole: {why}",
    VisitCode.STYLES_MISSING: "the page's styles did not load whole ({why})",
    VisitCode.DATA_MISSING: "the page's data did not all come ({why})",
    VisitCode.PICTURE_TIMEOUT: "no picture of the page within {seconds} s",
    VisitCode.PICTURE_FAILED: "the browser failed at the picture of the page",
    VisitCode.PICTURE_TOO_LARGE: (
        "the picture of the page has {size} bytes, more than {limit}, and was not kept"
    ),
    VisitCode.PICTURE_CUT: "the page is {height} pixels high, the picture shows the first {shown}",
}
