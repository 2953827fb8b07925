"""arrays.py PROGRAM: bad NPY and IDX files, plain and in .gz; PROGRAM is Inputs/tiny.plx."""
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from files import WEIGHTS, bomb, doubles, floats, gz, idx, npy, npy_header
from table import Row, run

PROGRAM = os.path.abspath(sys.argv[1])
DATA = floats(1, 2, 3, 4, 5, 6)
READ = "same[0],same[1],same[2]\n1,2,3\n4,5,6\n"


def row(name, file, content, says, status=65, prints=""):
    return Row(name, [PROGRAM, "predict", f"--input=x={file}", "--only=same", "--weights=w"], says,
               status, {file: content, "w": WEIGHTS}, prints)


def plain_and_gz(file, name, content, reason):
    """Two rows: the file as it is, and compressed."""
    status, prints = (65, "") if reason else (0, READ)
    for place, stored in ((file, content), (file + ".gz", gz(content))):
        yield row(f"{place}, {name}", place, stored, reason and f"{place}: error: {reason}",
                  status, prints)


def array(name, content, reason=""):
    """Without a reason to refuse it, READ has to come out."""
    return plain_and_gz("x.npy", name, content, reason)


def images(name, content, reason=""):
    return plain_and_gz("x.idx", name, content, reason)


def described(data=DATA, **settings):
    return npy(npy_header(**settings), data)


def big(form, *numbers):
    return struct.pack(f">{len(numbers)}{form}", *numbers)


# Reasons.
CUT = r"ends inside the .*"
TYPES = r"; bool, i1 to i8, u1 to u8, f2, f4 and f8 are read"
HEADER = r"has a malformed header: "

