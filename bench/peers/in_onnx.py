"""ONNX Runtime: prediction alone."""
import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPERATORS = {"relu": "Relu", "gelu": "Gelu", "tanh": "Tanh"}  # Gelu is by erf unless told


def model(net, layers):
    """The net as a graph of Gemm and activations: x [1, in] to z [1, out]."""
    nodes, values, last = [], [], "x"
    for i, (weight, bias) in enumerate(layers):
        values += [numpy_helper.from_array(weight, f"w{i}"), numpy_helper.from_array(bias, f"b{i}")]
        is_last = i + 1 == len(layers)
        result = "z" if is_last else f"s{i}"
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [result], transB=1))
        if not is_last:
            nodes.append(helper.make_node(OPERATORS[net.activation], [result], [f"h{i}"]))
        last = f"h{i}"
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, width])
            for name, width in (("x", net.widths[0]), ("z", net.widths[-1]))]
    graph = helper.make_graph(nodes, net.name, ends[:1], ends[1:], values)
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
    result.ir_version = 10
    onnx.checker.check_model(result)
    return result.SerializeToString()


class Peer:
    def __init__(self, net, layers, x, y):
        self.version = f"ONNX Runtime {onnxruntime.__version__}"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        self.session = onnxruntime.InferenceSession(
            model(net, layers), options, providers=["CPUExecutionProvider"])
        self.width = net.widths[-1]
        self.predictors = {"run": self.run, "binding": self.binding}
        self.trainings = {}

    def run(self, row):
        row = row.copy()
        return lambda: self.session.run(["z"], {"x": row})[0]

    def binding(self, row):
        """The memory of input and output stays bound from call to call."""
        binding, output = self.session.io_binding(), numpy.empty((1, self.width), numpy.float32)
        value = onnxruntime.OrtValue.ortvalue_from_numpy(row.copy())
        binding.bind_ortvalue_input("x", value)
        binding.bind_output("z", "cpu", 0, numpy.float32, output.shape, output.ctypes.data)

        def call():
            self.session.run_with_iobinding(binding)
            return output
        return call
