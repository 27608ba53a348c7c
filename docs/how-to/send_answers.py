"""Send the answers of a CSV file to a case, one after the other, and say what is asked next.

    python send_answers.py https://vetting.example.org CASE answers.csv

The file has the columns criterion, answerer, state, value and note; a value that is JSON (a list, a
table) is sent as such. The token is read from the environment as VETTING_TOKEN. A line whose answer is
refused is printed with the sentence; the others are sent all the same. Sending the file twice does
nothing twice. It needs Python 3.11 and nothing else.
"""

import csv
import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


def main(address: str, case: str, file: str) -> int:
    """Send every line; 1 where one was refused."""
    api = f"{address.rstrip('/')}/api/v1/cases/{case}"
    with Path(file).open(newline="", encoding="utf-8-sig") as lines:
        refused = [sentence for row in csv.DictReader(lines) if (sentence := send(api, row))]
    print("\n".join(refused))
    asked = call(f"{api}/questions?only_open=true&size=5")["items"]
    print("Asked next: " + (", ".join(one["criterion"] for one in asked) or "nothing"))
    return 1 if refused else 0


def send(api: str, row: dict[str, str]) -> str:
    """Send one answer; why it was refused, or nothing."""
    name = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:32]
    answer = {
        "criterion": row["criterion"],
        "answerer": row["answerer"],
        "state": row["state"] or "given",
        "value": read_value(row["value"]),
        "note": row["note"],
        "request": name,
    }
    try:
        call(f"{api}/answers", answer)
    except urllib.error.HTTPError as error:
        return f"{row['criterion']}: {json.load(error)['title']}"
    return ""


def read_value(text: str) -> Any:
    """A cell as JSON where it is a list, an object or a number, else as text; nothing where it is empty."""
    if not text:
        return None
    try:
        return json.loads(text) if text[0] in "[{0123456789" else text
    except ValueError:
        return text


def call(address: str, body: dict[str, Any] | None = None) -> Any:
    """What the API answers; raises ``HTTPError`` where it refuses."""
    headers = {"Authorization": f"Bearer {os.environ['VETTING_TOKEN']}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, headers)  # noqa: S310 - the address is the caller's own
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
