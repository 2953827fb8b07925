network Minimum {
  input  x: f32[16]
  output y = min(0, x)
}
