"""Network, loss and optimiser: the numbers agree with plain torch."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from pressloc.mt.training.loss import _chunk_statistics, cross_entropy, guided_alignment
from pressloc.mt.training.network import PAD, Forcing, Translator, link_spans, seed_dropout
from pressloc.mt.training.optimise import Group, Optimiser, join_blocks, orthogonalise, square_blocks
from pressloc.mt.training.shortlist import Shortlist


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_fused_loss_and_gradients_agree_with_torch(monkeypatch, smoothing):
    monkeypatch.setattr("pressloc.mt.training.loss._statistics", lambda device: _chunk_statistics)
    monkeypatch.setattr("pressloc.mt.training.loss.CHUNK", 8)  # 20 rows take three chunks
    torch.manual_seed(0)
    tensors = [torch.randn(20, 16), torch.randn(50, 16), torch.randn(50)]
    gold = torch.randint(0, 50, (20,))
    ours = [t.clone().requires_grad_() for t in tensors]
    plain = [t.clone().requires_grad_() for t in tensors]
    loss, nll = cross_entropy(*ours, gold, smoothing)
    wanted = F.cross_entropy(F.linear(*plain), gold, label_smoothing=smoothing)
    loss.backward()
    wanted.backward()
    assert loss.item() == pytest.approx(wanted.item(), abs=1e-5)
    assert nll.item() == pytest.approx(F.cross_entropy(F.linear(*plain), gold).item(), abs=1e-5)
    for one, other in zip(ours, plain, strict=True):
        torch.testing.assert_close(one.grad, other.grad, atol=1e-6, rtol=1e-4)


def test_guided_alignment_is_the_log_of_the_mass_on_the_link():
    attention = torch.tensor([[[[0.2, 0.5, 0.3], [0.9, 0.1, 0.0]]]])
    links = torch.tensor([[[1, 3], [0, 0]]])
    upper = -torch.tensor(0.8).log().item()  # the first token's own link
    assert guided_alignment([attention], links).item() == pytest.approx(upper)
    lower = -torch.tensor(0.1).log().item()  # the second reads where the first stood
    assert guided_alignment([attention, attention], links).item() == pytest.approx((upper + lower) / 2)
    assert guided_alignment([attention], torch.zeros_like(links)).item() == 0


def test_forcing_shows_the_linked_span_and_leaves_unlinked_tokens_alone():
    spans = link_spans(torch.tensor([[[1, 3], [0, 0]]]), 4, torch.float32)
    assert spans.tolist() == [[[0, 0.5, 0.5, 0], [0, 0, 0, 0]]]
    own = torch.full((1, 2, 2, 4), 0.25)
    mixed = Forcing(spans, heads=1, share=0.8).mix(own)
    assert mixed[0, 0, 0].tolist() == pytest.approx([0.05, 0.45, 0.45, 0.05])
    assert torch.equal(mixed[0, 0, 1], own[0, 0, 1])
    assert torch.equal(mixed[0, 1], own[0, 1])


def test_padding_changes_nothing(network: Translator):
    network.eval()
    source, inputs = torch.tensor([[0, 9, 10, 2]]), torch.tensor([[0, 5, 11, 12]])
    padded = torch.tensor([[0, 9, 10, 2, PAD, PAD]])
    plain = network.logits(network.decode(inputs, *network.encode(source))[0])
    wide = network.logits(network.decode(inputs, *network.encode(padded))[0])
    torch.testing.assert_close(plain, wide, atol=1e-5, rtol=1e-5)


def test_the_decoder_does_not_look_ahead(network: Translator):
    network.eval()
    memory = network.encode(torch.tensor([[0, 9, 10, 2]]))
    one = network.decode(torch.tensor([[0, 5, 11, 12]]), *memory)[0]
    other = network.decode(torch.tensor([[0, 5, 11, 40]]), *memory)[0]
    torch.testing.assert_close(one[:, :3], other[:, :3])
    assert not torch.allclose(one[:, 3], other[:, 3])


def test_dropout_repeats_by_seed(network: Translator):
    network.train()
    x = torch.ones(4, 48)
    seed_dropout(3)
    first = network.decoder_drop(x)
    seed_dropout(3)
    assert torch.equal(network.decoder_drop(x), first)
    seed_dropout(4)
    assert not torch.equal(network.decoder_drop(x), first)
    assert first.mean().item() == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("shape", [(12, 4), (4, 12), (4, 4), (6, 4), (4, 6)])
def test_blocks_come_back(shape):
    matrix = torch.randn(shape)
    assert torch.equal(join_blocks(square_blocks(matrix), matrix.shape), matrix)


def test_orthogonalise_evens_out_singular_values():
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(2, 32, 32)).float())
    assert values.min() > 0.4
    assert values.max() < 1.4


def test_optimiser_lowers_a_quadratic_and_leaves_others_alone():
    model = torch.nn.Linear(8, 8)
    bias = model.bias.detach().clone()
    optimiser = Optimiser(model, [Group(("weight",), 0.05, muon=True)], decay=0.0)
    before = model.weight.detach().square().sum()
    for _ in range(10):
        optimiser.step({"weight": 2 * model.weight.detach()}, 1.0)
    assert model.weight.detach().square().sum() < before
    assert torch.equal(model.bias, bias)


def test_shortlist_estimates_the_full_normaliser():
    torch.manual_seed(0)
    logits = torch.randn(5000)
    counts = torch.arange(5000, 0, -1).double().numpy()
    shortlist = Shortlist.of(counts, frequent=500, sampled=1500)
    gold = torch.tensor([3, 4000])
    choice = shortlist.choose(gold, seed=1)
    assert torch.equal(choice.rows[choice.gold], gold)
    assert {0, 1, 2, 499} <= set(choice.rows.tolist())
    assert len(choice.rows) == pytest.approx(2001, abs=2)
    estimate = torch.logsumexp(logits[choice.rows] + choice.offset, 0)
    assert estimate.item() == pytest.approx(torch.logsumexp(logits, 0).item(), abs=0.05)
    assert torch.equal(shortlist.choose(gold, seed=1).rows, choice.rows)
