"""Whatever happens to files and folders, the index is soon what is on disk, and nobody dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.conftest import environment
from hard.conftest import Survived
from support.client import SERVER, Client
from support.followed import SOON, Followed, dump, write_dump
from support.saving import STEPS

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="inotify and mounts are Linux's"),
]

WATCH = [sys.executable, "-m", "litnotes_index", "index", "--watch"]
IN_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


class Process:
    """A server or a command that follows a root."""

    def __init__(self, client: Client | None, process: subprocess.Popen[bytes], errors: Path):
        self.pid = process.pid
        self._client = client
        self._process = process
        self._errors = errors
        self._shown: list[str] = []

    @property
    def complaints(self) -> list[str]:
        """What its user was told so far, a line each."""
        while self._client and not self._client.notifications.empty():
            self._hear(self._client)
        return self._errors.read_text().splitlines() + self._shown

    def wait_ready(self) -> None:
        """Wait until the root is indexed for the first time."""
        if self._client:
            while not self._hear(self._client):
                pass
        else:
            assert self._process.stdout
            assert self._process.stdout.readline()
            # What it prints further on must go somewhere.
            threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def _hear(self, client: Client) -> bool:
        """Take the next notification; return whether it says that all is indexed."""
        message = client.notifications.get(timeout=SOON)
        if message["method"] == "window/showMessage":
            self._shown.append(message["params"]["message"])
        return bool(
            message["method"] == "litnotes/status" and message["params"]["state"] == "ready"
        )

    def end(self) -> None:
        """End it in order."""
        assert self._process.poll() is None
        if self._client:
            assert self._client.shut_down() == 0
        else:
            self._process.send_signal(signal.SIGINT)
            assert self._process.wait(20) == 130


@contextmanager
def following(
    folder: Path, root: Path, *, way: str = "server", before: list[str] | None = None
) -> Generator[Process]:
    """A process that follows a root, begun by `before`; it must end in order."""
    errors = folder / "errors.txt"
    # In its own words: what it writes on standard error is for its user to read.
    command = ["sh", "-c", f'exec "$@" 2>{errors}', "sh", *(before or [])]
    env = environment(folder)
    if way == "server":
        capabilities = {"experimental": {"litnotesStatus": True}}
        with Client([*command, *SERVER], capabilities=capabilities, env=env) as client:
            client.initialize(root)
            process = Process(client, client.process, errors)
            process.wait_ready()
            yield process
            process.end()
    else:
        env = {**os.environ, **env}
        pipe = subprocess.PIPE
        with subprocess.Popen([*command, *WATCH], cwd=root, env=env, stdout=pipe) as running:
            try:
                process = Process(None, running, errors)
                process.wait_ready()
                yield process
                process.end()
            finally:
                running.kill()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    write_dump(folder / "a.bib", "The First of Many")
    return folder


@pytest.fixture
def followed(tmp_path: Path, root: Path) -> Followed:
    return Followed(root, tmp_path / "index")


def has_right(*tried: str) -> bool:
    """Whether this machine lets us make namespaces of our own, and do this in one."""
    try:
        ran = subprocess.run([*IN_NAMESPACE, *tried], capture_output=True, timeout=20, check=False)
    except OSError:
        return False
    return ran.returncode == 0


# ---- how files are saved, renamed, moved and linked ----


@pytest.mark.parametrize("way", ["server", "command"])
def test_files_saved_renamed_moved_and_linked(
    tmp_path: Path, root: Path, followed: Followed, way: str, soak: int, survived: Survived
) -> None:
    with following(tmp_path, root, way=way) as process:
        before = followed.fresh()
        followed.agrees(before)
        for step in STEPS * soak:
            step(root)
            wanted = followed.fresh()
            assert wanted != before, step
            try:
                followed.agrees(wanted)
            except AssertionError as error:
                raise AssertionError(f"{step.__name__}: {error}") from None
            before = wanted
        assert process.complaints == []
    what = "a dump or folder saved, renamed, moved, linked as editors and people do, while watched"
    survived(what, len(STEPS) * soak, "the index is the same as a fresh one, within seconds")


# ---- more than the system tells ----


def test_a_burst_past_the_queue(
    tmp_path: Path, root: Path, followed: Followed, soak: int, survived: Survived
) -> None:
    longest = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if longest > 200_000:
        pytest.skip(f"the queue holds {longest} events here: too many to make")
    with following(tmp_path, root) as process:
        for burst in range(soak):
            # It does not run meanwhile, so that events are lost for certain.
            os.kill(process.pid, signal.SIGSTOP)
            for number in range(longest // 2 + 100):
                (root / f"{number}.tmp").touch()
                (root / f"{number}.tmp").unlink()
            late = root / f"late {burst}" / "deeper"
            write_dump(late / "late.bib", f"Late {burst}")
            write_dump(root / "a.bib", f"Changed {burst}")
            os.kill(process.pid, signal.SIGCONT)
            followed.agrees()
            # Folders of which nobody was told are watched, too.
            write_dump(late / "late.bib", f"Later {burst}")
            followed.agrees()
        assert process.complaints == []
    what = "a burst of files and folders past the inotify queue"
    survived(what, soak, "the index is the same as a fresh one, within seconds")


@pytest.mark.parametrize(
    ("way", "limit"), [("server", "max_inotify_watches"), ("command", "max_inotify_instances")]
)
def test_a_limit_of_the_system(
    tmp_path: Path, root: Path, followed: Followed, way: str, limit: str, survived: Survived
) -> None:
    file = f"/proc/sys/user/{limit}"
    most = {"max_inotify_watches": 20, "max_inotify_instances": 0}[limit]
    limited = [*IN_NAMESPACE, "sh", "-c", f'echo {most} >{file} && exec "$@"', "sh"]
    if not has_right("sh", "-c", f"echo {most} >{file}"):
        pytest.skip("no right to make a namespace with limits of its own")
    folders = [root / str(n // 10) / str(n) for n in range(30)]
    for number, place in enumerate(folders):
        write_dump(place / "b.bib", f"Paper {number}")
    with following(tmp_path, root, way=way, before=limited) as process:
        followed.agrees()
        for place in (folders[0], folders[-1]):
            write_dump(place / "b.bib", f"Changed in {place.name}")
            followed.agrees()
        write_dump(root / "new" / "folder" / "b.bib", "In a new folder")
        followed.agrees()
        complaints = process.complaints
    assert len(complaints) == 1
    assert limit.replace("inotify", "user") in complaints[0]
    what = "no inotify watches or instances left"
    survived(what, 1, "the user is told once, changes are looked for and found within seconds")


BACK_TO_WATCHING = """
import sys, time
from pathlib import Path
from litnotes_index.watch import Watcher

