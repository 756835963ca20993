"""What went wrong, where, and what to do: diagnostics, and the exceptions that carry them to an exit code.

Why one room: a code is a promise. The closed table CODES is the only place where one is born, so a message can be
reworded without breaking anybody who filters by code, and ``zeilentreu explain CODE`` always has an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs, in the words that a reader sees."""

    ERROR = "Fehler"
    FINDING = "Befund"
    WARNING = "Warnung"
    REPAIR = "Reparatur"
    NOTE = "Anmerkung"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line and column, counted from 1; 0 where there is none.

    A file without lines is counted in something else, such as ``Absatz``: then ``unit`` says so.
    """

    file: str
    line: int = 0
    column: int = 0
    unit: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        """``file``, ``file:line`` or ``file:line:column``, as far as it is known; ``file, Absatz 12`` in other units."""
        if self.unit and self.line:
            return f"{self.file}, {self.unit} {self.line}"
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])


@dataclass(frozen=True, slots=True)
class Code:
    """A stable kind of diagnostic: its weight, its name and what to know about it."""

    severity: Severity
    title: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell: code, place, what is wrong, and what helps."""

    code: str
    place: Place
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """The weight that the table gives to the code."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        """``place: severity code: message``, and on a line of its own the hint, or the proof of a repair."""
        text = f"{self.place}: {self.severity} {self.code}: {self.message}"
        word = "" if self.hint.startswith("Beweis:") else "Hinweis: "
        return f"{text}\n  {word}{self.hint}" if self.hint else text


class Refusal(Exception):
    """The work cannot be done; the diagnostics say why. Each kind has its exit code (house contract)."""

    exit_code = 70

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Carry every diagnostic of the run, so that all are shown together."""
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


class UsageRefusal(Refusal):
    """The command was called in a way that it does not know."""

    exit_code = 2


class InputRefusal(Refusal):
    """The text or its settings cannot be used as they are."""

    exit_code = 3


class EnvironmentRefusal(Refusal):
    """A library, a font or a program that is needed is missing."""

    exit_code = 4


class FileRefusal(Refusal):
    """Reading or writing failed."""

    exit_code = 5


