"""Bytes that are no request, as a C program may send them: answered, and nothing done."""

import ctypes
import json

import pytest

OK, REFUSED, INVALID, NOT_FOUND = range(4)


class CallOptions(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
                ("key", ctypes.c_char_p), ("key_size", ctypes.c_uint64),
                ("deadline", ctypes.c_int64)]


class Library:
    """The C library through its header: an engine, and the host's session on it."""

    def __init__(self, season):
        self.willcall = ctypes.CDLL("libwillcall.so.0")  # the one that Python has loaded
        for name in ("willcall_result_json", "willcall_error_detail"):
            getattr(self.willcall, name).restype = ctypes.c_char_p
        self.engine = ctypes.c_void_p()
        self.session = ctypes.c_void_p()
        assert self.willcall.willcall_engine_open(
            str(season).encode(), None, ctypes.byref(self.engine), None) == OK
        assert self.sign_in(b'{"host": true}')[0] == OK

    def close(self):
        self.willcall.willcall_session_close(self.session)
        self.willcall.willcall_engine_close(self.engine)

    def sign_in(self, credentials):
        error = ctypes.c_void_p()
        status = self.willcall.willcall_session_open(
            self.engine, credentials, ctypes.c_uint64(len(credentials)),
            ctypes.byref(self.session), ctypes.byref(error))
        return status, self._detail(error)

    def ask(self, operation, request=b"{}", key=None):
        options = CallOptions(ctypes.sizeof(CallOptions), 0, key, len(key or b""), 0)
        result, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = self.willcall.willcall_invoke(
            self.session, operation, request, ctypes.c_uint64(len(request)),
            ctypes.byref(options), ctypes.byref(result), ctypes.byref(error))
        if status != OK:
            assert not result
            return status, self._detail(error)
        said = json.loads(self.willcall.willcall_result_json(result, None))
        self.willcall.willcall_result_free(result)
        return status, said

    def _detail(self, error):
        if not error:
            return None
        said = json.loads(self.willcall.willcall_error_detail(error, None))
        self.willcall.willcall_error_free(error)
        return said

    def state(self):
        status, checked = self.ask(b"store.check")
        assert status == OK and checked["ok"]
        return self.ask(b"journal.head"), checked["counted"]


@pytest.fixture
def library(tmp_path):
    season = tmp_path / "spring.yaml"
    season.write_text("organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}",
                      encoding="utf-8")
    one = Library(season)
    yield one
    one.close()


NAMED = b'{"name": "Ann %b"}'
BAD = {
    "no byte of UTF-8": (NAMED % b"\xff", "invalid UTF-8"),
    "overlong": (NAMED % b"\xc0\xaf", "invalid UTF-8"),
    "surrogate": (NAMED % b"\xed\xa0\x80", "invalid UTF-8"),
    "beyond Unicode": (NAMED % b"\xf4\x90\x80\x80", "invalid UTF-8"),
    "broken off": (NAMED % b"\xe2\x82", "invalid UTF-8"),
    "latin": (NAMED % "Café".encode("latin-1"), "invalid UTF-8"),
    "NUL byte": (NAMED % b"\0", "NUL"),
    "NUL after all": (b'{"name": "Ann"}\0', "NUL"),
    "NUL escaped": (NAMED % b"\\u0000", "U+0000"),
    "lone surrogate": (NAMED % b"\\ud800", "JSON"),
    "carriage return": (NAMED % b"\\r\\nBcc: ben@example.org", "name"),
    "delete": (NAMED % b"\x7f", "name"),
    "control in two bytes": (NAMED % "\u0085".encode(), "name"),
    "not closed": (b'{"name": "Ann"', "JSON"),
    "more behind": (b'{"name": "Ann"} {}', "JSON"),
    "comma too many": (b'{"name": "Ann",}', "JSON"),
    "comment": (b'{"name": /* who */ "Ann"}', "JSON"),
    "single quotes": (b"{'name': 'Ann'}", "JSON"),
    "not a number": (b'{"name": NaN}', "JSON"),
    "leading zero": (b'{"name": 007}', "JSON"),
    "huge number": (b'{"name": 1e999999}', ""),
    "twice": (b'{"name": "Ann", "name": "Ben"}', "twice"),
    "list": (b"[]", "object"),
    "null": (b"null", "object"),
    "blank": (b" ", "JSON"),
    "null in it": (b'{"name": null}', "name"),
    "deep": (b'{"name": ' + b"[" * 65 + b"]" * 65 + b"}", "64 levels"),
    "very deep": (b"[" * 1_000_000, "64 levels"),
    "many values": (b'{"name": [' + b"1," * 100_001 + b"1]}", "100000 values"),
    "huge": (b'{"name": "' + b"x" * 5_000_000 + b'"}', "4194304"),
    "unknown": (b'{"name": "Ann", "nmae": 1}', "nmae"),
}


@pytest.mark.parametrize(("request_", "said"), BAD.values(), ids=BAD)
def test_a_request_of_bad_bytes_is_invalid_and_changes_nothing(library, request_, said):
    before = library.state()
    status, detail = library.ask(b"customers.create", request_)
    assert (status, detail["status"]) == (INVALID, "invalid")
    assert said in detail["message"] + detail.get("field", "")
    assert len(detail["message"]) < 500
    assert library.state() == before


@pytest.mark.parametrize("operation", [b"orders.dance", b"", b"orders", b"ORDERS.PLACE",
                                       b"orders.place\xff", b"x" * 100_000])
def test_an_operation_that_there_is_not_is_not_found(library, operation):
    before = library.state()
    status, detail = library.ask(operation)
    assert status == NOT_FOUND
    assert len(detail["message"]) < 500
    assert library.state() == before


@pytest.mark.parametrize("key", [b"\xff", b"a\0b", b"x" * 201])
def test_a_key_of_bad_bytes_is_invalid_and_changes_nothing(library, key):
    before = library.state()
    status, detail = library.ask(b"customers.create", b'{"name": "Ann"}', key)
    assert status == INVALID
    assert "idempotency key" in detail["message"]
    assert library.state() == before


@pytest.mark.parametrize("credentials", [
    b"", b"{}", b"[]", b'{"host": "yes"}', b'{"login": "\xff", "password": "x"}',
    b'{"login": "a@b.c", "password": "x\\u0000"}', b'{"host": true, "token": "x"}',
    b'{"login": "a@b.c", "password": "x", "pasword": "y"}', b"x" * 5_000_000])
def test_credentials_of_bad_bytes_open_no_session(library, credentials):
    before = library.state()
    mine = library.session.value
    status, detail = library.sign_in(credentials)
    assert status == INVALID
    assert ("there is no" in str(detail)) == (b"pasword" in credentials)
    assert library.session.value == mine
    assert library.state() == before


def test_what_is_well_formed_is_understood_however_it_is_written(library):
    for text in (b'{"name": "Ann"}', b' {\n"name"\t:\r"\\u0041nn" } ',
                 b'\xef\xbb\xbf{"name": "Ann"}', b'{"name": "Ann", "email": null}'):
        status, customer = library.ask(b"customers.create", text)
        assert (status, customer["name"]) == (OK, "Ann")
