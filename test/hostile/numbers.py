"""numbers.py: networks and options whose numbers are extreme; plexc is found in PATH."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))
from table import Row, run

DATA = "1,2,3\n4,5,6\n7,7,7\n"
CLASSES = "1e4,-1e4,1\n-1e4,1e4,1\n"


def regression(*statements, rate="0.01", batch="2", more=""):
    """A network that is trained on DATA; `y` is made from `x` by the statements."""
    text = "\n  ".join(["network Net {", "input x: f32[2]", "target t: f32[1]", *statements,
                        "output p = y", "loss mse(y, t)"])
    return f"""{text}
}}
data points {{ train: {{ x: csv("points.csv", 0..2), t: csv("points.csv", 2) }} }}
train {{ data: points, epochs: 3, batch: {batch}, optimizer: sgd(lr: {rate}){more} }}
"""


TWO_LAYERS = "let y = x |> Dense(4, relu) as first |> Dense(1) as last"
STANDARDISED = regression(TWO_LAYERS).replace('csv("points.csv", 0..2)',
                                              'standardise(csv("points.csv", 0..2))')
LOGITS = """network Net {
  input  x: f32[2]
  target t: index(2)
  target s: f32[2]
  let    z = x |> Bias() as shift
  output p = softmax(z)
  output q = sigmoid(z)
  loss   class = cross_entropy(z, t)
  loss   each = binary_cross_entropy(z, s)
}
data points {
  train: {
    x: csv("points.csv", 0..2), t: csv("points.csv", 2)
    s: (csv("points.csv", 0..2) + 1e4) / 2e4
  }
}
train { data: points, epochs: 2, batch: 2, optimizer: sgd(lr: 1) }
"""


def row(name, net, script, says="", status=0, data=DATA, leaves=(), **more):
    """Compiles the network and runs a script of the shell with it."""
    return Row(name, ["sh", "-c", f"plexc net.plx -O0 && {script}"], says, status,
               {"net.plx": net, "points.csv": data, "net.safetensors": "kept"},
               leaves={"net": None, **dict.fromkeys(leaves)}, **more)


def trained(name, net, says="", **more):
    """Ends with weights, maybe with warnings."""
    return row(name, net, "./net train --quiet", says,
               leaves=["net.safetensors", "net.safetensors.previous"], **more)


def diverges(name, net, what):
    """Ends with status 76, and the weights that were there stay."""
    return row(name, net, "./net train --quiet", r"net: error: " + what + r".*; no weights were "
               r"saved.*", 76)


def unreadable(name, net, says, data):
    """Ends where its rows are read, and the weights that were there stay."""
    return row(name, net, "./net train --quiet", says, 65, data=data)


def refused(name, net, says):
    return Row(name, ["plexc", "net.plx"], r"net\.plx:\d+:\d+: error: " + says, 65,
               {"net.plx": net}, is_compiler=True)


INIT = "./net init --save=w > init.txt && "
# A network that cannot learn may say so.
ALARM = r"(net: warning: .*\n?)*"

NETWORKS = [
    trained("as it should be", regression(TWO_LAYERS)),
    diverges("lr 1e30", regression(TWO_LAYERS, rate="1e30"), r"(loss|parameter) .*step \d"),
    diverges("lr 1e30 of adam",
             regression(TWO_LAYERS).replace("sgd(lr: 0.01)", "adam(lr: 1e30)"),
             r"(loss|parameter) .*step \d"),
    diverges("lr 1e30 with gradients that are clipped",
             regression(TWO_LAYERS, rate="1e30", more=", clip: global_norm(1)"),
             r"(loss|parameter) .*step \d"),
    trained("all-zero initialisation", regression("default init: zeros", TWO_LAYERS), ALARM),
    trained("initialisation of 1e20",
            regression("let y = x |> Dense(4, sigmoid, init: constant(1e20)) |> Dense(1)"), ALARM),
    diverges("initialisation of 1e38",
             regression("let y = x |> Dense(4, init: constant(1e38)) |> Dense(1, init: ones)"),
             r"loss is (infinite|nan)"),
    trained("a constant column", regression(TWO_LAYERS), data="5,2,3\n5,5,6\n5,7,7\n"),
    trained("a constant column standardised", STANDARDISED, data="5,2,3\n5,5,6\n5,7,7\n"),
    trained("a column of 1e200 standardised", STANDARDISED, data="5,1e200,3\n5,2,6\n"),
    unreadable("a column that is too wide to standardise", STANDARDISED,
               "points.csv:2:3: error: `-1.5e308` is too far from the other rows for `standardise`",
               data="5,1.5e308,3\n5,-1.5e308,6\n"),
    unreadable("one cell is nan in a column to standardise", STANDARDISED,
               r"points.csv:2:3: error: `nan` is not a (finite )?number", data="5,2,3\n5,nan,6\n"),
    diverges("a constant row standardised by hand",
             regression("let c = x - broadcast(mean(x), like: x)",
                        "let y = c / broadcast(sqrt(mean(c * c)), like: x) |> Dense(1)"),
             "loss is nan"),
    diverges("the logarithm of a negative number", regression("let y = log(x - 3) |> Dense(1)"),
             "loss is (nan|infinite)"),
    trained("logits of 1e4", LOGITS, data=CLASSES),
    row("logits of 1e4, evaluated", LOGITS, INIT + "./net evaluate --weights=w", data=CLASSES,
        leaves=["w", "init.txt"],
        prints="split  train\nrows   2\nloss   10000\nclass  10000\neach   0\n"),
    row("logits of 1e4, predicted", LOGITS, INIT + "./net predict --weights=w --split=train",
        data=CLASSES, leaves=["w", "init.txt"],
        prints="t,s[0],s[1],p[0],p[1],q[0],q[1]\n1,1,0,1,0,1,0\n1,0,1,0,1,0,1\n"),
    row("logits of 1e4, gradients", LOGITS,
        INIT + "./net check-gradients --weights=w > gradients.txt", data=CLASSES,
        leaves=["w", "init.txt", "gradients.txt"]),
    row("a batch larger than the data", regression(TWO_LAYERS, batch="3"),
        "./net train --quiet --save=three && plexc net.plx -O0 -o large --set train.batch=1000 && "
        "./large train --quiet --save=thousand && cmp three thousand",
        leaves=["three", "thousand", "large"]),
    row("a batch of 2^31-1", regression(TWO_LAYERS, batch="2147483647"), "./net train --quiet",
        r"net: error: not enough memory for \d+ bytes of workspace", 71),
    refused("a batch of 2^31", regression(TWO_LAYERS, batch="2147483648"),
            "`batch` takes a whole number from 1 to 2147483647, got .*"),
    refused("a batch of 0", regression(TWO_LAYERS, batch="0"),
            "`batch` takes a whole number from 1 to 2147483647, got .*"),
]


def option(words, says, command=("train", "--quiet", "--save=w")):
    return Row(f"option {str(words)[:40]}", [PROGRAM, *command, *words],
               "regression: error: " + says, 64, {"points.csv": DATA, "x.csv": "1,2\n"})


def counted(name, least=1):
    """An option that takes a whole number, with texts that are none."""
    for written in ("-1", "1e3", "0x10", "1.5", "+1", "1 ", "one", "9223372036854775808",
                    "18446744073709551617", "9" * 1000):
        yield option([f"{name}={written}"], f"{name} takes a whole number from {least} to "
                     r"9223372036854775807, got `.*")
    for written in (f"{name}=", name):
        yield option([written], f"{name} (takes|needs) .*")


with open("regression.plx", "w") as file:
    file.write(regression(TWO_LAYERS))
PROGRAM = os.path.abspath("regression")
assert os.system("plexc regression.plx -O0") == 0

PREDICT = ("predict", "--input=x=x.csv", "--weights=w")
OPTIONS = [
    *counted("--epochs"),
    *counted("--steps"),
    *counted("--seed", least=0),
    option(["--epochs=0"], "--epochs takes a whole number from 1 to .*"),
    option(["--epochs=1", "--epochs=2"], "--epochs .*(once|twice).*"),
    option(["--epochs=1", "--steps=1"], "--epochs .*--steps .*|--steps .*--epochs .*"),
    option(["--batch=3"], "--batch is at most 2 in this program; .*", PREDICT),
    option(["--batch=0"], "--batch takes a whole number from 1 to .*", PREDICT),
]

run("numbers", NETWORKS + OPTIONS)
