"""The network as an ONNX graph, in full precision and in int8.

Written node by node, so that every multiplication with weights is one node that takes int8 and gives a number, whose scales are
fixed when the graph is made: what is found in a window does not depend on what is read beside it. Three things keep it exact:

- The channels of a state differ in size by a factor of ten. Each is divided by a factor before it is rounded, which the weights
  that it meets are multiplied by (Xiao et al., SmoothQuant, 2023).
- A few channels within the feed-forward layers are larger still and would take all of the scale. Such a channel goes on in
  further ones: gelu(u) is nearly min(gelu(u), r) + gelu(u - r), and rounding to a range that ends at r makes the first of these.
- Processors without VNNI add two neighbouring products in 16 bits. Weights are scaled so that these do not overflow with the
  largest values that calibration met.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from cairn.reading.encoder import OUTPUTS
from training.model import HEADS, HIDDEN, LAYERS, Reader

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]
State = Mapping[str, Floats]

OPSET, IR_VERSION, FUSED = 20, 9, "com.microsoft"
#: How the size of a channel is shared between states and weights; of 0.5 to 0.9 on our passages, 0.7 to 0.8 did best.
SMOOTHING = 0.75
#: Further channels of each feed-forward layer; 16 to 64 did equally well, none and 128 worse.
FURTHER = 32
#: How much larger than in calibration a state may be.
MARGIN = 1.05
#: A sum of two products in 16 bits, with room for the rounding of weights.
LARGEST_PAIR = 32_767 - 2 * 255
_EMPTY = numpy_helper.from_array(np.zeros((0, 0, 0), np.float32))


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the largest value of every channel of a state that weights are multiplied with."""

    least: Floats
    most: Floats

    def joined(self, other: "Range") -> "Range":
        """The range of both."""
        return Range(np.minimum(self.least, other.least), np.maximum(self.most, other.most))

    def over(self, factors: Floats) -> "Range":
        """The range of the channels divided by these factors."""
        return Range(self.least / factors, self.most / factors)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear layer; `weight` is inputs x outputs."""

    weight: Floats
    bias: Floats

    @classmethod
    def of(cls, state: State, name: str) -> "Linear":
        """A layer of the network by its name in PyTorch."""
        return cls(np.ascontiguousarray(state[f"{name}.weight"].T), state[f"{name}.bias"])

    def taking(self, factors: Floats) -> "Linear":
        """The layer whose inputs come divided by these factors."""
        return Linear(self.weight * factors[:, None], self.bias)

    def giving(self, factors: Floats) -> "Linear":
        """The layer whose outputs are divided by these factors."""
        return Linear(self.weight / factors, self.bias / factors)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a state becomes 8 bits: divided by `factors` where there are any, then by the scale, from `zero` on. `most` is the
    largest value of every channel afterwards, 0 to 255."""

    factors: Floats | None
    scale: np.float32
    zero: np.uint8
    most: npt.NDArray[np.float64]

    @classmethod
    def to(cls, known: Range, factors: Floats | None = None) -> "Rounding":
        """To the whole of a range; the factors are those that the range has been divided by and the state has not."""
        low, high = min(0.0, float(known.least.min()) * MARGIN), max(1e-6, float(known.most.max()) * MARGIN)
        scale = (high - low) / 255
        zero = round(-low / scale)
        most = np.clip(np.ceil(known.most * MARGIN / scale) + zero, 0, 255)
        return cls(factors, np.float32(scale), np.uint8(zero), most)


@dataclass(slots=True)
class Plan:
    """The layers by name, and how the state before them is rounded, by the state's name; full precision without roundings."""

    layers: dict[str, Linear]
    roundings: dict[str, Rounding] = field(default_factory=dict)


def state_of(model: Reader) -> State:
    """The weights of a network by name."""
    return {name: value.detach().cpu().float().numpy() for name, value in model.state_dict().items()}


def full(state: State, *, probes: bool = False) -> ModelProto:
    """The graph in full precision; with `probes` the states that int8 rounds are outputs too, named as in `int8`'s ranges."""
    return _Network(state, Plan(_layers(state)), probes=probes).model()


