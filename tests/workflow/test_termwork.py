"""Terms for people: the entry whose hints decide the inflection."""

from __future__ import annotations

import pytest

from pressloc.model import Form
from pressloc.terms.termbase import builtin
from pressloc.workflow.termwork import inflect_term


@pytest.mark.parametrize("term", ["кездесу", "үндеу", "құттықтау"])
def test_a_noun_comes_before_a_verb_spelled_alike(term: str) -> None:
    norm = {f.form: f.text for f in inflect_term(builtin(), term, "kk") if f.norm}
    assert norm[Form("DAT")] == term + ("ге" if term[-2] in "еіс" else "ға")
    assert Form("DAT", "sg", True) in norm
