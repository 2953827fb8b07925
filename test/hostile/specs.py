"""specs.py: bad and merely odd `.plx` files; plexc is found in PATH."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from files import repeated
from table import Row, run

MEBIBYTE = 1 << 20


def row(name, content, says, command=("plexc", "check", "net.plx"), **more):
    files = {"net.plx": content, "x.csv": "1,2,3,4\n"}
    return Row(name, command, says, 65 if says else 0, files, is_compiler=True, **more)


def refused(name, content, reason, place=r"\d+:\d+", **more):
    return row(name, content, f"net\\.plx:{place}: error: (?:{reason})", **more)


def accepted(name, content, **more):
    return row(name, content, "", **more)


def network(*statements):
    return "\n  ".join(["network Net {", "input x: f32[4]", *statements]) + "\n}\n"


def training(rate):
    return network("target t: f32[2]", "let z = x |> Dense(2)", "loss mse(z, t)") + f"""
data d {{ train: {{ x: table([[1, 2, 3, 4]]), t: table([[1, 2]]) }} }}
train {{ data: d, epochs: 1, optimizer: sgd(lr: {rate}) }}
"""


NET = network("output y = x |> Dense(2)")
DEEP = "nested deeper than 64 levels"
NUL = "file contains a NUL byte; it must be UTF-8 text"

TEXT = [
    accepted("as it should be", NET),
    refused("empty", "", "file declares nothing; expected a `network`", "1:1"),
    refused("blank", "\n \n", "file declares nothing; expected a `network`"),
    refused("nothing but a comment", "# nothing", "file declares nothing; expected a `network`"),
    refused("no network", "const A = 1\n", "file declares no `network`", "1:1"),
    accepted("byte order mark", "\ufeff" + NET),
    accepted("CRLF", NET.replace("\n", "\r\n")),
    accepted("without an end of the last line", NET.rstrip()),
    accepted("a million empty lines", "\n" * 1_000_000 + NET),
    accepted("a comment of 15 MiB", repeated("a" * 15, MEBIBYTE, before="#", after=NET)),
    row("17 MiB", repeated("a" * 17, MEBIBYTE),
        r"plexc: error: cannot read `net\.plx`: it has 17825793 bytes; at most 16777216 are read"),
    refused("NUL", NET[:10] + "\0" + NET[10:], NUL, "1:11"),
    refused("NUL at the end", NET + "\0", NUL, "5:1"),
    refused("bad UTF-8", NET.encode().replace(b"x:", b"\xff:"),
            "byte 0xFF is not valid UTF-8 here", "2:9"),
    refused("cut UTF-8", NET.encode() + b"# \xe2\x82", "byte 0xE2 is not valid UTF-8 here",
            "5:3"),
    refused("UTF-16", NET.encode("utf-16"), NUL, "1:4"),
    refused("a program", b"\x7fELF\2\1\1\0" + bytes(56), NUL, "1:8"),
    refused("escape sequence", network("output y = \x1b[2J"), r"unexpected character `\\x1b`",
            "3:14"),
    refused("control characters of C1", network("output y = z # \x9b2J\x85"),
            "`z` is not defined here", "3:14"),
    refused("control characters of C1 in a name", 'import "\x9b2J"\n' + NET,
            r"cannot read `\\xc2\\x9b2J`: .*", "1:8"),
    refused("10 MiB of `(`", repeated("(" * 10, MEBIBYTE, before="const A = "), DEEP, "1:75"),
    refused("10 MiB of `[`", repeated("[" * 10, MEBIBYTE, before="const A = "), DEEP, "1:75"),
    refused("10 MiB of `{`", repeated("{" * 10, MEBIBYTE), r"expected a declaration, got `\{`; .*",
            "1:1"),
    refused("10 MiB of `-`", repeated("-" * 10, MEBIBYTE, before="const A = "),
            "`-` stands once .*", "1:12"),
    refused("10 MiB of `1+`", repeated("1+1+1+1+1+", MEBIBYTE, before="const A = "),
            "expression chains more than 1000 operators; split it with `let`"),
    refused("100,000 nested records", "data d " + "{ train: " * 100_000, DEEP),
    refused("100,000 nested blocks", "block B(x: f32[4]) {" * 100_000,
            "expected a statement, got `block`", "1:21"),
    refused("100,000 blocks that use one another",
            "block B0(x: f32[n]) { return x }\n" +
            "".join(f"block B{i + 1}(x: f32[n]) {{ return x |> B{i} }}\n"
                    for i in range(100_000)) + network("output y = x |> B100000"),
            "blocks use one another more than 64 deep", seconds=10),
    refused("identifier of 1 MiB", network("output y = " + "a" * MEBIBYTE),
            r"name `a+…` is longer than 63 characters", "3:14"),
    refused("number of 1 MiB", "const A = " + "1" * MEBIBYTE,
            "number has 1048576 characters; at most 100 are read", "1:11"),
    refused("string of 1 MiB", f'import "{"a" * MEBIBYTE}"\n' + NET, r"cannot read `a+…`: .*",
            "1:8"),
    refused("string without an end", 'import "abc\n', "string is not closed on its line", "1:8"),
    refused("cut off", NET[:40], r"expected .*"),
    refused("100,000 errors", network(*(f"output y{i} = z{i}" for i in range(100_000))),
            "`z0` is not defined here.*", "3:15"),
]

# Names as others, whatever a program is linked from.
NAMES_OF_C = network("input int: f32[4]", "let main = x + int", "layer malloc = Dense(2)",
                     "output _start = main |> malloc", "output plx_program_model = main",
                     "output environ = int")
NAMES = [
    refused("unknown word", network("output y = x |> Dence(2)"),
            r"unknown layer `Dence`; did you mean `Dense`\?", "3:19"),
    refused("duplicate name", network("let a = x", "let a = x", "output y = a"),
            "`a` is declared twice", "4:7"),
    refused("duplicate network", NET + NET, "`Net` is declared twice", "5:9"),
    refused("undefined name", network("output y = z"), "`z` is not defined here", "3:14"),
    refused("used before it is there", network("let a = b", "let b = x", "output y = b"),
            "`b` is not defined here", "3:11"),
    refused("cycle of constants", "const A = B\nconst B = A\n" + NET, "`A` is defined by itself",
            "1:7"),
    refused("constant of itself", "const A = A + 1\n" + NET, "`A` is defined by itself", "1:7"),
    refused("cycle of blocks",
            "block A(x: f32[n]) { return x |> B }\nblock B(x: f32[n]) { return x |> A }\n" +
            network("output y = x |> A"), "block `A` uses itself"),
    refused("cycle of files", 'import "net.plx"\n' + NET,
            r"`net\.plx` imports itself, through this line", "1:8"),
    refused("imports a folder", 'import "tmp"\n' + NET, "cannot read `tmp`: .*", "1:8"),
    refused("imports a device", 'import "/dev/zero"\n' + NET, "cannot read `/dev/zero`: .*",
            "1:8"),
    refused("network `main`", NET.replace("Net", "main"),
            "network `main` must start with a capital; .*", "1:9"),
    refused("network `int`", NET.replace("Net", "int"),
            "network `int` must start with a capital; .*", "1:9"),
    refused("network `../../x`", NET.replace("Net", "../../x"), r"expected .*, got `\.\.`", "1:9"),
    refused("output `../../x`", network("output ../../x = x"),
            r"expected the output's name, got `\.\.`", "3:10"),
    refused("output `-o`", network("output -o = x"), "expected the output's name, got `-`",
            "3:10"),
    refused("output `@x`", network("output @x = x"), "expected the output's name, got `@`",
            "3:10"),
    refused("output `a;rm`", network("output a;rm = x"), "unexpected character `;`", "3:11"),
    refused("output `*/`", network("output */ = x"), r"expected the output's name, got `\*`",
            "3:10"),
    row("names of C", NAMES_OF_C, "",
        ["sh", "-c", "plexc net.plx -O0 && ./net init --save=weights > init.txt && "
         "./net predict --weights=weights --input=x=x.csv --input=int=x.csv --only=environ"],
        prints="environ[0],environ[1],environ[2],environ[3]\n1,2,3,4\n",
        leaves={"net": None, "weights": None, "init.txt": None}),
    row("a network `Main`", NET.replace("Net", "Main"), "", ["plexc", "net.plx", "-O0"],
        leaves={"net": None}),
]


def dimension(written, reason=None):
    return refused(
        f"dimension {written}", f"network Net {{\n  input x: f32[{written}]\n  output y = x\n}}\n",
        reason or f"a dimension is a whole number from 1 to 2147483647, got `{written}`",
        "2:1[26]")


def units(written, got):
    return refused(
        f"{written} units", network(f"output y = x |> Dense({written})"),
        f"`units` of `Dense` is a whole number from 1 to 2147483647, got the number `{got}`",
        "3:25")


TOO_LARGE = r"a tensor f32\[.*\] is too large; at most 2147483647 elements are allowed"
SIZES = [
    refused("shapes that do not fit", network("let a = x |> Dense(3)", "output y = a + x"),
            r"operands of `\+` have different shapes: f32\[3\] and f32\[4\]", "4:16"),
    refused("a shape that is another", network("let a: f32[3] = x", "output y = a"),
            r".*f32\[3\].*"),
    dimension("0"),
    dimension("-1"),
    dimension("2147483648"),
    dimension("9223372036854775808"),
    dimension("18446744073709551616"),
    dimension("1e3"),
    dimension("1.5"),
    dimension("65536, 65536, 65536, 65536", TOO_LARGE),
    dimension("2147483647, 2147483647", TOO_LARGE),
    dimension("9223372036854775807, 9223372036854775807",
              "a dimension is a whole number from 1 to .*"),
    dimension("1, 1, 1, 1, 1, 1, 1, 1, 1", "a tensor with 9 dimensions; there are at most 8"),
    units("0", "0"),
    units("-1", "-1"),
    units("2147483648", "2147483648"),
    units("1e3", r"1000\.0"),
    refused("weights of 2^33 elements", network("output y = x |> Dense(2147483647)"), TOO_LARGE,
            "3:19"),
    accepted("10,000 layers", network("output y = x" + " |> Dense(4, relu)" * 10_000), seconds=10),
    accepted("10,000 statements",
             network("let a0 = x", *(f"let a{i + 1} = relu(a{i})" for i in range(10_000)),
                     "output y = a10000"),
             seconds=10),
]

RATES = [
    accepted("lr 0.1", training("0.1")),
    refused("lr nan", training("nan"), "`lr` takes a number above 0, got the word `nan`", "9:48"),
    refused("lr inf", training("inf"), "`lr` takes a number above 0, got the word `inf`", "9:48"),
    refused("lr -1", training("-1"), "`lr` takes a number above 0, got the number `-1`", "9:48"),
    refused("lr 0", training("0"), "`lr` takes a number above 0, got the number `0`", "9:48"),
    refused("lr 1e999", training("1e999"), "number `1e999` is too large for a 64-bit float",
            "9:48"),
    refused("lr 0/0", training("0/0"), "`0/0` is not a finite number"),
    refused("lr 1e39", training("1e39"),
            r"`lr` is 1e\+39, which a 32-bit float rounds to infinity; .*", "9:48"),
    refused("lr 1e-60", training("1e-60"), "`lr` is 1e-60, which a 32-bit float rounds to 0; .*",
            "9:48"),
    refused("lr of another unit", training("2 s"), "`lr` takes a number above 0, got .*", "9:48"),
]

run("specs", TEXT + NAMES + SIZES + RATES)
