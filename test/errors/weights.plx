# A pattern of `weights` that matches no parameter is a typo.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Patterns {
  input x: f32[4]
  output y = x |> Dense(3) as embedding
}
weights {
  # expected-error@+1 {{`embeding.*` matches no parameter; there is `embedding.}}
  load:   safetensors("w.safetensors", only: "embeding.*")
  # expected-error@+1 {{`head.weight` matches no parameter; there is `embedding.}}
  freeze: ["embedding.*", "head.weight"]
  # expected-error@+1 {{`embedded.*` matches no parameter; there is `embedding.}}
  rename: [["0.*", "embedding.*"], ["2.*", "embedded.*"]]
}
# -----
network NoParameters {
  input x: f32[4]
  output y = relu(x)
}
weights {
  # expected-error@+1 {{`head.*` matches no parameter; there is none}}
  freeze: "head.*"
}
