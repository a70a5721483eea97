"""The command as people run it, through a proxy and TLS, against a stand-in for the Commission's server."""

import io
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app
from clusternet.cli.download import Download
from clusternet.ingest.download.addresses import PUBLISHED

PROJECT = (
    "id;acronym;title;startDate;endDate;totalCost;ecMaxContribution;topics;frameworkProgramme\n"
    '"1";"ONE";"First";"2017-09-01";"2018-08-31";"10";"5";"T";"{programme}"\n'
)
ORGANIZATION = (
    "projectID;projectAcronym;organisationID;vatNumber;name;SME;activityType;city;country;nutsCode;role;"
    'ecContribution\n"1";"ONE";"999";"";"Alfa";"true";"PRC";"TORINO";"IT";"ITC11";"coordinator";"5"\n'
    '"1";"ONE";"998";"";"Beta";"";"HES";"ATHINA";"EL";"EL303";"participant";""\n'
)
PROGRAMMES = {"cordis-horizon": "HORIZON", "cordis-h2020": "H2020", "cordis-fp7": "FP7"}
FILES = {
    "cordis-horizon": "cordis-HORIZONprojects-csv.zip",
    "cordis-h2020": "cordis-h2020projects-csv.zip",
    "cordis-fp7": "cordis-fp7projects-csv.zip",
}


def archive(programme):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("project.csv", PROJECT.format(programme=programme))
        packed.writestr("organization.csv", ORGANIZATION)
    return buffer.getvalue()


class Commission(BaseHTTPRequestHandler):
    """A proxy that lets one host through and is that host itself."""

    protocol_version = "HTTP/1.1"

    def do_CONNECT(self):
        self.server.asked.append(self.path)
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:
            self.close_connection = True
            return
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")

    def do_GET(self):
        self.server.asked.append(self.path)
        name = next(name for name, file in FILES.items() if self.path == f"/data/{file}")
        unchanged = self.headers["If-None-Match"] == '"1"'
        content = b"" if unchanged else archive(PROGRAMMES[name])
        self.send_response(304 if unchanged else 200)
        self.send_header("ETag", '"1"')
        if not unchanged:
            self.send_header("Content-Length", str(len(content) + self.server.withheld))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()
        if self.server.withheld:
            self.server.sent.set()
            self.server.closing.wait(20)

    def finish(self):
        super().finish()
        self.connection.close()  # the server knows only the socket below TLS

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    key, file = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-keyout", str(key), "-out", str(file), "-days", "2", "-subj", "/CN=cordis.europa.eu"]
    try:
        subprocess.run(
            [*command, "-addext", "subjectAltName=DNS:cordis.europa.eu"], check=True, capture_output=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("needs openssl to make a certificate")
    return file, key


@pytest.fixture
def commission(certificate, monkeypatch):
    file, key = certificate
    server = ThreadingHTTPServer(("127.0.0.1", 0), Commission)
    server.daemon_threads = True
    server.asked, server.withheld = [], 0
    server.sent, server.closing = threading.Event(), threading.Event()
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.tls.load_cert_chain(file, key)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_address[1]}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_the_choices_are_what_is_published():
    assert [choice.value for choice in Download] == list(PUBLISHED)
    assert {name: file.file_name for name, file in PUBLISHED.items()} == FILES
    assert all(file.address.startswith("https://cordis.europa.eu/data/") for file in PUBLISHED.values())
    assert all(file.page.startswith("https://data.europa.eu/") for file in PUBLISHED.values())


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_downloaded_can_be_checked_as_the_next_step_says(commission, tmp_path, name):
    folder = tmp_path / "my data"
    result = run("download", name, "--output", folder)
    file = folder / FILES[name]
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    received, following = result.stderr.splitlines()
    size = f"{file.stat().st_size / 1_000_000:.4f}"
    assert received == f"{file.name}: {size} MB received; its checksum is in {file.name}.sha256."
    assert following == f"Next: clusternet check '{file}'"
    assert commission.asked == ["cordis.europa.eu:443", f"/data/{file.name}"]
    checked = run("check", file)
    assert checked.exit_code == 0
    assert "0 set aside" in checked.stdout


def test_the_second_time_nothing_is_fetched(commission, tmp_path):
    run("download", "cordis-h2020", "--output", tmp_path)
    result = run("download", "cordis-h2020", "--output", tmp_path, "--lang", "it")
    assert result.exit_code == 0
    assert "non è stato scaricato nulla" in result.stderr
    assert len(commission.asked) == 4
    assert (
        "ricevuti" in run("download", "cordis-h2020", "--output", tmp_path, "--again", "--lang", "it").stderr
    )


def test_a_server_that_cannot_prove_itself_is_not_believed(commission, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    result = run("download", "cordis-h2020", "--output", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cordis.europa.eu cannot prove that it is itself (self-signed certificate)" in result.stderr
    assert commission.asked == ["cordis.europa.eu:443"]


def test_offline_is_one_sentence(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{unused.getsockname()[1]}")
    monkeypatch.delenv("https_proxy", raising=False)
    result = run("download", "cordis-fp7", "--output", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("clusternet: cordis.europa.eu cannot be reached (Connection refused): ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [("cordis-fp6", "--output", "x"), ("cordis-fp7",), ("cordis-fp7", "--output", "x", "--limit", "0")],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments):
    assert run("download", *arguments).exit_code == 2


def test_ctrl_c_leaves_a_part_and_no_traceback(commission, tmp_path):
    commission.withheld = 1_000
    process = subprocess.Popen(
        [sys.executable, "-m", "clusternet", "download", "cordis-fp7", "--output", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"COLUMNS": "100"},
    )
    part = tmp_path / f"{FILES['cordis-fp7']}.part"
    with process:
        assert commission.sent.wait(60)
        while not (part.exists() and part.stat().st_size):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in error
    assert sorted(path.name for path in tmp_path.iterdir()) == [part.name, f"{part.name}.json"]
    commission.withheld = 0
    assert run("download", "cordis-fp7", "--output", tmp_path).exit_code == 0
    assert not part.exists()
    assert Path(tmp_path / FILES["cordis-fp7"]).exists()
