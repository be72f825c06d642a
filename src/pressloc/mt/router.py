"""A model for each direction, and a way through a third language where none goes directly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from pressloc.errors import EngineError, UsageError
from pressloc.i18n import _
from pressloc.model import LANGS, Lang, Signature
from pressloc.mt.registry import load_engine
from pressloc.mt.settings import describe
from pressloc.ports import DecodingOptions, Engine, Hypothesis, MTRequest

Direction = tuple[Lang, Lang]


@frozen
class Route:
    """How one direction is translated: the engine of each leg, one leg or two."""

    legs: tuple[tuple[Direction, Engine], ...]


class Router:
    """An Engine over several: `routes` per direction. Build one with `make_router`."""

    name = "router"

    def __init__(self, routes: Mapping[Direction, Route]) -> None:
        if not routes:
            raise EngineError(_("no engine offers any direction between kk, ru and en"))
        self._routes = dict(routes)

    @property
    def can_score(self) -> bool:
        """Whether every direct leg can score."""
        return all(engine.can_score for route in self._routes.values() for _, engine in route.legs)

    @property
    def can_prefix(self) -> bool:
        """Whether the engine that writes the target can, in every direction."""
        return all(route.legs[-1][1].can_prefix for route in self._routes.values())

    def signature(self, options: DecodingOptions) -> Signature:
        """The engines' own signature if there is one only, else their names per direction."""
        engines = {id(e): e for route in self._routes.values() for _, e in route.legs}
        if len(engines) == 1 and all(len(route.legs) == 1 for route in self._routes.values()):
            return next(iter(engines.values())).signature(options)
        parts = [f"{s}-{t}={self.signature_for((s, t), options)}" for s, t in sorted(self._routes)]
        return Signature(self.name, ",".join(p.split(" ")[0] for p in parts), "", describe(options))

    def signature_for(self, direction: Direction, options: DecodingOptions) -> str:
        """What makes the output of one direction; legs of a pivot are joined by `+`."""
        return "+".join(str(engine.signature(options)) for _, engine in self._route(direction).legs)

    def directions(self) -> frozenset[Direction]:
        """The directions there is a route for."""
        return frozenset(self._routes)

    def translate(self, requests: Sequence[MTRequest], options: DecodingOptions) -> list[list[Hypothesis]]:
        """See ports.Engine. Requests of one engine go to it together, whatever their directions.

        Through a pivot the first leg's best hypothesis is translated on; terms and a forced prefix concern the
        last leg only (the terms' places are not known there), attention and source spans are not given.
        """
        texts = list(requests)
        results: list[list[Hypothesis]] = [[] for _ in requests]
        first = [i for i, r in enumerate(requests) if len(self._route((r.source, r.target)).legs) == 2]
        one = evolve(options, n_best=1, sampling_topk=0, attention=False)
        begun = self._run(
            [(i, evolve(self._leg(requests[i], 0), prefix="")) for i in first], 0, requests, one
        )
        for i, hypotheses in begun.items():
            leg = self._leg(requests[i], 1)
            texts[i] = evolve(leg, text=hypotheses[0].text, terms=())
        for i, hypotheses in self._run(list(enumerate(texts)), -1, requests, options).items():
            blind = [evolve(h, attention=None, source_tokens=(), source_spans=()) for h in hypotheses]
            results[i] = blind if i in begun else hypotheses
        return results

    def score(self, requests: Sequence[MTRequest], targets: Sequence[str]) -> list[float]:
        """See ports.Engine. A direction that goes through a pivot raises EngineError."""
        groups: dict[int, tuple[Engine, list[int]]] = {}
        for i, request in enumerate(requests):
            route = self._route((request.source, request.target))
            if len(route.legs) != 1:
                raise EngineError(
                    _("{direction} goes through a third language and has no score",
                      direction=f"{request.source}-{request.target}")
                )
            engine = route.legs[0][1]
            groups.setdefault(id(engine), (engine, []))[1].append(i)
        scores = [0.0] * len(requests)
        for engine, own in groups.values():
            for i, value in zip(
                own, engine.score([requests[i] for i in own], [targets[i] for i in own]), strict=True
            ):
                scores[i] = value
        return scores

    def _route(self, direction: Direction) -> Route:
        route = self._routes.get(direction)
        if route is None:
            offered = ", ".join(sorted(f"{s}-{t}" for s, t in self._routes))
            raise EngineError(
                _("no model translates {direction}", direction="-".join(direction)), do=_("There are: {names}", names=offered)
            )
        return route

    def _leg(self, request: MTRequest, number: int) -> MTRequest:
        (source, target), _ = self._route((request.source, request.target)).legs[number]
        return evolve(request, source=source, target=target)

    def _run(
        self,
        jobs: Sequence[tuple[int, MTRequest]],
        number: int,
        requests: Sequence[MTRequest],
        options: DecodingOptions,
    ) -> dict[int, list[Hypothesis]]:
        """Leg `number` of each job, one call for each engine."""
        groups: dict[int, tuple[Engine, list[tuple[int, MTRequest]]]] = {}
        for i, job in jobs:
            engine = self._route((requests[i].source, requests[i].target)).legs[number][1]
            groups.setdefault(id(engine), (engine, []))[1].append((i, job))
        done: dict[int, list[Hypothesis]] = {}
        for engine, own in groups.values():
            done |= zip([i for i, _ in own], engine.translate([job for _, job in own], options), strict=True)
        return done


