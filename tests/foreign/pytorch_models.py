#!/usr/bin/env python3
"""Makes models with PyTorch, which knows nothing of EdgeEcg, for the tests of foreign models.

pytorch_models.py FOLDER [KIND...]: for each kind a model file (.onnx or .safetensors), KIND.in with float32 beats
[8, 140] and KIND.out with what PyTorch makes of them. With FOLDER/beats.f32, normal beats, the dense model is
trained on them first.
"""
import json
import os
import struct
import sys

import torch
from torch import nn

SAMPLES = 140


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [SAMPLES, 64, 24, 64]
        layers = []
        for a, b in zip(widths, widths[1:]):
            layers += [nn.Linear(a, b), nn.BatchNorm1d(b), nn.ReLU()]
        self.net = nn.Sequential(*layers, nn.Linear(64, SAMPLES))

    def forward(self, x):
        return self.net(x)


class Bare(nn.Module):
    """Linear layers that are exported as MatMul and Add, a batch norm behind them, and a Concat."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(SAMPLES, 20)
        self.b = nn.Linear(SAMPLES, 20)
        self.w = nn.Parameter(torch.randn(40, SAMPLES) / 6)
        self.norm = nn.BatchNorm1d(SAMPLES)

    def forward(self, x):
        h = torch.cat([torch.sigmoid(self.a(x)), torch.tanh(self.b(x))], dim=1)
        return self.norm(h @ self.w + 0.1)


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(
            nn.Conv1d(1, 8, 7, stride=2, padding=3), nn.BatchNorm1d(8), nn.LeakyReLU(0.1),
            nn.Conv1d(8, 16, 7, stride=2, padding=3), nn.BatchNorm1d(16), nn.Tanh())
        self.code = nn.Linear(16 * 35, 32)
        self.back = nn.Linear(32, 16 * 35)
        self.up = nn.Sequential(
            nn.ConvTranspose1d(16, 8, 4, stride=2, padding=1), nn.BatchNorm1d(8), nn.ReLU(),
            nn.ConvTranspose1d(8, 1, 4, stride=2, padding=1))

    def forward(self, x):
        h = torch.flatten(self.down(x.reshape(-1, 1, SAMPLES)), 1)
        return self.up(self.back(self.code(h)).reshape(-1, 16, 35)).reshape(-1, SAMPLES)


class Recurrent(nn.Module):
    """Takes [N, 140, 1] and gives the same."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.LSTM(1, 16, batch_first=True)
        self.decoder = nn.LSTM(16, 16, batch_first=True)
        self.output = nn.Linear(16, 1)

    def forward(self, x):
        _, (h, _) = self.encoder(x)
        y, _ = self.decoder(h.transpose(0, 1).expand(-1, SAMPLES, -1))
        return self.output(y)


class Tutorial(nn.Module):
    """The encoder and decoder of the tutorial: 1-128-64, repeated, 64-64-128-1."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleDict(
            {"rnn1": nn.LSTM(1, 128, batch_first=True), "rnn2": nn.LSTM(128, 64, batch_first=True)})
        self.decoder = nn.ModuleDict(
            {"rnn1": nn.LSTM(64, 64, batch_first=True), "rnn2": nn.LSTM(64, 128, batch_first=True),
             "output_layer": nn.Linear(128, 1)})

    def forward(self, x):
        y, _ = self.encoder["rnn1"](x.unsqueeze(-1))
        _, (h, _) = self.encoder["rnn2"](y)
        y, _ = self.decoder["rnn1"](h[-1].unsqueeze(1).expand(-1, SAMPLES, -1))
        y, _ = self.decoder["rnn2"](y)
        return self.decoder["output_layer"](y).squeeze(-1)


class ResidualCell(nn.Module):
    """Full-matrix peepholes and a residual, with the names of weights that the SRL-AE experiments use."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        shapes = {
            "weight_ii": (2 * hidden, inputs), "weight_ih": (2 * hidden, hidden), "weight_ic": (2 * hidden, hidden),
            "bias_ii": (2 * hidden,), "bias_ih": (2 * hidden,), "bias_ic": (2 * hidden,),
            "weight_ci": (hidden, inputs), "weight_ch": (hidden, hidden), "bias_c": (hidden,),
            "weight_oi": (hidden, inputs), "weight_oh": (hidden, hidden), "weight_oc": (hidden, hidden),
            "bias_o": (hidden,), "weight_r_proj": (hidden, hidden), "weight_ir": (hidden, inputs)}
        for name, shape in shapes.items():
            bound = hidden ** -0.5
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(self, x):
        h = x.new_zeros(x.shape[0], self.hidden)
        c = h
        states = []
        for t in range(x.shape[1]):
            now = x[:, t]
            gates = (now @ self.weight_ii.t() + self.bias_ii + h @ self.weight_ih.t() + self.bias_ih
                     + c @ self.weight_ic.t() + self.bias_ic)
            i, f = torch.sigmoid(gates).chunk(2, -1)
            g = torch.tanh(now @ self.weight_ci.t() + h @ self.weight_ch.t() + self.bias_c)
            c = f * c + i * g
            o = torch.sigmoid(now @ self.weight_oi.t() + h @ self.weight_oh.t() + c @ self.weight_oc.t() + self.bias_o)
            h = o * (torch.tanh(c) @ self.weight_r_proj.t() + now @ self.weight_ir.t())
            states.append(h)
        return torch.stack(states, 1)


