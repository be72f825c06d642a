"""Every generated form of the termbase is recognised as its entry, in its slot."""

from __future__ import annotations

import random

import pytest

from pressloc.model import LANGS, ConceptKind, Lang
from pressloc.terms.expected import inflected
from pressloc.terms.forms import designations
from pressloc.terms.recognise import Recogniser

SAMPLE = 60  # organisations a language


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", list(ConceptKind))
def test_every_form_comes_back_to_its_entry_and_slot(recogniser: Recogniser, kind: ConceptKind, lang: Lang) -> None:
    lost, misread, forms = [], [], 0
    for concept in (c for c in recogniser.termbase if c.kind == kind):
        for designation in designations(concept, lang):
            for form in inflected(designation.term, concept):
                forms += 1
                hits = recogniser.occurrences(form.text, lang, {concept.id})
                whole = [h for h in hits if (h.start, h.end) == (0, len(form.text))]
                if not whole:
                    lost.append((concept.id, form.text))
                elif not any(form.form in hit.forms for hit in whole):
                    misread.append((concept.id, form))
    assert forms > 50
    assert lost == []
    assert misread == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_in_a_sentence_is_found_where_it_stands(recogniser: Recogniser, lang: Lang) -> None:
    """Between two words that are in no termbase, in capitals as it is written."""
    before, after = {"kk": ("Бұл", "туралы"), "ru": ("вчера", "там"), "en": ("also", "there")}[lang]
    organisations = [c for c in recogniser.termbase if c.kind == ConceptKind.ORGANISATION]
    lost, total = [], 0
    for concept in random.Random(lang).sample(organisations, SAMPLE):
        full = concept.preferred(lang)
        for form in inflected(full, concept) if full else ():
            text = f"{before} {form.text} {after}"
            hits = recogniser.find(text, lang)
            total += 1
            if not any(h.start <= len(before) + 1 and h.end >= len(before) + 1 + len(form.text) for h in hits):
                lost.append(form.text)
    assert len(lost) <= total / 100, lost
