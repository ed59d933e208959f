"""Watching: feeds, sitemaps and folders are followed, what changed is read into the record, and whoever asked for it is told."""

from cairn.watching.config import Config, load
from cairn.watching.run import Round, Watch, user_agent

__all__ = ["Config", "Round", "Watch", "load", "user_agent"]
