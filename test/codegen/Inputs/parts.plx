# A block in a file of its own.
block Twice(x: f32[n]) -> f32[n] {
  return x * 2
}
