# How the tests in .plx, .mlir and .test files are found and run.
import os
import shutil

import lit.formats

config.name = "Plexus"
config.suffixes = [".plx", ".mlir", ".test"]
config.excludes = ["unit", "unfused", "fuzz", "reference", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_format = lit.formats.ShTest(execute_external=False)

config.environment["PATH"] = os.pathsep.join(
    [
        os.path.join(config.plexus_build, "bin"),
        config.llvm_tools,  # FileCheck, not, count
        os.environ["PATH"],
    ]
)
# With `--param fuse=false` all networks are compiled without kernels. What looks at
# kernels requires them.
if lit_config.params.get("fuse") == "false":
    config.environment["PLEXUS_PLEXC"] = os.path.join(config.plexus_build, "bin/plexc")
    config.environment["PATH"] = os.pathsep.join(
        [os.path.join(config.test_source_root, "unfused"), config.environment["PATH"]]
    )
else:
    config.available_features.add("kernels")
# Messages of the system in English, numbers with a decimal point.
config.environment["LC_ALL"] = "C.UTF-8"
# What decides how programs are linked and where temporaries lie.
for name in ("CC", "TMPDIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

config.substitutions.append(("%examples", os.path.join(config.plexus_source, "examples")))
config.substitutions.append(("%source", config.plexus_source))
config.substitutions.append(("%core", os.path.join(config.plexus_build, "lib/libplexus_core.a")))
config.substitutions.append(("%tools", os.path.join(config.plexus_build, "bin")))
config.substitutions.append(("%python", "python3"))
# The preset `dev`, of which the recipes take what is built.
if os.path.basename(config.plexus_build) == "dev":
    config.available_features.add("dev")
# Programs of other processors run in emulators, where they are installed.
if all(shutil.which(f"qemu-{machine}") for machine in ("aarch64", "riscv64")):
    config.available_features.add("qemu")
# `%exits 65 plexc …` succeeds if the command ends with that status.
config.substitutions.append(("%exits", "python3 " + os.path.join(config.test_source_root, "exits.py")))
