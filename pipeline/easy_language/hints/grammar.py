"""Genitive, passive and subjunctive, by the shapes of words: patterns without a dictionary, so each is measured (``measured.toml``).

die Kosten der Stadt · des Rates · wegen hoher Mieten       genitive
Der Antrag wird angenommen.                                 passive with „werden“; „wird sich ändern“ is none
wäre, hätte, würde, er habe, sie sei                        subjunctive
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_NOUN = r"[A-ZÄÖÜ][\wäöüß*:·-]+"
_ADJECTIVES = (
    r"(?:(?:\d+|[a-zäöüß-]+(?:e[nrms]?|ig|zig|zehn|zwei|drei|vier|fünf|sechs|acht|elf|zwölf|und|oder),?)\s){0,3}"
)
_OWN = r"(?:dies|jen|unser|ihr|sein|mein|eur|ein|kein|all|beid|mehrer|viel|einig|jed|welch|manch)er"
_AFTER_NOUN = re.compile(
    rf"""
    (?<![\w.-])(?P<head>{_NOUN}|(?:[Kk]eine[rs]?|[Vv]iele|[Ee]inige|[Aa]lle|[Ee]ine[rs]?|[Mm]anche|[Mm]ehrere|[Jj]ede[rs]?|zwei|drei|vier|fünf)|(?:§|Abs\.|Art\.|Nr\.|Satz)\s\d+|\d+(?:,\d+)?\s?%)
    (?:\s\d+)?
    \s(?P<own>(?:der|{_OWN})\s{_ADJECTIVES}{_NOUN}(?:\s(?:und|oder|sowie)\s(?:der\s)?{_NOUN}(?=[\s.,;:!?)]))?)
    """,
    re.VERBOSE,
)
_OF_HIM = re.compile(
    rf"(?<!\w)(?i:des|eines|meines|seines|ihres|unseres|eures|keines)\s{_ADJECTIVES}{_NOUN}(?:s|n)(?![\w-])"
    rf"|(?<!\w)(?i:des)\s{_ADJECTIVES}{_NOUN}"
)
_PREPOSITION = re.compile(
    rf"""
    (?<!\w)(?i:wegen|trotz|während|statt|anstatt|anstelle|innerhalb|außerhalb|aufgrund|infolge|mithilfe|hinsichtlich|bezüglich|bzgl\.
        |anlässlich|zugunsten|zulasten|oberhalb|unterhalb|angesichts|mittels|seitens|einschließlich|abzüglich|zwecks|mangels
        |bedürfen|bedarf|gedenken)
    \s(?P<own>(?:der\s|{_OWN}\s)?{_ADJECTIVES}{_NOUN})
    """,
    re.VERBOSE,
)
_BARE = re.compile(rf"(?<![\w.-])(?P<head>{_NOUN})\s(?P<own>[a-zäöüß-]{{3,}}er\s(?:[a-zäöüß-]+er\s)?{_NOUN})")
_OF_PLACE = re.compile(
    r"(?<=[a-zäöüß]\s)(?P<head>[A-ZÄÖÜ]\w+)\s(?P<own>(?:Dortmund|Berlin|Deutschland|Europa|München|Köln)s)(?!\w)"
)

_NEAR = 10
"""Characters before a word that say enough of where it stands."""
_OPENS = re.compile(r"(?:^|[.:!?„“»«\n])\s*$")

_NO_HEAD = frozenset(
    "Ist Wird Hat Kann Muss Soll Darf Werden Sind Haben Können Müssen Sollen Dürfen Bei Mit Nach Von Aus Zu Seit In An Auf "
    "Unter Über Vor Hinter Neben Zwischen Für Durch Gegen Ohne Um Und Oder Aber Denn Ob Wenn Weil Dass Als Wie Wo Da Dort Dann "
    "Weder Noch Nur Auch So Hier Jetzt Heute Nicht Wer Was Wir Ihr Er Es Sie Ich Du Man Uns Ihnen Gegenüber Laut Dank Entlang Samt".split()
)
_NO_ADJECTIVE = frozenset(
    "aber oder über unter hinter immer wieder weiter später früher eher sicher außer leider bisher daher hier jeder lieber "
    "nachher vorher woher dieser einer keiner seiner ihrer unserer mehrerer aller welcher jener mancher der vier wer er sehr "
    "besser mehr schneller älter sonder gegenüber euer unser weder entweder kleiner größer länger teurer höher".split()
)


def genitives(text: str) -> Iterator[Span]:
    """The words in the genitive, with their article."""
    found, taken = list[Span](), bytearray(len(text))
    for pattern in (_AFTER_NOUN, _OF_HIM, _PREPOSITION, _BARE, _OF_PLACE):
        for match in pattern.finditer(text):
            start, end = match.span("own") if "own" in pattern.groupindex else match.span()
            if _is_genitive(match, pattern, text) and not any(taken[start:end]):
                found.append((start, end))
                taken[start:end] = b"x" * (end - start)
    yield from sorted(found)


def _is_genitive(match: re.Match[str], pattern: re.Pattern[str], text: str) -> bool:
    if "head" not in pattern.groupindex:
        return (
            pattern is not _PREPOSITION
            or not re.match(r"(?:[a-zäöüß]+\s)*[A-ZÄÖÜ]\w+$", match["own"])
            or "er " in match["own"]
        )
    head = match["head"]
    opens = bool(_OPENS.search(text[max(match.start() - _NEAR, 0) : match.start()]))
    if head in _NO_HEAD or (opens and head.endswith("t") and len(head) < len("beschließt")):
        return False
    if _HE.match(match["own"]):
        return False
    return pattern is not _BARE or match["own"].split()[0] not in _NO_ADJECTIVE


_HE = re.compile(
    r"der\s(?:Bund|Rat|Kreis|Staat|Verein|Vorstand|Ausschuss|Bürgermeister|Antrag|Haushalt|Beirat|Markt|Verkehr|Bau|Weg|Platz|Park|Bus|Zug|Preis|Plan|"
    r"Krieg|Mensch|Landtag|Bundestag|Kreistag|Landrat|Text|Satz|Absatz|Bericht|Beschluss|Anteil|Zugang|Schutz|Erhalt|Umbau|Ausbau|Bedarf|Wald)\b"
)
"""Masculine nouns: with „der“ they are the subject."""

_CLAUSE = re.compile(r"(?:[^,;:!?()–\n]|(?<=\d)[,:](?=\d))+")
_AUXILIARY = re.compile(r"(?<!\w)(?i:werde|wirst|wird|werden|werdet|wurden?|wurdest|worden|würden?)(?!\w)")
_SEPARABLE = (
    r"(?:ab|an|auf|aus|bei|ein|empor|entgegen|fest|fort|frei|gegenüber|her|heran|heraus|hin|hinein|hinzu|los|mit|nach|nieder|statt|"
    r"teil|über|um|unter|vor|voran|wahr|weg|weiter|wieder|zu|zurück|zusammen|bereit|sicher|gut|klar|still|fertig)"
)
_PARTICIPLE = re.compile(
    rf"""
    (?<![\w-])(?P<word>
      {_SEPARABLE}?ge[a-zäöüß]{{2,}}(?:t|(?<!lich)(?<!isch)(?<!ig)(?<!sam)(?<!bar)(?<!end)en)
    | (?:{_SEPARABLE})?(?:be|emp|ent|er|ver|zer|miss|über|unter|um|durch|wider|hinter|voll|wieder)[a-zäöüß]{{2,}}t
    | (?i:{_SEPARABLE}?(?:be|ent|er|ver|zer|über|unter|um|durch|wider|emp|miss)(?:schlossen|boten|liehen|worfen|sprochen|trieben|schrieben|standen
        |nommen|zogen|wiesen|griffen|funden|bunden|wonnen|troffen|wogen|hoben|schoben|stohlen|loren|brochen|schieden|litten|bissen|gossen
        |wendet|rissen|schnitten|stiegen|stochen|holfen|dorben|storben|geben|gessen|lassen|tragen|fahren|treten|rufen))
    | [a-zäöüß]{{3,}}iert
    | (?i:ge[a-zäöüß]{{2,}}t)
    )(?![\w-])
    """,
    re.VERBOSE,
)
_NO_PARTICIPLE = frozenset(
    "bereit beliebt bekannt berühmt erst bereits geehrt gesamt gesund genannt insgesamt überhaupt unterwegs verrückt "
    "geben gehen gehören genießen gelten gestalten gewinnen gelingen geschehen genügen gefährden gewährleisten genehmigen "
    "gebrauchen gewähren gewöhnen gedenken gefallen gelangen geraten gebären gebieten gedeihen gelangen genesen gefrieren "
    "gegen gemein gern gerecht genug gut geringen gemeinsamen gesamten geltenden gesunden geleiten geloben aufgeben "
    "abgeben ausgeben angeben vorgeben weitergeben zugehen ausgehen vorgehen umgehen eingehen mitgehen weitergehen angehen "
    "übergeben umgeben ergeben vergehen begehen eingestehen zugestehen unterlassen überlassen entlassen verlassen erlassen "
    "belassen ertragen betragen vertragen erfahren verfahren vergeben entgegen zugegen zuvor".split()
)
_WITH_WORDEN = frozenset(
    "übergeben vergeben ergeben umgeben unterlassen überlassen entlassen verlassen erlassen ertragen".split()
)


_WITH_SEIN = re.compile(r"\s(?:sein|haben|hat|ist|sind)\b")


def passives(text: str) -> Iterator[Span]:
    """The participles of a passive with „werden“; that with „sein“ is not looked for."""
    for clause in _CLAUSE.finditer(text):
        if not (auxiliary := _AUXILIARY.search(clause[0])):
            continue
        for found in _PARTICIPLE.finditer(clause[0]):
            if _is_participle(found, clause[0], auxiliary[0].lower()):
                yield clause.start() + found.start("word"), clause.start() + found.end("word")


def _is_participle(found: re.Match[str], clause: str, auxiliary: str) -> bool:
    word = found["word"]
    if word[0].isupper() and found.start():
        return False
    if word.lower() in _NO_PARTICIPLE and not (auxiliary in {"worden", "wurde", "wurden"} and word in _WITH_WORDEN):
        return False
    return not re.search(
        r"(?:als|wie)\s$", clause[max(found.start() - _NEAR, 0) : found.start()]
    ) and not _WITH_SEIN.match(clause, found.end())


_SUBJUNCTIVE = re.compile(
    r"""
    (?<![\w-])(?:
      w[äÄ]re?(?:n|s?t|st)? | hätte(?:n|st|t)? | würde(?:n|st|t)? | könnte(?:n|st|t)? | müsste(?:n|st|t)? | sollten? | dürfte(?:n|st|t)?
    | käme[nt]? | gäbe[nt]? | ginge[nt]? | ließe[nt]? | bräuchte[nt]? | wüsste[nt]? | fände[nt]? | stünde[nt]? | nähme[nt]? | bliebe[nt]?
    | täte[nt]? | läge[nt]? | hielte[nt]? | sähe[nt]? | spräche[nt]? | schlösse[nt]? | träfe[nt]? | träte[nt]? | zöge[nt]? | hieße[nt]?
    | sei (?:en|est|et)? | möge[nt]? | könne | müsse | solle | dürfe | wolle | habe(?=\b) | werde(?=\b)
    )(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?<!\w)(?i:ich)(?!\w)")


def subjunctives(text: str) -> Iterator[Span]:
    """The verbs in the subjunctive; „Würde“ is a noun, and „ich habe“ is none."""
    mine = bool(_FIRST_PERSON.search(text))
    for found in _SUBJUNCTIVE.finditer(text):
        word, before = found[0], text[max(found.start() - _NEAR, 0) : found.start()]
        if word[0].isupper() and (not _OPENS.search(before) or word in {"Würde", "Habe"}):
            continue
        if word.lower() in {"habe", "werde"} and mine:
            continue
        yield found.span()
