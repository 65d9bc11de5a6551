"""Checked model to trace: planning, evaluating, telling."""
