"""Libraries that only some of the analysis needs."""

import importlib
from typing import Any

from cairn.errors import SettingError


def needed(module: str, *, what: str, extra: str | None = "analysis") -> Any:
    """An optional library; raises SettingError that says how to get it where it is not installed. `extra` is Cairn's own that has it, None
    where there is none."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.split(".", maxsplit=1)[0]
        wanted = f'"cairn[{extra}]"' if extra else package
        raise SettingError(f"{what} needs {package}, which is not installed: pip install {wanted}") from error
