"""The names in a text, as far as spelling and a list show them: German writes every noun with a capital.

„Echte Männer reden“           what stands in quotation marks
Frau Özdemir, Dr. Meike Sanders   after a title
Stadt Lindau, von Clara Zetkin     after what it is, or two capitals after a preposition
Dortmunder Frauenhaus          an adjective of a place
CDU, BauGB                     capitals
Bremer Straße, Istanbul-Konvention, Grundgesetz, Europäische Union    by what they end in, or by the list
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.easy_language.hints.fact import Fact, FactKind

_PLACES = """
    Deutschland Österreich Schweiz Frankreich Polen Ukraine Russland Italien Spanien Türkei Syrien Afghanistan Israel Europa
    Afrika Asien Amerika USA Bayern Berlin Brandenburg Bremen Hamburg Hessen Niedersachsen Saarland Sachsen Thüringen
    Nordrhein-Westfalen Rheinland-Pfalz Sachsen-Anhalt Schleswig-Holstein Baden-Württemberg Mecklenburg-Vorpommern
    Westfalen Rheinland Ruhrgebiet Sauerland Münsterland Siegerland Eifel Harz Allgäu Schwarzwald Franken Schwaben
    Aachen Augsburg Bielefeld Bochum Bonn Bottrop Braunschweig Chemnitz Cottbus Darmstadt Dortmund Dresden Duisburg
    Düsseldorf Erfurt Erlangen Flensburg Frankfurt Freiburg Gelsenkirchen Göttingen Hagen Hamm Hannover
    Heidelberg Heilbronn Herne Hildesheim Ingolstadt Jena Kaiserslautern Karlsruhe Kassel Kiel Koblenz Köln Krefeld Leipzig
    Leverkusen Lübeck Lüneburg Magdeburg Mainz Mannheim Moers Mönchengladbach Mülheim München Münster Nürnberg Oberhausen
    Offenbach Oldenburg Osnabrück Paderborn Potsdam Recklinghausen Regensburg Remscheid Reutlingen Rostock Saarbrücken
    Salzgitter Schwerin Siegen Soest Solingen Stuttgart Trier Tübingen Ulm Unna Wiesbaden Witten Wolfsburg Wuppertal Würzburg
    Zwickau Rhein Ruhr Elbe Donau Main Mosel Neckar Weser Spree Isar Emscher Lippe Brüssel Wien Paris London Istanbul Moskau
    Bundestag Bundesrat Bundesregierung Bundesverfassungsgericht Landesregierung Europarat Caritas Diakonie Greenpeace
    Amnesty Arbeiterwohlfahrt Grünen Antragsgrün
""".split()
"""Large cities, states, countries and rivers, and bodies that a town's text names. No list is whole: recall says how much it misses."""

_CAPITAL = r"[A-ZÄÖÜ][\wäöüßéèćčšžñğşı]+(?:-[A-ZÄÖÜ]\w+)*"
_NO_FIRST = (
    r"Prozent|Euro|Cent|Meter|Metern|Kilometer|Kilogramm|Liter|Tonnen?|Hektar|Grad|Uhr|Millionen?|Milliarden?|Tausend|Hundert"
    r"|Ende|Anfang|Mitte|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Montag|Dienstag"
    r"|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Dutzend|Art|Abs|Satz|Nummer|Nr|Anlage|Punkt|Linie|Stück|Anzahl|Jahren?|Monate?"
    r"|Stunden?|Minuten?|Wochen?|Tage?|Sie|Ihr|Ihre|Ihnen|Du|Drittel|Viertel|Fünftel|Zehntel|Achtel"
)
_NO_SECOND = r"Sie|Ihr|Ihre|Ihrer|Ihren|Ihrem|Ihnen|Uhr|Euro|Prozent|Abs|Nr|Art|Satz"
_BODY = (
    "[Ss]tadt|[Gg]emeinde|[Kk]reis|[Kk]reistag|[Uu]niversität|[Hh]ochschule|[Ss]chule|[Gg]ericht|[Bb]ezirk|[Bb]ezirksvertretung|[Oo]rtsteil"
    "|[Ss]tadtteil|[Ff]raktion|[Bb]eirat|[Oo]rtschaft|[Pp]artei|[Vv]erein|[Gg]esellschaft|[Ss]tadtwerke|[Vv]erband|[Mm]useum|[Tt]heater|[Ii]nsel"
    "|[Ss]tiftung|[Rr]egion"
)
"""Ends of words that a name follows on: Gemeinde Ascheberg, Verwaltungsgericht Arnsberg."""
_END = r"Konvention|Schule|Straße|Platz|See|Haus|Stiftung|Preis|Park|Allee|Gymnasium|Gesetz|Kreis|Verein|Zentrum|Museum"

