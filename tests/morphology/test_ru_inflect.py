"""Russian inflection: a table of terms (ru_forms.tsv), and properties that hold for every term."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressloc.model import Form
from pressloc.morphology import inflect, ru

_HERE = Path(__file__).parent
_SHARED = _HERE.parents[2] / "shared" / "eval" / "morphology.ru.tsv"


def _table() -> list[dict[str, str]]:
    with (_HERE / "ru_forms.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _table()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['term']} {row['slot']}")
def test_the_norm_form_of_a_slot(row: dict[str, str]) -> None:
    case, number = row["slot"].split()
    forms = [f.text for f in ru.inflect(row["term"]) if f.norm and f.form == Form(case, number)]
    assert forms == [row["form"]], row["why"]


@pytest.mark.parametrize("term", sorted({row["term"] for row in ROWS}))
def test_the_citation_comes_first_and_every_form_leads_back_to_its_slot(term: str) -> None:
    forms = ru.inflect(term)
    assert forms[0].text == term
    assert forms[0].norm
    norms = [form.norm for form in forms]
    assert norms == sorted(norms, reverse=True)
    for form in forms:
        assert form.form in ru.analyse(form.text, term)


@pytest.mark.parametrize("text", ["совет безопасности", "Совет  Безопасности", "СОВЕТ БЕЗОПАСНОСТИ"])
def test_analysis_ignores_capitals_and_spaces(text: str) -> None:
    assert Form("NOM", "sg") in ru.analyse(text, "Совет Безопасности")


def test_analysis_of_another_term_is_empty() -> None:
    assert ru.analyse("Совету Европы", "Совет Безопасности") == ()


@pytest.mark.parametrize(
    ("term", "hints", "slot", "form"),
    [
        ("тенге", {"indeclinable": "yes"}, Form("GEN", "sg"), "тенге"),
        ("Олли Рен", {"surname.indeclinable": "yes"}, Form("INS", "sg"), "Олли Рен"),
        ("Поль Кагаме", {"given.indeclinable": "yes"}, Form("GEN", "sg"), "Поль Кагаме"),
        ("кандас", {"gen.pl": "кандасов"}, Form("ACC", "pl"), "кандасов"),
        ("Игорь Додон", {"gen": "Игоря Додона"}, Form("ACC", "sg"), "Игоря Додона"),
    ],
)
def test_hints_of_the_termbase_decide(term: str, hints: dict[str, str], slot: Form, form: str) -> None:
    person = "m" if term[0].isupper() else ""
    assert form in [f.text for f in ru.inflect(term, hints=hints, person=person) if f.form == slot]


def test_the_number_hint_leaves_one_number() -> None:
    plural = ru.inflect("санкции", hints={"number": "plural"})
    assert {f.form.number for f in plural} == {"pl"}
    singular = ru.inflect("малый и средний бизнес", hints={"number": "singular"})
    assert {f.form.number for f in singular} == {"sg"}


def test_mid_has_both_forms() -> None:
    forms = ru.inflect("МИД")
    genitives = [(f.text, f.norm) for f in forms if f.form == Form("GEN", "sg")]
    assert genitives == [("МИД", True), ("МИДа", False)]


def test_a_woman_and_a_man_of_the_same_surname() -> None:
    def genitive(person: str) -> str:
        return next(f.text for f in ru.inflect("Шмид", person=person) if f.form == Form("GEN", "sg"))

    assert (genitive("m"), genitive("f")) == ("Шмида", "Шмид")


def test_yo_is_written_in_endings_only_where_the_citation_writes_it() -> None:
    def instrumental(term: str) -> str:
        return next(f.text for f in ru.inflect(term) if f.form == Form("INS", "sg"))

    assert instrumental("Новый Шелковый путь") == "Новым Шелковым путем"
    assert instrumental("Новый Шёлковый путь") == "Новым Шёлковым путём"


def test_demonyms_have_the_whole_paradigm_with_one_norm_a_slot() -> None:
    forms = ru.inflect("казахстанский", pos="adjective")
    texts = {f.text for f in forms}
    assert {"казахстанская", "казахстанскую", "казахстанское", "казахстанскими"} <= texts
    norms = [f.form for f in forms if f.norm]
    assert len(norms) == len(set(norms)) == 12


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("подписать указ", {"подписал указ", "подпишет указ", "подписан указ", "подписывает указ"}),
        ("высоко оценить", {"высоко оценил", "высоко оценила", "высоко оценивает"}),
        ("с удовлетворением отметить", {"с удовлетворением отметили"}),
    ],
)
def test_verb_phrases_list_finite_forms_as_variants(phrase: str, expected: set[str]) -> None:
    forms = inflect(phrase, "ru", pos="verb-phrase")
    assert forms[0].text == phrase
    assert expected <= {f.text for f in forms if not f.norm}


@pytest.mark.parametrize(
    "phrase", ["в рамках", "стороны договорились", "совместными усилиями", "по итогам переговоров"]
)
def test_set_phrases_without_a_head_have_one_form(phrase: str) -> None:
    assert [f.text for f in ru.inflect(phrase, pos="phrase")] == [phrase]


@pytest.mark.parametrize(
    "odd",
    [
        "",
        " ",
        "—",
        "123",
        "…",
        "«»",
        "a" * 300,
        "и, " * 500,
        "новый, " * 14 + "дом",
        "дом, " * 14 + "дом",
        "\u202eабв",
        "-",
        "и",
        "«",
        "K-9",
    ],
)
def test_odd_input_never_fails(odd: str) -> None:
    assert ru.inflect(odd)[0].text == odd


@pytest.mark.shared
def test_the_public_gold_set_from_the_bare_terms() -> None:
    if not _SHARED.exists():
        pytest.skip(f"{_SHARED} is not beside this checkout")
    with _SHARED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    missed = []
    for row in rows:
        form = Form(row["case"], row["number"])
        if row["form"] not in [f.text for f in ru.inflect(row["term"]) if f.norm and f.form == form]:
            missed.append((row["term"], row["case"], row["number"], row["form"]))
    assert len(missed) <= 0.015 * len(rows), missed


LETTERS = "абвгдйьъеёоиуыяАБЁЯ-–. ,«»'0aI"


@given(
    st.text(alphabet=LETTERS, max_size=24),
    st.sampled_from(["", "m", "f"]),
    st.sampled_from(["noun-phrase", "adjective", "phrase"]),
)
def test_any_string_has_at_least_its_citation(term: str, person: str, pos: str) -> None:
    assert ru.inflect(term, person=person, pos=pos)[0].text == term


@given(
    st.lists(
        st.sampled_from(sorted({word for row in ROWS for word in row["term"].split()})),
        min_size=1,
        max_size=5,
    )
)
def test_any_sequence_of_words_has_at_least_its_citation(words: list[str]) -> None:
    term = " ".join(words)
    assert ru.inflect(term)[0].text == term
