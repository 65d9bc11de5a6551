"""Benchmarks of demerit, and the hand-written yardstick that it is measured against."""
