# Words of the language that are not built yet are read and written like any others.
import "letters.plx" (LETTERS, LENGTH, words)

## A block of which no signature says what comes out.
block ConvPool(channels: int, kernel: int, pad: int = 0)(x: f32[c, h, w]) {
  return x |> Conv2d(channels, kernel: kernel, padding: pad) |> tanh |> avg_pool2d(2)
}

network Words {
  input   word: index(LETTERS)[LENGTH]
  input   picture: f32[1, 28, 28]
  target  lang: index(5)
  default init: xavier_uniform                 # for every layer that does not say otherwise

  let    c: f32[6, 14, 14] = picture |> ConvPool(6, kernel: 5, pad: 2)
  let    z = word
    |> Embedding(16) as embedding                     # [12] -> [12, 16]
    |> Gru(32, return: last, mask: word != 0) as gru  # [12, 16] -> [32]
    |> Dropout(10%)
    |> Dense(5) as head
  loss   cross_entropy(z, lang, class_weight: [1, 1, 1, 1.5, 1.5])
  metric confusion(z, lang)
}

train { data: words, epochs: 20, optimizer: adam(lr: 3e-3), schedule: plateau(val_loss, factor: 0.5, patience: 2 epochs) }

build     { precision: f32, threads: 2 }
build gpu { device: ptx("sm_80"), precision: mixed(bf16), batch: [128, 1024] }
build mcu { arch: "cortex-m4", training: off, precision: int8(calibrate: words), ram: 8KiB, flash: 32KiB }
