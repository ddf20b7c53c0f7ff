"""Starts a real VS Code (code-server) on a folder of notes, and runs Node scripts against it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
EXTENSION = REPOSITORY / "editors" / "vscode"
DUMPS = REPOSITORY / "tests" / "data" / "dumps"

_IMAGES = str(EXTENSION / "images")

# What would ask somewhere outside, or stand before what a test looks at.
_USER_SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "telemetry.telemetryLevel": "off",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "chat.disableAIFeatures": True,
    "git.enabled": False,
    "update.mode": "none",
    "editor.accessibilitySupport": "off",
    "editor.minimap.enabled": False,
    "editor.wordWrap": "on",
    "editor.stickyScroll.enabled": False,
    "files.autoSave": "off",
    "files.hotExit": "off",
    "window.commandCenter": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.banner": "never",
}
_NOWHERE = "http://127.0.0.1:9/none"
_GALLERY = {
    "serviceUrl": _NOWHERE,
    "itemUrl": _NOWHERE,
    "resourceUrlTemplate": f"{_NOWHERE}/{{publisher}}/{{name}}/{{version}}/{{path}}",
    "controlUrl": "",
}


@dataclass(frozen=True)
class Tools:
    """What `install.sh` put on this machine."""

    folder: Path

    @property
    def node(self) -> Path:
        return self.folder / "node" / "bin" / "node"

    @property
    def code_server(self) -> Path:
        return self.folder / "code-server" / "node_modules" / ".bin" / "code-server"

    @property
    def browser(self) -> str:
        return shutil.which("chromium") or shutil.which("google-chrome") or "chromium"

    def env(self) -> dict[str, str]:
        """The environment with this Node first."""
        path = f"{self.node.parent}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "npm_config_update_notifier": "false"}


class NotToBeHadError(Exception):
    """What the tests need cannot be installed here; the message is the reason."""


def install() -> Tools:
    """Return the tools; raise `NotToBeHadError` where they cannot be installed."""
    done = subprocess.run(
        [HERE / "install.sh"],
        check=False,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]
    if done.returncode != 0:
        raise NotToBeHadError(last.removeprefix("SKIPPED: "))
    return Tools(Path(last))


def server_command() -> Path:
    """Return `litnotes-server` of the environment that the tests run in."""
    beside = Path(sys.executable).parent / "litnotes-server"
    found = str(beside) if beside.exists() else shutil.which("litnotes-server")
    assert found, "litnotes is not installed in this environment"
    return Path(found)


def build(tools: Tools) -> Path:
    """Build the extension as a user would; return the `.vsix`."""
    lock = EXTENSION / "package-lock.json"
    installed = EXTENSION / "node_modules" / ".package-lock.json"
    is_fresh = installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime
    for step in ([] if is_fresh else [["ci"]]) + [["run", "build"], ["run", "package"]]:
        done = subprocess.run(
            ["npm", *step],
            cwd=EXTENSION,
            env=tools.env(),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"npm {' '.join(step)}:\n{done.stdout}\n{done.stderr}"
    return EXTENSION / "litnotes.vsix"


def folder_of_notes(folder: Path, settings: Mapping[str, object], notes: Mapping[str, str]) -> Path:
    """Make a workspace with the demo dumps and some notes."""
    (folder / "dumps").mkdir(parents=True)
    for name in ("daily.txt", "search.txt"):
        shutil.copy(DUMPS / name, folder / "dumps" / name)
    (folder / ".vscode").mkdir()
    # Settings of the workspace: those of the user may come late in the first window of a profile.
    (folder / ".vscode" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    for name, text in notes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Editor:
    """A running code-server."""

    port: int
    state: Path


@contextmanager
def code_server(
    tools: Tools,
    vsix: Path,
    state: Path,
    *,
    path: list[Path] | None = None,
    env: Mapping[str, str] | None = None,
    trust: bool = True,
) -> Generator[Editor]:
    """Run code-server with a profile of its own, with `path` first on its PATH."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    (state / "user" / "User").mkdir(parents=True)
    (state / "user" / "User" / "settings.json").write_text(json.dumps(_USER_SETTINGS))
    (state / "config.yaml").write_text(f"bind-addr: 127.0.0.1:{port}\nauth: none\ncert: false\n")
    whole = {
        **tools.env(),
        "EXTENSIONS_GALLERY": json.dumps(_GALLERY),
        # Else the extensions' PATH is that of a login shell.
        "VSCODE_CLI": "1",
        "LITNOTES_INDEX_DIR": str(state / "index"),
        **{f"XDG_{kind}_HOME": str(state / "xdg") for kind in ("CONFIG", "DATA", "CACHE")},
        **(env or {}),
    }
    first = [*(path or []), tools.node.parent]
    whole["PATH"] = os.pathsep.join([*map(str, first), whole["PATH"]])
    command = [
        str(tools.code_server),
        *("--config", str(state / "config.yaml")),
        *("--user-data-dir", str(state / "user")),
        *("--extensions-dir", str(state / "extensions")),
    ]
    installed = subprocess.run(
        [*command, "--install-extension", str(vsix)],
        env=whole,
        check=False,
        capture_output=True,
        text=True,
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    quiet = ["--disable-telemetry", "--disable-update-check", "--disable-proxy"]
    quiet += ["--disable-getting-started-override", "--ignore-last-opened"]
    if trust:
        quiet.append("--disable-workspace-trust")
    with (state / "code-server.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--auth", "none", "--bind-addr", f"127.0.0.1:{port}", *quiet],
            env=whole,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(port, process)
            yield Editor(port, state)
        finally:
            process.terminate()  # its children follow
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "code-server ended at once"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError("code-server did not answer")


@dataclass(frozen=True)
class Outcome:
    """What one check of a Node script came to; `error` is empty where it passed."""

    name: str
    milliseconds: int
    error: str


def run_script(
    tools: Tools, script: str, editor: Editor, folder: Path, **more: str
) -> list[Outcome]:
    """Run a script of this folder; return the outcome of each of its checks."""
    report = editor.state / f"{Path(script).stem}.jsonl"
    given = {
        "port": str(editor.port),
        "folder": str(folder),
        "report": str(report),
        "playwright": str(tools.folder / "playwright"),
        "browser": tools.browser,
        "failures": str(editor.state),
        "images": _IMAGES if os.environ.get("LITNOTES_SCREENSHOTS") == "1" else "",
        **more,
    }
    done = subprocess.run(
        [tools.node, HERE / script],
        check=False,
        env={**tools.env(), "LITNOTES_TEST": json.dumps(given)},
        capture_output=True,
        text=True,
    )
    lines = report.read_text("utf-8").splitlines() if report.exists() else []
    outcomes = [
        Outcome(entry["name"], entry["ms"], entry.get("error", ""))
        for entry in map(json.loads, lines)
    ]
    failed = sum(1 for outcome in outcomes if outcome.error)
    if done.returncode != 0 and not failed:
        outcomes.append(Outcome(script, 0, f"{done.stdout}\n{done.stderr}"))
    return outcomes
