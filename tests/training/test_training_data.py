"""Readers, cleaning, annotation, alignment, examples and batches."""

from __future__ import annotations

import gzip
from collections import Counter

import numpy as np
import pytest

from pressloc.errors import InputError
from pressloc.mt.training import clean
from pressloc.mt.training.align import align, words_of
from pressloc.mt.training.annotate import Insertion, Lemma, Lexicon, insert, locate, matches
from pressloc.mt.training.batches import Sampler, collate
from pressloc.mt.training.complete import complete
from pressloc.mt.training.examples import Example, annotated, plain_target, prepare
from pressloc.mt.training.network import PAD
from pressloc.mt.training.recipe import Schedule
from pressloc.mt.training.rows import Row, read_rows, write_rows

SENATE = Lemma("senate", {"en": "Senate", "ru": "Сенат", "kk": "Сенат"})
LAW = Lemma("law", {"en": "law", "ru": "закон", "kk": "заң"})


def test_tsv_by_position_by_name_and_compressed(tmp_path):
    by_position, by_name = tmp_path / "a.tsv", tmp_path / "b.tsv.gz"
    by_position.write_text("one\tодин\t\nonly\t\t\n\n", encoding="utf-8")
    by_name.write_bytes(gzip.compress("kk\ten\tru\nбір\tone\tодин\n".encode()))
    assert [dict(r.texts) for r in read_rows(by_position)] == [{"en": "one", "ru": "один"}]
    assert [dict(r.texts) for r in read_rows(by_name)] == [{"en": "one", "ru": "один", "kk": "бір"}]


TMX = """<tmx version="1.4"><body><tu><tuv xml:lang="ru-RU"><seg>Один <bpt i="1">x</bpt>два</seg></tuv>
<tuv xml:lang="kk"><seg>Бір  екі</seg></tuv><tuv xml:lang="de"><seg>eins</seg></tuv></tu></body></tmx>"""


def test_tmx(tmp_path):
    path = tmp_path / "m.tmx"
    path.write_text(TMX, encoding="utf-8")
    assert [dict(r.texts) for r in read_rows(path)] == [{"ru": "Один xдва", "kk": "Бір екі"}]


def test_tmx_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("password")
    path = tmp_path / "m.tmx"
    path.write_text(
        f'<!DOCTYPE tmx [<!ENTITY s SYSTEM "{secret}">]>' + TMX.replace("Бір", "&s;"), encoding="utf-8"
    )
    assert "password" not in str(list(read_rows(path)))


@pytest.mark.parametrize(
    ("name", "content"), [("x.tmx", b"<tmx><body>"), ("x.tsv", b"\xff\xfe\x00"), ("x.doc", b"")]
)
def test_unreadable_corpora_are_input_errors(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=name):
        list(read_rows(path))


@pytest.mark.parametrize(
    ("raw", "lang", "repaired"),
    [
        ("Пpезидeнт", "ru", "Президент"),  # Latin p, e
        ("Қазақстан Рecпубликaсы", "kk", "Қазақстан Республикасы"),
        ("iс-қимыл", "kk", "іс-қимыл"),
        ("IT-компания", "ru", "IT-компания"),
        ("В\u00ad  \u200bстране", "ru", "В стране"),
        ("President", "en", "President"),
    ],
)
def test_repair(raw, lang, repaired):
    assert clean.repair(raw, lang) == repaired


@pytest.mark.parametrize(
    ("text", "lang", "fault"),
    [
        ("See https://example.kz now", "en", "markup"),
        ("слово " * 101, "ru", "long"),
        ("Это русский текст", "en", "script"),
        ("Бұл қазақша мәтін", "ru", "language"),
        (
            "Депутаты обсудили проект закона о республиканском бюджете на предстоящие три года",
            "kk",
            "language",
        ),
        ("Сенат заңды қабылдады", "kk", None),
        ("OSCE", "en", None),
    ],
)
def test_cell_fault(text, lang, fault):
    assert clean.cell_fault(text, lang) == fault


