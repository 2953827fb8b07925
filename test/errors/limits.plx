# Sizes are bounded before anything is built from them.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Dimensions {
  # expected-error@+1 {{a dimension is a whole number from 1 to 2147483647, got `0`}}
  input a: f32[0]
  # expected-error@+1 {{a dimension is a whole number from 1 to 2147483647, got `-1`}}
  input b: f32[-1]
  # expected-error@+1 {{a dimension is a whole number from 1 to 2147483647, got `2147483648`}}
  input c: f32[2147483648]
  # expected-error@+1 {{got `9223372036854775808`}}
  input d: f32[9223372036854775808]
  # expected-error@+1 {{got `18446744073709551616`}}
  input e: f32[18446744073709551616]
  # expected-error@+1 {{got `1e3`}}
  input f: f32[1e3]
  # expected-error@+1 {{a tensor f32[65536, 65536, 65536, 65536] is too large; at most 2147483647 elements are allowed}}
  input g: f32[65536, 65536, 65536, 65536]
  # expected-error@+1 {{a tensor with 9 dimensions; there are at most 8}}
  input h: f32[1, 1, 1, 1, 1, 1, 1, 1, 1]
  # expected-error@+1 {{a dimension is a whole number from 1 to 2147483647, got `0`}}
  input i: index(0)
  # expected-error@+1 {{`j` is a tensor, so its type is}}
  input j: int
  # expected-error@+1 {{`WIDTH` is not defined here}}
  input k: f32[WIDTH]
  input x: f32[70000]
  # expected-error@+1 {{a tensor f32[70000, 70000] is too large}}
  let l = x |> Dense(70000)
  output y = x
}
# -----
block Z(x: f32[n]) { return x }
block A(x: f32[n]) { return x |> repeat(100, Z) }
block B(x: f32[n]) { return x |> repeat(100, A) }
# expected-error@-2 {{network has more than 200000 layers and functions}}
# expected-note@-2 {{in `A` as used here}}
block C(x: f32[n]) { return x |> repeat(100, B) }
# expected-note@-1 {{in `B` as used here}}
network Uses {
  input x: f32[1]
  # expected-note@+1 {{in `C` as used here}}
  output y = x |> C
}
