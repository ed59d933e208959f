"""What speed is held against: encoders of the peers' sizes with random weights, and one int8 matrix multiplication."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from cairn.errors import SettingError

try:
    from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
except ImportError as error:
    raise SettingError("the benchmark speed builds its peers with onnx: pip install 'cairn[train]', or onnx alone") from error

#: Word pieces that the peers' encoders take at most.
LONGEST = 512
#: Windows in one call of a peer's encoder, of which the fastest counts.
BATCHES = (1, 4)
#: Rows of the embedding tables; their size costs no time.
_WORDS = 1000
_FUSED = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a BERT-like encoder."""

    layers: int
    hidden: int
    heads: int
    forward: int


BERT_BASE = Shape(layers=12, hidden=768, heads=12, forward=3072)
ROBERTA_LARGE = Shape(layers=24, hidden=1024, heads=16, forward=4096)


def reports_per_second(shape: Shape, lengths: Sequence[int], *, threads: int, repetitions: int) -> float:
    """How many reports of these many word pieces an encoder encodes in full precision, at best over the ways to run it: windows
    alone or together, threads within a call or a call on each. Nothing is padded and nothing but the encoder runs."""
    network = _encoder(shape).SerializeToString()
    longest = [min(length, LONGEST) for length in lengths]
    return max(
        _rate(session(network, threads // calls), longest, batch=batch, calls=calls, repetitions=repetitions)
        for batch in BATCHES
        for calls in {1, threads}
    )


def int8_per_second(rows: int, inner: int, outer: int, *, threads: int, repetitions: int) -> float:
    """Operations per second (two for each product) of an int8 matrix multiplication, rows x inner by inner x outer, at best over
    threads within a call or a call on each."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])], "ceiling",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, outer])],
        [numpy_helper.from_array(np.random.default_rng(1).integers(-127, 128, (inner, outer), dtype=np.int8), "w")],
    )  # fmt: skip
    network = _model(graph).SerializeToString()
    times = [
        _product(session(network, threads // calls), (rows, inner, outer), calls, repetitions) / calls for calls in {1, threads}
    ]
    return 2 * rows * inner * outer / min(times)


def session(network: bytes, threads: int) -> Any:
    """A network, ready to run on so many threads a call."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def seconds(work: Callable[[], object], repetitions: int) -> float:
    """The median time of some work, after one run that does not count."""
    taken = []
    for _ in range(repetitions + 1):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken[1:])


def _rate(using: Any, lengths: Sequence[int], *, batch: int, calls: int, repetitions: int) -> float:
    """Reports per second; a batch is as long as the mean of its windows."""
    ordered = sorted(lengths)
    groups = [ordered[start : start + batch] for start in range(0, len(ordered), batch)]
    inputs = [{"ids": np.ones((len(group), round(sum(group) / len(group))), np.int64)} for group in groups]
    with ThreadPoolExecutor(calls) as pool:
        return len(lengths) / seconds(lambda: list(pool.map(lambda one: using.run(None, one) and None, inputs)), repetitions)


def _product(using: Any, sizes: tuple[int, int, int], calls: int, repetitions: int) -> float:
    """The time of one call while as many run side by side; the result stays where it is."""
    rows, inner, outer = sizes
    rounds = max(20, 20_000_000_000 // (2 * rows * inner * outer))

    def many(number: int) -> None:
        binding = using.io_binding()
        binding.bind_cpu_input("x", np.random.default_rng(number).integers(0, 256, (rows, inner), dtype=np.uint8))
        binding.bind_ortvalue_output("y", onnxruntime.OrtValue.ortvalue_from_numpy(np.zeros((rows, outer), np.int32)))
        for _ in range(rounds):
            using.run_with_iobinding(binding)

    with ThreadPoolExecutor(calls) as pool:
        return seconds(lambda: list(pool.map(many, range(calls))), repetitions) / rounds


def _encoder(shape: Shape) -> ModelProto:
    """A BERT-like encoder. Its layers share their weights, which makes it no slower than the real one."""
    weights: dict[str, npt.NDArray[Any]] = {}
    nodes: list[NodeProto] = []
    rng = np.random.default_rng(1)

    def weight(name: str, *size: int) -> str:
        if name not in weights:
            weights[name] = (rng.standard_normal(size) * 0.02).astype(np.float32)
        return name

    def node(kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, list(inputs), [f"t{len(nodes)}"], domain=domain, **attributes))
        return f"t{len(nodes) - 1}"

    def linear(x: str, name: str, inner: int, outer: int) -> str:
        return node("Add", node("MatMul", x, weight(f"{name}.weight", inner, outer)), weight(f"{name}.bias", outer))

    def normed(x: str) -> str:
        return node("LayerNormalization", x, weight("norm.weight", hidden), weight("norm.bias", hidden), epsilon=1e-12)

    hidden, forward = shape.hidden, shape.forward
    x = normed(node("Gather", weight("words", _WORDS, hidden), "ids"))
    for _ in range(shape.layers):
        parts = (linear(x, name, hidden, hidden) for name in ("query", "key", "value"))
        mixed = node("MultiHeadAttention", *parts, domain=_FUSED, num_heads=shape.heads)
        x = normed(node("Add", x, linear(mixed, "out", hidden, hidden)))
        x = normed(node("Add", x, linear(node("Gelu", linear(x, "up", hidden, forward)), "down", forward, hidden)))
    graph = helper.make_graph(
        nodes, "encoder", [helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "pieces"])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, None)], [numpy_helper.from_array(v, k) for k, v in weights.items()],
    )  # fmt: skip
    return _model(graph)


def _model(graph: Any) -> ModelProto:
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(_FUSED, 1)], ir_version=9)
