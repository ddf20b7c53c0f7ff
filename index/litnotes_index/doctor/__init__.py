"""What `litnotes doctor` looks at: small checks, each of a folder or an environment it is given."""

from litnotes_index.doctor.check import Check, State

__all__ = ["Check", "State"]
