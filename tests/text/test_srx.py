"""The SRX engine: order of rules, cascade, and refusal of what is no SRX."""

from __future__ import annotations

import itertools

import pytest

from pressloc.errors import InputError
from pressloc.resources import data_path
from pressloc.text.srx import Breaker, parse_srx, read_srx

HEAD = '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="{cascade}"/><body>'
BODY = """<languagerules>
<languagerule languagerulename="Special"><rule break="no"><beforebreak>\\bг\\.</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>
<languagerule languagerulename="Default">
<rule break="no"><beforebreak>(?x) \\b (?: Mr | Dr ) \\.</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break="yes"><beforebreak>[.?!]</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break="yes"><beforebreak></beforebreak><afterbreak>\\n</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="ru.*" languagerulename="Special"/><languagemap languagepattern=".*" languagerulename="Default"/></maprules>
</body></srx>"""


def pieces(cascade: str, lang: str, text: str) -> list[str]:
    """`text` cut by the small rule set above."""
    breaker = Breaker(parse_srx((HEAD.format(cascade=cascade) + BODY).encode(), "test.srx").for_language(lang))
    cuts = [0, *breaker.breaks(text), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(cuts)]


@pytest.mark.parametrize(
    ("cascade", "lang", "text", "expected"),
    [
        ("yes", "en", "Mr. Kim. Yes\nNo", ["Mr. Kim.", " Yes", "\nNo"]),
        ("yes", "ru-RU", "В г. Семей. Да", ["В г. Семей.", " Да"]),
        ("yes", "en", "В г. Семей. Да", ["В г.", " Семей.", " Да"]),
        ("no", "ru", "Да. Нет. Да", ["Да. Нет. Да"]),
    ],
)
def test_first_fitting_rule_decides(cascade: str, lang: str, text: str, expected: list[str]) -> None:
    """Rules decide in the order of their maps; without cascade the first map alone counts."""
    assert pieces(cascade, lang, text) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<srx", "broken XML"),
        (b"<tmx/>", "not an SRX 2.0"),
        (b'<!DOCTYPE srx [<!ENTITY a "aaa">]><srx xmlns="http://www.lisa.org/srx20" version="2.0">&a;</srx>', "document type"),
        (b'<srx xmlns="http://www.lisa.org/srx20" version="2.0"/>', "header and a body"),
        ((HEAD.format(cascade="yes") + BODY).replace('languagerulename="Special"/>', 'languagerulename="X"/>').encode(), "unknown rules"),
        ((HEAD.format(cascade="yes") + BODY).replace("[.?!]", "[.?!").encode(), "wrong regular expression"),
        ((HEAD.format(cascade="yes") + BODY).replace('break="yes"', 'break="maybe"').encode(), "neither yes nor no"),
    ],
)
def test_bad_rules_are_refused(data: bytes, message: str) -> None:
    """One line naming the file and what is wrong."""
    with pytest.raises(InputError, match=message) as caught:
        parse_srx(data, "office.srx")
    assert caught.value.line().startswith("office.srx:")


def test_missing_file(tmp_path: object) -> None:
    """A path without a file is an input error."""
    from pathlib import Path

    with pytest.raises(InputError, match="cannot be read"):
        read_srx(Path(str(tmp_path)) / "none.srx")


def test_shipped_rules_cover_the_three_languages() -> None:
    """Each language has rules of its own besides the common ones."""
    rules = read_srx(data_path("srx/pressloc.srx"))
    common = rules.for_language("xx")
    assert all(len(rules.for_language(lang)) > len(common) + 5 for lang in ("kk", "ru", "en-GB"))
