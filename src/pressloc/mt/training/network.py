"""The starter network: a BERT-style post-norm encoder (the layout of multilingual-e5-small) and a small pre-norm
Transformer decoder (Vaswani et al. 2017) with sinusoidal positions.

The two sides keep separate embedding tables: one shared table drifts away from the pretrained encoder at the learning
rate that a fresh decoder needs. The decoder's table is tied to its output projection.
Token conventions: `<s>` 0, `<pad>` 1, `</s>` 2, `<unk>` 3; a source is `<s> … </s>`, a decoder input `<s> <2xx> …`.
"""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from attrs import asdict, frozen
from torch import Tensor, nn

BOS, PAD, EOS, UNK = 0, 1, 2, 3
EPSILON = (
    1e-12  # CTranslate2 keeps one layer-norm epsilon for the whole model: the decoder follows the encoder
)
MASKED = -1e4  # finite in bfloat16 and float16, far below any score


@frozen
class NetworkConfig:
    """Shape of the network. The cross-attention of the first `guided_heads` in every decoder layer is taught alignments;
    the last layer's first head is the one that CTranslate2 returns as attention."""

    vocabulary: int
    width: int = 384
    encoder_layers: int = 12
    encoder_heads: int = 12
    decoder_layers: int = 4
    decoder_heads: int = 6
    ffn: int = 1536
    positions: int = 512
    dropout: float = 0.1
    guided_heads: int = 2

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> NetworkConfig:
        """From the `network` table of a checkpoint's config.json; unknown keys raise TypeError."""
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for config.json."""
        return asdict(self)


class PooledDropout(nn.Module):
    """Dropout from a pool of random masks read at random offsets: `bernoulli_` runs on one thread of a CPU and would
    cost a tenth of the step. The pool depends on `rate` alone and the offsets on `seed_dropout`, so a resumed run
    repeats an uninterrupted one, whichever thread takes which part. Other devices use torch's own dropout."""

    POOL = 1 << 23

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self._pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        if x.device.type != "cpu":
            return F.dropout(x, self.rate)
        size, pool = x.numel(), self._pool
        if pool is None or pool.numel() < 2 * size or pool.dtype != x.dtype:
            generator = torch.Generator().manual_seed(17)
            keep = torch.rand(max(2 * size, self.POOL), generator=generator) > self.rate
            pool = self._pool = keep.to(x.dtype) / (1 - self.rate)
        offset = _offsets().randrange(self.POOL - size if size < self.POOL else size)
        return x * pool[offset : offset + size].view(x.shape)


_thread = threading.local()


def seed_dropout(seed: int) -> None:
    """Fix the dropout of this thread's next forward pass."""
    _thread.offsets = random.Random(seed)  # noqa: S311 - no secret


def _offsets() -> random.Random:
    if not hasattr(_thread, "offsets"):
        seed_dropout(0)
    offsets: random.Random = _thread.offsets
    return offsets


