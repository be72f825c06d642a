"""A model for each direction, and pivots."""

from __future__ import annotations

import pytest

from pressloc.errors import EngineError, UsageError
from pressloc.model import Signature
from pressloc.mt.router import make_router
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest

ALL = {f"{s}-{t}" for s in ("kk", "ru", "en") for t in ("kk", "ru", "en") if s != t}


class Tagging:
    """An engine that writes down which model translated what: `en(ru(text))`."""

    can_score = can_prefix = True

    def __init__(self, name: str, model: str | None, pairs: set[str]) -> None:
        self.name, self.model, self.pairs, self.calls = name, model or "default", pairs, 0

    def signature(self, options: DecodingOptions) -> Signature:
        return Signature(self.name, self.model)

    def directions(self):
        return frozenset(tuple(pair.split("-")) for pair in self.pairs)

    def translate(self, requests, options):
        self.calls += 1
        assert all((r.source, r.target) in self.directions() for r in requests)
        return [
            [Hypothesis(f"{self.model}:{r.target}({r.prefix}{r.text})")] * options.n_best for r in requests
        ]

    def score(self, requests, targets):
        return [float(len(t)) for t in targets]


@pytest.fixture
def machines(request):
    """Models by name with their directions; each is loaded once."""
    offers = {None: ALL, "kk-model": {"kk-en", "en-kk"}, "ru-model": {"ru-en", "en-ru"}, "big": ALL}
    made: dict[str | None, Tagging] = {}

    def load(name: str, *, model: str | None = None, settings: object = None) -> Engine:
        assert model not in made
        made[model] = Tagging(name, model, offers[model])
        return made[model]

    return load, made


def texts(router, *requests: MTRequest) -> list[str]:
    return [hypotheses[0].text for hypotheses in router.translate(requests, DecodingOptions())]


def test_one_engine_for_all_keeps_its_own_signature(machines) -> None:
    load, made = machines
    router = make_router(load=load)
    assert isinstance(router, Engine)
    assert len(router.directions()) == 6
    assert str(router.signature(DecodingOptions())) == "ctranslate2:default"
    assert texts(router, MTRequest("a", "en", "kk"), MTRequest("б", "ru", "kk")) == [
        "default:kk(a)",
        "default:kk(б)",
    ]
    assert made[None].calls == 1


def test_directions_have_models_of_their_own(machines) -> None:
    load, made = machines
    router = make_router({"kk-en": "big", "en-kk": "big"}, load=load)
    assert texts(
        router, MTRequest("a", "en", "kk"), MTRequest("б", "ru", "kk"), MTRequest("в", "kk", "en")
    ) == [
        "big:kk(a)",
        "default:kk(б)",
        "big:en(в)",
    ]
    assert set(made) == {"big", None}
    assert router.signature_for(("en", "kk"), DecodingOptions()) == "ctranslate2:big"


def test_a_direction_without_a_model_goes_through_a_third_language(machines) -> None:
    load, _ = machines
    router = make_router({"ru-en": "ru-model", "en-ru": "ru-model"}, model="kk-model", load=load)
    assert len(router.directions()) == 6
    request = MTRequest("мәтін", "kk", "ru", prefix="Те")
    (hypotheses,) = router.translate([request], DecodingOptions(n_best=2, attention=True))
    assert [h.text for h in hypotheses] == ["ru-model:ru(Теkk-model:en(мәтін))"] * 2
    assert hypotheses[0].attention is None
    assert (
        router.signature_for(("kk", "ru"), DecodingOptions()) == "ctranslate2:kk-model+ctranslate2:ru-model"
    )
    with pytest.raises(EngineError, match="third language"):
        router.score([request], ["x"])


def test_a_pivot_can_be_asked_for_though_a_direct_model_exists(machines) -> None:
    load, _ = machines
    router = make_router({"kk-ru": "via:en"}, load=load)
    assert texts(router, MTRequest("м", "kk", "ru"), MTRequest("т", "ru", "kk")) == [
        "default:ru(default:en(м))",
        "default:kk(т)",
    ]


def test_scores_come_back_in_order(machines) -> None:
    load, _ = machines
    router = make_router({"kk-en": "big"}, load=load)
    requests = [MTRequest("a", "kk", "en"), MTRequest("b", "en", "kk"), MTRequest("c", "kk", "en")]
    assert router.score(requests, ["1", "22", "333"]) == [1.0, 2.0, 3.0]


def test_wrong_tables_are_named(machines) -> None:
    load, _ = machines
    with pytest.raises(UsageError, match="does not translate ru-kk"):
        make_router({"ru-kk": "kk-model"}, load=load)
    with pytest.raises(UsageError, match="unknown language"):
        make_router({"de-kk": "kk-model"}, load=load)
    with pytest.raises(UsageError, match="itself"):
        make_router({"kk-kk": "kk-model"}, load=load)
    with pytest.raises(UsageError, match="unknown language"):
        make_router({"kk-ru": "via:fr"}, load=load)


def test_a_direction_nobody_offers_is_an_error(machines) -> None:
    load, _ = machines
    router = make_router(model="kk-model", load=load)
    assert router.directions() == {("kk", "en"), ("en", "kk")}
    with pytest.raises(EngineError, match="no model translates ru-en"):
        router.translate([MTRequest("x", "ru", "en")], DecodingOptions())


def test_real_engines_by_their_names() -> None:
    router = make_router({"en-ru": "ctranslate2:starter"}, engine="pseudo")
    pseudo, starter = router.translate(
        [MTRequest("The law.", "en", "kk"), MTRequest("The law.", "en", "ru")], DecodingOptions()
    )
    assert pseudo[0].text.startswith("⟦")
    assert not starter[0].text.startswith("⟦")
