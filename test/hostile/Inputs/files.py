"""Makers of files in the formats that are read, right ones and wrong ones."""
import gzip
import json
import os
import struct
import subprocess
import zlib


def safetensors(header, data=b"", length=None):
    """`header` is text, bytes or what JSON is made of; `length` is what is claimed."""
    if not isinstance(header, (bytes, str)):
        header = json.dumps(header)
    if isinstance(header, str):
        header = header.encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def tensor(shape, begin, end, dtype="F32"):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def floats(*numbers):
    return struct.pack(f"<{len(numbers)}f", *numbers)


def doubles(*numbers):
    return struct.pack(f"<{len(numbers)}d", *numbers)


# Weights of tiny.plx.
WEIGHTS = safetensors({"fc.weight": tensor([2, 3], 0, 24), "fc.bias": tensor([2], 24, 32)},
                      floats(1, 2, 3, 4, 5, 6) + floats(10, 20))


def npy(header, data=b"", version=1, length=None):
    """`header` is text; `length` is what is claimed."""
    header = header.encode("latin-1")
    claimed = len(header) if length is None else length
    size = struct.pack("<H" if version == 1 else "<I", claimed)
    return b"\x93NUMPY" + bytes([version, 0]) + size + header + data


def npy_header(descr="<f4", fortran_order=False, shape="(2, 3)"):
    return f"{{'descr': '{descr}', 'fortran_order': {fortran_order}, 'shape': {shape}, }}\n"


def idx(dimensions, data=b"", code=0x0D, start=b"\0\0", rank=None):
    """`code` 0x0D is f32, 0x08 u8; numbers are big-endian."""
    rank = len(dimensions) if rank is None else rank
    return start + bytes([code, rank]) + struct.pack(f">{len(dimensions)}I", *dimensions) + data


def gz(data):
    return gzip.compress(data, compresslevel=6, mtime=0)


def bomb(members, byte):
    """1 GiB of one byte in about 1 MiB: in "one member", or in "many members"."""
    mebibyte = byte * (1 << 20)
    if members == "many members":
        return gz(mebibyte) * 1024
    # What is flushed whole can be repeated; the checksum is never come to.
    stream = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    start = stream.compress(mebibyte) + stream.flush(zlib.Z_FULL_FLUSH)
    middle = stream.compress(mebibyte) + stream.flush(zlib.Z_FULL_FLUSH)
    return start + middle * 1023 + b"\3\0" + bytes(4) + struct.pack("<I", 1 << 30)


def gz_of_lines(line, size):
    """About `size` bytes of one short line."""
    lines = line.encode() * ((1 << 20) // len(line))
    return gz(lines) * (size // len(lines))


def repeated(text, times, after="", before=""):
    """A maker of a file that would be large here too."""

    def at(path):
        with open(path, "w") as file:
            file.write(before)
            for _ in range(times // 1024):
                file.write(text * 1024)
            file.write("\n" + after)

    return at


def long_line(gibibytes):
    """A maker of one line: first digits, more than a line may have, then a hole."""

    def at(path):
        with open(path, "wb") as file:
            for _ in range(20):
                file.write(b"1" * (1 << 20))
            file.truncate(gibibytes << 30)

    return at


def link_to(target):
    return lambda path: os.symlink(target, path)


def with_mode(content, mode):
    """A maker of a file, or of a folder where there is no content."""

    def at(path):
        if content is None:
            os.mkdir(path)
        else:
            with open(path, "wb") as file:
                file.write(content)
        os.chmod(path, mode)

    return at


def german(folder):
    """What a row takes to run in a German locale, which is made in the folder."""
    os.makedirs(folder, exist_ok=True)
    environment = {"LC_ALL": "de_DE.UTF-8", "LOCPATH": folder}
    try:
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8",
                        os.path.join(folder, "de_DE.UTF-8")], check=True, capture_output=True)
        done = subprocess.run(["locale", "decimal_point"], env={**os.environ, **environment},
                              capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return {"skip": "localedef cannot make a German locale"}
    assert done.stdout == ",\n", done
    return {"environment": environment}
