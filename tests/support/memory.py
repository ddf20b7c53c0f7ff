"""How much memory a program has taken at most."""

import sys

# An expression, for a program of its own. Linux counts `ru_maxrss` on from what started it.
PEAK = (
    'open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]'
    if sys.platform == "linux"
    else '__import__("resource").getrusage(0).ru_maxrss'
)
# The bytes in one of what it gives.
UNIT = 1 if sys.platform == "darwin" else 1024
