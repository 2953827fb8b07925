# Each layer on a line of its own, one in another file.
import "parts/parts.plx" (Twice)

network Lines {
  input x: f32[3]
  let f = x |> Dense(4) as fc
  let h = tanh(f)
  let g = h |> Dense(2)
  output y = (g + 1) |> Twice
}
