"""Examples of a policy: what they expect, whether it comes, what they leave untested."""
