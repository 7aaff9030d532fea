"""What names look like to people, whatever characters they are made of.

Unicode's table of confusable characters has thousands of lines. A rule keeps this one
short: a word is in one script, and in one that people write today.
"""

# ruff: noqa: RUF001

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category, decimal, name, normalize

# By the first word of a letter's name in Unicode.
_ALONE: Final = re.compile(
    "LATIN|CYRILLIC|GREEK|ARMENIAN|GEORGIAN|HEBREW|ARABIC|THAANA|ETHIOPIC|DEVANAGARI"
    "|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|THAI|LAO"
    "|TIBETAN|MYANMAR|KHMER"
)
# These are used together.
_TOGETHER: Final = {"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA"}

# Letters of these scripts that pass for Latin ones. Most of Latin's own variants follow
# from their names: LATIN SMALL LETTER DOTLESS I.
_PASS_FOR: Final = {
    "a": "аАαΑɑ",
    "b": "вВьЬβΒ",
    "c": "сСςϲ",
    "d": "ԁԀ",
    "e": "еЕєЄεΕ",
    "f": "ғҒ",
    "g": "ԍԌց",
    "h": "һҺнНΗհ",
    "i": "іІιΙɩ",
    "j": "јЈյϳ",
    "k": "кКκΚ",
    "l": "ӏӀլԼاו",
    "m": "мМΜ",
    "n": "пИηΝոŋ",
    "o": "оОοΟσօՕסهဝ",
    "p": "рРρΡ",
    "q": "ԛԚզգ",
    "r": "г",
    "s": "ѕЅՏ",
    "t": "тТτΤ",
    "u": "иυμսՍʋ",
    "v": "νѵѴ",
    "w": "ԝԜшШωա",
    "x": "хХχΧ",
    "y": "уУүҮγΥ",
    "z": "Ζ",
}
_LATIN: Final = {char: latin for latin, chars in _PASS_FOR.items() for char in chars}
_VARIANT: Final = re.compile(r"LATIN .*LETTER (?:[A-Z-]{2,} )*([A-Z])(?: WITH .+)?")
# Letters and symbols that are blank.
_BLANK: Final = set("\u115f\u1160\u2800\u3164\uffa0\U0001d159\U00013441\U00013442")


def shows(text: str) -> bool:
    """Whether there is anything to see."""
    return any(category(char)[0] in "LNPS" and char not in _BLANK for char in text)


def is_plain(text: str) -> bool:
    """Whether each word is in one script, and in one that people write today."""
    words = re.split(r"[ ._-]", normalize("NFKC", text))
    scripts = [_scripts(word) for word in words]
    return all(len(found) <= 1 and "" not in found for found in scripts)


def likeness(text: str) -> str:
    """The same for names that look alike, such as `admin` and `ADM1N`."""
    text = "".join(_seen(normalize("NFKD", text))).casefold()
    for seen, instead in (("i", "l"), ("1", "l"), ("0", "o"), ("rn", "m"), ("vv", "w")):
        text = text.replace(seen, instead)
    return text


def _scripts(word: str) -> set[str]:
    firsts = [name(char, "").split(" ")[0] for char in word if category(char)[0] == "L"]
    # As in KATAKANA-HIRAGANA PROLONGED SOUND MARK.
    return {_script(first.partition("-")[0]) for first in firsts}


def _script(first: str) -> str:
    """The script, or nothing for one that is in no common use."""
    if first in _TOGETHER:
        return "CJK"
    return first if _ALONE.fullmatch(first) else ""


def _seen(text: str) -> Iterator[str]:
    for char in text:
        if _is_faint(char):
            continue
        if (digit := decimal(char, None)) is not None:
            yield str(digit)
        elif variant := _VARIANT.fullmatch(name(char, "")):
            yield variant[1]
        else:
            yield _LATIN.get(char, char)


def _is_faint(char: str) -> bool:
    """An accent, or what cannot be seen. The vowels of some scripts are marks too."""
    is_accent = name(char, "").startswith(("COMBINING ", "VARIATION "))
    return is_accent or category(char) == "Cf" or char in _BLANK
