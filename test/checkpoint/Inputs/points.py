"""points.py ROWS: points of two spirals and which one each is on, as CSV."""
import math
import sys

rows = int(sys.argv[1])
for i in range(rows):
    turn = 3 * i / rows
    side = i % 2
    angle = turn * math.pi + side * math.pi
    print(f"{turn * math.cos(angle):.6f},{turn * math.sin(angle):.6f},{side}")
