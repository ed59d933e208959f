"""Example reports, CC0."""
