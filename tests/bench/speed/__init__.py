"""How fast litnotes is, from ten thousand papers to millions, each figure beside its reference."""
