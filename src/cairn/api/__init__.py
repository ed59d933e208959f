"""The HTTP API, version 1, and the web app that is served with it. `cairn.api.app.create_app` makes it."""
