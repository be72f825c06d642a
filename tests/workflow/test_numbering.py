"""Numbers that a machine changed are put back as the target writes them."""

from __future__ import annotations

import pytest

from pressloc.model import Lang
from pressloc.ports import Hypothesis, MTRequest
from pressloc.workflow.numbering import with_numbers


@pytest.mark.parametrize(
    ("source", "target", "text", "draft", "right"),
    [
        ("en", "ru", "7,865 schools operate, and 3.9 million children study.", "Работает 7 665 школ, и 3,9 млн детей.",
         "Работает 7865 школ, и 3,9 млн детей."),
        ("ru", "en", "Погибли 2 104 человека.", "2,440 people died.", "2,104 people died."),
        ("kk", "ru", "2031 жылы 12,5 пайызға өсті.", "В 2013 году вырос на 12,5 процента.", "В 2031 году вырос на 12,5 процента."),
        ("ru", "kk", "Принято 15 законов.", "15 заң қабылданды.", "15 заң қабылданды."),
        ("ru", "kk", "Принято 15 законов и 20 поправок.", "Заңдар қабылданды.", "Заңдар қабылданды."),
        ("ru", "en", "Бюджет вырос на 3,5 млрд тенге.", "The budget grew by 35 million tenge.", "The budget grew by 35 million tenge."),
    ],
)  # fmt: skip
def test_changed_numbers(source: Lang, target: Lang, text: str, draft: str, right: str) -> None:
    request = MTRequest(text, source, target)
    assert with_numbers([(request, Hypothesis(draft))], lambda *_: True)[0].text == right
    assert with_numbers([(request, Hypothesis(draft))], lambda *_: False)[0].text == draft
