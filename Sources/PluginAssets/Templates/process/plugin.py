"""Reads one page a line on standard input and answers each with one line: see `postmortem plugin schema`.

What is written to standard error is shown to the user. Keep nothing from one page to the next.
"""

import json
import re
import sys

FIGURE = re.compile(r"\b(\d+)(?: \w+)? engineers\b")


def claims(page):
    for number, block in enumerate(page["blocks"]):
        if not block["own"]:  # comments, lists of other stories
            continue
        for found in FIGURE.finditer(block["text"]):
            yield {
                "value": int(found.group(1)),
                "quotes": [{"block": number, "text": found.group(), "at": found.start()}],
                "rule": "figure",
            }


for line in sys.stdin:
    answer = {"claims": list(claims(json.loads(line)))}
    print(json.dumps(answer), flush=True)
