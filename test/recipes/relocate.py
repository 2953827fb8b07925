"""A build folder of a copy of the tree, with what another build folder holds.

A build from nothing takes minutes; of a copy with a few changed files nearly
everything is built already. CMake configures the new folder as any other, and then
gets the outputs of the old one and what Ninja remembers of them (its log, and the
headers that each object was made from), with the paths of the copy.

Where Ninja's files have another format they stay behind, and Ninja builds
everything: slower, with the same outcome.
"""
import json
import os
import re
import shutil
import struct
import subprocess

DEPS_HEADER = b"# ninjadeps\n" + struct.pack("<i", 4)
LOG_HEADER = "# ninja log v5"


def moved(path, places):
    for old, new in places:
        if path == str(old) or path.startswith(str(old) + "/"):
            return str(new) + path[len(str(old)):]
    return path


def move_deps(content, places):
    """Records of a path or of the inputs of an output, which are numbers of paths."""
    if not content.startswith(DEPS_HEADER):
        return None
    result, at, paths = [DEPS_HEADER], len(DEPS_HEADER), 0
    while at + 4 <= len(content):
        (size,) = struct.unpack_from("<I", content, at)
        payload = content[at + 4: at + 4 + (size & 0x7FFFFFFF)]
        at += 4 + len(payload)
        if not size >> 31:
            path = moved(payload[:-4].rstrip(b"\0").decode(), places).encode()
            path += b"\0" * (-len(path) % 4)
            payload = path + struct.pack("<I", ~paths & 0xFFFFFFFF)
            size = len(payload)
            paths += 1
        result.append(struct.pack("<I", size) + payload)
    return b"".join(result)


def take(source, target):
    """A second name of what compilers replace, never rewrite; else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if source.suffix in (".o", ".a", ".pch"):
        try:
            return os.link(source, target)
        except OSError:
            pass
    shutil.copy2(source, target)


def tied_to(place, build):
    """Objects into which a path of the tree is compiled, as by -DMANUAL=…."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if re.search(rf"-D\S*=\S*{re.escape(str(place))}", entry["command"]):
            yield re.search(r" -o (\S+)", entry["command"])[1]


def move_outputs(old, new, places):
    lines = (old / ".ninja_log").read_text().splitlines()
    deps = move_deps((old / ".ninja_deps").read_bytes(), places)
    if lines[0] != LOG_HEADER or deps is None:
        return
    moved_lines, stay = [], set(tied_to(places[-1][0], old))
    for line in lines[1:]:
        *fields, output, command = line.split("\t")
        source, output = old / output, moved(output, places)
        if source.is_file() and output not in stay and (new / output).parent != new / "bin":
            take(source, new / output)
            moved_lines.append("\t".join([*fields, output, command]))
    (new / ".ninja_log").write_text("\n".join([LOG_HEADER, *moved_lines]) + "\n")
    (new / ".ninja_deps").write_bytes(deps)


def depfiles(build):
    """Outputs to the files that say what they were made from and stay as they are."""
    text = (build / "build.ninja").read_text()
    return dict(re.findall(r"^build (\S+?)[ :](?:[^\n]+\n)+?  depfile = (\S+)$", text, re.M))


def move_depfiles(old_source, old, source, new):
    """Those of commands: of compilers Ninja remembers them itself. A copy has other names
    for them. CMake deletes them when it configures, so this comes after it."""
    places = [(old, new), (old_source, source)]
    names = depfiles(new)
    for output, name in depfiles(old).items():
        if (old / name).is_file() and output in names:
            text = re.sub(r"/\S+", lambda path: moved(path[0], places), (old / name).read_text())
            target = new / names[output]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            shutil.copystat(old / name, target)


def configure(source, build):
    """Configures with the preset `dev`; returns what CMake said."""
    done = subprocess.run(["cmake", "--preset", "dev", "-S", source, "-B", build], cwd=source,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(done.stdout)
    # The commands have other paths than those in the log. Ninja does not compare the
    # commands of a generator.
    rules = build / "CMakeFiles/rules.ninja"
    rules.write_text(re.sub(r"^rule .*$", r"\g<0>\n  generator = 1", rules.read_text(), flags=re.M))
    return done.stdout


def keep_times(old, new, places):
    """What CMake wrote anew with the same content is as old as it was."""
    for file in new.rglob("*"):
        before = old / file.relative_to(new)
        if file.is_file() and before.is_file():
            content = before.read_bytes()
            for place, other in places:
                content = content.replace(str(place).encode(), str(other).encode())
            if file.read_bytes() == content:
                shutil.copystat(before, file)


def relocate(old_source, old, source, build):
    """A new build folder for a copy; returns what CMake said."""
    text = configure(source, build)
    places = [(old, build), (old_source, source)]
    if (old / ".ninja_log").exists() and (old / ".ninja_deps").exists():
        keep_times(old, build, places)
        move_outputs(old, build, places)
    return text
