# Values in the IR have the names of the source.
# RUN: plexc %s --emit=nn -o - | FileCheck %s

network Names {
  input pixels: f32[4]
  let hidden = pixels |> Dense(3, relu) as fc |> Dropout(20%)
  let alias = hidden
  output y = -alias * 2
}

# CHECK: %pixels = nn.input "pixels" : tensor<?x4xf32>
# CHECK: %fc.weight = nn.parameter "fc.weight"
# CHECK: %fc = nn.dense %pixels, %fc.weight, %fc.bias
# CHECK: %relu = nn.relu %fc
# CHECK: %hidden = nn.dropout %relu
# CHECK: %neg = nn.neg %hidden
# CHECK: %[[TWO:.*]] = arith.constant 2.0
# CHECK: %y = nn.mul %neg, %[[TWO]]
# CHECK: nn.output "y" %y
