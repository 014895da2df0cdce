"""Turns what a thermal printer is told back into pictures: one of nobody's libraries, for tests."""


class Roll:
    """The pictures that were cut off, and whether the drawer was kicked; raises at any command
    that it does not know."""

    def __init__(self, commands):
        self.bytes, self.at = commands, 0
        self.pictures, self.kicks = [], 0
        self.width, self.lines = 0, b""
        while self.at < len(self.bytes):
            self._command()
        assert not self.lines, "something was not cut off"

    def _take(self, count):
        taken = self.bytes[self.at:self.at + count]
        assert len(taken) == count
        self.at += count
        return taken

    def _command(self):
        head = self._take(2)
        if head == b"\x10\x04":
            assert self._take(1) == b"\x04"
        elif head == b"\x1b@":
            assert not self.lines
        elif head == b"\x1dv":
            assert self._take(2) == b"0\x00"
            across = int.from_bytes(self._take(2), "little")
            height = int.from_bytes(self._take(2), "little")
            assert not self.lines or across == self.width
            self.width = across
            self.lines += self._take(across * height)
        elif head == b"\x1dV":
            assert self._take(2) == b"B\x00"
            height = len(self.lines) // self.width
            self.pictures.append(b"P4\n%d %d\n" % (self.width * 8, height) + self.lines)
            self.lines = b""
        elif head == b"\x1bp":
            self._take(3)
            self.kicks += 1
        else:
            raise AssertionError(f"a command that nobody meant: {head!r}")
