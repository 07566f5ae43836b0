#!/usr/bin/env python3
"""Makes many page lines of few, for timing reports: many_lines.py LINES.jsonl COUNT > many.jsonl

Each copy has a name, a digest, an address and a year of its own, so that it is a row of its own.
"""

import hashlib
import re
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line for line in file if '"incidents":[{' in line]
    for index in range(int(sys.argv[2])):
        line = lines[index % len(lines)]
        round_ = index // len(lines)
        digest = hashlib.sha256(f"{index}".encode()).hexdigest()
        year = 1970 + round_ % 300
        line = re.sub(r'"(20[0-9][0-9])-', lambda found: f'"{year + int(found[1]) - 2000}-', line)
        line = re.sub(r'"page":"', f'"page":"{index}/', line, count=1)
        line = re.sub(r'"sha256":"[^"]*"', f'"sha256":"{digest}"', line, count=1)
        line = re.sub(r'"textHash":"[^"]*"', f'"textHash":"{digest[:16]}"', line, count=1)
        line = re.sub(r'"official":"', f'"official":"{index:06d}', line)
        line = re.sub(r'"links":\[[^\]]*\]', '"links":[]', line, count=1)
        line = re.sub(r'"url":"https?://[^"]*"', f'"url":"https://news.example/{index}"', line, count=1)
        sys.stdout.write(line)


if __name__ == "__main__":
    main()