def _split_heads(x: Tensor, heads: int) -> Tensor:
    """(batch, time, width) → (batch, heads, time, width/heads)."""
    batch, time, width = x.shape
    return x.view(batch, time, heads, width // heads).transpose(1, 2)


@frozen(eq=False)
class Forcing:
    """Alignment forcing: the first `heads` of a cross-attention read (1 - `share`) of what they attend to and `share` of
    the linked source span `spans` (batch, target, source; rows sum to 1, or to 0 without a link).

    While the attention is still blind, the decoder learns to translate what it is shown; `share` falls to 0.
    """

    spans: Tensor
    heads: int
    share: float

    def mix(self, probabilities: Tensor) -> Tensor:
        """Probabilities (batch, heads, target, source) with the forced part put in."""
        known = self.share * self.spans.sum(-1, keepdim=True)[:, None]
        own, rest = probabilities[:, : self.heads], probabilities[:, self.heads :]
        return torch.cat([own * (1 - known) + self.share * self.spans[:, None], rest], 1)


def link_spans(links: Tensor, width: int, dtype: torch.dtype) -> Tensor:
    """Even distributions over linked source positions, (batch, target, width), from (batch, target, 2) spans."""
    place = torch.arange(width, device=links.device)
    inside = (place >= links[..., :1]) & (place < links[..., 1:])
    return inside.to(dtype) / (links[..., 1:] - links[..., :1]).clamp_min(1).to(dtype)


def _attend(
    query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, forcing: Forcing | None = None
) -> tuple[Tensor, Tensor]:
    """Scaled dot-product attention with an additive bias; returns the context and its own probabilities.

    Written out instead of torch's fused kernel, whose CPU backward is slow on sequences of a sentence's length.
    """
    batch, heads, time, depth = query.shape
    span = key.shape[2]
    scores = torch.bmm(
        (query * depth**-0.5).reshape(batch * heads, time, depth),
        key.reshape(batch * heads, span, depth).transpose(1, 2),
    ).view(batch, heads, time, span)
    if bias is not None:
        scores = scores + bias
    probabilities = torch.softmax(scores, -1)
    used = probabilities if forcing is None else forcing.mix(probabilities)
    context = torch.bmm(used.view(batch * heads, time, span), value.reshape(batch * heads, span, depth)).view(
        batch, heads, time, depth
    )
    return context.transpose(1, 2).reshape(batch, time, heads * depth), probabilities


class SelfAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        query, key, value = (_split_heads(part, self.heads) for part in self.qkv(x).chunk(3, -1))
        return self.o(_attend(query, key, value, bias)[0])  # type: ignore[no-any-return]


class CrossAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.kv, self.o = (
            nn.Linear(width, width),
            nn.Linear(width, 2 * width),
            nn.Linear(width, width),
        )

    def look_up(self) -> None:
        """Start as a dictionary: equal query and key matrices attend to the source state most like the decoder's own,
        and value and output matrices that undo each other pass it on unchanged. With embeddings that are alike across
        languages on both sides, the untrained decoder already leans towards translations of single words."""
        width = self.q.weight.shape[0]
        with torch.no_grad():
            nn.init.orthogonal_(self.q.weight)
            nn.init.orthogonal_(self.o.weight)
            self.kv.weight[:width] = self.q.weight
            self.kv.weight[width:] = self.o.weight.t()
            for layer in (self.q, self.kv, self.o):
                nn.init.zeros_(layer.bias)

    def forward(
        self, x: Tensor, memory: Tensor, bias: Tensor | None, forcing: Forcing | None
    ) -> tuple[Tensor, Tensor]:
        key, value = (_split_heads(part, self.heads) for part in self.kv(memory).chunk(2, -1))
        context, probabilities = _attend(_split_heads(self.q(x), self.heads), key, value, bias, forcing)
        return self.o(context), probabilities


class EncoderLayer(nn.Module):
    """Post-norm, GELU (BERT)."""

    def __init__(self, config: NetworkConfig, dropout: PooledDropout) -> None:
        super().__init__()
        width = config.width
        self.att = SelfAttention(width, config.encoder_heads)
        self.ln1, self.ln2 = nn.LayerNorm(width, EPSILON), nn.LayerNorm(width, EPSILON)
        self.f1, self.f2 = nn.Linear(width, config.ffn), nn.Linear(config.ffn, width)
        self.drop = dropout

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        x = self.ln1(x + self.drop(self.att(x, bias)))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))  # type: ignore[no-any-return]


class DecoderLayer(nn.Module):
    """Pre-norm, ReLU."""

    def __init__(self, config: NetworkConfig, dropout: PooledDropout) -> None:
        super().__init__()
        width = config.width
        self.sa, self.ca = (
            SelfAttention(width, config.decoder_heads),
            CrossAttention(width, config.decoder_heads),
        )
        self.ln1, self.ln2, self.ln3 = (nn.LayerNorm(width, EPSILON) for _ in range(3))
        self.f1, self.f2 = nn.Linear(width, config.ffn), nn.Linear(config.ffn, width)
        self.drop = dropout

    def forward(
        self, x: Tensor, memory: Tensor, bias: Tensor | None, causal: Tensor, forcing: Forcing | None
    ) -> tuple[Tensor, Tensor]:
        x = x + self.drop(self.sa(self.ln1(x), causal))
        context, probabilities = self.ca(self.ln2(x), memory, bias, forcing)
        x = x + self.drop(context)
        return x + self.drop(self.f2(F.relu(self.f1(self.ln3(x))))), probabilities


