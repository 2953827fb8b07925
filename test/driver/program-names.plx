# Programs are linked without a shell, whatever they are called, and are the
# same bytes wherever they are made.
#
# RUN: rm -rf %t && mkdir -p "%t/a" "%t/b c"
# RUN: cp %s "%t/a/@net.plx" && cp %s "%t/b c/other.plx"
# RUN: cd %t/a && plexc @net.plx && plexc @net.plx -o "-o" && plexc @net.plx -o 'a;touch b'
# RUN: ./@net info | FileCheck %s && ./-o info | FileCheck %s
# RUN: cd "%t/b c" && plexc other.plx
# RUN: cmp "%t/b c/other" "%t/a/@net" && cmp "%t/a/-o" "%t/a/a;touch b"
# RUN: cd %t/a && ls -A | count 4
# CHECK: Tiny
#
# The linker's complaint is one line, and leaves nothing behind.
# RUN: %exits 70 env CC=false plexc @net.plx -o failed 2>&1 | FileCheck --check-prefix=LINKER %s
# LINKER: {{^}}plexc: error: linking with `{{.*}}false` failed: it gave no reason{{$}}
# RUN: %exits 69 env CC=no-such-compiler plexc @net.plx -o failed 2>&1 | FileCheck --check-prefix=CC %s
# CC: error: $CC is `no-such-compiler`, which is not found
# RUN: ls -A | count 4

network Tiny {
  input x: f32[2]
  output y = relu(x)
}
