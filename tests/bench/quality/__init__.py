"""How well papers are found, matched, summarised, and left alone, beside other ways."""
