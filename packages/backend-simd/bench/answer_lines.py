"""The side of a peer process written in Python, see answer-lines.mjs."""
import json
import sys
import time


def answer(**reply):
    print(json.dumps(reply), flush=True)


def answer_lines(about, run):
    answer(about=about)
    for _ in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        run()
        answer(
            elapsed=1000 * (time.perf_counter() - start),
            processor=1000 * (time.process_time() - processor),
        )