def test_clean_drops_duplicates_and_evaluation_lines_and_counts_them():
    def row(en: str, ru: str) -> Row:
        return Row("c", {"en": en, "ru": ru})

    overlap = clean.Overlap.of(["The House met today.", "one two three four five six seven eight nine"])
    counts: Counter[str] = Counter()
    kept = list(
        clean.clean(
            [
                row("A good law.", "Хороший закон."),
                row("A good law!", "Хороший закон"),
                row("the house met today", "Палата собралась сегодня"),
                row(
                    "Zero one two three four five six seven eight",
                    "Ноль один два три четыре пять шесть семь восемь",
                ),
                row("Yes, indeed so", "Да " * 30),
            ],
            overlap,
            lambda reason: counts.update([reason]),
        )
    )
    assert [r.text("en") for r in kept] == ["A good law."]
    assert counts == {"duplicate": 1, "evaluation": 2, "ratio": 1}


def test_insert_puts_the_lemma_after_the_piece_with_the_terms_last_character():
    pieces, ends = ["▁Сенат", "тың", "▁заңы"], [5, 8, 13]
    result = insert(pieces, ends, [Insertion(8, "Сенат"), Insertion(13, "закон")], lambda text: ["▁" + text])
    assert result == ["▁Сенат", "тың", "<t>", "▁Сенат", "</t>", "▁заңы", "<t>", "▁закон", "</t>"]


@pytest.mark.parametrize(
    ("lemma", "text", "found"),
    [
        ("Сенат", "Депутаты Сената собрались", "Сената"),
        ("Мемлекет басшысы", "Бұл туралы Мемлекет басшысының айтуынша", "Мемлекет басшысының"),
        ("заң", "заңды қабылдады", None),  # three letters: only whole words
        ("Сенат", "сенатор", "сенатор"),  # word beginnings are a heuristic: harmless in training
        ("Мажилис", "Сенат", None),
    ],
)
def test_locate(lemma, text, found):
    place = locate(lemma, text)
    assert (place and text[place.start : place.end]) == found


def test_matches_needs_the_term_on_both_sides():
    lexicon = Lexicon([SENATE, LAW], "ru")
    hits = matches("Сенат принял закон.", "The Senate adopted a decision.", "en", lexicon)
    assert [(lemma.concept, a.start, b.start) for lemma, a, b in hits] == [("senate", 0, 4)]


def test_words_join_pieces_and_part_punctuation():
    words = words_of(["▁Қа", "зақ", "стан", ",", "▁ел"])
    assert words.stems == ("қазақ", ",", "ел")
    assert words.spans == ((0, 3), (3, 4), (4, 5))


def test_align_learns_words_that_stand_in_reverse_order():
    random = np.random.default_rng(0)
    sentences = [random.choice(12, random.integers(2, 6), replace=False) for _ in range(300)]
    source = [words_of([f"▁{'abcdefghijkl'[n]}" for n in s]) for s in sentences]
    target = [words_of([f"▁{'АБВГДЕЖЗИКЛМ'[n]}" for n in s[::-1]]) for s in sentences]
    wanted = [[(len(s) - 1 - n, len(s) - n) for n in range(len(s))] for s in sentences]
    links = align(source, target)
    right = sum(
        tuple(a) == b
        for found, gold in zip(links, wanted, strict=True)
        for a, b in zip(found, gold, strict=True)
    )
    assert right / sum(map(len, wanted)) > 0.75  # the prior pulls towards the diagonal


