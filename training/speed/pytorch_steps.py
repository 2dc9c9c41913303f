#!/usr/bin/python3
"""Milliseconds per training step of the seeds' recurrent models in PyTorch, to stand beside ./test bench train.

Batch 8, beats of 140 samples: forward, backward and AdamW, the fastest of some steps, on one thread unless told
otherwise. Debian: python3-torch and libopenblas0-pthread. A file with the table of ./test bench train adds ratios.
Usage: /usr/bin/python3 training/speed/pytorch_steps.py [--beside FILE] [MODEL…]
Both cores: OPENBLAS_NUM_THREADS=2 /usr/bin/python3 training/speed/pytorch_steps.py --threads 2
"""

import argparse
import os
import sys
import time

# Read by OpenBLAS when it is loaded; it does not follow torch.set_num_threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    import torch
except ImportError:
    sys.exit("pytorch_steps.py: PyTorch is missing; apt-get install python3-torch libopenblas0-pthread,"
             " and run it with /usr/bin/python3")

from torch import nn

SAMPLES = 140
BATCH = 8
ENCODER = [1, 128, 64, 32, 16, 8]
DECODER = [8, 16, 32, 64, 128]
SPARSE_LAYERS = 3
SPARSITY_TARGET = 0.05
SPARSITY_WEIGHT = 1e-4
# Residual encoder, residual decoder, sparse.
MODELS = {
    "lstm-ae": (False, False, False),
    "sparse-lstm-ae": (False, False, True),
    "residual-decoder-lstm-ae": (False, True, False),
    "residual-encoder-lstm-ae": (True, False, False),
    "residual-lstm-ae": (True, True, False),
    "srl-ae": (False, True, True),
}


class ResidualLstm(nn.Module):
    """Gates with full-matrix peepholes; h = o * (tanh(c) Wr + x Wx)."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.of_input = nn.Linear(inputs, 4 * hidden)
        self.of_hidden = nn.Linear(hidden, 4 * hidden, bias=False)
        self.peephole = nn.Linear(hidden, 2 * hidden, bias=False)
        self.output_peephole = nn.Linear(hidden, hidden, bias=False)
        self.residual = nn.Linear(hidden, hidden, bias=False)
        self.shortcut = nn.Identity() if inputs == hidden else nn.Linear(inputs, hidden, bias=False)

    def forward(self, x):
        h = x.new_zeros(x.shape[0], self.hidden)
        c = h
        sums_of_input = self.of_input(x)
        shortcut = self.shortcut(x)
        states = []
        for step in range(x.shape[1]):
            sums = sums_of_input[:, step] + self.of_hidden(h)
            gates, candidate, output = torch.split(sums, [2 * self.hidden, self.hidden, self.hidden], dim=1)
            i, f = torch.sigmoid(gates + self.peephole(c)).chunk(2, dim=1)
            c = f * c + i * torch.tanh(candidate)
            o = torch.sigmoid(output + self.output_peephole(c))
            h = o * (self.residual(torch.tanh(c)) + shortcut[:, step])
            states.append(h)
        return torch.stack(states, dim=1)


class Lstm(nn.LSTM):
    def __init__(self, inputs, hidden):
        super().__init__(inputs, hidden, batch_first=True)

    def forward(self, x):
        return super().forward(x)[0]


class Autoencoder(nn.Module):
    def __init__(self, residual_encoder, residual_decoder, sparse):
        super().__init__()
        self.sparse = sparse
        self.penalty = 0
        self.encoder = self.layers(ENCODER, residual_encoder)
        self.decoder = self.layers(DECODER, residual_decoder)
        self.output = nn.Linear(DECODER[-1], 1, bias=False)
        self.dropout = nn.Dropout(0.2)

    @staticmethod
    def layers(widths, residual):
        kind = ResidualLstm if residual else Lstm
        return nn.ModuleList(kind(a, b) for a, b in zip(widths, widths[1:]))

    def forward(self, x):
        self.penalty = 0
        for i, layer in enumerate(self.encoder):
            x = torch.tanh(self.dropout(layer(x)))
            if self.sparse and i < SPARSE_LAYERS:
                mean = ((x + 1) / 2).mean(0)
                self.penalty = self.penalty + (SPARSITY_TARGET * torch.log(SPARSITY_TARGET / mean)).sum(1).mean()
        x = x[:, -1:].repeat(1, SAMPLES, 1)
        for layer in self.decoder:
            x = torch.tanh(self.dropout(layer(x)))
        return self.output(x)


def step_milliseconds(model, steps=15):
    optimiser = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=1e-4)
    beats = torch.rand(BATCH, SAMPLES, 1) * 2 - 1
    fastest = float("inf")
    for _ in range(steps):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss = (model(beats) - beats).abs().sum((1, 2)).mean() + SPARSITY_WEIGHT * model.penalty
        loss.backward()
        optimiser.step()
        fastest = min(fastest, time.perf_counter() - start)
    return 1000 * fastest


def read_ours(file):
    """Model -> milliseconds on one core and on two, from the table of ./test bench train."""
    ours = {}
    if file:
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                fields = line.split()
                if len(fields) == 3 and fields[0] in MODELS:
                    ours[fields[0]] = (float(fields[1]), float(fields[2]))
    return ours


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", metavar="FILE", help="the output of ./test bench train")
    parser.add_argument("--threads", metavar="N", type=int, default=1, help="of PyTorch; 1 unless given")
    parser.add_argument("models", metavar="MODEL", nargs="*", choices=[*MODELS, []], help=", ".join(MODELS))
    arguments = parser.parse_args()
    ours = read_ours(arguments.beside)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    print("model                      pytorch_ms  1_core_ms  2_cores_ms  ratio_1_core  ratio_2_cores")
    for name in arguments.models or MODELS:
        theirs = step_milliseconds(Autoencoder(*MODELS[name]))
        line = f"{name:25}  {theirs:10.1f}"
        if name in ours:
            one, two = ours[name]
            line += f"  {one:9.1f}  {two:10.1f}  {theirs / one:12.1f}  {theirs / two:13.1f}"
        print(line, flush=True)


main()
