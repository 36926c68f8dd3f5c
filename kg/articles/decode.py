"""Bytes to text: byte order marks, UTF-8, and the encodings of old newsroom systems."""

from __future__ import annotations

import codecs
import re

from kg.articles.values import UnreadableError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What English text without a mark is found in. Asked among all encodings, detection takes
# short Windows-1252 texts for Central European ones.
OTHERS = ["cp1252", "mac_roman", "utf_16_le", "utf_16_be"]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
STRAY = re.compile("[\udc80-\udcff]")
# More than one control character in a hundred: a program or a picture, not a text with a slip.
BINARY = 0.01


def decode(raw: bytes) -> str:
    """The text of the bytes; raises UnreadableError where they are no text.

    >>> decode("Caf\\xe9 \\u201cAI\\u201d".encode("cp1252"))
    'Caf\\xe9 “AI”'
    >>> decode(b"\\xef\\xbb\\xbfMeta\\r\\nhired")
    'Meta\\nhired'
    """
    text = _decoded(raw)
    if len(CONTROL.findall(text)) > BINARY * len(text) + 1:
        raise UnreadableError("is not text")
    return clean(text)


def clean(text: str) -> str:
    """The text with plain line ends and without characters that no UTF-8 file can carry.

    >>> clean("a\\x00b\\ud800")
    'a\\ufffdb\\ufffd'
    """
    return CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def mark(raw: bytes) -> str | None:
    """The encoding that a byte order mark announces, or None."""
    return next((name for sign, name in MARKS if raw.startswith(sign)), None)


def _decoded(raw: bytes) -> str:
    marked = mark(raw)
    try:
        return raw.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise UnreadableError(f"has the byte order mark of {marked} but is not {marked}") from error
    return _guessed(raw)


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    if mixed := _mixed(raw):
        return mixed
    best = from_bytes(raw, cp_isolation=OTHERS).best()
    if best is None:
        raise UnreadableError("is not text in UTF-8, UTF-16 or Windows-1252")
    return str(best)


def _mixed(raw: bytes) -> str | None:
    """UTF-8 into which somebody pasted a few bytes of Windows-1252: more characters whole than not."""
    text = raw.decode("utf-8", "surrogateescape")
    stray = len(STRAY.findall(text))
    whole = sum(not each.isascii() for each in text) - stray
    return STRAY.sub(_western, text) if whole > stray else None


def _western(byte: re.Match[str]) -> str:
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")