def make_router(
    directions: Mapping[str, str] | None = None,
    *,
    engine: str = "ctranslate2",
    model: str | None = None,
    pivot: str = "",
    settings: Mapping[str, Mapping[str, object]] | None = None,
    load: Callable[..., Engine] = load_engine,
) -> Router:
    """The router that a configuration describes.

    `directions` maps `kk-en` to `ENGINE:MODEL`, `MODEL` (of `engine`) or `via:LANG` (through that language even if
    a direct model exists). Other directions go to the default `engine` and `model`; what it lacks goes through
    `pivot` if that is set, else through the first language that gives a way. `settings` are per engine name.
    Each model is loaded once. Raises UsageError on a bad direction, EngineError as the engines do.
    """
    loaded: dict[tuple[str, str | None], Engine] = {}

    def get(name: str, which: str | None) -> Engine:
        key = (name, which)
        if key not in loaded:
            loaded[key] = load(name, model=which, settings=(settings or {}).get(name, {}))
        return loaded[key]

    direct: dict[Direction, Engine] = {}
    forced: dict[Direction, Lang] = {}
    for key, value in (directions or {}).items():
        direction = _direction(key)
        kind, _colon, rest = value.partition(":")
        if kind == "via":
            forced[direction] = _language(rest)
            continue
        chosen = get(kind, rest) if rest and kind in _engine_names() else get(engine, value)
        if direction not in chosen.directions():
            raise UsageError(
                _("“{model}” does not translate {direction}", model=value, direction=key),
                do=_("Choose another model for {direction}", direction=key),
            )
        direct[direction] = chosen
    everything = {(s, t) for s in LANGS for t in LANGS if s != t}
    if everything - set(direct) - set(forced):
        default = get(engine, model)
        for direction in sorted(default.directions() - set(direct)):
            direct[direction] = default
    routes: dict[Direction, Route] = {}
    for source, target in sorted(everything):
        through: tuple[Lang, ...] = (forced[source, target],) if (source, target) in forced else ()
        if not through and (source, target) in direct:
            routes[source, target] = Route((((source, target), direct[source, target]),))
            continue
        for middle in through or ((_language(pivot),) if pivot else LANGS):
            legs: tuple[Direction, Direction] = ((source, middle), (middle, target))
            if all(leg in direct for leg in legs):
                routes[source, target] = Route(tuple((leg, direct[leg]) for leg in legs))
                break
    return Router(routes)


def _engine_names() -> tuple[str, ...]:
    from pressloc.mt.registry import engine_names

    return engine_names()


def _language(text: str) -> Lang:
    for lang in LANGS:
        if lang == text:
            return lang
    raise UsageError(
        _("unknown language “{lang}”", lang=text), do=_("Choose one of: {names}", names=", ".join(LANGS))
    )


def _direction(text: str) -> Direction:
    source, _dash, target = text.partition("-")
    if source == target:
        raise UsageError(_("the direction {direction} leads from a language to itself", direction=text))
    return _language(source), _language(target)
