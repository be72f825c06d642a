"""Analysis undoes generation, for listed nouns and for any pronounceable one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressloc.model import Form
from pressloc.morphology import kk
from pressloc.morphology.kk_lexicon import nouns
from pressloc.morphology.kk_loans import stems
from pressloc.morphology.kk_nominal import build, slots
from pressloc.morphology.kk_possession import is_plural

CONSONANTS = "бвгғджзйкқлмнңпрстфхһцчшщ"
BACK, FRONT, LOAN = "аоұыу", "әөүіе", "аоуиеэюя"


@st.composite
def invented_nouns(draw: st.DrawFn) -> str:
    """A noun of one to four syllables with the vowels of one set, as Kazakh words and loans have them."""
    vowels = draw(st.sampled_from((BACK, FRONT, LOAN)))
    syllables = draw(
        st.lists(st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(vowels)), min_size=1, max_size=4)
    )
    coda = draw(st.text(CONSONANTS, max_size=2))
    return (
        "".join(c + v for c, v in syllables) + coda + (draw(st.sampled_from(("", "", "ь"))) if coda else "")
    )


@given(word=invented_nouns(), form=st.sampled_from(tuple(slots())))
@settings(max_examples=400, deadline=None)
def test_every_generated_form_leads_back_to_its_noun(word: str, form: Form) -> None:
    if is_plural(word):  # its slots are plural (келіссөздер), see below
        return
    for stem in stems(word):
        assert (word, form) in kk.analyse(build(stem, form))


@given(word=st.sampled_from(sorted(nouns())), extended=st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_form_of_a_known_noun_leads_back_to_it(word: str, extended: bool) -> None:
    for form in kk.inflect(word):
        assert (word, form.form) in kk.analyse(form.text, candidates={word}), form


@pytest.mark.parametrize(
    ("surface", "stem", "form"),
    [
        ("министрлігіне", "министрлік", Form("DAT", "sg", True)),
        ("депутаттарының", "депутат", Form("GEN", "pl", True)),
        ("халқын", "халық", Form("ACC", "sg", True)),
        ("журналиске", "журналист", Form("DAT")),
        ("журналистке", "журналист", Form("DAT")),
        ("съезінде", "съезд", Form("LOC", "sg", True)),
        ("Минскіден", "Минск", Form("ABL")),
        ("актілерге", "акт", Form("DAT", "pl")),
        ("модулін", "модуль", Form("ACC", "sg", True)),
        ("БҰҰ-дан", "БҰҰ", Form("ABL")),
        ("БҰҰда", "БҰҰ", Form("LOC")),
        ("ЖОО-ларының", "ЖОО", Form("GEN", "pl", True)),
        ("25-ке", "25", Form("DAT")),
        ("келіссөздердің", "келіссөз", Form("GEN", "pl")),
        ("келіссөздердің", "келіссөздер", Form("GEN", "pl")),
        ("Елбасына", "Елбасы", Form("DAT", "sg", True)),
        ("іс-шараларда", "іс-шара", Form("LOC", "pl")),
        ("Премьер-Министрге", "Премьер-Министр", Form("DAT")),
    ],
)
def test_readings(surface: str, stem: str, form: Form) -> None:
    assert (stem, form) in kk.analyse(surface)


def test_a_wrong_suffix_has_no_reading_as_that_noun() -> None:
    for surface, noun in (("Парламентқа", "Парламент"), ("заңдың", "заң"), ("Сенатыға", "Сенат")):
        assert not kk.analyse(surface, candidates={noun})


def test_candidates_keep_only_known_stems() -> None:
    assert kk.analyse("Сенатында", candidates={"Сенат"}) == (("Сенат", Form("LOC", "sg", True)),)
    assert kk.analyse("Сенатында", candidates=()) == ()


@given(st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    kk.analyse(text)
    kk.inflect(text)
    kk.harmony_error(text)
    kk.chain_variants(text)
