#!/usr/bin/env python3
"""Drives the HTML report in headless Chromium and says what is wrong with it.

    drive.py REPORT.html [--screenshots DIR] [--times]

Needs chromium and chromedriver on the PATH and Python's standard library (WebDriver over HTTP,
https://www.w3.org/TR/webdriver2/). Exits with 0 where everything holds, with 1 and a list where not.
"""

import argparse
import base64
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Down": "\ue015", "Right": "\ue014", "Up": "\ue013"}


class Browser:
    """One session of one headless browser."""

    def __init__(self, scheme="light", width=1280, height=900):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--log-level=OFF"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     f"--window-size={width},{height}", "--hide-scrollbars"]
        if scheme == "dark":
            arguments.append("--force-dark-mode")
        wanted = {"alwaysMatch": {
            "browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"binary": shutil.which("chromium"), "args": arguments}}}
        for attempt in range(100):
            try:
                self.session = self.call("POST", "/session", {"capabilities": wanted}, bare=True)["sessionId"]
                break
            except urllib.error.HTTPError as error:
                raise SystemExit(f"no browser: {error.read().decode()}")
            except (urllib.error.URLError, ConnectionError):
                if attempt == 99:
                    raise
                time.sleep(0.1)
        self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]}})
        if width < 600:
            self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}})

    def call(self, method, path, body=None, bare=False):
        where = self.root + path if bare else f"{self.root}/session/{self.session}{path}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(where, data=data, method=method, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self.call("POST", "/url", {"url": path.resolve().as_uri()})

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, *names):
        actions = []
        for name in names:
            key = KEYS.get(name, name)
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def log(self, kind):
        return self.call("POST", "/se/log", {"type": kind})

    def screenshot(self, path):
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()


class Check:
    """Expectations, and those that failed."""

    def __init__(self):
        self.failures = []

    def that(self, holds, what):
        if not holds:
            self.failures.append(what)


ROWS = "return document.querySelectorAll('#table tbody tr').length"


def load(browser, check):
    check.that(browser.run("return document.documentElement.dataset.ready") == "yes", "the script did not run")
    check.that(browser.run(ROWS) > 0, "there are no rows")
    total = browser.run("return JSON.parse(document.getElementById('data').textContent).rows.length")
    check.that(browser.run("return document.getElementById('count').textContent") == f"{total} / {total}",
               "the count of rows is wrong")
    return total


def sort(browser, check):
    started = "[...document.querySelectorAll('#table thead th')].find((th) => th.textContent === 'Started')"
    for direction in ("ascending", "descending"):
        browser.run(f"{started}.querySelector('button').click()")
        check.that(browser.run(f"return {started}.getAttribute('aria-sort')") == direction, f"not sorted {direction}")
        texts = browser.run(
            f"const at = {started}.cellIndex; return [...document.querySelectorAll('#table tbody tr')]"
            ".map((tr) => tr.cells[at].querySelector('.value')?.textContent.replace(/^[≈≤] /, '') ?? null)")
        told = [text for text in texts if text and text[:4].isdigit()]
        check.that(told == sorted(told, reverse=direction == "descending"), f"the times are not {direction}")
        check.that(None not in texts[:len([t for t in texts if t])], "rows without a time do not come last")


def filters(browser, check, total):
    fill = ("const box = document.getElementById('search'); box.value = arguments[0];"
            "box.dispatchEvent(new Event('input'));" + ROWS)
    name = browser.run("return document.querySelector('#table tbody td .value').textContent.split(' ')[0]")
    check.that(0 < browser.run(fill, name) <= total, "the search finds nothing it should")
    check.that(browser.run(fill, "no page says this") == 0, "the search finds what it should not")
    browser.run(fill, "")
    facet = ("const select = document.querySelector('select[data-facet=year]'); select.selectedIndex = arguments[0];"
             "select.dispatchEvent(new Event('change'));" + ROWS)
    years = browser.run("return document.querySelector('select[data-facet=year]').options.length")
    if years > 2:
        check.that(0 < browser.run(facet, 1) < total, "the filter by year does not filter")
        browser.run(facet, 0)
    group = ("const select = document.getElementById('grouping'); select.value = arguments[0];"
             "select.dispatchEvent(new Event('change'));"
             "return document.querySelectorAll('#table tr.group').length")
    check.that(browser.run(group, "status") > 0, "the rows are not grouped")
    check.that(browser.run(group, "") == 0, "the rows stay grouped")