ARRAYS = [
    array("f4", described()),
    array("f8", described(doubles(1, 2, 3, 4, 5, 6), descr="<f8")),
    array("i2", described(struct.pack("<6h", 1, 2, 3, 4, 5, 6), descr="<i2")),
    array("u1", described(bytes([1, 2, 3, 4, 5, 6]), descr="|u1")),
    array("version 2", npy(npy_header(), DATA, version=2)),
    array("other quotes, another order, no spaces",
          npy('{"shape":(2,3,),"fortran_order":False,"descr":"<f4"}', DATA)),
    array("empty", b"", CUT),
    array("truncated magic", b"\x93NUM", CUT),
    array("nothing but the magic", b"\x93NUMPY", CUT),
    array("bad magic", b"\x94" + described()[1:], r"is not an NPY file: .*"),
    array("a ZIP archive", b"PK\x03\x04" + bytes(60), r"is a ZIP archive; unpack it"),
    array("an archive (.npz)", b"PK\x03\x04" + bytes(26) + b"arr_0.npy" + bytes(60),
          r"is an NPZ archive; write each array with `numpy\.save`"),
    array("text", b"1,2,3\n4,5,6\n", r"is a text file; .*`csv`"),
    array("weights", WEIGHTS, r"is a safetensors file; .*"),
    array("version 2 with a length of 0xFFFFFFF0 in 12 bytes",
          npy("", version=2, length=0xFFFFFFF0), CUT),
    array("version 9", npy(npy_header(), DATA, version=9),
          r"has version 9\.0 of the NPY format; .*"),
    array("version 0", npy(npy_header(), DATA, version=0),
          r"has version 0\.0 of the NPY format; .*"),
    array("length past the end", npy(npy_header(), DATA, length=1000), CUT),
    array("length 0", npy("", DATA), HEADER + r"`\{` expected at byte 0"),
    array("missing key", npy("{'descr': '<f4', 'shape': (2, 3)}", DATA),
          r"has no `fortran_order` in its header"),
    array("duplicate key",
          npy("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", DATA),
          r"has `descr` twice in its header"),
    array("extra key",
          npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'a': 1}", DATA),
          r"has an unknown key `a` in its header"),
    array("code for the type",
          npy("{'descr': __import__('os').mkdir('evaluated'), 'fortran_order': False, "
              "'shape': (2, 3)}", DATA),
          HEADER + r"a type in quotes expected at byte 10"),
    array("code for the shape", described(shape="(2, 1 + 2)"),
          HEADER + r"`\)` expected at byte \d+"),
    array("code for all of it", npy("dict(descr='<f4', fortran_order=False, shape=(2, 3))", DATA),
          HEADER + r"`\{` expected at byte 0"),
    array("code behind it", npy(npy_header() + "; import os", DATA),
          r"has something after its header's `\}`"),
    array("NUL behind it", npy(npy_header() + "\0", DATA),
          r"has something after its header's `\}`"),
    array("60,000 braces", npy("{" * 60_000, DATA),
          HEADER + r"a key in quotes expected at byte 1"),
    array("a key of 60,000 characters", npy("{'" + "a" * 60_000 + "': 1}", DATA),
          r"has an unknown key `a{40}\.\.\.` in its header"),
    array("a key with control characters", npy("{'\x1b[2J\n': 1}", DATA),
          r"has an unknown key `\\x1b\[2J\\n` in its header"),
    array("objects", described(descr="|O"), r"has the type `\|O`; Python objects are never read"),
    array("big-endian", described(big("f", 1, 2, 3, 4, 5, 6), descr=">f4"),
          r"has the type `>f4`; big-endian numbers are not read, .*"),
    array("structured",
          npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", DATA),
          r"has a structured type; a plain array of numbers is needed"),
    array("complex", described(descr="<c8", shape="(1, 3)"), r"has the type `<c8`" + TYPES),
    array("of text", described(descr="<U1"), r"has the type `<U1`" + TYPES),
    array("half precision", described(struct.pack("<6e", 1, 2, 3, 4, 5, 6), descr="<f2")),
    array("half precision, infinite", described(struct.pack("<6e", 1, 2, 3, 4, 5, float("inf")),
                                                descr="<f2"),
          r"row 1, element 2: `inf` is not a finite number"),
    array("bfloat16", described(DATA[:12], descr="<V2"),
          r"has the type `<V2`; that is how bfloat16 is stored, write it with .*"),
    array("Fortran order", described(floats(1, 4, 2, 5, 3, 6), fortran_order=True)),
    array("Fortran order of three dimensions",
          described(bytes([1, 4, 2, 5, 3, 6]), descr="|u1", fortran_order=True, shape="(2, 1, 3)")),
    array("Fortran order, NaN", described(floats(1, 4, float("nan"), 5, 3, 6), fortran_order=True),
          r"row 0, element 1: `nan` is not a finite number"),
    array("Fortran order, short data", described(DATA[:-1], fortran_order=True),
          r"has 23 bytes of data, but its shape \[2, 3\] takes 24"),
    array("Fortran order, no rows", described(b"", fortran_order=True, shape="(0, 3)"),
          r"has the shape \[0, 3\], which holds no numbers"),
    array("shape (2^64,)", described(shape=f"({2**64},)"),
          r"has the dimension 18446744073709551616; .*"),
    array("shape (2^63, 2)", described(shape=f"({2**63}, 2)"),
          r"has the dimension 9223372036854775808; .*"),
    array("shape (-1,)", described(shape="(-1,)"), r"has a shape with something that is not a .*"),
    array("shape (65536, 65536) over nothing", described(b"", shape="(65536, 65536)"),
          r"has 0 bytes of data, but its shape \[65536, 65536\] takes 17179869184"),
    array("shape of 2^64 elements", described(b"", shape="(65536, 65536, 65536, 65536)"),
          r"has the impossible shape \[65536, 65536, 65536, 65536\]"),
    array("shape with 9 dimensions", described(shape="(2, 3, 1, 1, 1, 1, 1, 1, 1)")),
    array("shape with 10 dimensions", described(shape="(2, 3, 1, 1, 1, 1, 1, 1, 1, 1)"),
          r"has more than 9 dimensions"),
    array("shape ()", described(DATA[:4], shape="()"), r"holds a single number; rows are needed"),
    array("shape (6)", described(shape="(6)"), r"has a shape that is no tuple: .*"),
    array("shape (0, 3)", described(b"", shape="(0, 3)"),
          r"has the shape \[0, 3\], which holds no numbers"),
    array("shape (2, 0)", described(b"", shape="(2, 0)"),
          r"has the shape \[2, 0\], which holds no numbers"),
    array("shape (3, 2)", described(shape="(3, 2)"),
          r"has rows of 2 numbers, but `x` \[3\] takes 3"),
    array("shape of the old Python", described(shape="(2L, 3L)"),
          HEADER + r"`\)` expected at byte \d+"),
    array("short data", described(DATA[:-1]),
          r"has 23 bytes of data, but its shape \[2, 3\] takes 24"),
    array("long data", described(DATA + b"\0"),
          r"has 25 bytes of data, but its shape \[2, 3\] takes 24"),
    array("NaN", described(floats(1, 2, 3, 4, float("nan"), 6)),
          r"row 1, element 1: `nan` is not a finite number"),
    array("infinity", described(floats(float("-inf"), 2, 3, 4, 5, 6)),
          r"row 0, element 0: `-inf` is not a finite number"),
    array("1e39", described(doubles(1, 2, 3, 4, 5, 1e39), descr="<f8"),
          r"row 1, element 2: `1e\+39` is too large for f32"),
]

