"""Text as people type it, made comparable."""

from litnotes_index.text.fold import Token, fold, nickname, normalise, spans, tokens, words

__all__ = ["Token", "fold", "nickname", "normalise", "spans", "tokens", "words"]
