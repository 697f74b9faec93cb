# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority of the tests' own, one good server certificate and a few bad ones (openssl's command line)."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAMES = ["localhost", "imap.163.test", "pop.163.test", "smtp.163.test", "imap.qq.test", "pop.qq.test", "smtp.qq.test"]
ADDRESSES = ["127.0.0.1", "::1"]
CASES = ["expired", "selfsigned", "wronghost"]


@dataclass(frozen=True)
class Pair:
    """A certificate chain and its key, as PEM files."""
    certificate: Path
    key: Path


class Authority:
    """Makes certificates in `folder`. Every key is P-256: quick to make."""

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir(mode=0o755, exist_ok=True)
        self.certificate = folder / "ca.pem"
        self._key = folder / "ca.key"
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                      "-subj", "/O=Tern tests/CN=Tern test CA", "-keyout", self._key, "-out", self.certificate,
                      "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")

    def server(self) -> Pair:
        """The good one: for every name and address the servers listen on."""
        return self._signed("server", NAMES, ADDRESSES, "20200101000000Z", "20991231235959Z")

    def bad(self, case: str) -> Pair:
        """`expired`, `wronghost` (both signed by the authority) or `selfsigned` (right names, nobody's signature)."""
        if case == "expired":
            return self._signed("expired", NAMES, ADDRESSES, "20200101000000Z", "20210101000000Z")
        if case == "wronghost":
            return self._signed("wronghost", ["mail.elsewhere.test"], [], "20200101000000Z", "20991231235959Z")
        if case != "selfsigned":
            raise ValueError(f"no such certificate case: {case}")
        pair = Pair(self._folder / "selfsigned.pem", self._folder / "selfsigned.key")
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                      "-subj", "/CN=localhost", "-keyout", pair.key, "-out", pair.certificate,
                      "-addext", f"subjectAltName={_alternatives(NAMES, ADDRESSES)}")
        return pair

    def _signed(self, name: str, names: list[str], addresses: list[str], begin: str, end: str) -> Pair:
        pair = Pair(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        request = self._folder / f"{name}.csr"
        database = self._folder / f"{name}.index"
        database.write_text("")
        config = self._folder / f"{name}.cnf"
        config.write_text(
            "[ca]\ndefault_ca=own\n[own]\n"
            f"database={database}\nnew_certs_dir={self._folder}\nrand_serial=yes\ndefault_md=sha256\n"
            "policy=any\nx509_extensions=server\nunique_subject=no\n[any]\ncommonName=supplied\n"
            "[server]\nbasicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
            f"subjectAltName={_alternatives(names, addresses)}\n")
        self._openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                      "-subj", f"/CN={names[0]}", "-keyout", pair.key, "-out", request)
        self._openssl("ca", "-batch", "-notext", "-config", config, "-cert", self.certificate, "-keyfile", self._key,
                      "-in", request, "-out", pair.certificate, "-startdate", begin, "-enddate", end)
        return pair

    def _openssl(self, *arguments) -> None:
        done = subprocess.run(["openssl", *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"openssl {arguments[0]} failed: {done.stderr.strip()}")


def _alternatives(names: list[str], addresses: list[str]) -> str:
    return ",".join([f"DNS:{n}" for n in names] + [f"IP:{a}" for a in addresses])