class SrlAe(nn.Module):
    """Encoder 1-128-64-32-16-8, the last state repeated, residual decoder 8-16-32-64-128, one matrix."""

    def __init__(self):
        super().__init__()
        down = [1, 128, 64, 32, 16, 8]
        up = [8, 16, 32, 64, 128]
        self.encoder = nn.Module()
        self.encoder.lstm_layers = nn.ModuleList(
            [nn.LSTM(a, b, batch_first=True) for a, b in zip(down, down[1:])])
        self.decoder = nn.Module()
        self.decoder.lstm_layers = nn.ModuleList()
        for a, b in zip(up, up[1:]):
            layer = nn.Module()
            layer.cell = ResidualCell(a, b)
            self.decoder.lstm_layers.append(layer)
        self.decoder.tdm = nn.Parameter(torch.randn(128, 1) / 12)

    def forward(self, x):
        x = x.unsqueeze(-1)
        for i, lstm in enumerate(self.encoder.lstm_layers):
            x, (h, _) = lstm(x)
            x = torch.tanh(x)
        x = h[-1].unsqueeze(1).expand(-1, SAMPLES, -1)
        for layer in self.decoder.lstm_layers:
            x = torch.tanh(layer.cell(x))
        return (x @ self.decoder.tdm).squeeze(-1)


def save_safetensors(state, path):
    header, blobs, offset = {}, [], 0
    for name, tensor in sorted(state.items()):
        blob = tensor.detach().contiguous().numpy().tobytes()
        kind = {"torch.float32": "F32", "torch.int64": "I64"}[str(tensor.dtype)]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def train(model, beats):
    optimiser = torch.optim.Adam(model.parameters(), 2e-3)
    model.train()
    for _ in range(12):
        for chunk in beats[torch.randperm(len(beats))].split(64):
            if len(chunk) > 1:
                optimiser.zero_grad()
                (model(chunk) - chunk).abs().mean().backward()
                optimiser.step()


def stir(model):
    """Running statistics as after training, so that a folded batch norm that does nothing is seen."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)


def main():
    folder = sys.argv[1]
    kinds = {"dense": Dense, "bare": Bare, "conv": Conv, "recurrent": Recurrent, "tutorial-lstm": Tutorial,
             "srl-ae": SrlAe}
    torch.set_num_threads(1)
    for kind in sys.argv[2:] or kinds:
        torch.manual_seed(4711)
        model = kinds[kind]()
        beats = torch.randn(8, SAMPLES).cumsum(1) / 10
        trained_on = os.path.join(folder, "beats.f32")
        if kind == "dense" and os.path.exists(trained_on):
            with open(trained_on, "rb") as file:
                train(model, torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(-1, SAMPLES))
        else:
            stir(model)
        model.eval()
        given = beats.unsqueeze(-1) if kind == "recurrent" else beats
        path = os.path.join(folder, kind)
        if kind in ("tutorial-lstm", "srl-ae"):
            save_safetensors(model.state_dict(), path + ".safetensors")
        else:
            torch.onnx.export(model, given, path + ".onnx", opset_version=13, input_names=["input"],
                              output_names=["output"],
                              dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
        with torch.no_grad(), open(path + ".in", "wb") as a, open(path + ".out", "wb") as b:
            a.write(beats.numpy().tobytes())
            b.write(model(given).reshape(8, SAMPLES).contiguous().numpy().tobytes())


main()
