"""How good and how fast Cairn is, against published systems: one module and one command for each set."""