def test_annotated_example_shifts_links_and_points_the_term_to_its_lemma(rows, tokenizer):
    item = prepare(rows, tokenizer, [SENATE])[0]
    (mark,) = item.marks["ru", "en"]
    plain, marked = plain_target(item, "ru", "en"), annotated(item, "ru", "en", [mark], tokenizer)
    pieces = [tokenizer.vocabulary[i] for i in marked.source]
    at = pieces.index("<t>")
    assert "".join(pieces[:at]) == "▁Сенат"
    assert "".join(pieces[at + 1 : pieces.index("</t>")]) == "▁Senate"
    links = marked.targets[0].links
    # positions count the source's <s>
    assert links[mark.start].tolist() == [at + 2, pieces.index("</t>") + 1]
    shift = len(marked.source) - len(item.ids["ru"])
    beyond = plain.links[:, 0] > at
    beyond[mark.start : mark.end] = False
    assert beyond.any()
    assert np.array_equal(links[beyond], plain.links[beyond] + shift)


def test_encoded_offsets_count_characters(tokenizer):
    text = "Сенат заңды қабылдады."
    encoded = tokenizer.encode(text)
    assert encoded.ends[-1] == len(text)
    for piece, end in zip(encoded.pieces, encoded.ends, strict=True):
        assert text[:end].endswith(piece.lstrip("▁"))


def test_collate_frames_and_pads(rows, tokenizer):
    items = prepare(rows[:2], tokenizer)
    examples = [
        Example(i.ids["en"], (plain_target(i, "en", "ru"), plain_target(i, "en", "kk"))) for i in items
    ]
    batch = collate(examples, tokenizer)
    assert batch.targets == 2
    assert batch.inputs[:2, 1].tolist() == [tokenizer.language("ru")] * 2
    assert batch.inputs[2:, 1].tolist() == [tokenizer.language("kk")] * 2
    assert batch.gold[:, 0].tolist() == [PAD] * 4  # the language token is given, not predicted
    assert batch.tokens() == sum(len(t.ids) + 1 for e in examples for t in e.targets)


def test_sampler_follows_shares_and_repeats(rows, tokenizer):
    other = [Row("news", r.texts) for r in rows]
    items = prepare([*rows, *other], tokenizer, links=False)
    sampler = Sampler(items, {"authored": 3, "news": 1}, Schedule(), tokenizer)
    share = sum(
        c for (n, _, _), c in zip(sampler.drawn, sampler.chance, strict=True) if items[n].corpus == "authored"
    )
    assert share == pytest.approx(0.75)
    once, again = sampler.rounds(2)[:3], sampler.rounds(2)[:3]
    assert all((a.gold == b.gold).all() for a, b in zip(once, again, strict=True))
    assert max(b.gold.numel() for b in once) <= Schedule().tokens


def test_back_translation_fills_the_missing_language_and_is_never_a_target(tmp_path, tokenizer):
    rows = [
        Row("news", {"en": "The minister arrived in Astana.", "kk": "Министр Астанаға келді."}),
        Row("news", {"en": "The talks ended.", "kk": "Келіссөздер аяқталды."}),
        Row("news", {"en": "Whole.", "ru": "Целое.", "kk": "Тұтас."}),
    ]
    asked = []

    def translate(texts, source, target):
        asked.extend((text, source, target) for text in texts)
        return ["Переговоры закончились." if "е" in text else "" for text in texts]

    made = list(complete(rows, "ru", translate))
    assert asked == [("The minister arrived in Astana.", "en", "ru"), ("Келіссөздер аяқталды.", "kk", "ru")]
    assert [row.text("ru") for row in made] == ["Переговоры закончились."], "an empty output is dropped"

    assert write_rows(made, tmp_path / "made.tsv") == 1
    assert [dict(row.texts) for row in read_rows(tmp_path / "made.tsv")] == [dict(row.texts) for row in made]

    sampler = Sampler(
        prepare(made, tokenizer), {"news": 1.0}, Schedule(), tokenizer, source_only={"news": ("ru",)}
    )
    assert {(source, target) for _, source, target in sampler.drawn} == {
        ("ru", "en"), ("ru", "kk"), ("en", "kk"), ("kk", "en"),
    }  # fmt: skip
    drawn = [sampler._example(one, np.random.default_rng(0)) for one in sampler.drawn]
    assert {goal.lang for example in drawn for goal in example.targets} == {"en", "kk"}