IMAGES = [
    images("f32", idx([2, 3], big("f", 1, 2, 3, 4, 5, 6))),
    images("f64", idx([2, 3], big("d", 1, 2, 3, 4, 5, 6), code=0x0E)),
    images("i32", idx([2, 3], big("i", 1, 2, 3, 4, 5, 6), code=0x0C)),
    images("i16", idx([2, 3], big("h", 1, 2, 3, 4, 5, 6), code=0x0B)),
    images("u8 of three dimensions", idx([2, 1, 3], bytes([1, 2, 3, 4, 5, 6]), code=0x08)),
    images("empty", b"", CUT),
    images("truncated magic", b"\0\0\x0D", CUT),
    images("bad magic", idx([2, 3], DATA, start=b"\1\0"), r"is not an IDX file: .*"),
    images("big and little exchanged", b"\2\x0D\0\0" + DATA, r"is not an IDX file: .*"),
    images("type 0x0A", idx([2, 3], DATA, code=0x0A), r"has the IDX type 10; .*"),
    images("type 0", idx([2, 3], DATA, code=0), r"has the IDX type 0; .*"),
    images("dimensions (2^32-1)^2", idx([2**32 - 1, 2**32 - 1]),
           r"has the impossible shape \[4294967295, 4294967295\]"),
    images("dimensions (2^32-1)^3, 0", idx([2**32 - 1, 2**32 - 1, 2**32 - 1, 0]),
           r"has the impossible shape \[4294967295, 4294967295, 4294967295, 0\]"),
    images("dimensions 65536, 65536 over nothing", idx([65536, 65536]),
           r"has 0 bytes of data, but its shape \[65536, 65536\] takes 17179869184"),
    images("no dimensions", idx([], DATA), r"has 0 dimensions; from 1 to 9 are possible"),
    images("255 dimensions", idx([1] * 255, DATA),
           r"has 255 dimensions; from 1 to 9 are possible"),
    images("9 dimensions", idx([2, 1, 1, 1, 1, 1, 1, 1, 3], bytes([1, 2, 3, 4, 5, 6]), code=0x08)),
    images("truncated dimensions", idx([2], rank=2), CUT),
    images("truncated data", idx([2, 3], DATA[:-1]),
           r"has 23 bytes of data, but its shape \[2, 3\] takes 24"),
    images("a byte behind it", idx([2, 3], DATA + b"\0"),
           r"has 25 bytes of data, but its shape \[2, 3\] takes 24"),
    images("rows of another width", idx([3, 2], DATA),
           r"has rows of 2 numbers, but `x` \[3\] takes 3"),
    images("no rows", idx([0, 3]), r"has the shape \[0, 3\], which holds no numbers"),
    images("NaN", idx([1, 3], big("f", 1, float("nan"), 3)),
           r"row 0, element 1: `nan` is not a finite number"),
]


