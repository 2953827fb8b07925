# `--print=plan` says what each kernel does: a call of it is a row. The figures are
# worked out by hand; those of the machine are of x86-64-v3: vectors of 8 numbers, two
# multiply-adds a cycle, each in 5, two loads, 32 KiB of L1 and 256 KiB of L2.
#
# REQUIRES: kernels
# RUN: plexc %s --print=plan -march=x86-64-v3 | FileCheck --check-prefix=TILES %s
# TILES: {{^64 rows a call; the peak is 32 FLOP a cycle$}}
# TILES: {{^entry point +kernel +loops +tile +FLOP +read +written +FLOP/byte +of peak +memory +fits +computes$}}
# 2 * 64 * 64 * 128 FLOP of the product, 64 * 128 of the bias. 64 * 64 numbers of x, 64 * 128
# weights and 128 biases are read, 64 * 128 numbers written. Of 64 rows ten tiles of six
# take 6 cycles a term and 18 in the end, and one of four the 5 of the latency and 12, for
# each of eight tiles of columns: 8 * (10 * (64 * 6 + 18) + 64 * 5 + 12) = 34816 cycles.
# TILES: {{^predict +predict.h +i ≤64 × k 64 × j 128 +6×16 +1056768 +49664 +32768 +12.8 +95 % +caller, parameters → workspace +L2 +fc: nn.dense, h: nn.relu$}}
# A copy of 128 * 10 weights of 4 bytes computes nothing, of which no share is said.
# TILES: {{^predict +predict.z.copy +i 10 by 8 × j 128 by 8 +- +0 +5120 +5120 +0.0 +parameters → workspace +L1 +z: nn.dense$}}
# Ten columns are a vector of 8 and one of 2: 2 * 64 * 128 * 10 + 640 FLOP in the cycles of
# 16 columns, 10 * (128 * 6 + 6) + 128 * 5 + 4 = 8384.
# TILES: {{^predict +predict.z +i ≤64 × k 128 × j 10 +6×16 +164480 +37928 +2560 +4.1 +61 % }}
# A softmax is plain loops, which read the row, and its largest number for each element.
# TILES: {{^predict +predict.p.fill +i ≤64 +- +0 +0 +256 +0.0 +→ workspace +L1}}
# TILES: {{^predict +predict.p +i ≤64 × j 10 +- +0 +2816 +256 .* workspace → workspace +L1 +p: nn.softmax$}}
# TILES: {{^predict +predict.p_3 +i ≤64 × j 10 +- +640 +2816 +2560 +0.1 +≤[0-9]+ % +workspace → caller +L1 +p: nn.softmax$}}
# An update of weights in the kernel of their gradient: 2 * 64 * 64 * 128, and two for each
# weight. A kernel that another entry point has, too, has the name that it has there.
# TILES: {{^step +predict.z +i ≤64 × k 128 × j 10 }}
# TILES: {{^step +step.fc.weight +i 64 × k ≤64 × j 128 +6×16 +1064960 +81920 +32768 +9.3 +[0-9]+ % +workspace, caller, parameters → parameters +L2}}
# TILES: {{^predict +in all 9 kernels +1240448 +103976 +46592 +8.2 +≤[0-9]+ % +98.5 % of FLOP in tiles$}}
#
# The sum is what the program says of itself, but for what is computed of single numbers.
# RUN: plexc %s -o %t && %t info | FileCheck --check-prefix=INFO %s
# INFO: FLOP a prediction {{ *}}19382 a row

# Everything is plain at -O0, and no share is said: there the model knows nothing.
# RUN: plexc %s --print=plan -march=x86-64-v3 -O0 | FileCheck --check-prefix=PLAIN %s
# PLAIN: {{^predict +predict.fc.copy +i 64 × j 128 +- }}
# PLAIN: {{^predict +predict.fc +i ≤64 × j 64 × k 128 +- +1048576 +81920 +32768 +9.1 +- +caller, workspace → workspace +L2 +fc: nn.dense$}}
# PLAIN: {{^predict +in all [0-9]+ kernels +1240448 .* - +0.0 % of FLOP in tiles$}}
# RUN: plexc %s --print=plan -march=x86-64-v3 --set build.fuse=false | FileCheck --check-prefix=SLOW %s
# SLOW: {{^predict +predict.fc +i ≤64 × j 64 × k 128 +- +1048576 +81920 +32768 +9.1 +≤33 % }}

# Numbers of 8 bytes, four in a vector: tiles half as wide and half the peak.
# RUN: plexc %s --print=plan -march=x86-64-v3 --precision=f64 | FileCheck --check-prefix=WIDE %s
# WIDE: {{^64 rows a call; the peak is 16 FLOP a cycle$}}
# WIDE: {{^predict +predict.h +i ≤64 × k 64 × j 128 +6×8 +1056768 +99328 +65536 +6.4 +95 % }}

# Of one row 64 columns are computed at once, and the plan takes that branch: fewer cycles
# than 34048 bytes need that come from L2, 32 in each, which are 1064.
# RUN: plexc %s --print=plan -march=x86-64-v3 --set train.batch=1 | FileCheck --check-prefix=ROW %s
# ROW: {{^1 row a call}}
# ROW: {{^predict +predict.h +i ≤1 × k 64 × j 128 +6×16 +16512 +33536 +512 +0.5 +48 % }}

# 300 rows are sums in parts of 128: two additions, and two FLOP of the update, for each weight beside
# two FLOP for each term.
# RUN: plexc %s --print=plan -march=x86-64-v3 --set train.batch=300 | FileCheck --check-prefix=PARTS %s
# PARTS: {{^step +step.fc.weight +i 64 × k ≤300 by 128 × j 128 +6×16 +4947968 +263168 +32768 }}

network Plan {
  input  x: f32[64]
  target y: index(10)
  let    h = x |> Dense(128, relu) as fc
  let    z = h |> Dense(10) as out
  output p = softmax(z)
  loss   cross_entropy(z, y)
}

train { epochs: 1, batch: 64, optimizer: sgd(lr: 0.1) }
