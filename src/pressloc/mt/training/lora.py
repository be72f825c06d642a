"""Low-rank adaptation of the network's matrices through peft (Hu et al. 2022), merged into plain weights afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

from pressloc.mt.training.optimise import Group
from pressloc.mt.training.recipe import Schedule

TARGETS = ("qkv", "q", "kv", "o", "f1", "f2")
SCALE = 2.0  # lora_alpha / rank
ADAPTER = "default"


def lora_groups(network: nn.Module, rank: int, schedule: Schedule) -> list[Group]:
    """Put adapters of `rank` into `network` (in place) and return the one group of parameters to train."""
    from peft import LoraConfig, inject_adapter_in_model

    config = LoraConfig(r=rank, lora_alpha=int(SCALE * rank), target_modules=list(TARGETS), lora_dropout=0.0)
    inject_adapter_in_model(config, network, adapter_name=ADAPTER)
    names = tuple(name for name, _ in network.named_parameters() if ".lora_" in name)
    return [Group(names, schedule.rate, muon=False)]


def merge(weights: Mapping[str, Tensor], rank: int) -> dict[str, Tensor]:
    """Plain weights under the network's own names: each base matrix plus its scaled low-rank update."""
    if not rank:
        return dict(weights)
    merged = {
        name.replace(".base_layer.", "."): value for name, value in weights.items() if ".lora_" not in name
    }
    for name, up in weights.items():
        head, found, _ = name.partition(f".lora_B.{ADAPTER}.")
        if found:
            down = weights[f"{head}.lora_A.{ADAPTER}.weight"]
            merged[f"{head}.weight"] = merged[f"{head}.weight"] + SCALE * (up @ down)
    return merged
