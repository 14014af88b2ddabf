"""Opens a report in headless Chromium and does what a reader does.

Speaks WebDriver to chromedriver with the standard library alone. Usage:
    check.py REPORT.html [SCREENSHOT-FOLDER]
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PORT = 9517
ROOT = f"http://127.0.0.1:{PORT}"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1280,900",
]


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ROOT + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


class Browser:
    def __init__(self, profile):
        options = {"args": FLAGS + [f"--user-data-dir={profile}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.path = f"/session/{answer['sessionId']}"

    def open(self, address):
        call("POST", self.path + "/url", {"url": address})

    def script(self, text, *arguments):
        return call("POST", self.path + "/execute/sync", {"script": text, "args": list(arguments)})

    def log(self):
        return call("POST", self.path + "/se/log", {"type": "browser"})

    def picture(self, file):
        file.write_bytes(base64.b64decode(call("GET", self.path + "/screenshot")))

    def close(self):
        call("DELETE", self.path)


SHOWN = "return [...document.querySelectorAll('.edition')].filter((e) => e.getClientRects().length).map((e) => e.lang)"
CHARTS = """
return [...document.querySelectorAll('.edition:not([hidden]) figure svg')].map((svg) => {
  const box = svg.getBoundingClientRect();
  const texts = svg.querySelectorAll('text').length;
  return [svg.querySelector('title')?.textContent ?? '', box.width, box.height, texts];
})"""
WIDE = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
SORTED = """
const table = arguments[0];
const head = document.querySelectorAll('.edition:not([hidden]) table')[table].tHead.rows[0].cells[arguments[1]];
head.click();
const body = head.closest('table').tBodies[0];
return [head.getAttribute('aria-sort'), head.classList.contains('figures'),
  [...body.rows].map((row) => row.cells[arguments[1]].dataset.key ?? row.cells[arguments[1]].textContent)]"""
TABLES = "return [...document.querySelectorAll('.edition:not([hidden]) table')].map((t) => [t.dataset.name, t.tHead.rows[0].cells.length, t.tBodies[0].rows.length])"


def check_sorting(browser):
    sorted_columns = 0
    for place, (name, columns, rows) in enumerate(browser.script(TABLES)):
        assert rows > 0, f"{name}: no rows"
        for column in range(columns):
            for direction in ["ascending", "descending"]:
                told, figures, keys = browser.script(SORTED, place, column)
                assert told == direction, f"{name}, column {column}: {told}"
                assert len(keys) == rows, f"{name}: rows lost"
                if figures:
                    numbers = [float(key) if key else float("-inf") for key in keys]
                    expected = sorted(numbers, reverse=direction == "descending")
                    known = [number for number in numbers if number != float("-inf")]
                    assert known == [number for number in expected if number != float("-inf")], f"{name}, column {column}"
            sorted_columns += 1
    return sorted_columns


def check(browser, report, folder):
    browser.open(report.resolve().as_uri())
    first = browser.script(SHOWN)
    assert len(first) == 1, f"shown at first: {first}"
    seen = []
    for _ in range(2):
        (language,) = browser.script(SHOWN)
        seen.append(language)
        assert browser.script("return document.documentElement.lang") == language
        charts = browser.script(CHARTS)
        assert charts, f"{language}: no chart"
        for title, width, height, texts in charts:
            assert title and width > 600 and height > 300 and texts > 3, (language, title, width, height, texts)
        assert not browser.script(WIDE), f"{language}: the page is wider than the window"
        columns = check_sorting(browser)
        if folder:
            browser.picture(folder / f"{language}.png")
        print(f"{language}: {len(charts)} charts visible, {columns} columns sort")
        browser.script("document.querySelector('.edition:not([hidden]) .switch').click()")
    assert sorted(seen) == ["en-GB", "ja"], seen
    assert browser.script(SHOWN) == first, "switched twice: back at the first language"
    errors = [entry for entry in browser.log() if entry["level"] in ("SEVERE", "WARNING")]
    assert not errors, errors
    print("no error on the console")


def main():
    report = pathlib.Path(sys.argv[1])
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    driver = subprocess.Popen(["chromedriver", f"--port={PORT}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                if call("GET", "/status")["ready"]:
                    break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        with tempfile.TemporaryDirectory() as profile:
            browser = Browser(profile)
            try:
                check(browser, report, folder)
            finally:
                browser.close()
    finally:
        driver.terminate()


main()