def cell(browser, check):
    browser.run("document.querySelector('#table tbody td .value').click()")
    check.that(browser.run("return document.getElementById('dialog').open"), "a click opens no dialog")
    check.that(browser.run("return document.querySelectorAll('#dialog blockquote mark').length") > 0, "a cell has no quote")
    check.that(browser.run("return location.hash").startswith("#cell="), "an open cell has no address")
    links = browser.run("return [...document.querySelectorAll('#dialog a')].map((a) => a.href)")
    check.that(all(link.startswith(("http://", "https://", "file://")) for link in links), f"a link leads to {links}")
    browser.press("Escape")
    check.that(not browser.run("return document.getElementById('dialog').open"), "Escape closes no dialog")


def keyboard(browser, check):
    """From the search box by Tab to the table, by arrows to a cell, by Enter into it and by Escape back."""
    browser.run("document.getElementById('search').focus()")
    for _ in range(60):
        if browser.run("return document.activeElement.matches('.value')"):
            break
        browser.press("Tab")
    check.that(browser.run("return document.activeElement.matches('tbody .value')"), "Tab does not reach the table")
    browser.press("Right")
    check.that(browser.run("return document.activeElement.closest('td') !== null"), "the right arrow reaches no cell")
    before = browser.run("return document.activeElement.textContent")
    browser.press("Enter")
    check.that(browser.run("return document.getElementById('dialog').open"), "Enter opens no dialog")
    browser.press("Escape")
    check.that(browser.run("return document.activeElement.textContent") == before, "the focus does not come back")
    row = "return document.activeElement.closest('tr').rowIndex"
    first = browser.run(row)
    browser.press("Down", "Down", "Down", "Down")
    check.that(browser.run(row) > first, "the down arrow leaves no row")
    check.that(browser.run("return document.querySelectorAll('tbody .value[tabindex=\"0\"]').length") == 1,
               "the table is more than one stop of Tab")


def silence(browser, check):
    """No complaint on the console, and nothing asked of anyone."""
    for entry in browser.log("browser"):
        check.that(False, f"console: {entry['message']}")
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            check.that(url.startswith(("file:", "data:", "about:")), f"a request to {url}")


def names(browser, check):
    """What a screen reader needs: names for controls, headings for columns, a language."""
    check.that(browser.run("return document.documentElement.lang !== ''"), "the page has no language")
    unnamed = browser.run(
        "return [...document.querySelectorAll('input, select, button')].filter((control) =>"
        " !control.labels?.length && !control.textContent.trim() && !control.ariaLabel).length")
    check.that(unnamed == 0, f"{unnamed} controls have no name")
    check.that(browser.run("return document.querySelectorAll('#table thead th[scope=col]').length") > 3,
               "columns have no headings")
    if browser.run("return document.querySelector('figure svg') !== null"):
        check.that(browser.run("return !!document.querySelector('figure svg').getAttribute('aria-label')"),
                   "the time line has no description")


def times(browser, path):
    """Seconds until the report can be used, and milliseconds for the slowest of its sorts."""
    begin = time.monotonic()
    browser.open(path)
    ready = browser.run("return document.documentElement.dataset.ready")
    opened = time.monotonic() - begin
    slowest = browser.run(
        "let most = 0; for (const button of document.querySelectorAll('#table thead button')) {"
        "const start = performance.now(); button.click(); document.body.offsetHeight;"
        "most = Math.max(most, performance.now() - start); } return most")
    print(f"opened in {opened:.2f} s ({ready}), slowest sort {slowest:.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    # Whoever started us may have blocked signals, and children inherit that: Chromium would wait for ever.
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.alarm(300)
    check = Check()
    for scheme, width, height in (("light", 1280, 900), ("dark", 1280, 900), ("light", 390, 844)):
        browser = Browser(scheme, width, height)
        try:
            if options.times:
                times(browser, options.report)
                return 0
            browser.open(options.report)
            total = load(browser, check)
            if options.screenshots:
                options.screenshots.mkdir(parents=True, exist_ok=True)
                browser.screenshot(options.screenshots / f"{scheme}-{width}.png")
            sort(browser, check)
            filters(browser, check, total)
            cell(browser, check)
            if width > 600:
                keyboard(browser, check)
            names(browser, check)
            if options.screenshots:
                browser.run("document.querySelector('#table tbody td .value').click()")
                browser.screenshot(options.screenshots / f"{scheme}-{width}-cell.png")
            silence(browser, check)
        finally:
            browser.close()
    for failure in check.failures:
        print(failure)
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
