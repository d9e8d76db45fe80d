"""References by which a document could fetch something or carry a file, and a server on this machine that counts visits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# {u}: an address to visit. The eight kinds, some in two spellings.
VECTORS = {
    "image": '<img src="{u}" alt="x">',
    "css url": '<p style="background:url({u})">x</p>',
    "import": '<style>@import "{u}";</style>',
    "style sheet": '<link rel="stylesheet" href="{u}">',
    "svg image": '<svg><image href="{u}"/></svg>',
    "object": '<object data="{u}"></object>',
    "embed": '<embed src="{u}">',
    "attachment": '<a rel="attachment" href="{u}">x</a>',
    "link attachment": '<link rel="attachment" href="{u}">',
    "iframe": '<iframe src="{u}"></iframe>',
    "background": '<table background="{u}"></table>',
    "font": "<style>@font-face{{font-family:f;src:url({u})}}</style>",
}


class Canary:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.visits: list[str] = []


@contextmanager
def canary() -> Iterator[Canary]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.visits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"Zyzzyva")

        def log_message(self, *args: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Canary(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