limit, root = Path("/proc/sys/user/max_inotify_watches"), Path(sys.argv[1])
limit.write_text("20")
told = []
watcher = Watcher(lambda: False, leave_out=root / "index", tell=told.append, rescan=0.5)
watcher.start([root])
assert not watcher.is_watching and len(told) == 1, told
limit.write_text("1000")
while not watcher.is_watching:
    time.sleep(0.05)
# What is made later may be one too many, too.
limit.write_text("40")
for number in range(100):
    (root / f"more {number}").mkdir()
while watcher.is_watching:
    time.sleep(0.05)
watcher.stop()
assert len(told) == 1, told
"""


def test_it_watches_again_once_it_may(tmp_path: Path, root: Path) -> None:
    if not has_right("sh", "-c", "echo 20 >/proc/sys/user/max_inotify_watches"):
        pytest.skip("no right to make a namespace with limits of its own")
    for number in range(30):
        (root / str(number)).mkdir()
    command = [*IN_NAMESPACE, sys.executable, "-c", BACK_TO_WATCHING, str(root)]
    ran = subprocess.run(command, capture_output=True, timeout=SOON, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


# ---- mounts that come and go ----


class Namespace:
    """The files and mounts as a process in a mount namespace of its own sees them."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def run(self, *command: str) -> None:
        target = ["nsenter", "-t", str(self._pid), "-U", "-m", "--preserve-credentials"]
        subprocess.run([*target, *command], check=True, timeout=30)

    def write(self, path: Path, title: str) -> None:
        # By its own shell: what is mounted there is nowhere else.
        self.run("sh", "-c", 'printf %s "$1" >"$2"', "sh", dump(title), str(path))


def test_a_mount_that_comes_and_goes(
    tmp_path: Path, root: Path, followed: Followed, soak: int, survived: Survived
) -> None:
    if not has_right("mount", "-t", "tmpfs", "none", "/mnt"):
        pytest.skip("no right to mount anything in a namespace")
    within = root / "stick"
    lab = write_dump(tmp_path / "lab" / "lab.bib", "From the lab").parent
    write_dump(within / "hidden.bib", "Below the mount")
    first = {str(root / "a.bib"): ["The First of Many"]}
    below = {str(within / "hidden.bib"): ["Below the mount"]}
    with following(tmp_path, root, before=IN_NAMESPACE) as process:
        namespace = Namespace(process.pid)
        for _ in range(soak):
            followed.agrees(first | below)
            # Something else, that is empty, and then is not.
            namespace.run("mount", "-t", "tmpfs", "none", str(within))
            followed.agrees(first)
            namespace.write(within / "b.bib", "On the stick")
            followed.agrees(first | {str(within / "b.bib"): ["On the stick"]})
            namespace.write(within / "b.bib", "On the stick, changed")
            followed.agrees(first | {str(within / "b.bib"): ["On the stick, changed"]})
            namespace.run("umount", str(within))
            followed.agrees(first | below)
            # The whole root, and another folder at its place.
            namespace.run("mount", "--bind", str(lab), str(root))
            followed.agrees({str(root / "lab.bib"): ["From the lab"]})
            write_dump(lab / "lab.bib", "From the lab, changed")
            followed.agrees({str(root / "lab.bib"): ["From the lab, changed"]})
            namespace.run("umount", "-l", str(root))
            followed.agrees(first | below)
            write_dump(lab / "lab.bib", "From the lab")
            write_dump(within / "hidden.bib", "Changed below the mount")
            followed.agrees(first | {str(within / "hidden.bib"): ["Changed below the mount"]})
            write_dump(within / "hidden.bib", "Below the mount")
        followed.agrees(first | below)
        assert process.complaints == []
    survived(
        "a file system mounted over a followed folder or root, and taken away",
        2 * soak,
        "papers come and go with it within seconds, and come back",
    )
