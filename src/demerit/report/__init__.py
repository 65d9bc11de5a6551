"""Trace to text: the score, and the answer to “why?”."""
