"""The end of another process is noticed: where the kernel tells it, and where it must be asked."""

import asyncio
import os
import subprocess
import sys

import pytest

from litnotes_server import parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nothing is asked")


@pytest.fixture(params=["told", "asked"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "_SECONDS_BETWEEN", 0.01)
    if request.param == "asked":
        monkeypatch.delattr(os, "pidfd_open", raising=False)


def test_an_end_is_noticed_once() -> None:
    async def notice() -> None:
        ended: list[int] = []
        with subprocess.Popen(["sleep", "60"]) as process:
            parent.when_ended(process.pid, lambda: ended.append(process.pid))
            await asyncio.sleep(0.05)
            assert not ended
            process.kill()
        async with asyncio.timeout(10):
            while not ended:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert ended == [process.pid]

    asyncio.run(notice())


@pytest.mark.parametrize("pid", [0, -1, 2**22 + 1, 2**31 - 1])
def test_a_process_that_is_not_here_never_ends(pid: int) -> None:
    async def notice() -> None:
        ended: list[int] = []
        parent.when_ended(pid, lambda: ended.append(pid))
        await asyncio.sleep(0.05)
        assert not ended

    asyncio.run(notice())