def united(refusals: Sequence[Refusal]) -> Refusal:
    """One refusal with the diagnostics of all, of the kind with the highest exit code: nothing of a run is lost."""
    kind = type(max(refusals, key=lambda each: each.exit_code))
    return kind(*(diagnostic for each in refusals for diagnostic in each.diagnostics))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics sorted by place and code, each once."""
    return tuple(sorted(set(diagnostics), key=lambda each: (each.place, each.code, each.message)))


_E, _B, _W, _R, _N = Severity.ERROR, Severity.FINDING, Severity.WARNING, Severity.REPAIR, Severity.NOTE

CODES: dict[str, Code] = {
    # 1xx: the source as bytes
    "Z101": Code(_E, "Quelle fehlt", "Unter dem angegebenen Pfad liegt keine lesbare Datei."),
    "Z102": Code(_E, "Quelle ist leer", "Die Datei enthält keinen Text."),
    "Z103": Code(
        _E,
        "Zeichenkodierung ist nicht UTF-8",
        "Gelesen wird UTF-8, mit oder ohne BOM. Andere Kodierungen werden erkannt und genannt, aber nicht "
        "stillschweigend umgewandelt: ein falsch geratenes Zeichen wäre ein falscher Wortlaut.",
    ),
    "Z104": Code(
        _E,
        "Unerlaubtes Zeichen",
        "Steuerzeichen, NUL, Richtungszeichen und Nicht-Zeichen sind unsichtbar und können den Wortlaut "
        "verfälschen. Was dort stehen soll, entscheidet ein Mensch, nicht das Programm.",
    ),
    "Z105": Code(
        _E,
        "Zeile oder Datei zu lang",
        "Eine Quelle darf höchstens 20 MB groß und eine Zeile höchstens 20 000 Zeichen lang sein. "
        "Amtliche Zeilen sind höchstens einige hundert Zeichen lang.",
    ),
    # 15x: a Word or LibreOffice document as bytes; nothing of a refused one is used
    "Z151": Code(
        _E,
        "Keine Word-Datei",
        "Gelesen wird das Word-Format DOCX. Dateien im alten Format .doc, ODT, RTF oder PDF werden erkannt und genannt, "
        "auch wenn sie anders heißen.",
    ),
    "Z152": Code(
        _E,
        "Word- oder LibreOffice-Datei ist beschädigt",
        "Die Datei ist unvollständig, oder ihr Inhalt ist kein gültiges XML.",
    ),
    "Z153": Code(
        _E, "Word- oder LibreOffice-Datei ist verschlüsselt", "Dateien mit Kennwort kann das Programm nicht lesen."
    ),
    "Z154": Code(
        _E,
        "Unerlaubte Namen in der Word- oder LibreOffice-Datei",
        "Eine solche Datei ist ein Archiv. Doppelte Namen und Pfade, die aus dem Archiv hinausführen, kommen in keiner "
        "ehrlichen Datei vor.",
    ),
    "Z155": Code(
        _E,
        "Word- oder LibreOffice-Datei ist zu groß",
        "Höchstens 20 MB, 400 Bestandteile, ausgepackt 40 MB je Bestandteil und 120 MB zusammen, 5 000 Tabellenzeilen und "
        "100 000 Absätze einer Übersetzung, 20 000 Absätze eines Entwurfs. Was darüber liegt, wird nicht gelesen.",
    ),
    "Z156": Code(
        _E,
        "Makros oder eingebettete Objekte",
        "Gelesen wird Text. Dateien mit Makros, Steuerelementen oder eingebetteten Objekten werden nicht geöffnet.",
    ),
    "Z157": Code(
        _E,
        "Word- oder LibreOffice-Datei verweist nach außen",
        "Erlaubt sind Links im Text. Vorlagen, Bilder und andere Teile, die von anderswo geholt würden, sind es nicht.",
    ),
    "Z158": Code(
        _E,
        "Deklaration in der Word- oder LibreOffice-Datei",
        "Mit DOCTYPE und Entitäten lässt sich eine Datei bauen, die fremde Dateien einliest oder den Speicher füllt. In "
        "solchen Dateien kommen sie nicht vor.",
    ),
    "Z159": Code(
        _E,
        "Word-Datei passt nicht zum Text",
        "Die Datei hat keine Tabelle mit nummerierten Zeilen, oder sie gehört zu einem anderen Text.",
    ),
    # 16x, 17x: drafts from Word and LibreOffice
    "Z160": Code(
        _E,
        "Offene Änderung",
        "Im Dokument sind Änderungen aufgezeichnet, über die noch niemand entschieden hat. Welcher Wortlaut gilt, entscheiden "
        "Sie: einzeln in Word oder LibreOffice, oder alle zusammen mit --tracked accept oder --tracked reject, oder mit "
        "tracked unter [[chapter]] in publication.toml.",
    ),
    "Z161": Code(
        _N, "Offene Änderungen entschieden", "So viele aufgezeichnete Änderungen sind alle angenommen oder verworfen."
    ),
    "Z162": Code(
        _N,
        "Kein Teil des Textes",
        "Inhaltsverzeichnisse, Kopf- und Fußzeilen, Seitenumbrüche und Words eigene Zeilennummern gehören zur Seite, nicht zum "
        "Wortlaut. Jede Art wird einmal genannt.",
    ),
    "Z163": Code(_W, "Verborgener Text", "Was im Dokument ausgeblendet ist, liest niemand; es gilt nicht als Text."),
    "Z164": Code(_W, "Nicht übernommen", "Das Dokument hält hier etwas, das in keiner Ausgabe stehen kann."),
    "Z165": Code(_W, "Anders übernommen", "Die Worte sind da, aber nicht so, wie das Dokument sie zeigt."),
    "Z166": Code(_E, "Bild ohne Alternativtext", "Wer ein Bild nicht sieht, muss lesen können, was darauf ist."),
    "Z167": Code(_E, "Bild ist unbrauchbar", "Gelesen werden PNG und JPEG, ganz und unbeschädigt."),
    "Z168": Code(
        _W,
        "Kommentar",
        "Kommentare gehören nicht zum Text. Sie stehen mit ihren Worten in der Meldung, damit keiner vergessen wird.",
    ),
    "Z169": Code(
        _E,
        "Text zu groß oder zu tief",
        "Listen und Zitate stehen höchstens neun Ebenen tief, ein Text hat höchstens 2 000 000 Zeichen.",
    ),
    "Z170": Code(
        _W,
        "Überschrift an ungewöhnlicher Stelle",
        "Überschriften folgen einander ohne übersprungene Ebene und stehen nicht in Listen oder Zitaten.",
    ),
    "Z173": Code(
        _E,
        "Kein Text aus LibreOffice",
        "Gelesen wird ein ODF-Textdokument (.odt). Vorlagen, Tabellen und Präsentationen sind keine Texte.",
    ),
    "Z174": Code(
        _W, "Verweis nicht übernommen", "Links führen zu https, http, mailto oder tel. Die Worte bleiben in jedem Fall."
    ),
    "Z175": Code(
        _W,
        "CommonMark kann das nicht ausdrücken",
        "Beim Umwandeln ging eine Auszeichnung oder Form verloren; die Worte sind da.",
    ),
    "Z176": Code(
        _N,
        "Titel aus den Eigenschaften",
        "Im Dokument hat kein Absatz die Formatvorlage „Titel“; der Titel kommt aus den Eigenschaften der Datei.",
    ),
    # 2xx: the text and its numbers
    "Z201": Code(_E, "Titel fehlt", "Jede Ausgabe braucht einen Titel."),
    "Z202": Code(_E, "Keine Zeilennummern", "In der Quelle steht keine einzige amtliche Zeilennummer."),
    "Z203": Code(
        _E,
        "Text ohne Zeilennummer",
        "Zwischen den nummerierten Zeilen steht Text, für den keine Nummer frei ist oder dessen Umbruch nach "
        "der Regel nicht zu den freien Nummern passt. Er wird weder verworfen noch geraten.",
    ),
    "Z204": Code(
        _E, "Zeilennummer ohne Text", "Eine amtliche Nummer steht da, aber kein Text, der nach der Regel zu ihr gehört."
    ),
    "Z205": Code(_E, "Zeilennummer fehlt", "Die Nummern springen, und für die fehlenden ist kein Text da."),
    "Z206": Code(_E, "Zeilennummer doppelt", "Dieselbe amtliche Nummer steht an zwei Stellen."),
    "Z207": Code(_E, "Zeilennummer außer der Reihe", "Die Nummer passt weder zur Nummer davor noch zu der danach."),
    "Z208": Code(_E, "Mehr als ein Kapitel", "Die Datei enthält den Kopf eines weiteren Kapitels."),
    "Z209": Code(
        _W,
        "Zeilenfall weicht von der Regel ab",
        "Die amtlichen Nummern gelten. Die Zeilenregel des ausgebenden Systems ergibt an dieser Stelle aber "
        "einen anderen Umbruch: die Breite kann anders eingestellt oder der Text verändert sein.",
    ),
    "Z210": Code(
        _W,
        "Auszeichnung nicht geschlossen",
        "Sternchen ohne Gegenstück bleiben als Text stehen, so wie sie angekommen sind.",
    ),
    "Z211": Code(
        _W,
        "Mögliche Fortsetzung",
        "Ein Absatz könnte die Fortsetzung des vorigen Blocks sein. Bewiesen ist es nicht, deshalb bleibt die "
        "Gliederung, wie sie ankam.",
    ),
    "Z212": Code(
        _W,
        "Kopfzeile nicht verstanden",
        "Vor der ersten amtlichen Zeile steht Text, der keine bekannte Angabe ist. Er steht nicht im Kapitel.",
    ),
    "Z213": Code(
        _W,
        "Nummern beginnen nicht bei der erwarteten",
        "Ohne die Einstellung lines.first wird die Nummer 1 am Anfang erwartet.",
    ),
    "Z214": Code(
        _W,
        "Kein Datum",
        "Weder der Text noch publication.toml nennt den Tag des Beschlusses. Zeitstempel in den Dateien sind "
        "dann der 1. Januar 1980 oder SOURCE_DATE_EPOCH.",
    ),
    "Z215": Code(
        _N,
        "Breite der Zeilen erschlossen",
        "Die Zeilen folgen nicht der üblichen Breite von 80 Zeichen, aber einer anderen. Sie wurde aus dem Text "
        "erschlossen.",
    ),
    "Z216": Code(
        _N,
        "Bezeichnung eines Abschnitts",
        "Bezeichnungen wie „Text“ oder „Begründung“ setzt das ausgebende System über einen Abschnitt. Sie haben "
        "keine Zeilennummer und stehen nicht in den Ausgaben.",
    ),
    "Z217": Code(_E, "Liste zu tief verschachtelt", "Listen dürfen höchstens neun Ebenen tief sein."),
    "Z218": Code(
        _E,
        "Tabelle geht nicht auf",
        "Die Zellen einer Tabelle liegen übereinander, oder es sind mehr, als eine Seite fasst und ein Mensch beim Hören "
        "verfolgen kann. Was wohin gehört, wäre geraten.",
    ),
    "Z219": Code(
        _W,
        "Tabelle ergänzt",
        "Einer Zeile fehlen Zellen, eine Zelle reicht über das Ende hinaus, oder keine Zeile nennt die Spalten. Die Tabelle "
        "steht in den Ausgaben; ohne Kopf hört man bei ihren Zellen nur, was darin steht.",
    ),
    # 22x and 23x: texts in JSON and HTML
    "Z220": Code(
        _E,
        "JSON ist kein Antrag",
        "Gelesen wird ein Antrag, wie ihn die REST-Schnittstelle des Antragssystems ausgibt: gültiges JSON mit den Angaben, "
        "die dort vorgesehen sind, jede von der richtigen Art.",
    ),
    "Z221": Code(
        _E,
        "HTML ist abgeschnitten",
        "Ein Tag, ein Kommentar oder ein Element hat kein Ende. Der Text kann unvollständig sein und wird nicht benutzt.",
    ),
    "Z222": Code(
        _W,
        "HTML ist nicht in Ordnung",
        "Tags, Angaben oder Nummern widersprechen sich. Der Text ist vollständig gelesen, seine Gliederung kann abweichen.",
    ),
    "Z223": Code(
        _W,
        "Programm oder Verweis nicht übernommen",
        "Skripte, Gestaltung und Attribute, die ein Programm starten, gehören nicht in einen Text. Verweise führen zu "
        "https, http, mailto oder tel; der Text anderer Verweise bleibt.",
    ),
    "Z224": Code(
        _W,
        "Bild oder anderer Inhalt nicht übernommen",
        "Bilder, Filme, Rahmen und Eingabefelder im HTML stehen nicht in den Ausgaben.",
    ),
    "Z225": Code(
        _E,
        "Tabelle ist nicht lesbar",
        "Übernommen wird eine Tabelle, deren Text in Zellen steht, die in Zeilen stehen, und die keine andere Tabelle enthält. "
        "Nur so kann ein Vorleseprogramm bei jeder Zelle sagen, wozu sie gehört.",
    ),
    "Z226": Code(
        _N,
        "Zeichen vereinheitlicht",
        "Das Antragssystem setzt beim Speichern geschützte Leerzeichen als Leerzeichen, zerlegte Buchstaben als einen (NFC), "
        "die Ligaturen ﬁ und ﬂ als zwei und lässt Zeichen ohne Breite weg. Nur so stimmen seine Zeilen.",
    ),
    "Z227": Code(
        _N,
        "Abschnitt ohne Zeilennummern",
        "Amtliche Zeilen haben Textabschnitte, nicht aber Begründungen, Bilder und Tabellen. Sind Nummern angekommen, zählt, "
        "was welche hat; sonst entscheiden Art und Titel des Abschnitts.",
    ),
    "Z228": Code(
        _E,
        "Kein beschlossener Text",
        "Ein Änderungsantrag oder ein Text mit sichtbaren Änderungen sagt noch nicht, was gilt.",
    ),
    "Z229": Code(
        _N,
        "Zeilenumbruch des Textes",
        "Die Zeile davor endet ohne das Leerzeichen, mit dem alle anderen enden: der Text selbst bricht hier um.",
    ),
    "Z230": Code(
        _E,
        "Text ist zu groß oder zu tief verschachtelt",
        "Kein Text hat so viele Tags oder Ebenen. Solche Dateien sind gebaut, um Programme anzuhalten.",
    ),
    "Z231": Code(
        _E,
        "Zeilennummer ist unlesbar",
        "Ein Element mit der Klasse lineNumber nennt in data-line-number seine Zahl und ist sonst leer.",
    ),
    "Z232": Code(
        _N,
        "Zeilen nach der Regel nummeriert",
        "Ohne Nummern in der Quelle gibt die Zeilenregel sie. Wie lang die Zeilen im Antragssystem sind, sagen weder JSON "
        "noch HTML; üblich sind 80 Zeichen. Mit einer anderen Länge sind es andere Nummern.",
    ),
    "Z233": Code(
        _N,
        "Zeilen zählt das Antragssystem anders",
        "Absätze bricht OpenSlides um wie die Zeilenregel hier, Listen, Zitate und Überschriften nicht. Ohne seine Nummern kann "
        "niemand sagen, welche es dort gibt.",
    ),
    "Z234": Code(
        _W,
        "Tabelle vereinfacht",
        "Eine Tabelle, die nur der Anordnung dient, wird zu Absätzen; eine Tabelle oder Liste in einer Zelle wird zu Zeilen der "
        "Zelle; fehlende Zellen am Ende einer Zeile sind leer.",
    ),
    "Z235": Code(
        _N,
        "Nicht Teil des Textes",
        "Navigation, Kopf und Fuß der Seite, Randspalten, Formulare, Hinweise zu Cookies und Verborgenes gehören zur Seite, "
        "nicht zum Text. Jede Art ist einmal gemeldet.",
    ),
    "Z236": Code(
        _W,
        "Auszeichnung des HTML ohne Entsprechung",
        "Die Worte des Textes bleiben; was die Auszeichnung darüber hinaus sagt oder zeigt, steht in keiner Ausgabe.",
    ),
    "Z237": Code(
        _E,
        "Angegebene Kodierung stimmt nicht",
        "Eine Seite nennt ihre Kodierung im Kopf, und danach wird sie gelesen. Passen Angabe und Bytes nicht zusammen, wäre "
        "jeder Umlaut geraten.",
    ),
    "Z238": Code(
        _W,
        "Fußnote anders als im HTML",
        "Fußnoten werden von 1 an durchgezählt, und jede steht dort, wo ihr Zeichen stand. Was dabei anders ist als im HTML, ist "
        "gemeldet.",
    ),
    "Z290": Code(
        _E,
        "Liste von Anträgen ohne Texte",
        "Die Liste einer Veranstaltung nennt ihre Anträge und wo sie stehen. Das Programm holt nichts aus dem Netz: Speichern Sie "
        "jeden Antrag selbst.",
    ),
    "Z292": Code(
        _N,
        "Titel aus dem Text",
        "Die einzige Überschrift erster Ebene am Anfang, oder der Absatz mit den Worten von „<title>“, ist der Titel. Er hat "
        "keine Zeilennummer.",
    ),
    "Z293": Code(
        _W,
        "Nicht jeder Antrag der Datei ist ein Kapitel",
        "Änderungsanträge und Einträge ohne Text sind keine Kapitel; hat ein Antrag eine Endfassung oder offene "
        "Änderungsempfehlungen, sagt die Meldung, was gelesen ist.",
    ),
    "Z294": Code(
        _W,
        "Kommentar nicht übernommen",
        "Kommentare sind kein Text. Ihre Worte stehen in der Meldung.",
    ),
    # 24x and 25x: texts in plain CommonMark, and references by line
    "Z240": Code(
        _E,
        "Vorspann ist nicht lesbar",
        "Der Vorspann steht am Anfang der Datei zwischen zwei Zeilen „---“. Jede Angabe ist eine Zeile „name: Text“; Anker, "
        "Rückverweise und Marken von YAML sind nicht erlaubt.",
    ),
    "Z241": Code(
        _E,
        "Angabe im Vorspann unbekannt oder doppelt",
        "Bekannt sind title, kind, initiator, resolved, section, language, width, first und details. Was das Programm nicht kennt, "
        "übergeht es nicht still: es könnte ein Tippfehler sein.",
    ),
    "Z242": Code(_E, "Ungültiger Wert im Vorspann", "Der Wert hat die falsche Art oder liegt außerhalb des Erlaubten."),
    "Z243": Code(
        _E,
        "HTML im Text",
        "Von HTML werden im Text nur <u>, <s>, <del>, <sub> und <sup> gelesen. Ein „<“, das kein HTML beginnt, ist Text.",
    ),
    "Z244": Code(
        _E,
        "Ziel eines Verweises nicht erlaubt",
        "Ein Verweis, der ein Programm startet, auf den eigenen Rechner führt oder keine gültige Adresse hat, steht in keiner "
        "Ausgabe.",
    ),
    "Z245": Code(
        _E,
        "Bild fehlt oder ist unbrauchbar",
        "Ein Bild ist eine Datei PNG oder JPEG im Ordner des Textes oder darunter, höchstens 20 MB groß.",
    ),
    "Z246": Code(_E, "Bild ohne Alternativtext", "Wer ein Bild nicht sieht, muss lesen können, was darauf ist."),
    "Z247": Code(
        _E,
        "Fußnote ist nicht eindeutig",
        "Zu jeder Stelle „[^name]“ gehört genau eine Erklärung „[^name]: …“, und zu jeder Erklärung eine Stelle. Fußnoten in "
        "Fußnoten gibt es nicht.",
    ),
    "Z248": Code(
        _E,
        "Verweis auf eine Zeile, die es nicht gibt",
        "Der Text verweist auf amtliche Zeilen („siehe Zeile 36–37“), die er oder das genannte Kapitel nicht hat.",
    ),
    "Z249": Code(
        _E,
        "Verweis nennt zweierlei Zeilen",
        "Im Text des Verweises stehen andere Zeilen als in seinem Ziel. Was gilt, entscheidet ein Mensch.",
    ),
    "Z250": Code(
        _E,
        "Worte gingen verloren",
        "CommonMark lässt hier Worte aus: einen erklärten Verweis, den niemand benutzt, oder Zellen, für die es keine Spalte "
        "gibt.",
    ),
    "Z251": Code(
        _N,
        "Auszeichnung ohne Entsprechung",
        "Die Worte des Textes bleiben; was die Auszeichnung darüber hinaus sagt, steht in keiner Ausgabe.",
    ),
    "Z252": Code(
        _E,
        "Zu tief verschachtelt oder zu groß",
        "Listen und Zitate dürfen zusammen neun Ebenen tief sein, ein Absatz hat höchstens 50 000 Zeichen, ein Text zwei "
        "Millionen, eine Tabelle 40 Spalten.",
    ),
    "Z253": Code(
        _W,
        "Ebene von Überschriften übersprungen",
        "Unter einer Überschrift kommt die nächste Ebene, nicht die übernächste. Die Lücke wird geschlossen.",
    ),
    "Z254": Code(
        _E,
        "An dieser Stelle nicht möglich",
        "Ein Bild im Satz, eine Überschrift in einer Liste, ein leerer Listenpunkt, ein Verweis oder eine Spalte ohne Namen: "
        "was so nicht in allen Ausgaben für alle zugänglich wäre.",
    ),
    "Z255": Code(_E, "Keine Zeile, die zählt", "Tabellen, Bilder und Fußnoten haben keine amtlichen Zeilen."),
    "Z256": Code(
        _W,
        "Der Text scheint schon nummeriert",
        "Ein Text mit Vorspann wird neu nummeriert. Beginnen seine Zeilen mit aufeinander folgenden Zahlen, sind das "
        "vielleicht amtliche Nummern.",
    ),
    "Z257": Code(
        _W,
        "Text dicht unter einer Tabelle",
        "Eine Zeile ohne Strich „|“ dicht unter einer Tabelle gehört zur Tabelle. Nur die letzte darf ihre Unterschrift sein: "
        "„Tabelle: …“.",
    ),
    "Z258": Code(
        _E,
        "Form wird nicht gelesen",
        "Gelesen werden CommonMark, nummeriertes Markdown, HTML, JSON aus dem Antragssystem, DOCX und ODT. Andere Formen "
        "werden erkannt und genannt, mit einem Weg, wie es weitergeht. Ist die Form falsch erkannt, legt --from sie fest.",
    ),
    # 26x and 27x: what a text may have meant
    "Z260": Code(
        _W,
        "Liste oder Satz",
        "Eine Zeile beginnt mit einem Zeichen, das einen Listenpunkt oder ein Wort im Satz meinen kann, wie „1. Mai“ oder "
        "„(2)“. Die Meldung sagt, wofür es gilt.",
    ),
    "Z261": Code(
        _W,
        "Einrückung einer Liste",
        "CommonMark stellt einen Listenpunkt nur dann unter einen anderen, wenn er mindestens so weit eingerückt ist wie "
        "dessen Worte.",
    ),
    "Z262": Code(
        _W,
        "Auszeichnung einer anderen Mundart",
        "CommonMark hat diese Auszeichnung nicht. Sie steht als Text in allen Ausgaben und zählt in den Zeilen mit.",
    ),
    "Z263": Code(
        _W,
        "Auszeichnung scheint beschädigt",
        "Ein Zeichen fehlt oder ist zu viel; deshalb gilt als Text, was wohl eine Überschrift, eine Liste, eine Tabelle, ein "
        "Bild oder ein Verweis sein sollte. Nichts wird geraten.",
    ),
    "Z264": Code(
        _W,
        "Verweis nicht übernommen",
        "Ein Verweis führt zu einer vollständigen Adresse (https, http, mailto, tel) oder zu Zeilen: „#zeile-36“, "
        "„anderes-kapitel.md#zeile-36“. Von anderen bleiben die Worte.",
    ),
    "Z265": Code(
        _W,
        "Der Text scheint abgebrochen",
        "Das Ende hat keinen Punkt, keine Zeile, oder eine Klammer oder ein Anführungszeichen ist noch offen. Beim Kopieren "
        "und Übertragen gehen Enden leicht verloren.",
    ),
    "Z266": Code(
        _W,
        "Überschrift durch eine Zeile aus Strichen",
        "In CommonMark macht „---“ dicht unter einem Absatz ihn zur Überschrift. Gemeint war vielleicht eine Trennlinie.",
    ),
    "Z267": Code(
        _N,
        "Ligaturen ausgeschrieben",
        "PDF-Programme kopieren ﬁ und ﬂ manchmal als ein Zeichen. Gemeint sind zwei Buchstaben; so findet sie auch die Suche.",
    ),
    "Z268": Code(
        _R,
        "Zeilennummern ergänzt",
        "Die Vorlage druckt nur auf jeder fünften Zeile eine Nummer. Gezählt ergeben sich genau die Nummern, die da sind, und "
        "die Zeilenregel bestätigt den Umbruch.",
    ),
    "Z269": Code(
        _N,
        "Nummern in anderer Form",
        "Die Nummern standen am Ende der Zeilen oder in einer Form wie „Z. 1“, „1:“ oder „1|“. Sie folgen einander und gelten.",
    ),
    "Z270": Code(
        _N,
        "Gehört zur Seite, nicht zum Text",
        "Seitenzahlen, Seitenwechsel und Zeilen, die auf jeder Seite oben oder unten stehen, sind kein Text.",
    ),
    "Z271": Code(
        _E,
        "Zeilen lassen sich nicht zählen",
        "Nur manche Zeilen haben eine Nummer, und die Zeilen dazwischen passen nicht dazu. Ergänzt wird nur, was bewiesen ist.",
    ),
    # 3xx: repairs, each with its proof
    "Z280": Code(
        _E,
        "Zeile oder Kapitel gibt es nicht",
        "Zitiert werden kann nur, was in den Texten steht, mit seiner amtlichen Nummer.",
    ),
    "Z301": Code(
        _R,
        "Zeilennummern mit ihrem Text vereint",
        "Nummern standen getrennt von ihrem Text. Die Zeilenregel teilt den Text in genau so viele Zeilen, wie "
        "Nummern frei sind: die Zuordnung ist bewiesen.",
    ),
    "Z302": Code(
        _R,
        "Fehlende Zeilennummer ergänzt",
        "Eine Zeile kam ohne Nummer an. Davor und danach ist genau ihre Nummer frei, und die Zeilenregel "
        "bestätigt den Umbruch.",
    ),
    "Z303": Code(
        _R,
        "Zerschnittener Block vereint",
        "Ein Seitenwechsel hatte einen Listenpunkt oder Absatz geteilt. Beide Teile zusammen ergeben nach der "
        "Zeilenregel genau die amtlichen Zeilen.",
    ),
    # 4xx: publication.toml, and translations in the same form
    "Z401": Code(_E, "Kein gültiges TOML", "publication.toml oder eine Übersetzung lässt sich nicht lesen."),
    "Z402": Code(
        _E,
        "Unbekannter Schlüssel",
        "publication.toml kennt nur die Schlüssel, die in der README stehen, eine Übersetzung nur die, mit denen sie "
        "geschrieben wird.",
    ),
    "Z403": Code(_E, "Ungültiger Wert", "Der Wert hat die falsche Art oder liegt außerhalb des Erlaubten."),
    "Z404": Code(_E, "Kapitel nicht gefunden", "publication.toml nennt eine Datei, die es nicht gibt."),
    "Z405": Code(_E, "Zwei Kapitel mit demselben Namen", "Zwei Kapitel würden in denselben Ordner geschrieben."),
    "Z406": Code(_E, "Keine Quelle", "Im Ordner liegt kein Kapitel."),
    "Z407": Code(
        _E, "Farbprofil fehlt", "publication.toml nennt unter [print] profile eine Datei, die nicht zu lesen ist."
    ),
    "Z408": Code(_E, "Keine Ausgaben", "Wo geprüft werden soll, liegen keine fertigen Ausgaben."),
    # 5xx: making editions
    "Z501": Code(
        _E,
        "Schriftzeichen fehlt",
        "Weder die Hausschrift noch die erklärte Ersatzschrift hat dieses Zeichen. Eine Systemschrift wird nie "
        "benutzt: sie wäre auf jedem Rechner eine andere.",
    ),
    "Z503": Code(_E, "Setzprogramm meldet einen Fehler", "WeasyPrint hat beim Setzen einen Fehler gemeldet."),
    "Z505": Code(
        _N,
        "Zeile geht in einer zweiten Reihe weiter",
        "Schriftgröße und Ränder gelten für das ganze Dokument und richten sich nach fast allen seinen Zeilen, nie unter 10 "
        "Punkt. Eine Zeile, die breiter ist, etwa in Großbuchstaben oder fett, geht auf der Seite in einer Reihe ohne Nummer "
        "weiter. Worte und Nummern sind dieselben.",
    ),
    "Z506": Code(
        _B,
        "Schrift außerhalb des Satzspiegels",
        "Auf einer Seite stehen Zeichen im Rand oder außerhalb des Papiers. Beim Drucken oder Schneiden gehen sie verloren.",
    ),
    "Z507": Code(
        _B,
        "Zeilennummer zerrissen",
        "Die Ziffern einer Zeilennummer stehen in zwei Reihen und sind so eine andere Zahl.",
    ),
    "Z510": Code(
        _B,
        "Sprache falsch angegeben",
        "Was das Programm selbst schreibt (Inhalt, Zeilen, Anmerkungen), ist in der Sprache des Textes, oder deutsch und "
        "als deutsch ausgezeichnet. Sonst lesen Vorleseprogramme es mit falscher Aussprache vor.",
    ),
    "Z511": Code(
        _E,
        "Worte gegen die Leserichtung über eine Auszeichnung hinweg",
        "Arabische, hebräische und verwandte Worte in einem Absatz von links nach rechts, oder lateinische im umgekehrten, "
        "dreht das Setzprogramm richtig, solange sie ein Stück sind. Teilt eine Auszeichnung, ein Link oder eine Anmerkung "
        "sie, stünden die Teile im PDF in falscher Reihenfolge.",
    ),
    # 6xx: findings in finished files
    "Z601": Code(_B, "Zeile fehlt in der Ausgabe", "Das Modell hat diese Zeile, die fertige Datei nicht."),
    "Z602": Code(_B, "Zeile zu viel in der Ausgabe", "Die fertige Datei hat eine Zeile, die das Modell nicht kennt."),
    "Z603": Code(_B, "Zeile hat andere Worte", "Der Wortlaut der Zeile in der fertigen Datei weicht vom Modell ab."),
    "Z604": Code(
        _B, "Zeilen stehen in anderer Reihenfolge", "Die Zeilen der fertigen Datei sind nicht in Reihenfolge."
    ),
    "Z605": Code(
        _B,
        "Worte am Zeilenende verklebt oder getrennt",
        "Beim Lesen über das Zeilenende hinweg fehlt ein Leerzeichen oder steht eines zu viel.",
    ),
    "Z606": Code(
        _B,
        "Gedruckte Nummer und Anker stimmen nicht überein",
        "Die sichtbare Nummer einer Zeile ist eine andere als die ihres Ankers.",
    ),
    "Z607": Code(_B, "Ausgabe fehlt", "Im Ordner fehlt eine Ausgabe."),
    "Z608": Code(_B, "Ausgabe ist nicht lesbar", "Die fertige Datei ist beschädigt oder von anderer Art."),
    "Z609": Code(
        _B, "EPUBCheck meldet einen Fehler", "EPUBCheck hat in der Datei einen Fehler oder eine Warnung gefunden."
    ),
    "Z610": Code(_B, "Fremde Schrift", "Eingebettet sein dürfen nur die Hausschrift und die erklärte Ersatzschrift."),
    "Z611": Code(_B, "Angaben weichen ab", "Titel oder Sprache der fertigen Datei sind nicht die des Modells."),
    "Z612": Code(_B, "Text außerhalb der Zeilen", "Zwischen den Zeilen steht Text, den das Modell nicht kennt."),
    "Z613": Code(
        _B,
        "Gliederung weicht ab",
        "Überschriften, Listen, Tabellen, Bilder, Verweise, Anmerkungen oder Auszeichnungen der fertigen Datei sind nicht "
        "die des Modells.",
    ),
    "Z614": Code(
        _B,
        "Nummern vertauscht oder verschoben",
        "Die Worte stehen in der Ausgabe, aber bei anderen Nummern als im Modell.",
    ),
    "Z615": Code(_B, "Schrift zu klein", "Im Großdruck darf nichts kleiner als 18 Punkt sein."),
    "Z616": Code(
        _B,
        "Text ohne Zeilennummer",
        "Text, der keine amtlichen Zeilen hat, fehlt in der Ausgabe, lautet dort anders oder steht anderswo.",
    ),
    "Z620": Code(
        _B,
        "Strukturbaum ist nicht heil",
        "Der Strukturbaum eines PDF sagt, was vorgelesen wird. Jeder markierte Inhalt der Seiten gehört genau einmal "
        "hinein, und der Weg zurück (ParentTree) muss zum selben Element führen.",
    ),
    "Z621": Code(
        _B,
        "Text ohne Tag",
        "Auf der Seite steht Text, der weder im Strukturbaum noch als Artefakt gekennzeichnet ist. Programme gehen "
        "damit verschieden um: die einen lesen ihn vor, die anderen nicht.",
    ),
    "Z622": Code(
        _B,
        "Tags sind unvollständig",
        "Einem Element des Strukturbaums fehlt, was es für Hörende brauchbar macht: dem Verweis ein Name, dem Bild ein "
        "Alternativtext, dem Listenpunkt sein Zeichen, der Überschrift die Ebene darüber.",
    ),
    "Z623": Code(
        _B,
        "Zeilennummer wird falsch oder nicht vorgelesen",
        "Nummern stehen im Rand und sind Artefakte, oder sie werden vor ihrem Block angesagt. Mitten im Satz "
        "vorgelesen machen sie den Text unverständlich, und fehlen darf keine.",
    ),
    "Z624": Code(
        _B,
        "Vorgelesenes weicht vom Modell ab",
        "Blöcke, Reihenfolge oder Worte im Strukturbaum des PDF sind nicht die des Modells: etwas ist zerrissen, "
        "verklebt, vertauscht, verloren oder dazugekommen.",
    ),
    "Z630": Code(
        _B,
        "Druckvorlage unvollständig",
        "Die Datei für die Druckerei verletzt eine Bedingung von PDF/X-4: Seitenrahmen, Farben, Ausgabebedingung oder "
        "Angaben. Ein Preflight der Druckerei prüft mehr.",
    ),
    "Z631": Code(
        _B,
        "Fremde oder verborgene Inhalte",
        "Webseite und E-Book müssen für sich stehen: ohne Skripte, ohne Inhalte von anderswo und ohne Gestaltung, die "
        "Text verbirgt, verändert oder einfügt.",
    ),
    "Z632": Code(
        _B,
        "Darstellung stört Auge, Ohr oder Hand",
        "Webseite und E-Book werden in Chromium in mehreren Breiten und Schriftgrößen gezeigt. Dabei darf nichts "
        "übereinander stehen oder seitlich hinausragen, jede Nummer muss zu sehen sein, keine darf mitten im Satz "
        "vorgelesen oder mitkopiert werden, und die Suche muss über jedes Zeilenende hinweg finden.",
    ),
    "Z633": Code(
        _B,
        "Ace meldet einen Verstoß",
        "Ace von DAISY hat im E-Book eine Regel der Barrierefreiheit verletzt gefunden (EPUB Accessibility, WCAG, "
        "empfohlene Praxis). Genannt sind Regel, Gewicht und Dokument; der Hinweis sagt, wo die Regel erklärt ist.",
    ),
    "Z634": Code(
        _B,
        "axe meldet einen Verstoß",
        "axe hat in der gezeigten Seite eine Regel der Barrierefreiheit verletzt gefunden, hell oder dunkel, schmal oder "
        "breit. Der Hinweis sagt, was zu tun ist.",
    ),
    "Z635": Code(
        _B,
        "Verzeichnisse oder Angaben stimmen nicht",
        "Inhalt, Seitenliste, Verweise zwischen Text und Zeilenfassung, Umschlag und Angaben zur Barrierefreiheit müssen "
        "sagen, was in E-Book und Webseite wirklich da ist. EPUBCheck und Ace merken das nicht.",
    ),
    "Z640": Code(
        _B,
        "veraPDF meldet einen Verstoß",
        "Die Datei verletzt eine Regel eines Standards, den sie selbst nennt (PDF/UA, PDF/A, WTPDF). Genannt sind Abschnitt "
        "und Test der Regel bei veraPDF, wie oft sie verletzt ist und wo zuerst.",
    ),
    "Z641": Code(
        _B,
        "Standard ist zugesagt, aber nicht genannt",
        "Jede PDF-Ausgabe nennt in ihren XMP-Angaben die Standards, die für sie zugesagt sind. Nach einem Standard, der "
        "nicht genannt ist, richtet sich kein Programm.",
    ),
    # 65x: findings in a returned translation
    "Z650": Code(
        _B,
        "Tabellenzeile fehlt",
        "Eine Tabellenzeile der Übergabe ist in der Datei nicht mehr da. Was früher für sie zurückkam, bleibt erhalten.",
    ),
    "Z651": Code(
        _B,
        "Tabellenzeile doppelt",
        "Dieselbe Nummer steht zweimal da. Es gilt die erste Zeile mit Text; anderer Text steht unter leftover.",
    ),
    "Z652": Code(
        _B,
        "Nummer der Tabellenzeile verändert",
        "Sichtbare Nummer, Textmarke und Inhaltssteuerelement einer Zeile nennen Verschiedenes, oder die Nummer fehlt. Es "
        "gilt, was die meisten sagen, dann das Original.",
    ),
    "Z653": Code(
        _B,
        "Tabellenzeile unbekannt",
        "Eine Tabellenzeile lässt sich keiner Stelle des Textes zuordnen. Ihr Text steht unter leftover.",
    ),
    "Z654": Code(
        _B,
        "Text außerhalb der Tabelle",
        "Neben den Tabellen steht Text, der nicht aus der Übergabe stammt. Er steht unter leftover.",
    ),
    "Z655": Code(
        _B,
        "Original verändert",
        "In der Spalte „Original“ steht nicht mehr der amtliche Wortlaut. Es gilt der amtliche.",
    ),
    "Z656": Code(
        _B,
        "Ausgangstext seit der Übergabe geändert",
        "Die Übersetzung gehört zu einem früheren Wortlaut. Sie bleibt erhalten und muss angesehen werden: review = true.",
    ),
    "Z657": Code(
        _B,
        "Änderungen sind nicht entschieden",
        "In der Datei stehen nachverfolgte Änderungen. Gelesen ist der Text, als wären sie angenommen; solche Zeilen gelten "
        "nicht als geprüft.",
    ),
    "Z658": Code(_B, "Kommentar", "Jemand hat etwas an den Rand geschrieben. Es steht bei der Zeile unter comment."),
    "Z659": Code(
        _B,
        "Zeilen ohne Übersetzung",
        "Zu diesen amtlichen Zeilen gibt es noch keine Leichte Sprache, und sie sind nicht weggelassen.",
    ),
    "Z660": Code(
        _B,
        "„geprüft“ gilt nicht",
        "Geprüft ist eine Zeile, wenn das Protokoll mindestens zwei Prüferinnen oder Prüfer und das Datum nennt, und nur, "
        "solange sich ihr Text danach nicht ändert. Eine zweite Prüfung braucht ihr eigenes Datum.",
    ),
    "Z661": Code(
        _B,
        "Status passt nicht zum Text",
        "Der Status einer Zeile und ihr Text widersprechen sich, oder den Status gibt es nicht.",
    ),
    "Z662": Code(
        _N,
        "Text ersetzt",
        "Die Zeile hatte schon einen anderen Text. Der neue gilt; der frühere steht in der Meldung und in Ihrer "
        "Versionsverwaltung.",
    ),
    "Z663": Code(
        _N,
        "Früherer Stand bleibt",
        "Die Datei ist an dieser Stelle leer, früher stand dort etwas. Es bleibt erhalten. Soll es weg, löschen Sie es in der "
        "TOML-Datei.",
    ),
    "Z664": Code(
        _N,
        "Unbekannte Spalte",
        "Die Tabelle hat eine Spalte, die nicht aus der Übergabe stammt. Ihr Text steht bei der Anmerkung der Zeile.",
    ),
    "Z665": Code(
        _B,
        "Eingefügtes Bild",
        "Bilder kommen nicht aus der Word-Datei. Legen Sie das Bild neben den Text und schreiben Sie seinen Dateinamen in "
        "die Spalte „Bild“.",
    ),
    # 67x: making the Leichte-Sprache edition
    "Z670": Code(
        _E,
        "Bild fehlt oder ist unbrauchbar",
        "Die Übersetzung nennt ein Bild. Es liegt als PNG oder JPEG im Ordner bilder neben dem Text.",
    ),
    "Z671": Code(_E, "Bild ohne Alternativtext", "Wer ein Bild nicht sieht, muss lesen können, was darauf ist."),
    "Z672": Code(
        _N,
        "Stand der Leichten Sprache",
        "Welche amtlichen Zeilen noch keine Leichte Sprache haben, und ob die Prüfgruppe den Text gelesen hat.",
    ),
    "Z673": Code(_E, "Keine Leichte Sprache", "Zu diesem Text gibt es noch keine Übersetzung in Leichte Sprache."),
    # 68x: Word documents, and Leichte Sprache
    "Z680": Code(
        _B,
        "Übergabe unvollständig oder falsch",
        "In der Word-Datei für die Übersetzung hat jeder Satz genau eine Tabellenzeile, mit Nummer, amtlichen Zeilen, Wortlaut, "
        "Feld und Status; dazu kommen Auftrag, Wörterliste und Prüf-Protokoll. Was hier fehlt oder anders heißt, findet nach "
        "der Übersetzung nicht zurück.",
    ),
    "Z681": Code(
        _B,
        "Word-Datei verletzt Open XML",
        "openxml-audit hält die Datei gegen Schema und Regeln von Open XML. Word repariert solche Dateien beim Öffnen oder "
        "öffnet sie nicht; andere Programme sagen dazu nichts.",
    ),
    "Z682": Code(
        _B,
        "Word-Datei ist nicht für alle zugänglich",
        "Titel, Sprache, Überschriften ohne Lücken, Kopfzeilen der Tabellen, Alternativtexte, echte Listen, Kontrast von 4,5:1 "
        "und keine Silbentrennung; Leichte Sprache mit mindestens 14 Punkt, Zeilenabstand 1,5 und linksbündig.",
    ),
    "Z685": Code(
        _B,
        "Leichte Sprache weicht von der Übersetzung ab",
        "Die Ausgabe muss alles sagen, was übersetzt ist, in derselben Reihenfolge, mit den amtlichen Zeilen und Verweisen "
        "hin und zurück; und sie nennt sich einen Entwurf, bis die Prüfgruppe sie gelesen hat.",
    ),
    "Z690": Code(
        _N,
        "Prüfung nicht durchgeführt",
        "Ein Prüfwerkzeug fehlt. Das Ergebnis ist offen: nicht bestanden und nicht durchgefallen.",
    ),
    # 7xx: the machine
    "Z701": Code(_E, "Bibliothek fehlt", "Eine Bibliothek des Systems fehlt, ohne die kein PDF gesetzt werden kann."),
    "Z702": Code(_E, "Schriftdatei fehlt", "Eine Schriftdatei aus den Python-Paketen fehlt oder ist beschädigt."),
    "Z703": Code(_E, "Python-Paket fehlt", "Die Umgebung ist unvollständig."),
    # 8xx: files
    "Z801": Code(
        _E, "Schreiben fehlgeschlagen", "Die Ausgaben konnten nicht geschrieben werden. Frühere sind unberührt."
    ),
    "Z802": Code(_E, "Lesen fehlgeschlagen", "Eine Datei konnte nicht gelesen werden."),
    # 9xx: the call, and us
    "Z901": Code(_E, "Unbekannter Aufruf", "Der Befehl kennt dieses Argument nicht."),
    "Z999": Code(_E, "Fehler im Programm", "Das ist unser Fehler. Bitte melden Sie ihn mit der Ausgabe."),
}
