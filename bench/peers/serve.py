"""Serves a work to the bench: one JSON request a line on standard input, one JSON answer a line on standard output."""
import importlib.metadata
import json
import sys
import time


def repeat(seconds, units, batch):
    """Calls batch(), which does `units` of work, until the seconds have gone; how much was done in which time."""
    done = 0
    start = time.perf_counter()
    while True:
        batch()
        done += units
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return {"units": done, "seconds": elapsed}


def serve(work, packages):
    """Says which versions of the packages are here, then answers requests until the input ends."""
    print(json.dumps({name: importlib.metadata.version(name) for name in packages}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(work(json.loads(line))), flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
