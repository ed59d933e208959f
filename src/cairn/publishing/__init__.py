"""The record for others: files in the field's formats, each with a description of itself, and nobody's name who is no public figure.

Knows the model and the codebook, and neither the record nor the stages: it is handed values and writes them down.
"""
