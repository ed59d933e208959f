"""`cairn serve`: the record in the browser."""

from cairn.record import Address, Record


def serve(record: Address, *, host: str, port: int) -> None:
    import uvicorn

    from cairn.api.app import create_app

    with Record.open(record) as held:
        uvicorn.run(create_app(held), host=host, port=port)
