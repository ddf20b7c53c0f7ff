"""XML in pieces: the records of a file, one at a time."""
