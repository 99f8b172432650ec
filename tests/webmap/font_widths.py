"""How wide a text is in a TrueType font, from its own tables: no drawing and no other package."""

import struct
from pathlib import Path


class Font:
    """The advance widths of a font's letters."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        (count,) = struct.unpack_from(">H", self.data, 4)
        records = [struct.unpack_from(">4sIII", self.data, 12 + 16 * number) for number in range(count)]
        self.tables = {name.decode(): offset for name, _, offset, _ in records}
        (self.em,) = struct.unpack_from(">H", self.data, self.tables["head"] + 18)
        (self.metrics,) = struct.unpack_from(">H", self.data, self.tables["hhea"] + 34)
        self.segments = self._segments()

    def width(self, text: str, size: float) -> float:
        """The width of a line of text at a size."""
        return float(sum(self._advance(letter) for letter in text) * size / self.em)

    def has(self, letter: str) -> bool:
        """Whether the font can draw the letter."""
        return self._glyph(ord(letter)) != 0

    def _advance(self, letter: str) -> int:
        glyph = min(self._glyph(ord(letter)), self.metrics - 1)
        (advance,) = struct.unpack_from(">H", self.data, self.tables["hmtx"] + 4 * glyph)
        return int(advance)

    def _segments(self) -> list[tuple[int, int, int, int, int]]:
        """(first, last, delta, range offset, where it stands) of the format 4 table of letters."""
        cmap = self.tables["cmap"]
        (count,) = struct.unpack_from(">H", self.data, cmap + 2)
        offsets = [struct.unpack_from(">HHI", self.data, cmap + 4 + 8 * number)[2] for number in range(count)]
        at = next(cmap + one for one in offsets if struct.unpack_from(">H", self.data, cmap + one)[0] == 4)
        (double,) = struct.unpack_from(">H", self.data, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", self.data, at + 14)
        starts = struct.unpack_from(f">{double // 2}H", self.data, at + 16 + double)
        deltas = struct.unpack_from(f">{double // 2}H", self.data, at + 16 + 2 * double)
        ranges = at + 16 + 3 * double
        found = struct.unpack_from(f">{double // 2}H", self.data, ranges)
        places = [ranges + 2 * number for number in range(double // 2)]
        return list(zip(starts, ends, deltas, found, places, strict=True))

    def _glyph(self, code: int) -> int:
        for first, last, delta, offset, place in self.segments:
            if first <= code <= last:
                if offset == 0:
                    return (code + delta) % 65536
                (glyph,) = struct.unpack_from(">H", self.data, place + offset + 2 * (code - first))
                return (glyph + delta) % 65536 if glyph else 0
        return 0
