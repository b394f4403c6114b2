"""An identity provider of OpenID Connect, as far as a login needs one."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "repostwatch", "what only both know"


class IdentityProvider(ThreadingHTTPServer):
    """Whoever is asked about is `person`, who is logged in there already: a name and groups."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: tuple[str, tuple[str, ...]] = ("nobody", ())
        self.codes: dict[str, tuple[dict[str, Any], str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}

    def claims(self) -> dict[str, Any]:
        name, groups = self.person
        return {
            "sub": f"id-of-{name}", "preferred_username": name, "groups": list(groups),
            "given_name": name, "family_name": "某", "email": f"{name}@example.gov.cn",
        }  # fmt: skip

    def id_token(self, claims: Mapping[str, Any], nonce: str) -> str:
        now = int(time.time())
        stated = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
        return jwt.encode({**claims, **stated}, self.key, "RS256", {"kid": "one"})


class _Handler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        here, issuer = self.server, self.server.issuer
        if path == "/.well-known/openid-configuration":
            self._json(
                {
                    "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token", "userinfo_endpoint": f"{issuer}/userinfo",
                    "jwks_uri": f"{issuer}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )  # fmt: skip
        elif path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(here.key.public_key(), as_dict=True)
            self._json({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        elif path == "/authorize" and asked["client_id"] == [CLIENT]:
            code = secrets.token_urlsafe()
            here.codes[code] = here.claims(), asked["nonce"][0]
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"][0]})
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif path == "/userinfo":
            token = self.headers["Authorization"].removeprefix("Bearer ")
            self._json(here.tokens[token])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        here = self.server
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        claims, nonce = here.codes.pop(sent["code"][0])
        token = secrets.token_urlsafe()
        here.tokens[token] = claims
        self._json(
            {
                "access_token": token, "token_type": "Bearer", "expires_in": 600,
                "id_token": here.id_token(claims, nonce),
            }
        )  # fmt: skip

    def _json(self, answer: Mapping[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    provider = IdentityProvider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()
