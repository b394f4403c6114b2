"""A site on loopback whose pages are made when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Pages(BaseHTTPRequestHandler):
    def page(self) -> str | None:
        """The HTML at `self.path`; None where there is none."""
        raise NotImplementedError

    def do_GET(self) -> None:
        text = self.page()
        if text is None:
            self.send_error(404)
            return
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


class ArticlePages(Pages):
    """At every address one article of 10 Aug 2026 15:20 with this heading; none without one."""

    title: str

    def page(self) -> str | None:
        if not self.title:
            return None
        text = "<p>各省、自治区、直辖市人民政府：现提出以下意见，请认真贯彻执行。</p>" * 20
        return (
            f"<html><head><meta charset=utf-8><title>{self.title}</title></head>"
            f"<body><h1>{self.title}</h1><p>发布时间：2026-08-10 15:20 来源：中国政府网</p>{text}"
            "</body></html>"
        )


@contextmanager
def served(pages: type[Pages]) -> Iterator[str]:
    """The address of a server of these pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
