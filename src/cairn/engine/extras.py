"""Libraries that only the engine needs, and what to do where they are not there."""

from types import ModuleType

from cairn.errors import SettingError

HOW = "install Cairn with its cluster extra: pip install 'cairn[cluster]'"


def parquet() -> ModuleType:
    """The module pyarrow.parquet. Raises SettingError."""
    try:
        import pyarrow.parquet as found
    except ImportError as error:
        raise SettingError(f"shards are written and read as Parquet, which needs pyarrow: {HOW}") from error
    module: ModuleType = found
    return module


def distributed() -> ModuleType:
    """The library dask.distributed. Raises SettingError."""
    try:
        import distributed as found
    except ImportError as error:
        raise SettingError(f"--engine dask needs dask.distributed: {HOW}; or take --engine processes") from error
    module: ModuleType = found
    return module


def fsspec() -> ModuleType:
    """The library fsspec. Raises SettingError."""
    try:
        import fsspec as found
    except ImportError as error:
        raise SettingError(f"addresses like s3://... need fsspec: {HOW}") from error
    module: ModuleType = found
    return module
