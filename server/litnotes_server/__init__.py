"""The litnotes language server: the index, seen through the Language Server Protocol."""
