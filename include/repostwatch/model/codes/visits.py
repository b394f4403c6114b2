"""How a visit of an address ended, and what of it was out of the ordinary."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class VisitCode(Code):
    # The address, before anything is asked for.
    ADDRESS_MALFORMED = "visit.address_malformed"
    ADDRESS_TOO_LONG = "visit.address_too_long", "characters"
    ADDRESS_WITH_BACKSLASH = "visit.address_with_backslash"
    ADDRESS_WITH_CREDENTIALS = "visit.address_with_credentials"
    ADDRESS_WITHOUT_HOST = "visit.address_without_host"
    SCHEME_REFUSED = "visit.scheme_refused", "scheme?"
    PORT_REFUSED = "visit.port_refused", "port"
    HOST_CHARACTERS = "visit.host_characters"
    HOST_INCOMPLETE = "visit.host_incomplete"
    IPV4_MALFORMED = "visit.ipv4_malformed"
    IPV6_MALFORMED = "visit.ipv6_malformed"
    ADDRESS_NOT_PUBLIC = "visit.address_not_public", "address?"
    # The name and the connection.
    NAME_SLOW = "visit.name_slow", "seconds"
    NAME_UNRESOLVED = "visit.name_unresolved"
    NAME_WITHOUT_ADDRESS = "visit.name_without_address"
    NAME_NOT_PUBLIC = "visit.name_not_public", "address"
    CONNECT_TIMEOUT = "visit.connect_timeout"
    CONNECTION_REFUSED = "visit.connection_refused"
    NETWORK_UNREACHABLE = "visit.network_unreachable"
    CONNECTION_RESET = "visit.connection_reset"
    CONNECTION_BROKEN = "visit.connection_broken"
    CERTIFICATE = "visit.certificate", "verify_code"  # OpenSSL's X509_V_ERR_…, 0 where not known
    TLS = "visit.tls", "error?"  # OpenSSL's name of it
    PROXY_REFUSED = "visit.proxy_refused", "status"
    PROXY_UNREACHABLE = "visit.proxy_unreachable"
    # The answer.
    TOTAL_TIMEOUT = "visit.total_timeout", "seconds", "stage", "received"  # bytes
    SILENT = "visit.silent"
    STALLED = "visit.stalled", "received"
    DISCONNECTED = "visit.disconnected"
    HEADERS_CUT = "visit.headers_cut"
    HEADERS_TOO_LARGE = "visit.headers_too_large"
    BODY_CUT = "visit.body_cut", "received"
    CHUNKS_BROKEN = "visit.chunks_broken"
    PROTOCOL = "visit.protocol"
    HTTP_STATUS = "visit.http_status", "status"
    PARTIAL = "visit.partial", "status"
    NOT_CHANGED = "visit.not_changed"
    ENCODING_UNKNOWN = "visit.encoding_unknown", "encoding"
    COMPRESSED_BROKEN = "visit.compressed_broken", "encoding"
    COMPRESSED_CUT = "visit.compressed_cut", "encoding"
    COMPRESSED_PARTS = "visit.compressed_parts", "encoding"
    TOO_LARGE = "visit.too_large", "limit"  # bytes
    REDIRECT_MALFORMED = "visit.redirect_malformed"
    REDIRECT_HOST_MALFORMED = "visit.redirect_host_malformed"
    REDIRECT_WITHOUT_ADDRESS = "visit.redirect_without_address", "status"
    TOO_MANY_REDIRECTS = "visit.too_many_redirects", "limit"
    REDIRECT_OFF_SITE = "visit.redirect_off_site", "there"
    REDIRECT_CIRCLE = "visit.redirect_circle", "limit"
    # Something other than the page came.
    BLANK = "visit.blank"
    ERROR_PAGE = "visit.error_page", "path"
    FILE = "visit.file", "file"
    OTHER_TYPE = "visit.other_type", "content_type"
    FIREWALL = "visit.firewall", "firewall", "status"
    FIREWALL_CHECK = "visit.firewall_check", "firewall", "status"
    FIREWALL_WORDS = "visit.firewall_words", "status"
    COOKIE_SCRIPT = "visit.cookie_script", "status"
    BROWSER_CHECK = "visit.browser_check", "status"
    BROWSER_SCRIPT = "visit.browser_script", "status"
    # Our own manners.
    ROBOTS_DISALLOW = "visit.robots_disallow"
    ROBOTS_UNREADABLE = "visit.robots_unreadable", "why"
    ROBOTS_IGNORED = "visit.robots_ignored"
    LEGACY_TLS = "visit.legacy_tls"
    HEADERS_ADDED = "visit.headers_added"
    BY_PROXY = "visit.by_proxy"
    LEFT_ALONE = "visit.left_alone", "why?", "until"
    INTERNAL = "visit.internal", "error"  # a mistake or shortage of ours: its type's name
    # The browser.
    NO_BROWSER = "visit.no_browser", "program"
    NO_PLAYWRIGHT = "visit.no_playwright"
    DRIVER_NOT_STARTED = "visit.driver_not_started", "error"
    BROWSER_NOT_STARTED = "visit.browser_not_started", "error"
    NO_SANDBOX = "visit.no_sandbox"
    RENDER_FAILED = "visit.render_failed"
    RENDER_TIMEOUT = "visit.render_timeout", "seconds", "requests", "received"
    RENDER_TOO_LARGE = "visit.render_too_large", "characters"
    RENDER_REQUESTS = "visit.render_requests", "limit"
    RENDER_BYTES = "visit.render_bytes", "limit"
    RENDER_INCOMPLETE = "visit.render_incomplete", "why"
    STYLES_MISSING = "visit.styles_missing", "why"
    DATA_MISSING = "visit.data_missing", "why"
    PICTURE_TIMEOUT = "visit.picture_timeout", "seconds"
    PICTURE_FAILED = "visit.picture_failed"
    PICTURE_TOO_LARGE = "visit.picture_too_large", "size", "limit"
    PICTURE_CUT = "visit.picture_cut", "height", "shown"  # pixels
