"""On what the network runs: what was asked for, or an error that says what to do; never another."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from cairn.errors import SettingError
from cairn.model import Report
from cairn.reading import Device, EmbeddedReader, device_of
from cairn.reading.device import check, session
from cairn.reading.embedded import WEIGHTS
from cairn.reading.encoder import OUTPUTS, Encoder
from cairn.reading.floating import FUSED, floating

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"


class Session:
    """A session that keeps what it was made with."""

    used = (CUDA, CPU)

    def __init__(self, network: object, _options: object, providers: list[str]) -> None:
        self.network, self.providers, self.falls_back = network, providers, True

    def disable_fallback(self) -> None:
        self.falls_back = False

    def get_providers(self) -> list[str]:
        return list(self.used)


class WithoutCuda(Session):
    """What ONNX Runtime makes where CUDA's libraries can not be loaded."""

    used = (CPU,)  # type: ignore[assignment]


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ONNX Runtime that was built for GPUs."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])


@pytest.mark.parametrize(("device", "there"), [(Device.CPU, [CPU]), (Device.CPU, [CUDA, CPU]), (Device.CUDA, [CUDA, CPU])])
def test_a_device_whose_provider_is_there(device: Device, there: list[str]) -> None:
    check(device, there)


def test_a_device_whose_provider_is_not_there() -> None:
    with pytest.raises(SettingError, match=r"--device cuda: this ONNX Runtime .* has no CUDAExecutionProvider .*pip install onnxruntime-gpu"):
        check(Device.CUDA, [CPU])


@pytest.mark.parametrize("name", ["gpu", "", "CUDA", "cuda:1"])
def test_names_that_are_no_device(name: str) -> None:
    with pytest.raises(SettingError, match="expected one of cpu, cuda"):
        device_of(name)


@pytest.mark.usefixtures("cuda")
def test_cuda_is_the_only_provider_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    made = session(WEIGHTS / "model.onnx", Device.CUDA, None)
    assert (made.providers, made.falls_back, type(made.network)) == ([CUDA], False, bytes)


@pytest.mark.usefixtures("cuda")
def test_cuda_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", WithoutCuda)
    with pytest.raises(SettingError, match=f"took {CPU} instead"):
        Encoder(WEIGHTS / "model.onnx", device=Device.CUDA)


def test_the_processor_takes_the_network_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    made = session(WEIGHTS / "model.onnx", Device.CPU, None)
    assert (made.providers, made.network) == ([CPU], WEIGHTS / "model.onnx")


@pytest.mark.skipif(CUDA in onnxruntime.get_available_providers(), reason="this ONNX Runtime has CUDA")
def test_a_reader_on_a_device_that_is_not_there() -> None:
    with pytest.raises(SettingError, match="has no CUDAExecutionProvider"):
        EmbeddedReader(device=Device.CUDA).read([Report.of("Gunmen killed two soldiers near Mosul.")])


def test_a_reader_says_in_its_name_that_it_is_another_on_a_gpu() -> None:
    assert EmbeddedReader(device=Device.CUDA).name == f"{EmbeddedReader().name}.cuda"


def test_the_network_for_a_gpu_has_no_int8_multiplication_and_gives_the_same() -> None:
    changed = floating(WEIGHTS / "model.onnx")
    assert FUSED.encode() not in changed
    ids = np.random.default_rng(3).integers(5, 20_000, (2, 40))
    inputs = {"ids": ids, "shapes": np.ones((2, 40), np.int64), "further": np.asarray(0, np.bool_)}
    own, other = (onnxruntime.InferenceSession(of, providers=[CPU]) for of in (WEIGHTS / "model.onnx", changed))
    for name, one, two in zip(OUTPUTS, own.run(list(OUTPUTS), inputs), other.run(list(OUTPUTS), inputs), strict=True):
        assert np.abs(one - two).mean() < 0.03, name  # of outputs around 5: a state here and there rounds to the next step
