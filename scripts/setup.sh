#!/usr/bin/env bash
# setup.sh - installs the Debian packages that are missing, and only those.
#
#   scripts/setup.sh [lint] [bench]
#
# What building, testing and running programs takes; `lint` adds the formatter and
# the linter, `bench` what the benchmark needs. For Debian 12, as root or with sudo.
# If nothing is missing it does nothing and needs neither.
set -euo pipefail

packages=(
  # LLVM and MLIR: Debian 12 has version 22 among its security updates.
  llvm-22-dev libmlir-22-dev mlir-22-tools clang-22 lld-22
  cmake ninja-build
  # Generated programs: linked by the C compiler driver, read .gz through zlib.
  g++ zlib1g-dev libcli11-dev nlohmann-json3-dev
  # Tests: lit and FileCheck, GoogleTest, real IDX files, system calls that fail,
  # other processors.
  llvm-22-tools python3 libgtest-dev dataset-fashion-mnist strace qemu-user
  # The sanitizers and libFuzzer.
  libclang-rt-22-dev
)
for word in "$@"; do
  case $word in
    lint) packages+=(clang-format-22 clang-tidy-22) ;;
    # OpenBLAS is a peer; torch.compile includes Python.h.
    bench) packages+=(libopenblas-dev python3-venv python3-dev) ;;
    *) echo "setup.sh: error: unknown word \`$word\`; known are lint and bench" >&2; exit 64 ;;
  esac
done

say() { echo "setup: $*"; }
fail() { echo "setup.sh: error: $*" >&2; exit 69; }

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

has_candidate() { # does any configured archive offer it?
  local policy
  policy=$(LC_ALL=C apt-cache policy "$1")
  [[ $policy == *"Candidate: "* && $policy != *"Candidate: (none)"* ]]
}

without_candidate() {
  local package
  for package in "$@"; do
    has_candidate "$package" || echo "$package"
  done
}

command -v apt-get >/dev/null ||
  fail "this is no Debian system; what is needed there is called: ${packages[*]}"

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null ||
    fail "neither root nor sudo; as root: apt-get install ${missing[*]}"
  as_root=(sudo)
fi

# No questions, and of the output only what went wrong.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@"
}
update() { say "reading the lists of packages"; apt update; }
install() { apt install -y --no-install-recommends "${missing[@]}" >/dev/null; }

is_fresh=false
if [ -n "$(without_candidate "${missing[@]}")" ]; then
  update
  is_fresh=true
fi
unknown=$(without_candidate "${missing[@]}" | paste -sd ' ')
if [ -n "$unknown" ]; then
  case $unknown in
    *-22*) hint="; Debian 12 has LLVM 22 in its security updates, so /etc/apt/sources.list needs the suite bookworm-security" ;;
    *) hint="" ;;
  esac
  fail "no configured archive has $unknown$hint"
fi

say "installing ${missing[*]}"
if ! install; then
  # Lists that are weeks old name packages that are no longer served.
  [ "$is_fresh" = false ] || fail "apt-get could not install the packages, see above"
  update
  install || fail "apt-get could not install the packages, see above"
fi
say "done"
