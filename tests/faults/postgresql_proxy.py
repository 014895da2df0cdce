"""A door to a PostgreSQL server that counts the statements going through, and cuts at one."""

import os
import socket
import struct
import threading

CUTS = ("unsent", "unanswered", "terminated")
COMMIT = "commit"


class Proxy:
    """Listens in `folder`; `cut(k, how)` says at which statement from now on the connection that
    sends it is cut, or at the next COMMIT that ends a turn:

    unsent      the server never gets it, and sees the connection end
    unanswered  the server runs it, and its answer is lost
    terminated  an administrator ends the connection on the server just before it

    or calls it in place of sending the statement, and lets nobody in meanwhile.
    """

    def __init__(self, folder, server_folder, terminate):
        self.folder = str(folder)
        self._server = os.path.join(server_folder, ".s.PGSQL.5432")
        self._terminate = terminate
        self._lock = threading.Lock()
        self._at, self._how, self._count = None, None, 0
        self._shut = False
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(os.path.join(self.folder, ".s.PGSQL.5432"))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, at, how):
        with self._lock:
            self._at, self._how, self._count = at, how, 0

    def count(self):
        """How many statements went through since `cut`."""
        return self._count

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                if self._shut:
                    raise OSError("shut")
                server.connect(self._server)
            except OSError:
                client.close()
                continue
            pair = _Pair(self, client, server)
            threading.Thread(target=pair.forward, daemon=True).start()
            threading.Thread(target=pair.answer, daemon=True).start()

    def how_to_cut(self, kind, message):
        """Counts a statement; the way to cut at it, or None."""
        with self._lock:
            # Q runs a text, E a statement that was prepared; P prepares one.
            self._count += kind in b"QE"
            if self._at == COMMIT and kind == b"P" and b"\0commit\0" in message:
                self._at = None
                return self._how
            return self._how if self._count == self._at and kind in b"QE" else None

    def call_in_place(self, what):
        self._shut = True
        what()
        self._shut = False

    def terminate(self, backend):
        self._terminate(backend)


class _Pair:
    """One connection of a client and the one to the server that belongs to it."""

    def __init__(self, proxy, client, server):
        self._proxy, self._client, self._server = proxy, client, server
        self._backend = None
        self._mute = False  # answers are dropped, and with the last the connection is cut

    def forward(self):
        try:
            # The first message has no type.
            size = self._exactly(self._client, 4)
            rest = self._exactly(self._client, struct.unpack("!I", size)[0] - 4)
            self._server.sendall(size + rest)
            while True:
                self._forward_one(*self._message(self._client))
        except OSError:
            self._end()

    def _forward_one(self, kind, message):
        how = self._proxy.how_to_cut(kind, message)
        if callable(how):
            self._proxy.call_in_place(how)
        if how == "unsent" or callable(how):
            raise OSError("cut")
        if how == "terminated":
            self._proxy.terminate(self._backend)
        if how == "unanswered":
            self._mute = True
        self._server.sendall(message)

    def answer(self):
        try:
            while True:
                kind, message = self._message(self._server)
                if kind == b"K":
                    self._backend = struct.unpack("!I", message[5:9])[0]
                if self._mute:
                    if kind == b"Z":
                        raise OSError("cut")
                    continue
                self._client.sendall(message)
        except OSError:
            self._end()

    def _message(self, source):
        head = self._exactly(source, 5)
        return head[:1], head + self._exactly(source, struct.unpack("!I", head[1:])[0] - 4)

    @staticmethod
    def _exactly(source, size):
        read = b""
        while len(read) < size:
            some = source.recv(size - len(read))
            if not some:
                raise OSError("ended")
            read += some
        return read

    def _end(self):
        for end in (self._client, self._server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
