"""tables.py PROGRAM SEMICOLONS: bad CSV files, plain and in .gz.

PROGRAM is Inputs/tiny.plx, compiled; SEMICOLONS too, but for the delimiter `;` and a
header that is skipped.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from files import WEIGHTS, bomb, german, gz, gz_of_lines, long_line
from table import Row, run

PROGRAM, SEMICOLONS = map(os.path.abspath, sys.argv[1:])
GERMAN = german(os.path.abspath("locales"))
READ = "same[0],same[1],same[2]\n1,2,3\n4,5,6\n"
HEADER = ":1:1: error: `a` is not a number; if line 1 is a header, skip it with `--skip=1`"


def row(name, file, content, says, prints="", **more):
    return Row(name, [PROGRAM, "predict", f"--input=x={file}", "--only=same", "--weights=w"], says,
               65 if says else 0, {file: content, "w": WEIGHTS}, prints, **more)


def plain_and_gz(name, content, says, prints):
    """Two rows: the file as it is, and compressed."""
    content = content if isinstance(content, bytes) else content.encode()
    for file, stored in (("x.csv", content), ("x.csv.gz", gz(content))):
        yield row(f"{file}, {name}", file, stored, says and file + says, prints)


def refused(name, content, says):
    return plain_and_gz(name, content, says, "")


def accepted(name, content, prints=READ):
    return plain_and_gz(name, content, "", prints)


def field(written, reason):
    """A row with one field that is no number."""
    return refused(f"field {written[:20]!r}", f"1,2,3\n4,{written},6\n", f":2:3: error: {reason}")


def number(written, value):
    return accepted(f"field {written[:20]!r}", f"1,{written},3\n",
                    f"same[0],same[1],same[2]\n1,{value},3\n")


TABLES = [
    accepted("as it should be", "1,2,3\n4,5,6\n"),
    accepted("without an end of the last line", "1,2,3\n4,5,6"),
    accepted("empty lines at the end", "1,2,3\n4,5,6\n\n\n"),
    accepted("blanks around numbers", " 1 ,\t2, 3\n4,5,6\n"),
    accepted("CRLF", "1,2,3\r\n4,5,6\r\n"),
    accepted("byte order mark", "\ufeff1,2,3\n4,5,6\n"),
    accepted("CRLF and byte order mark", "\ufeff1,2,3\r\n4,5,6\r\n"),
    refused("empty", "", ": error: has no rows"),
    refused("nothing but a byte order mark", "\ufeff", ": error: has no rows"),
    refused("nothing but empty lines", "\n\n\n", ": error: has no rows"),
    accepted("quoted numbers", '"1","2",\t"3" \n"4"," 5 ","6"\n'),
    accepted("quoted numbers and CRLF", '"1","2","3"\r\n"4","5","6"\r\n'),
    refused("a header and nothing else", "a,b,c\n", HEADER),
    refused("a header", "a,b,c\n1,2,3\n", HEADER),
    refused("a quoted header", '"a,""b","c\nd","e"\n1,2,3\n', ":1:1: error: `a,\"b` is not a .*"),
    refused("text in a quoted field with an end of a line", '1,2,3\n4,"x\n,",6\n',
            r":2:3: error: `x\\n,` is not a number"),
    refused("a quote that is not closed", '1,2,3\n4,"5,6\n7,8,9\n',
            ":2:3: error: the quote of this field is not closed"),
    refused("a quote at the end", '1,2,3\n4,5,6\n"', ":3:1: error: the quote of this field .*"),
    refused("a quote that is closed too early", '1,2,3\n4,"5"5,6\n',
            ":2:6: error: text behind a closing quote; inside quotes a quote is written twice"),
    refused("a quote and more than 16 MiB", b'1,2,3\n4,"' + (b"1" * 1023 + b"\n") * (17 << 10),
            ":2:3: error: the quote of this field is not closed within 16 MiB"),
    refused("16 MiB of quotes", b'1,2,3\n4,' + b'"' * (17 << 20),
            ":2:1: error: a line of more than 16 MiB"),
    refused("a line of 5,000,000 quoted fields", '1,2,3\n' + '"",' * 5_000_000 + "\n",
            ":2:1: error: an empty field"),
    refused("a line for spreadsheets", "sep=;\n1;2;3\n", ":1:1: error: `sep=;` is for spreadsheets: "
            "pass over it with `--skip=1`, or with `--skip=2` if a header follows; its delimiter "
            "seems to be `;`: write it with `,`"),
    *(refused(f"another delimiter, {delimiter!r}", f"1{delimiter}2{delimiter}3\n",
              f": error: has rows of 1 number, .*; its delimiter seems to be `{shown}`: "
              "write it with `,`") for delimiter, shown in ((";", ";"), ("\t", r"\\t"), ("|", r"\|"))),
    refused("an HTML page", "<!DOCTYPE html>\n<html>\n", ": error: is an HTML page; .*"),
    refused("a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n",
            ": error: is a pointer of Git LFS; `git lfs pull` gets the file"),
    refused("an array of NumPy", b"\x93NUMPY\1\0", ": error: is an NPY file; .*"),
    refused("weights", WEIGHTS, ": error: is a safetensors file; .*"),
    refused("ragged, a field less", "1,2,3\n4,5\n",
            ":2:4: error: the row has 2 fields, but line 1 has 3.*"),
    refused("ragged, a field more", "1,2,3\n4,5,6,7\n",
            ":2:7: error: the row has 4 fields, but line 1 has 3.*"),
    refused("ragged at the end", "1,2,3\n4,5,6\n7\n",
            ":3:2: error: the row has 1 field, but line 1 has 3"),
    refused("missing column", "1,2\n4,5\n",
            r": error: has rows of 2 numbers, but `x` \[3\] takes 3, .*"),
    refused("an empty line in between", "1,2,3\n\n4,5,6\n",
            ":2:1: error: an empty line before a row"),
    refused("NUL", "1,2,3\n4,\0,6\n", ":2:3: error: a NUL byte in a text file"),
    refused("NUL at the end", "1,2,3\n4,5,6\n\0", ":3:1: error: a NUL byte in a text file"),
    refused("UTF-16", "1,2,3\n".encode("utf-16"), ": error: is text in UTF-16; save it as UTF-8"),
    refused("UTF-16 without a mark", "1,2,3\n".encode("utf-16-le"),
            ":1:2: error: a NUL byte in a text file"),
    refused("the ends of lines of an old Macintosh", "1,2,3\r4,5,6\r",
            r":1:5: error: `3\\x0d4` is not a number"),
    refused("bad UTF-8", b"1,2,3\n4,\xff\xfe,6\n", r":2:3: error: `\\xff\\xfe` is not a number"),
    refused("a line of 16 MiB and more", b"1,2,3\n" + b"1" * (17 << 20),
            ":2:1: error: a line of more than 16 MiB"),
    accepted("100,000 columns", "1," * 100_000 + "1\n", "same[0],same[1],same[2]\n1,1,1\n"),
    field("", "an empty field"),
    field("nan", "`nan` is not a finite number"),
    field("NaN", "`NaN` is not a finite number"),
    field("-nan(1)", r"`-nan\(1\)` is not a finite number"),
    field("inf", "`inf` is not a finite number"),
    field("-Infinity", "`-Infinity` is not a finite number"),
    field("1e999", "`1e999` is too large for f64"),
    field("-1e999", "`-1e999` is too large for f64"),
    field("1e99999999999999999999", "`1e99999999999999999999` is too large for f64"),
    field("1e39", "`1e39` is too large for f32"),
    field("9" * (1 << 20), r"`9{40}\.\.\.` is too large for f64"),
    field("a" * (1 << 20), r"`a{40}\.\.\.` is not a number"),
    field("0x10", "`0x10` is not a decimal number"),
    field("0X1P3", "`0X1P3` is not a decimal number"),
    field("1_000", "`1_000` is not a number"),
    field("1 000", "`1 000` is not a number"),
    field('1"', '`1"` is not a number'),
    field('""', "an empty field"),
    field('"1,5"', "`1,5` is not a number; the decimal mark is a point"),
    field("+-1", r"`\+-1` is not a number"),
    field("tRUE", "`tRUE` is not a number"),
    field("1e", "`1e` is not a number"),
    field("--1", "`--1` is not a number"),
    field("\u0661", "`\u0661` is not a number"),
    field("\x1b[31m", r"`\\x1b\[31m` is not a number"),
    number("-0", "-0"),
    number("4.9e-324", "0"),
    number("1e-999", "0"),
    number("-1e-99999999999999999999", "-0"),
    number("+1.0", "1"),
    *(number(word, 1) for word in ("true", "True", "TRUE")),
    *(number(word, 0) for word in ("false", "False", "FALSE")),
    number("3.4028235e38", "3.4028235e+38"),
    number("0" * (1 << 20) + "1", "1"),
    number("1." + "0" * (1 << 20), "1"),
]

LARGE = [
    row("a line of 1 GiB", "x.csv", long_line(1), "x.csv:1:1: error: a line of more than 16 MiB"),
    *(row(f"a line of 1 GiB in {members}", "x.csv.gz", bomb(members, b"1"),
          r"x\.csv\.gz(:1:1: error: a line of more than 16 MiB|: error: expands to more than .*)")
      for members in ("one member", "many members")),
    row("1 GiB of short lines", "x.csv.gz", gz_of_lines("1,2,3\n", 1 << 30),
        r"x\.csv\.gz: error: expands to more than \d+ bytes, .*"),
    row("1 GiB of empty lines", "x.csv.gz", gz_of_lines("\n", 1 << 30),
        r"x\.csv\.gz: error: expands to more than \d+ bytes, .*"),
]


def data(name, content, says, program=PROGRAM, **more):
    """The rows of the program's own data: three numbers and a label."""
    return Row(name, [program, "evaluate", "--weights=w"], says and "points.csv" + says,
               65 if says else 0, {"points.csv": content, "w": WEIGHTS}, **more)


