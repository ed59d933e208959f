"""The network as ONNX: in full precision what PyTorch gives, in int8 nearly that, whatever is read beside it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnxruntime  # noqa: E402

from cairn.reading.embedded import WEIGHTS  # noqa: E402
from cairn.reading.encoder import OUTPUTS, Encoder  # noqa: E402
from cairn.reading.labels import FLAG_HEADS, SPAN_HEADS, STRETCH_HEADS  # noqa: E402
from cairn.reading.windows import Window, load_tokenizer  # noqa: E402
from training import graph  # noqa: E402
from training.export import calibrated, export, load  # noqa: E402
from training.graph import LARGEST_PAIR, Linear, Plan, Range, rounded_weights  # noqa: E402
from training.model import Reader  # noqa: E402

TEXTS = [
    "Gunmen killed two soldiers at a checkpoint near Mosul on Sunday, police said. Nobody claimed the attack.",
    "THE MINISTRY SAID 14 CIVILIANS WERE INJURED WHEN A SHELL HIT A MARKET IN KHERSON.",
    "The two sides signed a ceasefire in Juba; the governor called it a first step.",
]
TOKENIZER = WEIGHTS / "tokenizer.json"


@pytest.fixture(scope="module")
def model() -> Reader:
    torch.manual_seed(3)
    made = Reader().eval()
    with torch.no_grad():  # a state with channels far larger than others, as trained networks have
        made.get_parameter("layers.0.attention_norm.weight")[5] = 12.0
        made.get_parameter("layers.0.up.bias")[7] = 9.0
    return made


@pytest.fixture(scope="module")
def full(model: Reader) -> Any:
    return _session(graph.full(graph.state_of(model)))


@pytest.fixture(scope="module")
def ranges(model: Reader) -> dict[str, Range]:
    return calibrated(graph.state_of(model), TEXTS, load_tokenizer(TOKENIZER))


@pytest.fixture(scope="module")
def int8(model: Reader, ranges: dict[str, Range]) -> Any:
    return _session(graph.int8(graph.state_of(model), ranges))


def _session(network: Any) -> Any:
    return onnxruntime.InferenceSession(network.SerializeToString(), providers=["CPUExecutionProvider"])


def _inputs(number: int, length: int, seed: int = 1) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return {
        "ids": rng.integers(1000, 30000, (number, length)),
        "shapes": rng.integers(0, 5, (number, length)),
        "further": np.ones((), np.bool_),
    }


def _by_name(session: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    return dict(zip((node.name for node in session.get_outputs()), session.run(None, inputs), strict=True))


def test_full_precision_gives_what_pytorch_gives(model: Reader, full: Any) -> None:
    inputs = _inputs(2, 21)
    tensors = {name: torch.tensor(inputs[name]) for name in ("ids", "shapes")}
    with torch.no_grad():
        expected = model(**tensors, mask=torch.ones_like(tensors["ids"]))
    found = _by_name(full, inputs)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name].shape == tuple(value.shape)
        assert np.allclose(found[name], value.numpy(), atol=1e-4), name


def test_int8_gives_nearly_what_full_precision_gives(full: Any, int8: Any) -> None:
    inputs = _inputs(2, 40, seed=2)
    exact, near = _by_name(full, inputs), _by_name(int8, inputs)
    for name, value in exact.items():
        if value.ndim == 1:  # one number for a window, near 0 without training
            continue
        error = np.sqrt(((near[name] - value) ** 2).mean() / (value**2).mean())
        assert error < 0.06, (name, error)


@pytest.mark.parametrize("length", [2, 7, 33, 100])
def test_int8_reads_a_window_the_same_to_the_last_bit_beside_others(length: int, int8: Any) -> None:
    inputs = _inputs(5, length)
    beside = _by_name(int8, inputs)
    for row in range(5):
        alone = _by_name(int8, {name: value[row : row + 1] if value.ndim else value for name, value in inputs.items()})
        assert all(np.array_equal(alone[name][0], beside[name][row]) for name in alone)


def test_heads_of_other_schemes_are_empty_where_nobody_asks(int8: Any) -> None:
    found = _by_name(int8, _inputs(2, 9) | {"further": np.zeros((), np.bool_)})
    assert {name for name, value in found.items() if not value.size} == {
        *SPAN_HEADS,
        *FLAG_HEADS,
        *STRETCH_HEADS,
        "tie_source",
        "tie_target",
    }


def test_what_is_said_of_a_window_has_a_number_for_every_window(int8: Any) -> None:
    shapes = {name: value.shape for name, value in _by_name(int8, _inputs(3, 9)).items()}
    assert (shapes["relevance"], shapes["reported"], shapes["main"]) == ((3,), (3,), (3, 9))
    assert shapes["told"][0] == shapes["types"][0] == 3


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 30.0))
def test_two_neighbouring_products_never_overflow_16_bits(seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    layer = Linear((rng.standard_t(3, (64, 16)) * size).astype(np.float32), np.zeros(16, np.float32))
    most = rng.integers(0, 256, 64).astype(np.float64)
    weights, scale = rounded_weights(layer, most)
    products = (most[:, None] * weights.astype(np.int64)).reshape(-1, 2, 16)
    highest, lowest = np.maximum(products, 0).sum(axis=1), np.minimum(products, 0).sum(axis=1)
    assert highest.max() <= 32_767
    assert lowest.min() >= -32_768
    assert np.abs(weights * scale - layer.weight).max() <= scale.max()
    assert LARGEST_PAIR < 32_767


def test_a_large_channel_goes_on_in_further_ones() -> None:
    rng = np.random.default_rng(5)
    up, down = (
        Linear(rng.standard_normal(size).astype(np.float32), np.zeros(size[1], np.float32)) for size in ((8, 6), (6, 4))
    )
    plan = Plan({"up": Linear(up.weight * np.asarray([1, 1, 1, 1, 1, 20], np.float32), up.bias), "down": down})
    states = rng.standard_normal((200, 8)).astype(np.float32)
    exact = _gelu(states @ plan.layers["up"].weight) @ down.weight
    inner = _gelu(states @ plan.layers["up"].weight)
    graph._continued(plan, "within", Range(inner.min(axis=0), inner.max(axis=0)), "up", "down")
    rounding, wider = plan.roundings["within"], plan.layers["up"]
    end = (255 - int(rounding.zero)) * float(rounding.scale)
    assert end < inner.max() / 5
    found = np.minimum(_gelu(states @ wider.weight + wider.bias), end) @ plan.layers["down"].weight
    assert np.abs(found - exact).max() < 0.05 * np.abs(exact).max()


def _gelu(x: Any) -> Any:
    return torch.nn.functional.gelu(torch.tensor(x)).numpy()


def test_an_export_is_what_the_reader_loads(model: Reader, tmp_path: Path) -> None:
    export(model, TOKENIZER, tmp_path, card={"config": {"passes": 1}}, texts=TEXTS)
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    assert card["weights_sha256"] == hashlib.sha256((tmp_path / "model.onnx").read_bytes()).hexdigest()
    assert card["config"] == {"passes": 1}
    assert (tmp_path / "tokenizer.json").read_bytes() == TOKENIZER.read_bytes()
    assert (tmp_path / "model.onnx").stat().st_size < 30_000_000
    inputs = _inputs(1, 12)
    window = Window(0, inputs["ids"][0], inputs["shapes"][0], np.zeros((12, 2), np.int64), 0)
    (output,) = Encoder(tmp_path / "model.onnx").run([window], ["roles", "reported"])
    assert output.others["roles"].shape[0] == 12
    assert len(OUTPUTS) == 8


def test_one_export_is_like_another(model: Reader, ranges: dict[str, Range]) -> None:
    state = graph.state_of(model)
    assert graph.int8(state, ranges).SerializeToString() == graph.int8(state, ranges).SerializeToString()


@pytest.mark.parametrize("key", ["model", "mean"])
def test_a_checkpoint_gives_its_network(key: str, model: Reader, tmp_path: Path) -> None:
    weights = {f"module.{name}" if key == "mean" else name: value for name, value in model.state_dict().items()}
    more = {"n_averaged": torch.tensor(3)} if key == "mean" else {}
    torch.save({key: weights | more, "pass": 1}, tmp_path / "checkpoint.pt")
    found = load(tmp_path / "checkpoint.pt").state_dict()
    assert all(torch.equal(found[name], value) for name, value in model.state_dict().items())
