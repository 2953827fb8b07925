"""Fails unless `plexc check` says of every word in the section "Not built yet"
of language.md that it is not built.

usage: not-built.py PAGE FOLDER
"""

import pathlib
import re
import subprocess
import sys

# What stands before the words on the page, and a use of such a word.
USES = {
    "Layers": "let z = x |> {}(3)",
    "Functions": "let z = {}(x)",
    "Losses": "loss {}(x, x)",
    "Metrics": "metric {}(x, x)",
    "Initialisers": "let z = x |> Dense(2, init: {})",
    "`train`": "}}\ntrain {{ {}: 1",
    "optimizers": "}}\ntrain {{ optimizer: {}(1)",
    "schedules": "}}\ntrain {{ schedule: {}(1)",
    "`data`": '}}\ntrain {{ data: d }}\ndata d {{ train: {{ x: {}(npy("x")) }}',
    "`weights`": "}}\nweights {{ {}: 1",
    "`build`": "}}\nbuild {{ {}: 1",
    "`precision:`": "}}\nbuild {{ precision: {}",
}


def uses(section):
    """The words with what they are used in, in the order of the page."""
    for kind, word in re.findall(rf"({'|'.join(USES)})|`([^`]+)`", section):
        if kind:
            use = USES[kind]
        elif word.startswith("let "):
            yield word, word.replace("…", "x")
        elif ": " in word:
            yield word, f"}}\nbuild {{ {word}"
        else:
            yield word, use.format(word)


page, folder = sys.argv[1:]
section = pathlib.Path(page).read_text().split("## Not built yet")[1]
checked = 0
for word, use in uses(section):
    file = pathlib.Path(folder, "word.plx")
    file.write_text(f"network N {{\ninput x: f32[4]\noutput y = x\n{use} }}\n")
    command = ["plexc", "check", str(file)]
    result = subprocess.run(command, capture_output=True, text=True)
    if "is not built yet" not in result.stderr:
        sys.exit(f"{word}: plexc does not say that it is not built\n{result.stderr}")
    checked += 1
print(f"{checked} words")
