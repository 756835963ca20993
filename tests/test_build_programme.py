"""A whole programme: its chapters in order, numbers that run through or begin anew, one book of all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD, LINES, TEXT

from pipeline.build import programme, source_jobs, volumes
from pipeline.diagnostics import InputRefusal, Refusal
from pipeline.text.concordance import concordance


def text_of(title: str, first: int = 1) -> str:
    """A chapter of three lines."""
    rows = "".join(f"{first + at} {words}  \n" for at, words in enumerate(["Das ist", "der Text", "des Kapitels."]))
    return HEAD.replace("Probe", title) + "\n".join(f"{row}\n" for row in rows.splitlines())


def _publication(folder: Path, settings: str, **texts: str) -> Path:
    (folder / "publication.toml").write_text(settings, encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def _numbers(texts: tuple[programme.ReadChapter, ...]) -> list[list[int]]:
    return [[line.number for line in concordance(text.numbered)] for text in texts]


THREE = "".join(f'[[chapter]]\nsource = "{name}.md"\n' for name in "abc")


def test_numbers_begin_anew_with_each_chapter_unless_they_run_through(tmp_path: Path) -> None:
    folder = _publication(tmp_path, THREE, a=text_of("A"), b=text_of("B"), c=text_of("C"))
    texts = programme.texts(source_jobs.jobs([folder]))
    assert _numbers(texts) == [[1, 2, 3]] * 3
    assert not [each for text in texts for each in text.diagnostics if each.code == "Z213"]


def test_numbers_that_run_through_are_expected_to(tmp_path: Path) -> None:
    settings = f'[lines]\nnumbering = "through"\n{THREE}'
    folder = _publication(tmp_path, settings, a=text_of("A"), b=text_of("B", 4), c=text_of("C", 9))
    texts = programme.texts(source_jobs.jobs([folder]))
    assert _numbers(texts) == [[1, 2, 3], [4, 5, 6], [9, 10, 11]]
    told = [(each.code, each.message) for text in texts for each in text.diagnostics if each.code == "Z213"]
    assert told == [("Z213", "Die erste amtliche Zeile ist 9, erwartet war 7.")]


def test_a_chapter_by_itself_knows_what_stands_before_it(tmp_path: Path) -> None:
    folder = _publication(
        tmp_path, f'[lines]\nnumbering = "through"\n{THREE}', a=text_of("A"), b=text_of("B", 4), c=text_of("C", 7)
    )
    [text] = programme.texts(source_jobs.jobs([folder / "b.md"]))
    assert not [each for each in text.diagnostics if each.code == "Z213"]


def test_the_first_number_of_a_chapter_may_be_given(tmp_path: Path) -> None:
    settings = '[[chapter]]\nsource = "a.md"\nfirst = 41\n'
    [text] = programme.texts(source_jobs.jobs([_publication(tmp_path, settings, a=text_of("A", 41))]))
    assert not [each for each in text.diagnostics if each.code == "Z213"]


def test_settings_belong_to_the_file_that_they_name_also_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "teil").mkdir()
    (tmp_path / "teil" / "a.md").write_text(text_of("A"), encoding="utf-8")
    folder = _publication(
        tmp_path,
        '[[chapter]]\nsource = "a.md"\nslug = "oben"\n[[chapter]]\nsource = "teil/a.md"\nslug = "unten"\n',
        a=text_of("B"),
    )
    assert [text.numbered.slug for text in programme.texts(source_jobs.jobs([folder]))] == ["oben", "unten"]


def test_a_file_with_several_chapters_is_several_texts(tmp_path: Path) -> None:
    source = tmp_path / "alles.md"
    source.write_text(text_of("Erstes") + "\n" + text_of("Zweites", 4), encoding="utf-8")
    texts = programme.texts(source_jobs.jobs([source]))
    assert [text.numbered.slug for text in texts] == ["erstes", "zweites"]
    assert [each.slug for each in volumes.build(source_jobs.jobs([source]), tmp_path / "dist", ["lines"])] == [
        "erstes",
        "zweites",
    ]


@pytest.mark.parametrize("name", ["fehlt.md", "publication.toml", "ordner", "kreis.md"])
def test_a_chapter_that_is_no_file_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "ordner").mkdir()
    (tmp_path / "kreis.md").symlink_to(tmp_path / "kreis.md")
    folder = _publication(tmp_path, f'[[chapter]]\nsource = "a.md"\n[[chapter]]\nsource = "{name}"\n', a=TEXT)
    with pytest.raises(Refusal) as caught:
        programme.texts(source_jobs.jobs([folder]))
    assert [
        (each.code in {"Z404", "Z802", "Z208", "Z202"}, name in each.message) for each in caught.value.diagnostics
    ] == [(True, True)]


def test_faults_of_all_chapters_are_told_together(tmp_path: Path) -> None:
    bad = HEAD + "1 Text\n\n5 Lücke\n"
    folder = _publication(tmp_path, f'[lines]\nnumbering = "through"\n{THREE}', a=bad, b=text_of("B", 4), c=bad)
    with pytest.raises(InputRefusal) as caught:
        programme.texts(source_jobs.jobs([folder]))
    assert {Path(each.place.file).name for each in caught.value.diagnostics} == {"a.md", "c.md"}


def test_a_programme_with_a_title_is_a_book_of_its_chapters_in_their_order(tmp_path: Path) -> None:
    order = "".join(f'[[chapter]]\nsource = "{name}.md"\n' for name in "cab")
    settings = f'title = "Unser Programm"\nkind = "Wahlprogramm"\n{order}'
    folder = _publication(tmp_path, settings, a=text_of("A"), b=text_of("B"), c=text_of("C"))
    [(_, book)] = programme.books(programme.texts(source_jobs.jobs([folder])))
    assert (book.title, book.slug, book.kind) == ("Unser Programm", "unser-programm", "Wahlprogramm")
    assert [each.slug for each in book.chapters] == ["c", "a", "b"]
    [one] = source_jobs.jobs([folder / "a.md"])
    assert not list(programme.books(programme.texts([one])))


def test_the_book_and_its_chapters_are_built_side_by_side(tmp_path: Path) -> None:
    folder = _publication(tmp_path, f'title = "Unser Programm"\n{THREE}', a=text_of("A"), b=text_of("B"), c=TEXT)
    out = tmp_path / "dist"
    done = list(volumes.build(source_jobs.jobs([folder]), out, ["lines", "json"]))
    assert [(each.slug, each.lines) for each in done] == [("a", 3), ("b", 3), ("probe", 9), ("unser-programm", 15)]
    rows = (out / "unser-programm" / "unser-programm.lines.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[:4] == ["a\t1\tDas ist", "a\t2\tder Text", "a\t3\tdes Kapitels.", "b\t1\tDas ist"]
    assert len(rows) == 15
    again = list(volumes.build(source_jobs.jobs([folder]), out, ["lines", "json"]))
    assert not [each.written for each in again if each.written]
    (folder / "a.md").write_text(text_of("A").replace("Das ist", "Dies ist"), encoding="utf-8")
    changed = [each.slug for each in volumes.build(source_jobs.jobs([folder]), out, ["lines", "json"]) if each.written]
    assert changed == ["a", "unser-programm"]


def test_a_book_may_not_have_the_name_of_a_chapter(tmp_path: Path) -> None:
    folder = _publication(tmp_path, f'title = "A"\n{THREE}', a=text_of("A"), b=text_of("B"), c=TEXT)
    with pytest.raises(InputRefusal) as caught:
        list(volumes.build(source_jobs.jobs([folder]), tmp_path / "dist", ["lines"]))
    assert [each.code for each in caught.value.diagnostics] == ["Z405"]


def test_the_lines_of_the_short_text_are_unmoved(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(HEAD + LINES, encoding="utf-8")
    [text] = programme.texts(source_jobs.jobs([source]))
    assert _numbers((text,)) == [list(range(1, 10))]