def sinusoids(positions: int, width: int) -> Tensor:
    """Interleaved sine and cosine position table (Vaswani et al. 2017), float32 (positions, width)."""
    angle = torch.arange(positions)[:, None].float() / torch.pow(
        10000, torch.arange(0, width, 2).float() / width
    )
    table = torch.zeros(positions, width)
    table[:, 0::2], table[:, 1::2] = angle.sin(), angle.cos()
    return table


class Translator(nn.Module):
    """The whole network. Parameter names are those of the safetensors checkpoints."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.encoder_drop, self.decoder_drop = PooledDropout(0.0), PooledDropout(config.dropout)
        self.emb, self.demb = nn.Embedding(config.vocabulary, width), nn.Embedding(config.vocabulary, width)
        self.pos, self.ln_e = nn.Embedding(config.positions, width), nn.LayerNorm(width, EPSILON)
        self.enc = nn.ModuleList(
            EncoderLayer(config, self.encoder_drop) for _ in range(config.encoder_layers)
        )
        self.dec = nn.ModuleList(
            DecoderLayer(config, self.decoder_drop) for _ in range(config.decoder_layers)
        )
        self.ln_d = nn.LayerNorm(width, EPSILON)
        self.out_bias = nn.Parameter(torch.zeros(config.vocabulary))
        self.register_buffer("dpos", sinusoids(config.positions, width), persistent=False)
        for embedding in (self.emb, self.demb, self.pos):
            nn.init.normal_(embedding.weight, std=0.05)
        for module in self.dec.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        for module in self.dec.modules():
            if isinstance(module, CrossAttention):
                module.look_up()

    def encode(self, source: Tensor, frozen: int = 0) -> tuple[Tensor, Tensor | None]:
        """Encoder states (batch, time, width) and the additive padding bias (None without padding).

        `frozen` lowest layers (with the embeddings when above 0) get no gradient, which saves their backward pass.
        """
        padding = source == PAD
        bias = None
        if bool(padding.any()):
            bias = torch.zeros(padding.shape, dtype=self.emb.weight.dtype, device=source.device)
            bias = bias.masked_fill_(padding, MASKED)[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x = self.encoder_drop(self.ln_e(self.emb(source) + self.pos.weight[: source.shape[1]]))
        for number, layer in enumerate(self.enc):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= frozen):
                x = layer(x, bias)
        return x, bias

    def decode(
        self,
        inputs: Tensor,
        memory: Tensor,
        bias: Tensor | None,
        links: Tensor | None = None,
        force: float = 0.0,
    ) -> tuple[Tensor, list[Tensor]]:
        """Final decoder states, and per layer the guided heads' cross-attention.

        `links` (batch, time, 2) are source spans of the tokens to be predicted; with `force` above 0 the upper half's
        guided heads are shown them (see Forcing).
        """
        time = inputs.shape[1]
        causal = torch.full((time, time), MASKED, dtype=memory.dtype, device=inputs.device).triu_(1)
        x = self.demb(inputs) * math.sqrt(self.config.width) + self.dpos[:time].to(memory.dtype)
        x = self.decoder_drop(x)
        forcing = None
        if links is not None and force > 0:
            spans = link_spans(links, memory.shape[1], memory.dtype)
            forcing = Forcing(spans, self.config.guided_heads, force)
        attentions = []
        for number, layer in enumerate(self.dec):
            upper = number >= len(self.dec) // 2
            x, probabilities = layer(x, memory, bias, causal, forcing if upper else None)
            attentions.append(probabilities[:, : self.config.guided_heads])
        return self.ln_d(x), attentions

    def logits(self, hidden: Tensor) -> Tensor:
        """Scores over the vocabulary from decoder states."""
        return F.linear(hidden, self.demb.weight, self.out_bias)


def encoder_parameters(names: Sequence[str]) -> frozenset[str]:
    """Those parameter names that belong to the pretrained encoder."""
    return frozenset(n for n in names if n.startswith(("enc.", "emb.", "pos.", "ln_e.")))
