"""What the API answers and takes, as OpenAPI tells it."""
