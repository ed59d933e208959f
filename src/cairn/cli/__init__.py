"""The commands."""

from cairn.cli.app import app, main

__all__ = ["app", "main"]
