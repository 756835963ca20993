"""The README is true: its commands, keys, codes and its example."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from conftest import ROOT, read

from pipeline import cli
from pipeline.build import shelf
from pipeline.editions.registry import EDITIONS
from pipeline.publication import settings
from pipeline.publication.settings import Publication
from pipeline.sources.forms import SOURCES
from pipeline.text.concordance import concordance

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    actions = [action for action in cli._parser()._actions if action.choices]
    shown = "".join(re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE))
    assert set(re.findall(r"^zeilentreu (\w+)", shown, re.MULTILINE)) == set(actions[0].choices or ())


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", README)) <= targets
    assert {"build", "check", "test", "test-fast", "lint", "help"} <= targets


def test_every_setting_is_in_the_readme() -> None:
    for key, shape in settings.SHAPE.items():
        assert f"`{key}`" in README or f"[{key}]" in README
        for inner in shape if isinstance(shape, dict) else shape[0] if isinstance(shape, list) else ():
            assert re.search(rf"[` ]{inner}`", README), inner
    assert {field.name for field in fields(Publication)} - {"epoch", "lines", "chapters", "press"} == set(
        settings.SHAPE
    ) - {"lines", "chapter", "print"}


def test_every_edition_is_in_the_readme() -> None:
    for name, edition in EDITIONS.items():
        assert edition.suffix in README
        assert re.search(rf"--edition [a-z ]*\b{name}\b", README)


def test_every_form_of_a_source_is_in_the_readme() -> None:
    for source in SOURCES:
        assert re.search(rf"^\|.*`{source.name}`.*\|$", README, re.MULTILINE), source.name


def test_the_example_is_a_text_that_can_be_built() -> None:
    found = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert found
    reading = read(re.sub(r"^ {3}", "", found[1], flags=re.MULTILINE))
    assert [line.number for line in concordance(reading.numbered)] == [1, 2, 3, 4]
    assert reading.diagnostics == ()


def test_the_files_of_the_example_have_the_names_that_the_readme_says() -> None:
    found = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert found
    slug = read(re.sub(r"^ {3}", "", found[1], flags=re.MULTILINE)).numbered.slug
    assert f"`ausgaben/{slug}/`" in README
    assert f"`{shelf.translation_path(Path('texte/verkehr.md'), slug).as_posix()}`" in README


def test_what_the_readme_points_to_is_there() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", README, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^):]+)\)", prose) + re.findall(
        r"`((?:docs|pipeline|templates|styles|tests)/[\w./]*)`", README
    ):
        file, _, heading = target.partition("#")
        assert (ROOT / file).exists(), target
        assert (
            not heading or heading in re.sub(" ", "-", "\n".join(re.findall("^#+ (.*)", README, re.MULTILINE))).lower()
        )


def test_the_seeds_settings_are_valid() -> None:
    path = Path(ROOT / "seeds" / "publication.toml")
    assert settings.loads(path.read_text(encoding="utf-8"), str(path)).language == "de"


def test_the_example_of_a_text_written_here_can_be_built() -> None:
    example = re.findall(r"^```markdown\n(.*?)^```", README, re.DOTALL | re.MULTILINE)[-1]
    reading = read(example)
    assert [line.number for line in concordance(reading.numbered)] == [1, 2, 3, 4]
    assert reading.diagnostics == ()
