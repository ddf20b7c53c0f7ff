"""Files as text, however they are packed and encoded."""
