"""weights.py PROGRAM CHECKPOINT: weights that are damaged, made up or another network's.

PROGRAM is Inputs/tiny.plx, compiled, and CHECKPOINT one of its trainings.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from files import doubles, floats, gz, npy, npy_header, safetensors, tensor
from table import Row, run

PROGRAM = os.path.abspath(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    CHECKPOINT = file.read()


def layer(weight, bias, name="fc"):
    return {f"{name}.weight": weight, f"{name}.bias": bias}


HEADER = layer(tensor([2, 3], 0, 24), tensor([2], 24, 32))
DATA = floats(1, 2, 3, 4, 5, 6) + floats(10, 20)
WHOLE = safetensors(HEADER, DATA)
START = len(WHOLE) - len(DATA)
# What is computed of the row 1,0,2 with them.
PREDICTED = "logits[0],logits[1]\n17,36\n"

WEIGHT, BIAS = (json.dumps(described) for described in HEADER.values())
BOTH = f'"fc.weight": {WEIGHT}, "fc.bias": {BIAS}'
MANY = 100_000
CONSTANTS = [
    "", "x", "[" * MANY, "[1]", "null", '{"x": null}', '{"x": []}', '{"x": 3}', '{"x": [3]}', '{"x": [{"mean": [1]}]}',
    '{"x": [{"mean": [1, 2], "std": [1]}]}', '{"x": [{"mean": [1], "std": [0]}]}',
    '{"x": [{"mean": [1e999], "std": [1]}]}', '{"x": [{"mean": ["1"], "std": [1]}]}',
    '{"x": [{"mean": [NaN], "std": [1]}]}', '{"x": [{"mean": [], "std": []}]}',
]


def row(name, content, says, status, prints):
    return Row(name, [PROGRAM, "predict", "--input=x=x.csv", "--only=logits", "--weights=w"],
               says, status, {"w": content, "x.csv": "1,0,2\n"}, prints)


def refused(name, content, reason):
    return row(name, content, f"w: error: (?:{reason})", 65, "")


def accepted(name, content, says="", prints=PREDICTED):
    return row(name, content, says, 0, prints)


def text(header):
    """The header as it is written here, and the right data."""
    return safetensors(header, DATA)


def bias(**settings):
    """The file with another description of the bias."""
    return text({**HEADER, "fc.bias": {**HEADER["fc.bias"], **settings}})


def more(name, described, data=b""):
    return safetensors({**HEADER, name: described}, DATA + data)


def flipped(content, bit):
    damaged = bytearray(content)
    damaged[bit // 8] ^= 1 << bit % 8
    return bytes(damaged)


def deep(opening, closing, depth=MANY):
    return opening * depth + "1" + closing * depth


def passed_over(value):
    """The file with a key of a tensor that nobody knows."""
    return text(f'{{"fc.weight": {{"a": {value}, {WEIGHT[1:]}, "fc.bias": {BIAS}}}')


# All types of the format that are no weights, with their bits.
TYPES = {"BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8,
         "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16,
         "I32": 32, "U32": 32, "I64": 64, "U64": 64, "C64": 64}

# Reasons.
CUT = r"ends inside the header.*"
LENGTH = r"has a header of \d+ bytes; at most 100 MB are possible"
START_OF_HEADER = r"has a header that does not start with `\{`"
JSON = r"has a header that is not JSON at its byte \d+"
SHAPE = r"tensor `fc\.bias` has a `shape` with something that is not a whole number .*"
IMPOSSIBLE = r"tensor `fc\.bias` has the impossible shape \[.*\]"
OFFSETS = r"tensor `fc\.bias` has `data_offsets` with something that is not a whole number .*"
TWO = r"tensor `fc\.bias` has `data_offsets` that are not two numbers"
DEEP = r"has a header nested too deeply"
ARRAYS = r"write its arrays with `safetensors\.numpy\.save_file`"

LENGTHS = [
    accepted("as it should be", WHOLE),
    refused("empty", b"", CUT),
    refused("7 bytes", WHOLE[:7], CUT),
    refused("8 bytes", WHOLE[:8], CUT),
    refused("length 2^64-1", safetensors(HEADER, DATA, 2**64 - 1), LENGTH),
    refused("length 2^63", safetensors(HEADER, DATA, 2**63), LENGTH),
    refused("length of the file + 1", safetensors(HEADER, DATA, len(WHOLE) + 1), CUT),
    refused("length past the end by one", safetensors(HEADER, DATA, len(WHOLE) - 7), CUT),
    refused("length 0", safetensors(HEADER, DATA, 0), START_OF_HEADER),
    refused("1 MiB of zeros", bytes(1 << 20), START_OF_HEADER),
    refused("a ZIP archive", b"PK\x03\x04" + bytes(60), r"is a ZIP archive; unpack it"),
    refused("a file of PyTorch", b"PK\x03\x04" + bytes(26) + b"archive/data.pkl" + bytes(60),
            r"is a torch\.save archive; save its state_dict with `safetensors\.torch\.save_file`"),
    refused("an archive of NumPy", b"PK\x03\x04" + bytes(26) + b"arr_0.npy" + bytes(60),
            r"is an NPZ archive; " + ARRAYS),
    refused("an array of NumPy", npy(npy_header(), DATA[:24]), r"is an NPY file; " + ARRAYS),
    refused("a pickle", b"\x80\4\x95\0\0\0\0\0\0\0\0}\x94.", r"is a pickle; " + ARRAYS),
    refused("a file of HDF5", b"\x89HDF\r\n\x1a\n" + bytes(40), r"is an HDF5 file; " + ARRAYS),
    refused("an HTML page", "<!DOCTYPE html>\n<html>\n", r"is an HTML page; .*"),
    refused("a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n",
            r"is a pointer of Git LFS; `git lfs pull` gets the file"),
    refused("a table", "1,2,3\n4,5,6\n", r"is a text file; weights are safetensors"),
    refused("compressed, but not .gz", gz(WHOLE), r"is gzip data; .*"),
]

# The format forbids the leading space and the names that come twice. The reference
# implementation, 0.8.0, lets them pass; what it refuses is refused here too.
HEADERS = [
    refused("`[]`", text("[]"), START_OF_HEADER),
    refused("`{`", text("{"), JSON),
    refused("`{}`", safetensors("{}"), r"there is no tensor `fc\.weight`, .*"),
    refused("leading space", text(" {" + BOTH + "}"), START_OF_HEADER),
    refused("byte order mark", text("\ufeff{" + BOTH + "}"), START_OF_HEADER),
    accepted("spaces behind it", text("{" + BOTH + "}   ")),
    refused("NULs behind it", text("{" + BOTH + "}\0\0"), JSON),
    refused("an object behind it", text("{" + BOTH + "} {}"), JSON),
    refused("a comma at the end", text("{" + BOTH + ",}"), JSON),
    refused("bad UTF-8", text(b'{"__metadata__": {"a": "\xff"}, ' + BOTH.encode() + b"}"), JSON),
    refused("overlong UTF-8", text(b'{"__metadata__": {"a": "\xc0\x80"}, ' + BOTH.encode() + b"}"),
            JSON),
    refused("half a surrogate", text('{"__metadata__": {"a": "\\ud800"}, ' + BOTH + "}"), JSON),
    refused("newline in a string", text('{"__metadata__": {"a": "\n"}, ' + BOTH + "}"), JSON),
    refused("a name twice", text("{" + BOTH + f', "fc.bias": {BIAS}}}'), r"has `fc\.bias` twice"),
    refused("a type twice",
            text('{"fc.weight": {"dtype": "F32", ' + WEIGHT[1:] + f', "fc.bias": {BIAS}}}'),
            r"tensor `fc\.weight` has `dtype` twice"),
    refused("metadata with a number", more("__metadata__", {"step": 1}),
            r"has metadata `step` that is no text"),
    refused("metadata with a list", more("__metadata__", {"step": ["1"]}),
            r"has metadata `step` that is no text"),
    refused("metadata with null", more("__metadata__", {"step": None}),
            r"has metadata `step` that is no text"),
    refused("metadata that is text", more("__metadata__", "step"),
            r"has metadata that is no JSON object"),
    *(refused(f"constants: {constants[:40]}", more("__metadata__", {"standardise": constants}),
              r"has metadata `standardise` that is not of the form .*")
      for constants in CONSTANTS),
    refused("constants of an input that is not standardised here",
            more("__metadata__", {"standardise": '{"x": [{"mean": [1, 2, 3], "std": [1, 1, 1]}]}'}),
            r"is of a network whose `x` was standardised, and here it is not; .*"),
    accepted("constants of nothing here", more("__metadata__", {"standardise": "{}"})),
    accepted("metadata null", more("__metadata__", None)),
    accepted("metadata empty", more("__metadata__", {})),
    refused("tensor null", more("fc.more", None),
            r"tensor `fc\.more` is not described by a JSON object"),
    refused("no type", text({**HEADER, "fc.bias": {"shape": [2], "data_offsets": [24, 32]}}),
            r"tensor `fc\.bias` has no `dtype`"),
    refused("unknown type", bias(dtype="F33"), r"tensor `fc\.bias` has the unknown type `F33`"),
    *(refused(f"a type that is of no use here, {dtype}",
              more("x", tensor([8], 32, 32 + bits, dtype), bytes(bits)),
              "the network has no parameter `x`") for dtype, bits in TYPES.items()),
    refused("type in small letters", bias(dtype="f32"),
            r"tensor `fc\.bias` has the unknown type `f32`"),
    refused("type that is a number", bias(dtype=32),
            r"tensor `fc\.bias` has a `dtype` of the wrong kind"),
    accepted("an unknown key of a tensor", bias(colour={"a": [1, None, "b", -2.5]})),
    refused("100,000 lists in one another", text("{" + BOTH + ', "a": ' + deep("[", "]") + "}"),
            r"tensor `a` is not described by a JSON object|" + DEEP),
    # Two levels lie around them, and 127 are possible.
    accepted("125 lists in one another, passed over", passed_over(deep("[", "]", 125))),
    refused("126 lists in one another, passed over", passed_over(deep("[", "]", 126)), DEEP),
    refused("100,000 lists in one another, passed over", passed_over(deep("[", "]")), DEEP),
    refused("100,000 objects in one another, passed over", passed_over(deep('{"a":', "}")), DEEP),
    refused("a name of 1 MiB", more("n" * (1 << 20), tensor([0], 32, 32)),
            r"the network has no parameter `n{1,1100}\.\.\.`?"),
    refused("a name with control characters", more("\x1b[2J\n\u0085", tensor([0], 32, 32)),
            r"the network has no parameter `\\x1b\[2J\\n\\xc2\\x85`"),
]

SHAPES = [
    refused("-1", bias(shape=[-1]), SHAPE),
    refused("2.0", bias(shape=[2.0]), SHAPE),
    refused("2^64", bias(shape=[2**64]), SHAPE),
    refused("product 2^64", bias(shape=[2**32, 2**32]), IMPOSSIBLE),
    # In 64 bits the product is 2.
    refused("product 2^64 + 2", bias(shape=[6, (2**64 + 2) // 6]), IMPOSSIBLE),
    refused("bytes that wrap to 8", bias(shape=[2**62 + 2]), IMPOSSIBLE),
    refused("shape and range disagree", bias(shape=[3]),
            r"tensor `fc\.bias` has 8 bytes, but its shape \[3\] of F32 takes 12"),
    refused("type and range disagree", bias(dtype="F64"),
            r"tensor `fc\.bias` has 8 bytes, but its shape \[2\] of F64 takes 16"),
    refused("100,000 dimensions", bias(shape=[1] * MANY + [2]),
            r"`fc\.bias` has the shape \[1, 1, .*"),
    refused("offsets reversed", bias(data_offsets=[32, 24]),
            r"tensor `fc\.bias` is at bytes 32 to 24, .*"),
    refused("offsets overlapping", bias(data_offsets=[20, 28]),
            r"tensor `fc\.bias` is at bytes 20 to 28, .*"),
    refused("the same offsets", bias(data_offsets=[0, 24], shape=[6]),
            r"tensor `fc\.\w+` is at bytes 0 to 24, .*"),
    refused("a hole", safetensors({
        **HEADER, "fc.bias": tensor([2], 28, 36)
    }, DATA + bytes(4)), r"tensor `fc\.bias` is at bytes 28 to 36, .*"),
    refused("a hole at the front",
            safetensors(layer(tensor([2, 3], 4, 28), tensor([2], 28, 36)), bytes(4) + DATA),
            r"tensor `fc\.weight` is at bytes 4 to 28, .*"),
    refused("past the end", bias(data_offsets=[24, 36], shape=[3]),
            r"tensor `fc\.bias` ends at byte 36 of 32"),
    refused("far past the end", bias(data_offsets=[24, 2**64 - 8], shape=[2**62 - 8]),
            r"tensor `fc\.bias` ends at byte 18446744073709551608 of 32"),
    refused("one offset", bias(data_offsets=[24]), TWO),
    refused("three offsets", bias(data_offsets=[24, 32, 32]), TWO),
    refused("an offset of 2^64", bias(data_offsets=[24, 2**64]), OFFSETS),
    refused("an offset of -1", bias(data_offsets=[-1, 32]), OFFSETS),
    refused("a byte behind it", WHOLE + b"\0", r"has 1 bytes? after its last tensor"),
    accepted("described in another order", text({name: HEADER[name]
                                                 for name in reversed(HEADER)})),
    accepted("stored in another order",
             safetensors(layer(tensor([2, 3], 8, 32), tensor([2], 0, 8)), DATA[24:] + DATA[:24])),
    refused("100,000 tensors on one range",
            safetensors({f"t{i}": tensor([6], 0, 24) for i in range(MANY)}, DATA[:24]),
            r"tensor `t\d+` is at bytes 0 to 24, .*"),
    refused("100,000 empty tensors",
            text({
                **HEADER,
                **{
                    f"t{i}": tensor([0], 32, 32)
                    for i in range(MANY)
                }
            }), r"the network has no parameter `t\d+`"),
]

CONTENTS = [
    accepted("NaN", safetensors(HEADER,
                                floats(float("nan")) + DATA[4:]),
             r"tiny: warning: w: 1 of the 6 elements of `fc\.weight` is not finite",
             "logits[0],logits[1]\nnan,36\n"),
    accepted("too large for f32",
             safetensors(layer(tensor([2, 3], 0, 48, "F64"), tensor([2], 48, 56)),
                         doubles(1e300, 2, 3, 4, 5, 6) + DATA[24:]),
             r"tiny: warning: w: 1 of the 6 elements of `fc\.weight` is too large for f32",
             "logits[0],logits[1]\ninf,36\n"),
    refused("missing", safetensors({"fc.weight": HEADER["fc.weight"]}, DATA[:24]),
            r"there is no tensor `fc\.bias`, a parameter of this network"),
    refused("misspelt", text({
        "fc.weight": HEADER["fc.weight"],
        "fc.bais": HEADER["fc.bias"]
    }), r"there is no tensor `fc\.bias`, .*; did you mean `fc\.bais`\?"),
    refused("extra", more("fc2.bias", tensor([1], 32, 36), floats(0)),
            r"the network has no parameter `fc2\.bias`; did you mean `fc\.bias`\?"),
    refused("transposed", text(layer(tensor([3, 2], 0, 24), tensor([2], 24, 32))),
            r"`fc\.weight` has the shape \[3, 2\], but the network's is \[2, 3\]; "
            r"it looks transposed: weights are \[out, in\]"),
    refused("another rank", bias(shape=[2, 1]),
            r"`fc\.bias` has the shape \[2, 1\], but the network's is \[2\]"),
    refused("wrong type", bias(dtype="I32"),
            r"tensor `fc\.bias` has type I32; weights are F64, F32, F16 or BF16"),
    refused("another network's",
            safetensors(layer(tensor([4, 3], 0, 48), tensor([4], 48, 64), "encoder"), bytes(64)),
            r"there is no tensor `fc\.weight`, a parameter of this network.*"),
    refused("cut in the header", WHOLE[:40], CUT),
    refused("cut before the first tensor", WHOLE[:START],
            r"tensor `fc\.weight` ends at byte 24 of 0"),
    refused("cut in the first tensor", WHOLE[:START + 10],
            r"tensor `fc\.weight` ends at byte 24 of 10"),
    refused("cut before the last tensor", WHOLE[:START + 24],
            r"tensor `fc\.bias` ends at byte 32 of 24"),
    refused("cut by one byte", WHOLE[:-1], r"tensor `fc\.bias` ends at byte 32 of 31"),
    # Nothing in the format would show it.
    accepted("the last bit of the data flipped",
             flipped(WHOLE,
                     len(WHOLE) * 8 - 1),
             prints="logits[0],logits[1]\n17,-4\n"),
    *(refused(f"bit {bit} flipped", flipped(WHOLE, bit), r".*")
      for bit in [*range(64), *range(64, START * 8, 13)]),
    *(refused(f"bit {bit} of a checkpoint flipped", flipped(CHECKPOINT, bit), r".*")
      for bit in range(0,
                       len(CHECKPOINT) * 8, 499)),
]

run("weights", LENGTHS + HEADERS + SHAPES + CONTENTS)
