"""Whether the process is still there that the client named as its own.

Its end closes our input, unless something else that it started holds that open.
"""

import asyncio
import os
import sys
from collections.abc import Callable

_SECONDS_BETWEEN = 3.0


def when_ended(pid: int, then: Callable[[], None]) -> None:
    """Call back on the running loop once a process has ended; never for one that is not here.

    A client outside of the server's container names one that never was.
    """
    loop = asyncio.get_running_loop()
    if sys.platform == "win32" or pid <= 0:
        return  # there asking would end it, and its end always closes our input
    if sys.platform == "linux" and hasattr(os, "pidfd_open"):
        try:
            ended = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        except OSError:
            pass  # forbidden, or not known to the kernel
        else:
            loop.add_reader(ended, _once, loop, ended, then)
            return
    if _is_there(pid):
        loop.call_later(_SECONDS_BETWEEN, _look, loop, pid, then)


def _once(loop: asyncio.AbstractEventLoop, ended: int, then: Callable[[], None]) -> None:
    loop.remove_reader(ended)
    os.close(ended)
    then()


def _look(loop: asyncio.AbstractEventLoop, pid: int, then: Callable[[], None]) -> None:
    if _is_there(pid):
        loop.call_later(_SECONDS_BETWEEN, _look, loop, pid, then)
    else:
        then()


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # somebody else's
    return True
