"""Libraries that only the engine needs, and what to do where they are not there."""

from importlib import import_module
from types import ModuleType

from cairn.errors import SettingError

HOW = "install Cairn with its cluster extra: pip install 'cairn[cluster]'"


def parquet() -> ModuleType:
    """The module pyarrow.parquet. Raises SettingError."""
    return _needed("pyarrow.parquet", f"shards are written and read as Parquet, which needs pyarrow: {HOW}")


def distributed() -> ModuleType:
    """The library dask.distributed. Raises SettingError."""
    return _needed("distributed", f"--engine dask needs dask.distributed: {HOW}; or take --engine processes")


def ray() -> ModuleType:
    """The library Ray. Raises SettingError."""
    return _needed("ray", "--engine ray needs Ray, which is in no extra of Cairn's: pip install ray; or take --engine dask")


def fsspec() -> ModuleType:
    """The library fsspec. Raises SettingError."""
    return _needed("fsspec", f"addresses like s3://... need fsspec: {HOW}")


def _needed(name: str, otherwise: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise SettingError(otherwise) from error
