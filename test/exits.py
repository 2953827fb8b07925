"""exits.py STATUS COMMAND...: runs the command and succeeds if it ends with STATUS.

A death by a signal is a negative status, so it never passes for another one.
"""
import subprocess
import sys

expected = int(sys.argv[1])
status = subprocess.run(sys.argv[2:]).returncode
if status != expected:
    print(f"exits.py: expected exit status {expected}, got {status}", file=sys.stderr)
    sys.exit(1)
