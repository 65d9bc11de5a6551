"""Mutation: policies that somebody may have written instead, and whether the examples notice."""
