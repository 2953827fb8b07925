from in_torch import *


@network(lambda p: SGD(p, lr=0.1, momentum=0.9, nesterov=True))
def forward(c, x, t):
    y = torch.tanh(c.dense(x, "inp")) @ c["inp.weight"] + c["out.bias"]
    gram = torch.einsum("ik,jk->ij", c["inp.weight"], c["inp.weight"])
    return {"y": y}, {"fit": mse(y, t), "gram": 0.01 * gram.square().mean()}, {}
