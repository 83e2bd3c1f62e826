"""Holds the program against its OpenAPI document: whatever it is asked, every answer is as the document says.

    conform.py PROGRAM

Starts the example city on a free port of this computer, signs in, lets schemathesis ask, and stops the city again.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
# These end the session that the others are asked in.
ENDING = ["sign_out", "end_session", "change_password"]
SETTINGS = {
    "GONGKAI__SERVER__BIND": "127.0.0.1:0",
    "GONGKAI__LIMITS__PUBLIC_PER_MINUTE": "0",
    "GONGKAI__LIMITS__TRIES_PER_MINUTE": "0",
    "GONGKAI__LANGUAGE": "en",
    "RUST_LOG": "error",
}
EVERY_ROLE = [
    "registrar",
    "case_officer",
    "preliminary_reviewer",
    "examiner",
    "release_authority",
    "office_head",
    "supervisor",
    "auditor",
]
PASSWORD = "a sentence for schemathesis"


def main(program):
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/log", "w+") as log:
        city = subprocess.Popen([program, "demo"], stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | SETTINGS)
        try:
            failures = hold(*announced(city), folder)
        finally:
            city.terminate()
            city.wait()
        log.seek(0)
        told = log.read()
        if told:
            print(told)
            failures.append("the program logged errors")
    sys.exit("; ".join(failures) or None)


def announced(city):
    """The address and the logins that the city prints."""
    address, logins = None, {}
    for line in city.stdout:
        if found := re.search(r"http://[\d.:]+", line):
            address = found[0]
        elif address and line.startswith("  "):
            login, password = line.split()[:2]
            logins[login] = password
        elif address and logins:
            return address, logins
    sys.exit("the example city did not start")


def hold(address, logins, folder):
    everybody = sign_in(address, all_roles(address, logins["guanli"]), PASSWORD)
    ending = sign_in(address, "shouji", logins["shouji"])
    administrator = sign_in(address, "guanli", logins["guanli"])
    included = [f"--include-operation-id={name}" for name in ENDING]
    excluded = [f"--exclude-operation-id={name}" for name in ENDING]
    runs = {
        "without signing in": [],
        "with every role": ["--header", f"Authorization: Bearer {everybody}", *excluded],
        "as administrator": [
            "--header", f"Authorization: Bearer {administrator}", *excluded,
            "--include-tag=administration", "--include-tag=webhooks",
        ],
        "what ends a session": ["--header", f"Authorization: Bearer {ending}", *included],
    }
    return [name for name, more in runs.items() if schemathesis(name, address, more, folder) != 0]


def schemathesis(name, address, more, folder):
    print(f"\n--- {name}", flush=True)
    program = Path(sys.executable).parent / "schemathesis"
    command = [program, "--config-file", HERE / "schemathesis.toml", "run", f"{address}/api/openapi.json", *more]
    return subprocess.run(command, cwd=folder).returncode


def all_roles(address, password):
    """An account that may do everything but administer, made as administrators make them."""
    administrator = sign_in(address, "guanli", password)
    person = {"login": "everybody", "name": "全能", "roles": EVERY_ROLE, "subtree": True}
    made = ask(address, "POST", "/api/v1/agencies/jc-zfb/people", person, administrator)
    first = sign_in(address, "everybody", made["one_time_password"])
    change = {"present": made["one_time_password"], "new": PASSWORD}
    ask(address, "PUT", "/api/v1/me/password", change, first)
    return "everybody"


def sign_in(address, login, password):
    return ask(address, "POST", "/api/v1/sign-in", {"login": login, "password": password})["access_token"]


def ask(address, method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(address + path, data, headers, method=method)) as answer:
        text = answer.read()
        return json.loads(text) if text else None


if __name__ == "__main__":
    main(sys.argv[1])
