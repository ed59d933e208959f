"""Scorers, one module a metric, written from the papers' and the guidelines' definitions."""