def labels(name, content, reason=""):
    """Two rows: labels for two images, plain and compressed."""
    for file, stored in (("y.idx", content), ("y.idx.gz", gz(content))):
        yield Row(f"{file}, {name}",
                  [PROGRAM, "gradients", "--input=x=x.idx", f"--input=y={file}", "--weights=w"],
                  reason and f"{file}: error: {reason}", 65 if reason else 0,
                  {"x.idx": idx([2, 3], big("f", 1, 2, 3, 4, 5, 6)), file: stored, "w": WEIGHTS})


LABELS = [
    labels("as they should be", idx([2], b"\0\1", code=0x08)),
    labels("one too many", idx([3], b"\0\1\0", code=0x08), r"has 3 rows, but x\.idx has 2"),
    labels("one too few", idx([1], b"\0", code=0x08), r"has 1 rows?, but x\.idx has 2"),
    labels("2", idx([2], b"\0\2", code=0x08),
           "row 1: `2` is not one of the classes of `y`, 0 to 1"),
    labels("-1", idx([2], b"\0\xff", code=0x09),
           "row 1: `-1` is not one of the classes of `y`, 0 to 1"),
    labels("0.5", idx([2], big("f", 0, 0.5)),
           r"row 1: `0\.5` is not a whole number, but `y` is an index"),
    labels("NaN", idx([2], big("f", 0, float("nan"))), "row 1: `nan` is not a finite number"),
]

WHOLE = gz(described())
COMPRESSED = [
    row("two members", "x.npy.gz", gz(described()[:40]) + gz(described()[40:]), "", 0, READ),
    row("empty, but .gz", "x.npy.gz", b"", r"x\.npy\.gz: error: is empty, which is not gzip data"),
    row("not compressed, but .gz", "x.npy.gz", described(),
        r"x\.npy\.gz: error: is not gzip data, though its name ends in `\.gz`; it is an NPY file"),
    row("an HTML page, but .gz", "x.npy.gz", b"<!DOCTYPE html>\n<html>\n",
        r"x\.npy\.gz: error: is not gzip data, though its name ends in `\.gz`; it is an HTML page"),
    row("compressed, but not .gz", "x.npy", WHOLE, r"x\.npy: error: is gzip data; .*`\.gz`"),
    row("compressed twice", "x.npy.gz", gz(WHOLE), r"x\.npy\.gz: error: is gzip data; .*once.*"),
    row(".gz cut in its header", "x.npy.gz", WHOLE[:5], r"x\.npy\.gz: error: is cut short: .*"),
    row(".gz cut in its data", "x.npy.gz", WHOLE[:-20], r"x\.npy\.gz: error: is cut short: .*"),
    row(".gz without its last byte", "x.npy.gz", WHOLE[:-1],
        r"x\.npy\.gz: error: is cut short: .*"),
    row(".gz with a wrong checksum", "x.npy.gz", WHOLE[:-8] + b"\0\0\0\0" + WHOLE[-4:],
        r"x\.npy\.gz: error: is damaged gzip data .*"),
    row(".gz with a wrong length", "x.npy.gz", WHOLE[:-4] + b"\xff\xff\xff\x7f",
        r"x\.npy\.gz: error: is damaged gzip data .*"),
    row(".gz with other bytes behind it", "x.npy.gz", WHOLE + b"more",
        r"x\.npy\.gz: error: has other bytes after its gzip data"),
    *(row(f"1 GiB of zeros in {members}, {kind}", f"x.{kind}.gz", bomb(members, b"\0"),
          rf"x\.{kind}\.gz: error: expands to more than \d+ bytes, .*")
      for kind in ("npy", "idx") for members in ("one member", "many members")),
]

run("arrays", [row for pair in ARRAYS + IMAGES + LABELS for row in pair] + COMPRESSED)
