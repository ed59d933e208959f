"""How the embedded reader is made, from data to weights: `python -m training --data DIR`."""
