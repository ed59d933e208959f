"""The int8 network with its multiplications in floating point, for a GPU: CUDA's provider has no kernel for the fused int8 ones, and would
leave them to the processor.

States are rounded to the same steps and weights are the same numbers. Sums differ in their last digits, though, so that now and then a state goes to
the next step: of 200 short texts 24 had another mark or link somewhere.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from cairn.errors import SettingError

#: ONNX Runtime's int8 multiplication with the scaling of its result and the bias in one.
FUSED = "MatMulIntegerToFloat"


def floating(path: Path) -> bytes:
    """The network at `path`, changed. Raises SettingError without the library onnx."""
    try:
        import onnx
    except ImportError as error:
        raise SettingError("--device cuda changes the network's int8 parts, which needs the library onnx: pip install onnx") from error
    model = onnx.load(path)
    weights = {one.name: one for one in model.graph.initializer}
    _change(model.graph, weights)
    _drop_unused(model.graph)
    found: bytes = model.SerializeToString()
    return found


def _change(graph: Any, weights: dict[str, Any]) -> None:
    """Puts plain multiplications in the place of the fused ones, also in the branches of conditions, which see the weights outside."""
    weights = weights | {one.name: one for one in graph.initializer}
    nodes = [new for node in graph.node for new in _nodes(node, weights)]
    del graph.node[:]
    graph.node.extend(nodes)
    for branch in _branches(graph.node):  # `extend` has copied them
        _change(branch, weights)


def _nodes(node: Any, weights: dict[str, Any]) -> Iterator[Any]:
    from onnx import helper

    if node.op_type != FUSED:
        yield node
        return
    given = list(node.input)
    state, weight, scale, weight_scale, zero, weight_zero, bias = given + [""] * (7 - len(given))
    name = node.output[0]
    yield helper.make_node("DequantizeLinear", [state, scale, *([zero] if zero else [])], [f"{name}.state"])
    yield helper.make_node("Constant", [], [f"{name}.weight"], value=_float(weight, weight_scale, weight_zero, weights))
    yield helper.make_node("MatMul", [f"{name}.state", f"{name}.weight"], [f"{name}.product" if bias else name])
    if bias:
        yield helper.make_node("Add", [f"{name}.product", bias], [name])


def _float(weight: str, scale: str, zero: str, weights: dict[str, Any]) -> Any:
    """A weight of int8 as floating point."""
    from onnx import numpy_helper

    whole, by = (numpy_helper.to_array(weights[name]).astype(np.float32) for name in (weight, scale))
    from_ = numpy_helper.to_array(weights[zero]).astype(np.float32) if zero else np.float32(0)
    return numpy_helper.from_array((whole - from_) * by)


def _branches(nodes: Iterable[Any]) -> Iterator[Any]:
    return (part.g for node in nodes for part in node.attribute if part.HasField("g"))


def _drop_unused(graph: Any) -> None:
    """Takes away the weights that nothing reads any more."""
    used = set(_read(graph))
    kept = [one for one in graph.initializer if one.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def _read(graph: Any) -> Iterator[str]:
    for node in graph.node:
        yield from node.input
    for branch in _branches(graph.node):
        yield from _read(branch)
