"""Data sets of others as reports: each row a report whose publisher is the set, its cells the words behind the values."""

from cairn.publishing.datasets.row import Taken, coded_row
from cairn.publishing.datasets.tables import DATASETS, Dataset, dataset_of, read

__all__ = ["DATASETS", "Dataset", "Taken", "coded_row", "dataset_of", "read"]
