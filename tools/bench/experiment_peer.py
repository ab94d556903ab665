"""The training loop of one run in PyTorch, from the start of the process: w = w0 + A theta with a dense Gaussian A, Adam
on theta, both sets evaluated at the start and after every epoch. Images and labels are random: only time counts. The
argument is JSON: { model, train, test, batch, epochs, d }. Prints processor seconds by part, like experiment-peer.mjs."""
import json
import sys
import time

try:
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
except ImportError as error:
    print(json.dumps({"failure": str(error)}))
    sys.exit()

task = json.loads(sys.argv[1])
torch.set_num_threads(1)
torch.manual_seed(1)
seconds = {}
last = 0.0


def passed(part):
    """Counts what has passed since the last call."""
    global last
    now = time.process_time()
    seconds[part] = seconds.get(part, 0.0) + now - last
    last = now


height, width, channels = task["inputShape"]
layers = []
for filters in task["filters"]:
    layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.AvgPool2d(2)]
    channels, height, width = filters, height // 2, width // 2
network = nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * height * width, 10))
network = network.to(memory_format=torch.channels_last)
parameters = list(network.parameters())
sizes = [p.numel() for p in parameters]
start = torch.cat([p.detach().reshape(-1) for p in parameters])


def images(count):
    shape = (count, task["inputShape"][2], *task["inputShape"][:2])
    return torch.randn(shape).contiguous(memory_format=torch.channels_last)


sets = {name: (images(task[name]), torch.randint(0, 10, (task[name],))) for name in ("train", "test")}
passed("start-up")
directions = torch.randn(sum(sizes), task["d"])
directions /= directions.norm(dim=0)
theta = torch.zeros(task["d"], requires_grad=True)
optimizer = torch.optim.Adam([theta], lr=0.05)
passed("drawing")


def embed():
    with torch.no_grad():
        w = torch.addmv(start, directions, theta)
        for p, part in zip(parameters, w.split(sizes)):
            p.copy_(part.view_as(p))
    passed("projection")


def evaluate():
    embed()
    with torch.no_grad():
        for x, y in sets.values():
            # Larger ones take longer: memory of that size comes fresh from the system every time.
            for first in range(0, len(y), 128):
                F.cross_entropy(network(x[first : first + 128]), y[first : first + 128])
    passed("evaluation")


evaluate()
x, y = sets["train"]
for _ in range(task["epochs"]):
    order = torch.randperm(len(y))
    for first in range(0, len(y) - task["batch"] + 1, task["batch"]):
        chosen = order[first : first + task["batch"]]
        embed()
        network.zero_grad(set_to_none=True)
        F.cross_entropy(network(x[chosen]), y[chosen]).backward()
        passed("step")
        with torch.no_grad():
            gradient = torch.cat([p.grad.reshape(-1) for p in parameters])
            theta.grad = directions.t() @ gradient
        passed("projection")
        optimizer.step()
        passed("optimizer and loop")
    evaluate()
print(json.dumps({"parts": seconds, "about": f"PyTorch {torch.__version__}"}))