DATA = [
    data("labels", "1,2,3,0\n4,5,6,1\n", ""),
    data("label out of range", "1,2,3,0\n4,5,6,2\n",
         r":2:7: error: `2` is not one of the classes of `y`, 0 to 1"),
    data("label -1", "1,2,3,0\n4,5,6,-1\n",
         r":2:7: error: `-1` is not one of the classes of `y`, 0 to 1"),
    data("label 1.5", "1,2,3,0\n4,5,6,1.5\n",
         r":2:7: error: `1\.5` is not a whole number, but `y` is an index"),
    data("label 2^32", "1,2,3,4294967296\n",
         r":1:7: error: `4294967296` is not one of the classes of `y`, 0 to 1"),
    data("label 1e300", "1,2,3,1e300\n",
         r":1:7: error: `1e300` is not one of the classes of `y`, 0 to 1"),
    data("label a word", "1,2,3,cat\n", r":1:7: error: `cat` is not a number"),
    data("nothing but words", "a,b,c,d\n", r":1:1: error: `a` is not a number; "
         "if line 1 is a header, skip it with `skip: 1`"),
    data("a delimiter between quotes in a column that nobody reads",
         '1,2,3,0,"Braund, Mr. ""O""\nHarris"\n4,5,6,1,x\n', ""),
    data("label out of range behind quotes", '1,2,3,0,"a\nb"\n4,5,6,"2","x\n"\n',
         r":3:7: error: `2` is not one of the classes of `y`, 0 to 1"),
    data("quotes with another delimiter", '"1";"2";"3";"0"\n',
         r":1:4: error: text behind a closing quote; its delimiter seems to be `;`: "
         'read it with `delimiter: ";"`'),
    data("a word in a column that nobody reads", "1,2,3,0,cat\n", ""),
    data("the column of labels missing", "1,2,3\n4,5,6\n",
         r":1:1: error: the row has 3 fields, but columns 3\.\.4 are asked for .*"),
    data("another delimiter", "1;2;3;0\n",
         r":1:1: error: the row has 1 field, but columns 0\.\.3 are asked for .*; "
         'its delimiter seems to be `;`: read it with `delimiter: ";"`'),
    data("header that is skipped", "a;b;c;label\n1;2;3;0\n", "", SEMICOLONS),
    data("nothing but the header that is skipped", "a;b;c;label\n",
         r": error: has no rows after the 1 lines? to skip", SEMICOLONS),
    data("two headers", "a;b;c;label\nf;f;f;i\n1;2;3;0\n",
         r":2:1: error: `f` is not a number", SEMICOLONS),
]


