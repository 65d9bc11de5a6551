"""PUBLISHED TEXT ↔ POLICY: what a text says of points, whether a policy stands for all of it, a first policy."""