def int8(state: State, ranges: Mapping[str, Range]) -> ModelProto:
    """The graph in int8, its scales from the ranges that calibration met."""
    return _Network(state, _planned(state, ranges)).model()


def probes() -> tuple[str, ...]:
    """The states that int8 rounds, in the order of the layers."""
    return (*(f"{name}.{n}" for n in range(LAYERS) for name in ("before", "mixed", "between", "within")), "last")


def _heads(state: State, group: str) -> list[str]:
    """The heads of a group (`tokens` or `windows`) by name; each is one linear layer."""
    return [name.split(".")[1] for name in state if name.startswith(f"{group}.") and name.endswith(".weight")]


def _layers(state: State) -> dict[str, Linear]:
    names = [f"layers.{n}.{part}" for n in range(LAYERS) for part in ("query", "key", "value", "out", "up", "down")]
    names += [f"{group}.{head}" for group in ("tokens", "windows") for head in _heads(state, group)]
    return {name: Linear.of(state, name) for name in names}


def _planned(state: State, ranges: Mapping[str, Range]) -> Plan:
    plan = Plan(_layers(state))
    for n in range(LAYERS):
        part = {name: f"layers.{n}.{name}" for name in ("query", "key", "value", "out", "up", "down")}
        _smoothed(plan, f"before.{n}", ranges[f"before.{n}"], [part["query"], part["key"], part["value"]])
        _smoothed(plan, f"mixed.{n}", ranges[f"mixed.{n}"], [part["out"]], source=part["value"])
        _smoothed(plan, f"between.{n}", ranges[f"between.{n}"], [part["up"]])
        _continued(plan, f"within.{n}", ranges[f"within.{n}"], part["up"], part["down"])
    _smoothed(plan, "last", ranges["last"], [f"tokens.{head}" for head in _heads(state, "tokens")])
    return plan


def _smoothed(plan: Plan, name: str, known: Range, layers: Sequence[str], *, source: str | None = None) -> None:
    """Share the size of a state's channels with the layers that take it. Where a layer is the state's only source, its weights
    divide by the factors; else the graph does."""
    sizes = np.maximum(np.maximum(np.abs(known.least), np.abs(known.most)), 1e-3)
    weights = np.max([np.abs(plan.layers[layer].weight).max(axis=1) for layer in layers], axis=0).clip(1e-5)
    factors = sizes**SMOOTHING / weights ** (1 - SMOOTHING)
    factors = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    for layer in layers:
        plan.layers[layer] = plan.layers[layer].taking(factors)
    if source:
        plan.layers[source] = plan.layers[source].giving(factors)
    plan.roundings[name] = Rounding.to(known.over(factors), None if source else factors)


def _continued(plan: Plan, name: str, known: Range, up: str, down: str) -> None:
    """Let the largest channels of a feed-forward layer go on in `FURTHER` further ones, and end the range where they do."""
    sizes = known.most * MARGIN
    end = next(
        end for end in np.arange(0.25, sizes.max() + 0.5, 0.25) if np.maximum(np.ceil(sizes / end) - 1, 0).sum() <= FURTHER
    )
    places = [(channel, times) for channel, size in enumerate(sizes) for times in range(1, int(np.ceil(size / end)))]
    channels, times = (np.asarray(column, dtype=np.int64) for column in (zip(*places, strict=True) if places else ((), ())))
    above, below = plan.layers[up], plan.layers[down]
    empty = FURTHER - len(places)
    plan.layers[up] = Linear(
        np.pad(np.concatenate([above.weight, above.weight[:, channels]], axis=1), ((0, 0), (0, empty))),
        np.pad(np.concatenate([above.bias, above.bias[channels] - (times * end).astype(np.float32)]), (0, empty)),
    )
    plan.layers[down] = Linear(np.pad(np.concatenate([below.weight, below.weight[channels]]), ((0, empty), (0, 0))), below.bias)
    most = np.pad(np.minimum(np.concatenate([known.most, known.most[channels]]), end / MARGIN), (0, empty))
    least = np.full_like(most, known.least.min())
    plan.roundings[name] = Rounding.to(Range(least, most))


