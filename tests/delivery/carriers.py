"""Carriers that tests bring along."""

import threading

import willcall


class Post(willcall.Delivery):
    """Keeps what it is given. Answers with the outcomes it was given, in their order, and with
    success after them."""

    name = method = "post"
    takes = [("ticket", "text/plain")]

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.jobs = []

    def deliver(self, jobs):
        self.jobs += jobs
        return [self.outcomes.pop(0) if self.outcomes else True for _ in jobs]


class Slow(Post):
    """Has each job in hand until it may go on."""

    def __init__(self):
        super().__init__()
        self.there, self.go = threading.Event(), threading.Event()

    def deliver(self, jobs):
        self.there.set()
        assert self.go.wait(30)
        return super().deliver(jobs)
