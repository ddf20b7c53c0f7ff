"""What the fields of a paper say, in whatever format they stand."""