_NAME = re.compile(
    rf"""
    [„“"»‚'](?P<quoted>[A-ZÄÖÜ0-9][^„“”"»«‚‘'.!?\n]{{1,60}})[“”"«‘']
    | (?P<titled>(?:Frau|Herrn?|Bürgermeister(?:in)?|(?:Prof\.\s)?Dr\.|Prof\.)\s(?:Dr\.\s)?{_CAPITAL}(?:\s{_CAPITAL})?)
    | (?<!\w)(?P<law>[A-ZÄÖÜ]\w+(?<!Mai)(?:gesetz|gesetzbuch|verfassungsgericht)(?:e?s)?)(?!\w)
    | (?<![\w-])(?P<joined>{_CAPITAL}-(?:{_END}))(?!\w)
    | (?<![\w-])(?P<street>(?:[A-ZÄÖÜ]\w+er\s(?:Straße|Platz|Allee|Weg|Ring|Tor|Ufer)|[A-ZÄÖÜ]\w{{3,}}(?:allee|straße)))(?!\w)
    | (?<![\w-])(?![IVXL]+\b)(?P<letters>[A-ZÄÖÜ]{{2,}}[a-z]?(?:-[A-ZÄÖÜ]{{2,}})?|[A-ZÄÖÜ]\s\d{{1,3}}(?=[\s.,;)])|[A-ZÄÖÜ][A-Za-z]+[A-ZÄÖÜ]{{1,4}})(?![\w-])
    | (?<![\w-])(?P<official>(?:Deutsche[rns]?|Europäische[rns]?|Vereinte[nr]?|Evangelische[rns]?|Katholische[rns]?|Freie[rns]?|Runde[rnms]?)\s{_CAPITAL}|Die\sLinken?|Bündnis\s90(?:/Die\sGrünen)?)
    | (?<![\w-])(?P<place>(?:{"|".join(sorted(_PLACES, key=len, reverse=True))})(?:s|er)?)(?:\s(?:im|am|an\sder)\s{_CAPITAL})?(?![\w-])
    | (?<![\w-])(?P<body>\w{{0,40}}(?:{_BODY})\s(?!(?:{_NO_SECOND})\b){_CAPITAL}(?:\s{_CAPITAL})?)(?!\w)
    | (?<!\w)(?:von|nach|für|mit|heißt|übernimmt|durch)\s(?P<person>(?!(?:{_NO_FIRST})\b){_CAPITAL}\s(?!(?:{_NO_SECOND})\b){_CAPITAL}(?:\s{_CAPITAL})?)(?!\w)
    """,
    re.VERBOSE,
)
_NO_NAME = frozenset("ÖPNV LKW PKW EDV WC IT PC GmbH AG KG Kita KiTa TV CO NS VIP BAföG §".split())
_ENDINGS = re.compile(r"(?<=\w{4})(?:e[mnrs]?|[ns])$")
_HYPHENS = str.maketrans("", "", "-·\u00ad")


def names(text: str) -> Iterator[Fact]:
    """The names of the text, as far as patterns find them."""
    for found in _NAME.finditer(text):
        group = str(found.lastgroup)
        words = found[group]
        if words in _NO_NAME:
            continue
        yield Fact(*found.span(group), FactKind.NAME, words, key(words))


_IS_BODY = re.compile(rf"(?i)\w*(?:{_BODY})(?:e?n|s)?")


def is_body(word: str) -> bool:
    """Whether the word says what a body is, and not its name."""
    return bool(_IS_BODY.fullmatch(word))


def key(words: str) -> str:
    """What a name is known by: small letters, no hyphens, no endings, no titles."""
    plain = re.sub(r"^(?:Frau|Herrn?|Prof\.|Dr\.)\s(?:(?:Prof\.|Dr\.)\s)*", "", words).translate(_HYPHENS).casefold()
    return " ".join(_ENDINGS.sub("", each) for each in plain.split())
