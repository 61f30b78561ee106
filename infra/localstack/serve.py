"""Lays out LocalStack's folders, starts it, waits until it answers, and stops it. Called by `run`."""

import argparse
import contextlib
import json
import os
import pathlib
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

import psutil

SERVICES = ("s3", "dynamodb")
START_SECONDS = 120
STOP_SECONDS = 30
# LocalStack takes any credentials; these keep the SDK from looking for real ones.
CLIENT = {
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
}


def manifest(main_class: str, class_path: list[str]) -> str:
    """A JAR manifest; its lines may have 72 bytes, and go on after a line break and a space."""
    text = ""
    for line in (
        "Manifest-Version: 1.0",
        f"Main-Class: {main_class}",
        "Class-Path: " + " ".join(class_path),
    ):
        text += line[:72] + "\r\n"
        for start in range(72, len(line), 71):
            text += " " + line[start : start + 71] + "\r\n"
    return text + "\r\n"


def lay_out(root: pathlib.Path, jars: pathlib.Path, java_home: pathlib.Path) -> None:
    """Puts what LocalStack would download where it would have put it, so that it finds it installed.

    The places are those of localstack/services/dynamodb/packages.py and localstack/packages/java.py of 4.14.0.
    """
    libraries = root / "var/lib/localstack/lib"

    java = libraries / "java/21"  # the name of the folder, not what has to be in it: DynamoDB Local needs 17
    if platform.system() == "Darwin":
        java = java / "Contents/Home"
    java.parent.mkdir(parents=True)
    java.symlink_to(java_home, target_is_directory=True)

    dynamodb = libraries / "dynamodb-local/2"
    dynamodb.mkdir(parents=True)
    (dynamodb / "DynamoDBLocal_lib").symlink_to(jars, target_is_directory=True)
    # The download is a runnable JAR beside its libraries; Maven's is a library. An empty JAR that names them all, and
    # the main class, makes one of the other.
    names = sorted(jar.name for jar in jars.glob("*.jar"))
    with zipfile.ZipFile(dynamodb / "DynamoDBLocal.jar", "w") as jar:
        jar.writestr(
            "META-INF/MANIFEST.MF",
            manifest(
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                [f"DynamoDBLocal_lib/{name}" for name in names],
            ),
        )
    # LocalStack starts it with an agent of its own, which lifts the limit of 20 secondary indexes. Assay has none, so
    # an agent that only remembers that it was loaded stands in its place.
    (agent,) = jars.glob("byte-buddy-agent-*.jar")
    shutil.copy(agent, dynamodb / "ddb-local-loader-0.1.jar")


def environment(root: pathlib.Path, port: int) -> dict[str, str]:
    """LocalStack's settings. The caller's own LocalStack and AWS variables must not change what is tested."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG", "LC_ALL") if name in os.environ}
    temporary = root / "tmp"
    temporary.mkdir()
    return kept | {
        "OVERRIDE_IN_DOCKER": "0",  # host mode even inside a container that runs the build
        "FILESYSTEM_ROOT": str(root),
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "SERVICES": ",".join(SERVICES),
        "EAGER_SERVICE_LOADING": "1",  # a service that can't start shows at once
        "DYNAMODB_IN_MEMORY": "1",
        "DYNAMODB_HEAP_SIZE": "512m",
        "JAVA_TOOL_OPTIONS": f"-Djava.io.tmpdir={temporary}",  # where sqlite4java unpacks its native library
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DNS_ADDRESS": "0",  # no DNS server of its own
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(server: subprocess.Popen, endpoint: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    states: dict[str, str] = {}
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"LocalStack ended with status {server.returncode} before it answered")
        with contextlib.suppress(OSError, ValueError):
            with urllib.request.urlopen(f"{endpoint}/_localstack/health", timeout=5) as answer:
                services = json.load(answer)["services"]
            states = {name: services.get(name, "absent") for name in SERVICES}
            if all(state == "running" for state in states.values()):
                return
            if "error" in states.values():
                break
        time.sleep(0.2)
    raise RuntimeError(f"LocalStack is not up: {states or 'no answer from ' + endpoint}")


def stop(server: subprocess.Popen) -> None:
    """Ends LocalStack and the JVM that it started, also where it no longer can by itself."""
    try:
        started = psutil.Process(server.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        started = []
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    for left in started:
        with contextlib.suppress(psutil.NoSuchProcess):
            left.kill()


def main() -> int:
    arguments = argparse.ArgumentParser(prog="infra/localstack/run", description=__doc__)
    arguments.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    arguments.add_argument("--jars", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments.add_argument("--java-home", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    given = arguments.parse_args()

    # As an exception, so that whatever is running ends through the same `finally`.
    def interrupted(number, frame):
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGINT, interrupted)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, interrupted)

    port = given.port or free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="assay-localstack-", ignore_cleanup_errors=True) as folder:
        root = pathlib.Path(folder)
        lay_out(root, given.jars, given.java_home)
        log = root / "localstack.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "localstack.runtime.main"],
                env=environment(root, port),
                cwd=root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # an interrupt at the terminal is for us, who then stop it in order
            )
        command = None
        try:
            wait_until_up(server, endpoint)
            for name, value in ({"AWS_ENDPOINT_URL": endpoint} | CLIENT).items():
                print(f"{name}={value}", flush=True)
            if not given.command:
                status = server.wait()
                raise RuntimeError(f"LocalStack ended by itself with status {status}")
            inherited = {
                name: value
                for name, value in os.environ.items()
                if name not in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION")
            }
            command = subprocess.Popen(
                given.command, env=inherited | CLIENT | {"AWS_ENDPOINT_URL": endpoint}, stdin=subprocess.DEVNULL
            )
            return command.wait()
        except RuntimeError as failure:
            print(failure, file=sys.stderr)
            print("\n".join(log.read_text(errors="replace").splitlines()[-60:]), file=sys.stderr)
            return 1
        finally:
            if command is not None and command.poll() is None:
                command.terminate()
                command.wait()
            stop(server)


if __name__ == "__main__":
    sys.exit(main())
