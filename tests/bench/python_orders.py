"""Places orders from Python, for willcall_bench, which starts this and talks to it by a socket.

usage: python_orders.py FOLDER_OF_THE_SEASON RULE_FILE (single | queue) IN_FLIGHT

Says `open`, and then for each line with a number of milliseconds places orders for so long, and
answers how many, the flushes, the bytes written and the processor's seconds.
"""

import ctypes
import sys
import time

import willcall

ORDER = {"lines": [{"performance": "heights-1000", "ticket_type": "general", "quantity": 2}],
         "payments": [{"means": "cash", "amount": "38.00"}],
         "buyer": {"name": "Ann Example", "email": "ann@example.org"}, "codes": False}


def disk_use():
    flushes, bytes_written = ctypes.c_uint64(), ctypes.c_uint64()
    ctypes.CDLL(None).willcall_bench_disk_use(ctypes.byref(flushes), ctypes.byref(bytes_written))
    return flushes.value, bytes_written.value


def place_alone(desk, until):
    count = 0
    while time.monotonic() < until:
        desk.orders.place(**ORDER)
        count += 1
    return count


def place_through(queue, desk, until):
    def orders():
        while time.monotonic() < until:
            yield ORDER

    return sum(1 for done in queue.map(desk.orders.place, orders()) if done.result())


def serve(place):
    print("open", flush=True)
    for line in sys.stdin:
        flushes, written = disk_use()
        processor = time.process_time()
        count = place(time.monotonic() + int(line) / 1000)
        processor = time.process_time() - processor
        now_flushes, now_written = disk_use()
        print(count, now_flushes - flushes, now_written - written, processor, flush=True)


def main(folder, rule, way, in_flight):
    with willcall.open(f"{folder}/season.yaml", plugins=[rule], workers=0) as engine:
        desk = engine.vouch("operator-0@example.org")
        desk.shifts.open(location="main")
        if way == "single":
            return serve(lambda until: place_alone(desk, until))
        with engine.queue(capacity=int(in_flight)) as queue:
            return serve(lambda until: place_through(queue, desk, until))


if __name__ == "__main__":
    main(*sys.argv[1:])
