#!/usr/bin/env python3
"""excerpts.py [--check] [--bin=FOLDER] [PAGE...]: excerpts made from output.

A block of a page that quotes output is made by the command before it. Three
comments say what a block is; each stands in a line of its own, right before it.

  <!-- file: tiny.plx -->       The block is a file that commands read.
  <!-- output: COMMAND -->      The block is what COMMAND prints.
  <!-- session -->              A line `$ COMMAND` of the block is run; what it
                                prints, errors too, follows.

What readers need not see stands in a comment alone: `<!-- run: COMMAND -->`, and a
file whose lines follow `<!-- file: NAME` up to a line `-->`.

A COMMAND is a line of bash and runs in an empty folder that holds the files of the
page and `examples`. The tools of FOLDER (build/dev/bin) are found, and so is `keep`
of this folder, which shortens: `plexc tiny.plx --emit=nn -o - | keep '%mse ='`.
An output command that fails is an error; a line of a session may fail.

Rewrites the pages, README.md and docs/*.md where none is named. With --check it
prints what would change and fails if something would.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^<!-- (?P<kind>file|output|session)(?:: (?P<what>[^\n]*?))? -->\n```\w*\n(?P<text>.*?)^```$"
    r"|^<!-- file: (?P<hidden>\S+)\n(?P<content>.*?)^-->$"
    r"|^<!-- run: (?P<command>[^\n]*?) -->$", re.S | re.M)
MARK = re.compile(r"^<!-- (?:file|output|session|run)\b", re.M)


class Failed(Exception):
    """A block that cannot be made."""


class Folder:
    """Where the commands of one page run."""

    def __init__(self, path, tools):
        self.path = path
        (path / "examples").symlink_to(ROOT / "examples")
        (path / ".tools").mkdir()
        (path / ".tools/keep").symlink_to(ROOT / "scripts/keep.py")
        folders = [str(path / ".tools"), str(tools), os.environ["PATH"]]
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": os.pathsep.join(folders)}

    def write(self, name, content):
        (self.path / name).write_text(content, encoding="utf-8")

    def run(self, command, errors=subprocess.PIPE):
        return subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=self.path,
                              env=self.environment, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=errors)

    def succeed(self, command):
        done = self.run(command)
        if done.returncode:
            raise Failed(f"`{command}` fails: {done.stderr}")
        return done.stdout

    def output(self, command):
        text = self.succeed(command)
        if not text:
            raise Failed(f"`{command}` prints nothing")
        return text

    def session(self, text):
        commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
        if not commands:
            raise Failed("a session without a line `$ COMMAND`")
        return "".join(f"$ {command}\n{self.run(command, subprocess.STDOUT).stdout}"
                       for command in commands)


def remade(page, tools):
    """The page with its blocks as they are now."""
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(pathlib.Path(path), tools)

        def block(match):
            kind, what, text = match["kind"], match["what"], match["text"]
            if match["hidden"]:
                folder.write(match["hidden"], match["content"])
                return match[0]
            if match["command"]:
                folder.succeed(match["command"])
                return match[0]
            if kind == "file":
                folder.write(what, text)
                return match[0]
            text = folder.output(what) if kind == "output" else folder.session(text)
            begin = match.string[match.start():match.start("text")]
            return begin + text.rstrip("\n") + "\n```"

        text, count = BLOCK.subn(block, page)
    if count != len(MARK.findall(page)):
        raise Failed("a comment that no block follows")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/dev/bin")
    parser.add_argument("pages", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    differ = False
    for page in options.pages or [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        old = page.read_text(encoding="utf-8")
        try:
            new = remade(old, options.bin.absolute())
        except Failed as failure:
            sys.exit(f"{page}: {failure}")
        if new == old:
            continue
        differ = True
        if options.check:
            lines = (text.splitlines(keepends=True) for text in (old, new))
            sys.stdout.writelines(difflib.unified_diff(*lines, str(page), "as it is now"))
        else:
            page.write_text(new, encoding="utf-8")
    return options.check and differ


if __name__ == "__main__":
    sys.exit(main())
