# SPDX-License-Identifier: GPL-3.0-or-later
"""Says whether an OAuth access token is good, for Dovecot (RFC 7662 over loopback HTTP) and for the submission server.

A good token is `ADDRESS:access-NUMBER`, for a number that has not been revoked; whoever issues them is the test's matter.
"""
import http.server
import json
import re
import threading
import urllib.parse
from pathlib import Path

from .place import Port


class TokenServer:
    """start() and stop() may alternate; the port stays."""

    def __init__(self) -> None:
        self._port = Port()
        self._server: http.server.ThreadingHTTPServer | None = None
        self._seen = 0
        self._revoked = 0

    def owner(self, token: str) -> str | None:
        """Whose token this is, or nothing."""
        match = re.fullmatch(r"([^:\s]+@[^:\s]+):access-(\d+)", token)
        if not match or int(match[2]) <= self._revoked:
            return None
        self._seen = max(self._seen, int(match[2]))
        return match[1]

    def revoke(self) -> None:
        """Every token that was shown so far ends."""
        self._revoked = self._seen

    def dovecot_settings(self, folder: Path) -> str:
        """Lines for dovecot.conf that let it ask here."""
        file = folder / "oauth2.conf"
        file.write_text(
            f"introspection_url = http://127.0.0.1:{self._port.number}/introspect\nintrospection_mode = post\n"
            "username_attribute = email\nactive_attribute = active\nactive_value = true\n", encoding="ascii")
        file.chmod(0o644)
        return ("auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 oauthbearer xoauth2\n"
                f"passdb {{\n  driver = oauth2\n  mechanisms = oauthbearer xoauth2\n  args = {file}\n}}\n")

    def start(self) -> None:
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # pylint: disable=invalid-name
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("utf-8", "replace")
                token = urllib.parse.parse_qs(body).get("token", [""])[0]
                owner = outer.owner(token)
                answer = {"active": True, "email": owner} if owner else {"active": False}
                content = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port.number), Handler, bind_and_activate=False)
        self._server.socket.close()
        self._server.socket = self._port.listener()
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="tokens", daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def kill_connections(self) -> None:
        """Nothing is kept open."""

    def close(self) -> None:
        self.stop()
        self._port.close()
