"""Finds what customers get back: a share of the bill or a sum of money, near a word for giving it back."""

import json
import re
import sys

SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)", re.IGNORECASE)
SUM = re.compile(r"([$€£¥])\s?(\d[\d,]*(?:\.\d+)?)")
SUM_IN_CHINESE = re.compile(r"(\d+)\s?元")
GIVING = re.compile(r"credit(?!\s+cards?)|refund|reimburs|赔付|退款|代金券", re.IGNORECASE)
SENTENCE = re.compile(r".+?(?:[.!?](?=\s)|[。！？]|$)", re.DOTALL)


def amounts(sentence):
    """Every amount of a sentence: how it is shown, and the match that says it."""
    for found in SHARE.finditer(sentence):
        yield found.group(1) + "%", found
    for found in SUM.finditer(sentence):
        yield found.group(1) + found.group(2).replace(",", ""), found
    for found in SUM_IN_CHINESE.finditer(sentence):
        yield "¥" + found.group(1), found


def claims(page):
    for number, block in enumerate(page["blocks"]):
        if not block["own"]:
            continue
        for sentence in SENTENCE.finditer(block["text"]):
            giving = list(GIVING.finditer(sentence.group()))
            if not giving:
                continue

            def quote(found):
                return {"block": number, "text": found.group(), "at": sentence.start() + found.start()}

            for value, found in amounts(sentence.group()):
                nearest = min(giving, key=lambda word: abs(word.start() - found.start()))
                yield {"value": value, "quotes": [quote(found), quote(nearest)], "rule": "near-giving"}


for line in sys.stdin:
    print(json.dumps({"claims": list(claims(json.loads(line)))}), flush=True)
