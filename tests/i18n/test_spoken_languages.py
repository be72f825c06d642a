"""The command line in Kazakh and Russian, run as users run it: help, usage errors, errors of inputs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pressloc.i18n import os_reason, set_ui, ui


def pressloc(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the program in a process of its own, for its language is settled once, at the start."""
    return subprocess.run(
        [sys.executable, "-c", "from pressloc.cli import main; main()", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


# What stays Latin in help: names of options, formats, programs, and what users type.
LATIN = re.compile(
    r"--?[a-z-]+|\[[a-z|]+\]|\b(?:pressloc|translate|segment|langid|init|add|status|pretranslate|review|serve|export|check|terms|models|"
    r"doctor|ctranslate2|transformers|openai|pseudo|list|JSON)\b"
)


@pytest.mark.parametrize(
    ("lang", "arguments", "says"),
    [
        ("kk", ("--help",), ("Қолданылуы: pressloc [ПАРАМЕТРЛЕР] ПӘРМЕН", "Пәрмендер:", "Осы анықтаманы көрсетіп, шығу.", "Интерфейс тілі.")),
        ("ru", ("--help",), ("Использование: pressloc [ПАРАМЕТРЫ] КОМАНДА", "Команды:", "Показать версию и выйти.")),
        ("kk", ("translate", "--help"), ("Параметрлер:", "--to ТІЛ", "[міндетті]", "--out БУМА", "Бір JSON құжатын шығару.")),
        ("ru", ("translate", "--help"), ("Параметры:", "--to ЯЗЫК", "[обязательно]", "--out ПАПКА", "Вывести один документ JSON.")),
    ],
)
def test_help(lang: str, arguments: tuple[str, ...], says: tuple[str, ...], tmp_path: Path) -> None:
    done = pressloc("--ui", lang, *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for text in says:
        assert text in done.stdout
    left = re.findall(r"[A-Za-z]{2,}", LATIN.sub("", done.stdout))
    assert left == [], "words in another language"


@pytest.mark.parametrize(
    ("lang", "arguments", "code", "line"),
    [
        ("kk", ("translate", "жоқ.txt", "--to", "ru"), 3, "pressloc: жоқ.txt: мұндай файл жоқ. Атын тексеріңіз"),
        ("ru", ("translate", "нет.txt", "--to", "kk"), 3, "pressloc: нет.txt: нет такого файла. Проверьте имя"),
        ("kk", ("status",), 2, "бұл бума ешқандай жобаға кірмейді. Жасау үшін: pressloc init"),
        ("ru", ("status",), 2, "эта папка не входит ни в один проект. Чтобы создать: pressloc init"),
        ("kk", ("translate", "a.txt"), 2, "pressloc: Параметр берілмеген: '--to'. Анықтама: «pressloc translate --help»."),
        ("ru", ("translate", "a.txt"), 2, "pressloc: Не указан параметр '--to'. Справка: «pressloc translate --help»."),
        ("ru", ("check", "a.po", "--gate", "x"), 2, "Недопустимое значение '--gate': «x»: должно быть одно из 'neutral', 'minor', 'major', 'critical'."),
        ("kk", ("translte",), 2, "«translte» деген пәрмен жоқ. Мүмкін, «translate» шығар?"),
        ("ru", ("translate", "--modell"), 2, "Нет параметра «--modell». Может быть, '--model'?"),
        ("kk", ("translate", "a.txt", "--to"), 2, "«--to» параметріне мән керек."),
    ],
)
def test_errors(lang: str, arguments: tuple[str, ...], code: int, line: str, tmp_path: Path) -> None:
    done = pressloc("--ui", lang, *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"PRESSLOC_UI": "kk", "LANG": "ru_RU.UTF-8"}, "Қолданылуы:"),
        ({"LANG": "ru_RU.UTF-8"}, "Использование:"),
        ({"LC_ALL": "C", "LANG": "kk_KZ.UTF-8"}, "Usage:"),
        ({"LANGUAGE": "ru", "PRESSLOC_UI": "en"}, "Usage:"),
    ],
)
def test_the_environment_chooses(environment: dict[str, str], word: str, tmp_path: Path) -> None:
    assert pressloc("--help", folder=tmp_path, **environment).stdout.startswith(word)


def test_reasons_of_the_operating_system() -> None:
    before = ui()
    try:
        set_ui("ru")
        with pytest.raises(FileNotFoundError) as caught:
            Path("/proc/nowhere").read_bytes()
        assert os_reason(caught.value) == "нет такого файла или папки"
        assert os_reason(OSError(None, None)) == "[Errno None] None"
        assert os_reason(OSError(99, "Cannot assign requested address")) == "Cannot assign requested address"
    finally:
        set_ui(before)
