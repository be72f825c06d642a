"""A request as the rows a converted model takes: pieces, language tags, inline term annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from pressloc.errors import EngineError
from pressloc.i18n import _
from pressloc.mt.config import ModelConfig
from pressloc.mt.pieces import Pieces, Tokenizer
from pressloc.mt.split import split_spans
from pressloc.ports import MTRequest, TermRequest


@frozen
class Row:
    """One model input. `spans` are places in the request's text, parallel to `source` ((0, 0) for tags).

    `tags` begin every target. `prefix` is the target text this row must begin with, `offset` where the row's part
    begins in the request's text.
    """

    source: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    tags: tuple[str, ...]
    prefix: str = ""
    offset: int = 0


@frozen
class Annotation:
    """Target lemmas beside source terms: `pieces of the term, open, pieces of the lemma, close`."""

    open: str
    close: str


def read_annotation(config: ModelConfig, vocabulary: frozenset[str]) -> Annotation | None:
    """The annotation a model was trained with, None if it has none. Raises EngineError on one we do not know."""
    raw = config.annotation
    if not raw:
        return None
    if raw.get("kind") != "target-lemma":
        raise EngineError(
            _("the model {model} wants term annotations of kind “{kind}”; this version knows “{known}”",
              model=config.name, kind=raw.get("kind"), known="target-lemma"),
            do=_("Update pressloc"),
        )
    annotation = Annotation(str(raw["open"]), str(raw["close"]))
    missing = {annotation.open, annotation.close} - vocabulary
    if missing:
        raise EngineError(
            _("the model {model} announces annotation tags that its vocabulary lacks: {tags}", model=config.name,
              tags=", ".join(sorted(missing)))
        )
    return annotation


def request_rows(
    request: MTRequest,
    config: ModelConfig,
    source: Tokenizer,
    target: Tokenizer,
    annotation: Annotation | None,
) -> list[Row]:
    """The rows of one request: one, or several where the sentence is longer than the model takes, none if blank.

    A forced prefix goes to the first part. Terms that a cut runs through are left out.
    """
    if (request.source, request.target) not in config.directions:
        offered = ", ".join(sorted(f"{s}-{t}" for s, t in config.directions))
        raise EngineError(
            _("“{model}” does not translate {direction}", model=config.name, direction=f"{request.source}-{request.target}"),
            do=_("There are: {names}", names=offered),
        )
    pieces = source.encode(request.text)
    if not pieces.tokens:
        return []
    if len(pieces.tokens) <= config.max_source_tokens:
        parts = [(0, len(request.text))]
    else:
        parts = split_spans(request.text, pieces, config.max_source_tokens)
    before, after = config.source_tags(request.source, request.target)
    tags = config.target_tags(request.source, request.target)
    rows = []
    for number, (start, end) in enumerate(parts):
        inner = pieces if len(parts) == 1 else source.encode(request.text[start:end])
        if annotation is not None:
            inner = _annotate(inner, request.terms, start, end, annotation, target, config.max_source_tokens)
        rows.append(
            Row(
                source=(*before, *inner.tokens, *after),
                spans=((0, 0),) * len(before) + inner.spans + ((0, 0),) * len(after),
                tags=tags,
                prefix=request.prefix if number == 0 else "",
                offset=start,
            )
        )
    return rows


def _annotate(
    pieces: Pieces,
    terms: Sequence[TermRequest],
    start: int,
    end: int,
    annotation: Annotation,
    target: Tokenizer,
    limit: int,
) -> Pieces:
    """`pieces` of text[start:end] with each term followed by its lemma; the lemma's spans are the term's own.

    Overlapping terms: the first wins. Annotations that would exceed `limit` pieces are left out.
    """
    tokens, spans = list(pieces.tokens), list(pieces.spans)
    inserts: list[tuple[int, TermRequest]] = []
    taken = start
    for term in sorted(terms, key=lambda t: (t.start, -t.end)):
        if term.start < taken or term.end > end:
            continue
        inside = [
            i for i, (s, e) in enumerate(pieces.spans) if s < term.end - start and e > term.start - start
        ]
        if inside:
            inserts.append((inside[-1] + 1, term))
            taken = term.end
    for at, term in reversed(inserts):
        lemma = (annotation.open, *target.encode(term.lemma).tokens, annotation.close)
        if len(tokens) + len(lemma) <= limit:
            tokens[at:at] = lemma
            spans[at:at] = [(term.start - start, term.end - start)] * len(lemma)
    return Pieces(tuple(tokens), tuple(spans))


def gather(parts: Iterable[Sequence[Row]]) -> tuple[list[Row], list[range]]:
    """All rows in one list, and where those of each request stand in it."""
    rows: list[Row] = []
    places: list[range] = []
    for own in parts:
        places.append(range(len(rows), len(rows) + len(own)))
        rows += own
    return rows, places
