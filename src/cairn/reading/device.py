"""Where the network runs: on the processor, or on a GPU through ONNX Runtime's CUDA provider. Never on another than was asked for."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import onnxruntime

from cairn.errors import SettingError


class Device(StrEnum):
    """What runs the network."""

    CPU = "cpu"
    CUDA = "cuda"


PROVIDERS = {Device.CPU: "CPUExecutionProvider", Device.CUDA: "CUDAExecutionProvider"}
HOW = (
    "put ONNX Runtime's build for GPUs in its place (pip uninstall onnxruntime; pip install onnxruntime-gpu onnx), with a driver, CUDA and cuDNN of the"
    " versions that https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html names; or leave out --device cuda"
)


def device_of(name: str) -> Device:
    """The device of a name. Raises SettingError, also where this ONNX Runtime can not use it."""
    try:
        device = Device(name)
    except ValueError as error:
        raise SettingError(f"--device {name}: expected one of {', '.join(Device)}") from error
    check(device, onnxruntime.get_available_providers())
    return device


def check(device: Device, providers: Sequence[str]) -> None:
    """Raises SettingError where the device's provider is not among those that there are."""
    if PROVIDERS[device] not in providers:
        raise SettingError(f"--device {device}: this ONNX Runtime {onnxruntime.__version__} has no {PROVIDERS[device]} (it has {', '.join(providers)}); {HOW}")


def session(path: Path, device: Device, options: Any) -> Any:
    """A session of the network at `path` on the device and no other. Raises SettingError where ONNX Runtime took another, as it does
    when CUDA's libraries can not be loaded, and what ONNX Runtime raises for weights that it can not load."""
    check(device, onnxruntime.get_available_providers())
    if device is Device.CPU:
        return onnxruntime.InferenceSession(path, options, providers=[PROVIDERS[device]])
    from cairn.reading.floating import floating

    made = onnxruntime.InferenceSession(floating(path), options, providers=[PROVIDERS[device]])
    made.disable_fallback()
    if PROVIDERS[device] not in (used := made.get_providers()):
        raise SettingError(f"--device {device}: ONNX Runtime could not start it and took {', '.join(used)} instead; {HOW}")
    return made
