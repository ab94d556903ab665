"""Runs training steps of the same network in PyTorch. The argument is JSON, as for engine-peer.mjs, with `threads`
and `channelsLast`. A step is forward and backward pass, without an optimiser, as on our side."""
import json
import sys

from answer_lines import answer, answer_lines

try:
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
except ImportError as error:
    answer(failure=str(error))
    sys.exit()

task = json.loads(sys.argv[1])
torch.set_num_threads(task["threads"])
torch.manual_seed(1)


class Residual(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def build(layers, channels, height, width):
    """The layers as a module, and the shape of its output; a flat vector has height and width 1."""
    modules = []
    for layer in layers:
        kind = layer["type"]
        if kind == "conv2d":
            size, stride = layer["kernelSize"], layer.get("stride", 1)
            same = layer.get("padding", "same") == "same"
            padding = (size - 1) // 2 if same else 0
            modules.append(
                nn.Conv2d(channels, layer["filters"], size, stride, padding, bias=layer.get("bias", True))
            )
            channels = layer["filters"]
            height, width = ((side + 2 * padding - size) // stride + 1 for side in (height, width))
        elif kind == "dense":
            modules.append(nn.Linear(channels, layer["units"], bias=layer.get("bias", True)))
            channels = layer["units"]
        elif kind == "averagePool2d":
            modules.append(nn.AvgPool2d(layer["size"]))
            height, width = height // layer["size"], width // layer["size"]
        elif kind == "globalAveragePool2d":
            modules += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
            height, width = 1, 1
        elif kind == "flatten":
            modules.append(nn.Flatten())
            channels, height, width = channels * height * width, 1, 1
        elif kind == "relu":
            modules.append(nn.ReLU())
        elif kind == "batchNorm":
            modules.append(nn.BatchNorm2d(channels, track_running_stats=False))
        elif kind == "residual":
            body, shape = build(layer["body"], channels, height, width)
            shortcut, _ = build(layer.get("shortcut") or [], channels, height, width)
            modules.append(Residual(body, shortcut))
            channels, height, width = shape
        else:
            raise ValueError(f"no PyTorch layer for {kind}")
    return nn.Sequential(*modules), (channels, height, width)


height, width, channels = task["model"]["inputShape"]
network, _ = build(task["model"]["layers"], channels, height, width)
count = task["batch"]
images, labels = torch.randn(count, channels, height, width), torch.randint(0, 10, (count,))
if task["channelsLast"]:
    network = network.to(memory_format=torch.channels_last)
    images = images.contiguous(memory_format=torch.channels_last)


def step():
    network.zero_grad(set_to_none=True)
    F.cross_entropy(network(images), labels).backward()


answer_lines(f"PyTorch {torch.__version__}", step)