def labels(name, content, reason=""):
    """Two rows: labels for two rows of numbers, in a file of their own."""
    for file, stored in (("y.csv", content.encode()), ("y.csv.gz", gz(content.encode()))):
        yield Row(f"{file}, {name}",
                  [PROGRAM, "gradients", "--input=x=x.csv", f"--input=y={file}", "--weights=w"],
                  reason and file + reason, 65 if reason else 0,
                  {"x.csv": "1,2,3\n4,5,6\n", file: stored, "w": WEIGHTS})


LABELS = [
    labels("as it should be", "0\n1\n"),
    labels("out of range", "0\n2\n", ":2:1: error: `2` is not one of the classes of `y`, 0 to 1"),
    labels("-1", "0\n-1\n", ":2:1: error: `-1` is not one of the classes of `y`, 0 to 1"),
    labels("1.5", "0\n1.5\n", r":2:1: error: `1\.5` is not a whole number, but `y` is an index"),
    labels("one too few", "0\n", r": error: has 1 rows?, but x\.csv has 2"),
    labels("one too many", "0\n1\n0\n", r": error: has 3 rows, but x\.csv has 2"),
    labels("two in a row", "0,1\n1,0\n", ": error: has rows of 2 numbers, but `y` takes 1, .*"),
    labels("truth values", "True\nFalse\n"),
]

LOCALES = [
    data("`1,5`", "a;b;c;label\n1,5;2;3;0\n", r":2:1: error: `1,5` is not a number; "
         r"the decimal mark is a point", SEMICOLONS),
    data("`1,5` under a German locale", "a;b;c;label\n1,5;2;3;0\n", r":2:1: error: `1,5` is not a "
         r"number; the decimal mark is a point", SEMICOLONS, **GERMAN),
    row("`1,5` for two numbers under a German locale", "x.csv", "1,5,1.5\n", "",
        "same[0],same[1],same[2]\n1,5,1.5\n", **GERMAN),
]

run("tables", [row for pair in TABLES + LABELS for row in pair] + LARGE + DATA + LOCALES)
