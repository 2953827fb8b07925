# Joins the blocks of a page that are marked `plx` to one file, with a line
# `# -----` between them. A block without a network belongs to the last one
# before it: it is joined to that one's declaration of the network.
import re
import sys

network = ""
parts = []
for block in re.findall(r"^```plx\n(.*?)^```$", open(sys.argv[1], encoding="utf-8").read(), re.S | re.M):
    found = re.search(r"^network .*?^}$", block, re.S | re.M)
    if found:
        network = found.group()
    else:
        block = network + "\n" + block
    parts.append(block)
print("# -----\n".join(parts), end="")
