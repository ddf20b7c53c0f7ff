"""YAML in pieces: the items of a list, one at a time."""
