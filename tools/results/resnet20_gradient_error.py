"""The gradient of a network of convolutions, batch normalisation, residuals, pools and dense layers in PyTorch, for
resnet20-gradient-error.mjs. Reads one task per line of standard input and writes one line when it is done:

    { "layers": [...], "shapes": [[...], ...], "w": FILE, "inputs": FILE, "count": 128, "inputShape": [32, 32, 3],
      "labels": FILE, "out": { "float64": FILE, "float32": FILE, "stored": FILE } }

`stored` is float64 arithmetic with every tensor between two layers, forward and backward, rounded to float32: what an
engine gives that keeps float32 values and makes no other error.
"""
import json
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


class Stored(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return x.float().double()

    @staticmethod
    def backward(context, gradient):
        return gradient.float().double()


def same_padding(x, size, stride):
    """TensorFlow's SAME: as even as can be, the odd row or column at the far end."""
    pads = []
    for side in (x.shape[3], x.shape[2]):
        added = max((-(-side // stride) - 1) * stride + size - side, 0)
        pads += [added // 2, added - added // 2]
    return F.pad(x, pads)


def run(layers, x, parameters, keep):
    for layer in layers:
        kind = layer["type"]
        if kind == "conv2d":
            kernel = next(parameters).permute(3, 2, 0, 1)
            bias = next(parameters) if layer.get("bias", True) else None
            stride = layer.get("stride", 1)
            x = keep(F.conv2d(same_padding(x, layer["kernelSize"], stride), kernel, bias, stride))
        elif kind == "batchNorm":
            scale, bias = next(parameters), next(parameters)
            x = keep(F.batch_norm(x, None, None, scale, bias, training=True, eps=layer.get("epsilon", 1e-5)))
        elif kind == "relu":
            x = F.relu(x)
        elif kind == "globalAveragePool2d":
            x = keep(x.mean((2, 3)))
        elif kind == "dense":
            kernel, bias = next(parameters), next(parameters)
            x = keep(x @ kernel + bias)
        elif kind == "residual":
            body = run(layer["body"], x, parameters, keep)
            x = keep(body + run(layer.get("shortcut") or [], x, parameters, keep))
        else:
            raise ValueError(f"no PyTorch layer for {kind}")
    return x


def gradient(task, precision, keep):
    w = torch.from_numpy(numpy.fromfile(task["w"], numpy.float32)).to(precision).requires_grad_()
    inputs = torch.from_numpy(numpy.fromfile(task["inputs"], numpy.float32)).to(precision)
    images = inputs.reshape(task["count"], *task["inputShape"]).permute(0, 3, 1, 2).contiguous()
    labels = torch.from_numpy(numpy.fromfile(task["labels"], numpy.uint8).astype(numpy.int64))
    parts = torch.split(w, [int(numpy.prod(shape)) for shape in task["shapes"]])
    parameters = iter([part.reshape(shape) for part, shape in zip(parts, task["shapes"])])
    loss = F.cross_entropy(run(task["layers"], images, parameters, keep), labels)
    return torch.autograd.grad(loss, w)[0].double().numpy()


for line in sys.stdin:
    task = json.loads(line)
    gradient(task, torch.float64, lambda x: x).tofile(task["out"]["float64"])
    gradient(task, torch.float32, lambda x: x).tofile(task["out"]["float32"])
    gradient(task, torch.float64, Stored.apply).tofile(task["out"]["stored"])
    print(torch.__version__, flush=True)
