"""Copies of the tree, in which something is changed and built."""
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def files():
    """The names of the files of the tree: tracked, or new and not ignored."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return sorted(name for name in set(names.split("\0")) if name and (ROOT / name).is_file())


def copy_to(target, changed=None):
    """Makes `target` the tree as it is, but for the texts of `changed`, by name.

    A file that is new there keeps its time, so that what was built of the original is
    up to date; one whose content changes gets the time of now, so that what was built
    of it is not.
    """
    changed = {name: text.encode() for name, text in (changed or {}).items()}
    names = set(files()) | set(changed)
    for file in [path for path in target.rglob("*") if path.is_file() or path.is_symlink()]:
        if str(file.relative_to(target)) not in names and "__pycache__" not in file.parts:
            file.unlink()
    for name in names:
        copy, content = target / name, changed.get(name)
        is_new = not copy.exists()
        if content is None:
            content = (ROOT / name).read_bytes()
        if not is_new and copy.read_bytes() == content:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if is_new and name not in changed:
            shutil.copy2(ROOT / name, copy)
        else:
            copy.write_bytes(content)
            if (ROOT / name).exists():
                shutil.copymode(ROOT / name, copy)