def rounded_weights(layer: Linear, most: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int8], Floats]:
    """A layer's weights in 8 bits with a scale for every output, so that no two neighbouring products overflow 16 bits."""
    products = (most[:, None] * layer.weight).reshape(-1, 2, layer.weight.shape[1])
    pairs = np.maximum(np.maximum(products, 0).sum(axis=1).max(axis=0), np.maximum(-products, 0).sum(axis=1).max(axis=0))
    scale = np.maximum(np.maximum(np.abs(layer.weight).max(axis=0) / 127, pairs / LARGEST_PAIR), 1e-9).astype(np.float32)
    return np.clip(np.round(layer.weight / scale), -127, 127).astype(np.int8), scale


def _branch(nodes: Sequence[NodeProto], outputs: Sequence[str]) -> GraphProto:
    return helper.make_graph(
        nodes, "branch", [], [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    )


class _Network:
    """One graph being written. Shapes: B windows, L pieces, H = 384."""

    def __init__(self, state: State, plan: Plan, *, probes: bool = False) -> None:
        self._state, self._plan, self._probes = state, plan, probes
        self._nodes: list[NodeProto] = []
        self._numbers = count()
        self._weights: dict[str, Array] = {}
        self._outputs: dict[str, list[str | int]] = {}

    def model(self) -> ModelProto:
        """The whole graph: token heads B x L x n, window heads B x n, those of one number without the last dimension."""
        states = self._encoded()
        rounded = self._rounded(states, "last")
        heads = _heads(self._state, "tokens")
        for head in heads:
            if head in OUTPUTS:
                self._output(head, rounded(f"tokens.{head}"), ["windows", "pieces", len(self._state[f"tokens.{head}.bias"])])
        self._further([head for head in heads if head not in OUTPUTS], rounded)
        turned = self._node("GlobalAveragePool", self._node("Transpose", states, perm=[0, 2, 1]))
        mean = self._node("Reshape", turned, self._weight(np.asarray([0, 1, HIDDEN])))
        for head in _heads(self._state, "windows"):
            self._output(
                head,
                self._judged(mean, self._plan.layers[f"windows.{head}"]),
                ["windows", len(self._state[f"windows.{head}.bias"])],
            )
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", "pieces"]) for name in ("ids", "shapes")]
        inputs.append(helper.make_tensor_value_info("further", TensorProto.BOOL, []))
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in self._outputs.items()]
        weights = [numpy_helper.from_array(value, name) for name, value in self._weights.items()]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, weights)
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=IR_VERSION, producer_name="cairn")

    def _encoded(self) -> str:
        """The last states, B x L x H."""
        x = self._normed(self._embedded(), "norm")
        for n in range(LAYERS):
            layer = f"layers.{n}"
            query, key, value = self._multiplied(x, f"before.{n}", [f"{layer}.query", f"{layer}.key", f"{layer}.value"])
            mixed = self._node("MultiHeadAttention", query, key, value, domain=FUSED, num_heads=HEADS)
            (out,) = self._multiplied(mixed, f"mixed.{n}", [f"{layer}.out"])
            x = self._normed(self._node("Add", x, out), f"{layer}.attention_norm")
            (up,) = self._multiplied(x, f"between.{n}", [f"{layer}.up"])
            (down,) = self._multiplied(self._node("Gelu", up), f"within.{n}", [f"{layer}.down"])
            x = self._normed(self._node("Add", x, down), f"{layer}.norm")
        return x

    def _embedded(self) -> str:
        length = self._node("Shape", "ids", start=1, end=2)
        zero = self._weight(np.asarray([0]))
        places = self._node("Slice", self._weight(self._state["positions.weight"]), zero, length, zero)
        shapes = self._node("Gather", self._weight(self._state["shapes.weight"]), "shapes")
        return self._node("Add", self._node("Add", self._words(), places), shapes)

    def _words(self) -> str:
        """The embeddings of the pieces; in int8 each word has a scale, so that the table stays small in memory too."""
        table = self._state["words.weight"]
        if not self._plan.roundings:
            return self._node("Gather", self._weight(table), "ids")
        scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-9).astype(np.float32)
        rows = self._node("Gather", self._weight(np.round(table / scales).astype(np.int8)), "ids")
        return self._node(
            "Mul", self._node("Cast", rows, to=TensorProto.FLOAT), self._node("Gather", self._weight(scales), "ids")
        )

    def _further(self, heads: Sequence[str], rounded: Callable[[str], str]) -> None:
        """The token heads beyond Cairn's own, computed where the input `further` is true and empty where not."""
        outer, self._nodes = self._nodes, []
        inner = [rounded(f"tokens.{head}") for head in heads]
        asked, self._nodes = self._nodes, outer
        empty = [helper.make_node("Constant", [], [f"no_{name}"], value=_EMPTY) for name in inner]
        branches = {"then_branch": _branch(asked, inner), "else_branch": _branch(empty, [f"no_{name}" for name in inner])}
        self._nodes.append(helper.make_node("If", ["further"], list(heads), **branches))
        for head in heads:
            self._outputs[head] = ["windows", "pieces", len(self._state[f"tokens.{head}.bias"])]

    def _multiplied(self, x: str, name: str, layers: Sequence[str]) -> list[str]:
        """What each of some layers gives for one state."""
        return list(map(self._rounded(x, name), layers))

    def _rounded(self, x: str, name: str) -> Callable[[str], str]:
        """A state made ready once: what a layer gives for it."""
        if self._probes:
            self._nodes.append(helper.make_node("Identity", [x], [name]))
            self._outputs[name] = ["windows", "pieces", "channels"]
        rounding = self._plan.roundings.get(name)
        if rounding is None:
            return lambda layer: self._in_full(x, self._plan.layers[layer])
        if rounding.factors is not None:
            x = self._node("Mul", x, self._weight(1 / rounding.factors))
        scale, zero = self._weight(rounding.scale), self._weight(rounding.zero)
        x = self._node("QuantizeLinear", x, scale, zero)
        return lambda layer: self._in_8_bits(x, scale, zero, self._plan.layers[layer], rounding)

    def _in_full(self, x: str, layer: Linear) -> str:
        return self._node("Add", self._node("MatMul", x, self._weight(layer.weight)), self._weight(layer.bias))

    def _judged(self, mean: str, layer: Linear) -> str:
        """A head over each window's mean, B x 1 x H. A multiplication of matrices would add up the numbers of one window in another
        order than those of several, and so would the mean over a dimension in the middle."""
        parts = self._node("Mul", mean, self._weight(layer.weight.T))
        return self._node(
            "Add", self._node("ReduceSum", parts, self._weight(np.asarray([2])), keepdims=0), self._weight(layer.bias)
        )

    def _in_8_bits(self, x: str, scale: str, zero: str, layer: Linear, rounding: Rounding) -> str:
        weights, scales = rounded_weights(layer, rounding.most)
        zeros = np.zeros(len(scales), np.int8)
        rest = (self._weight(value) for value in (zeros, layer.bias))
        return self._node(
            "MatMulIntegerToFloat", x, self._weight(weights), scale, self._weight(scales), zero, *rest, domain=FUSED
        )

    def _normed(self, x: str, name: str) -> str:
        weight, bias = (self._weight(self._state[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self._node("LayerNormalization", x, weight, bias, epsilon=1e-12)

    def _output(self, name: str, found: str, shape: list[str | int]) -> None:
        if shape[-1] == 1:
            shape = shape[:-1]
            self._nodes.append(helper.make_node("Squeeze", [found, self._weight(np.asarray([len(shape)]))], [name]))
        else:
            self._nodes.append(helper.make_node("Identity", [found], [name]))
        self._outputs[name] = shape

    def _weight(self, value: Array | np.generic) -> str:
        name = f"w{len(self._weights)}"
        self._weights[name] = np.asarray(value)
        return name

    def _node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"t{next(self._numbers)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name
