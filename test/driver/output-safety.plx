# An output is whole or not there, and never one of the inputs.
#
# RUN: rm -rf %t && mkdir -p %t/folder && cp %s %t/net.plx && cd %t
# RUN: %exits 64 plexc net.plx --emit=ast -o net.plx 2>&1 | FileCheck --check-prefix=SAME %s
# RUN: ln -s net.plx link.plx && ln net.plx hard.plx
# RUN: %exits 64 plexc net.plx --emit=ast -o link.plx 2>&1 | FileCheck --check-prefix=SAME %s
# RUN: %exits 64 plexc net.plx --emit=ast -o ./hard.plx 2>&1 | FileCheck --check-prefix=SAME %s
# SAME: error: the output `{{.*}}` would overwrite the input `net.plx`
# RUN: cmp net.plx %s
#
# RUN: %exits 73 plexc net.plx --emit=ast -o folder 2>&1 | FileCheck --check-prefix=FOLDER %s
# FOLDER: error: cannot create `folder`: it is a folder
# RUN: %exits 73 plexc net.plx --emit=ast -o nowhere/x 2>&1 | FileCheck --check-prefix=NOWHERE %s
# NOWHERE: error: cannot create `nowhere/x`: no such file or directory
# RUN: %exits 74 plexc net.plx --emit=ast -o /dev/full 2>&1 | FileCheck --check-prefix=FULL %s
# FULL: error: cannot write `/dev/full`: no space left on device
# RUN: %exits 74 sh -c 'plexc net.plx --emit=ast >/dev/full' 2>&1 | FileCheck --check-prefix=STDOUT %s
# STDOUT: error: cannot write standard output: no space left on device
#
# A failure keeps the old output; a link is followed.
# RUN: echo old > out && cp out there && ln -s there linked
# RUN: %exits 64 plexc net.plx --set nonsense.x=1 --emit=nn -o out
# RUN: echo old | cmp - out
# RUN: plexc net.plx --emit=ast -o linked
# RUN: test -L linked && plexc net.plx --emit=ast | cmp - there
#
# Names that a tool could read as options or as files of options.
# RUN: plexc net.plx --emit=ast -o @x && plexc net.plx --emit=ast -o -x
# RUN: plexc net.plx --emit=ast -o "a;b 100%%d" && cmp ./@x ./-x && cmp ./@x "a;b 100%%d"
# RUN: cp net.plx ./-o.plx && plexc --emit=ast -o odd -- -o.plx && cmp odd ./@x
#
# Nothing else is left.
# RUN: ls -A | sort | FileCheck --check-prefix=LEFT --match-full-lines %s
# LEFT-NOT: .plexc{{.*}}
# LEFT: there
# LEFT-NOT: .plexc{{.*}}

network Tiny {
  input x: f32[2]
  output y = relu(x)
}
