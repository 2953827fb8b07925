# What the listings of --print say about a small network, in columns.
#
# RUN: plexc %s --print=summary | FileCheck --check-prefix=SUMMARY --strict-whitespace %s
# SUMMARY: Tiny: 11 parameters, 44 bytes
# SUMMARY: {{^}}name   operation  type    parameters  used as{{$}}
# SUMMARY: {{^}}x      input      f32[2]{{$}}
# SUMMARY: {{^}}fc     Dense      f32[3]           9{{$}}
# SUMMARY: {{^}}       relu       f32[3]{{$}}
# SUMMARY: {{^}}scale  Bias       f32[2]           2  output y{{$}}
#
# RUN: plexc %s --print=params --precision=f64 | FileCheck --check-prefix=PARAMS %s
# PARAMS: {{^fc.weight +f32\[3, 2\] +6 +48$}}
# PARAMS: {{^in all +11 +88$}}
#
# RUN: plexc %s --print=init | FileCheck --check-prefix=INIT %s
# INIT: {{^fc.weight +f32\[3, 2\] +normal\(0, 1\) +.*kaiming_normal}}
# INIT: {{^fc.bias +f32\[3\] +constant\(0\)}}
#
# RUN: plexc %s --print=memory | FileCheck --check-prefix=MEMORY %s
# MEMORY: {{^parameters +[0-9]+ +every entry point$}}
# MEMORY: {{^state +0 }}

network Tiny {
  input x: f32[2]
  let h = x |> Dense(3, relu) as fc |> exp
  output y = x |> Bias as scale
  output z = h
}
