"""Two drafts as people have them in Word: a council's motion and an association's statute. All wording is ours."""

from __future__ import annotations

from everything import png
from word_drafts import (
    Draft,
    cell,
    comment_call,
    complex_field,
    deleted,
    inserted,
    item,
    link,
    note_call,
    p,
    picture,
    row,
    t,
    table,
    text_box,
)

BOLD, ITALIC, STRUCK = "<w:b/>", "<w:i/>", "<w:strike/>"
CENTER, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'

CONTENTS = (
    p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        t("Ausgangslage\t1"),
        style="Verzeichnis1",
    ),
    p(t("Was der Rat beschließt\t1"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', style="Verzeichnis1"),
)

MOTION = Draft(
    (
        p("Mehr Grün im Stadtteil Hafenblick", style="Titel"),
        p("Antrag der Fraktion Offenes Rathaus", style="Untertitel"),
        *CONTENTS,
        p("Der Rat der Stadt Musterhafen möge beschließen:"),
        p("Ausgangslage", style="berschrift1"),
        p(
            t("Im Stadtteil Hafenblick leben "),
            t("mehr als 9000", BOLD),
            t(" Menschen. Auf jeden kommen nur 4 m"),
            t("2", '<w:vertAlign w:val="superscript"/>'),
            t(" Grün, in der ganzen Stadt sind es 17."),
            note_call(1),
            t(" Die Luft ist schlechter als anderswo, vor allem durch CO"),
            t("2", '<w:vertAlign w:val="subscript"/>'),
            t("."),
        ),
        p(
            comment_call(0, t("Die Zahlen")),
            t(" stehen im "),
            link("bericht", t("Umweltbericht der Stadt", '<w:rStyle w:val="Hyperlink"/>')),
            t(" und sind "),
            t("ganz ", '<w:rStyle w:val="Hervorhebung"/>'),
            t("unstrittig", '<w:rStyle w:val="Hervorhebung"/>'),
            t("."),
            t(" Interne Notiz: Quelle prüfen.", "<w:vanish/>"),
        ),
        p("Eine Stadt ist so gesund wie ihre Bäume.", style="Zitat"),
        p("Aus dem Leitbild der Stadt", style="Zitat"),
        p("Was der Rat beschließt", style="Abschnitt"),
        p("Die Verwaltung wird beauftragt,"),
        p("an jeder Schule im Hafenblick mindestens zehn Bäume zu pflanzen,", style="Aufzhlungszeichen"),
        p("zuerst an der Grundschule Möwenweg,", style="Aufzhlungszeichen2"),
        p("danach an der Gesamtschule,", style="Aufzhlungszeichen2"),
        p("die Anwohner*innen bei der Wahl der Plätze zu beteiligen,", style="Aufzhlungszeichen"),
        p(t("dem Rat bis zum 1. Mai zu berichten."), style="Aufzhlungszeichen"),
        p("Zeitplan", style="berschrift2"),
        item(3, "Bis zum Herbst wird geplant."),
        item(3, "die Plätze und die Arten", at=1),
        item(3, "das Geld für die Pflege", at=1),
        p("Beides zusammen beschließt der Ausschuss.", style="Listenabsatz", properties='<w:ind w:left="720"/>'),
        item(3, "Im Winter wird gepflanzt."),
        p("Im Jahr darauf geht es weiter:"),
        item(3, t("Die Pflege wird "), t("geprüft", '<w:u w:val="single"/>'), t(".")),
        p("Kosten", style="berschrift2"),
        p("Die Kosten zeigt die Tabelle; ", t("der alte Ansatz", STRUCK), t(" gilt nicht mehr.")),
        p("Tabelle ", complex_field("SEQ Tabelle \\* ARABIC", t("1")), t(": Kosten nach Jahren"), style="Beschriftung"),
        table(
            3,
            row(cell(p(t("Ort", BOLD)), merge="restart"), cell(p(t("Kosten", BOLD)), span=2), head=True),
            row(cell(merge="continue"), cell(p(t("2027", BOLD))), cell(p(t("2028", BOLD))), head=True),
            row(
                cell(p("Grundschule")),
                cell(p("40.000 Euro", properties=RIGHT)),
                cell(p("10.000 Euro", properties=RIGHT)),
            ),
            row(
                cell(p("Gesamtschule")),
                cell(p("60.000 Euro", properties=RIGHT)),
                cell(p("15.000 Euro", properties=RIGHT)),
            ),
            row(cell(p("zusammen 125.000 Euro"), span=3)),
        ),
        p(text_box(p("Stadtgrün ist Klimaschutz.")), t("Das Geld kommt aus dem Klimafonds."), note_call(1, "endnote")),
        p(picture("baum", "Ein Platz mit jungen Bäumen, dahinter ein Schulhaus"), properties=CENTER),
        p("So kann der Platz am Möwenweg aussehen", style="Beschriftung"),
    ),
    title="Mehr Grün im Stadtteil Hafenblick",
    footnotes={1: t("Stand: ") + t("Mai 2026", ITALIC) + t(".")},
    endnotes={1: t("Beschluss vom 3. März 2025.")},
    comments={0: ("Hanna Muster", "Bitte noch die Zahlen für 2026 nachtragen.")},
    links={"bericht": "https://example.org/umweltbericht"},
    pictures={"baum": png(240, 120)},
    header="Fraktion Offenes Rathaus",
    footer="Seite 1",
)

STATUTE = Draft(
    (
        p("Satzung des Vereins Lesebrücke", style="Titel"),
        p("Name, Sitz, Geschäftsjahr", style="Paragraf"),
        p("Der Verein führt den Namen Lesebrücke.", style="Absatz"),
        p(
            "Er hat seinen Sitz in Musterhafen und soll in das Vereinsregister eingetragen werden; danach führt er den Zusatz „e. V.“.",
            style="Absatz",
        ),
        p("Das Geschäftsjahr ist das Kalenderjahr.", style="Absatz"),
        p("Zweck", style="Paragraf"),
        p("Der Verein fördert das Lesen. Dazu dienen insbesondere", style="Absatz"),
        item(10, "Vorlesestunden", at=2),
        item(10, "in Schulen,", at=3),
        item(10, "in Pflegeheimen,", at=3),
        item(10, "ein Bücherbus und", at=2),
        item(10, "Kurse für Erwachsene.", at=2),
        p("Er ist selbstlos tätig.", style="Absatz"),
        p("Mitglieder", style="Paragraf"),
        p(t("Mitglied kann werden, "), t("wer lesen will", '<w:rStyle w:val="Fett"/>'), t(" oder anderen vorliest.")),
        p("Der Beitrag steht in der Beitragsordnung.", note_call(1), style="Absatz"),
        p("Vorstand und Kasse", style="Paragraf"),
        p("Dem Vorstand gehören an:", style="Absatz"),
        item(4, "zwei Vorsitzende,"),
        item(4, "eine Person für die Kasse,"),
        item(4, "bis zu vier weitere Personen."),
        p("Jede Person hat eine Stimme.", style="Absatz"),
        p("Anhang zur Gliederung", style="berschrift1"),
        item(12, "Gruppen"),
        item(12, "Kinder", at=1),
        item(12, "Vorlesen", at=2),
        item(12, "Spielen", at=2),
        item(12, "Erwachsene", at=1),
        item(12, "Ausschüsse"),
        p("Name:   ________", style="HTMLVorformatiert"),
        p("Datum:  ________", style="HTMLVorformatiert"),
    ),
    footnotes={1: t("Zuletzt geändert am 4. Februar 2026.")},
)

CHANGED = Draft(
    (
        p("Mit offenen Änderungen", style="Titel"),
        p("Der Rat beschließt:"),
        p("Die Wege werden ", deleted("schmal"), inserted(t("breit")), t(" und eben gebaut.")),
        p("Das gilt ab sofort."),
    )
)
