"""Holds what the tests asked and were answered against the OpenAPI document.

    exchanges.py DOCUMENT FOLDER

The tests write a line for each exchange (`tests/web/client.rs`). Each answer must have a status, a content type and a
body that the document says, and each operation must have been done at least once: asking for it and being refused
shows nothing of its answer.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from openapi_schema_validator import OAS31Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

# What the document is called, so that it can be referred to.
NAME = "urn:document"
# What no test does over HTTP: fees by the regulation of 2008, which no case of today follows; and what is tested
# below HTTP.
NOT_DONE = {
    # Only a mail that a mail server refused is sent again: tests/store has such servers.
    ("post", "/api/v1/agencies/{code}/mails/{mail_id}/retry"),
    ("post", "/api/v1/cases/{case_id}/record-cost-fee"),
    ("post", "/api/v1/setup"),
    ("put", "/api/v1/me/password"),
    ("delete", "/api/v1/me/sessions/{session_id}"),
    ("post", "/api/v1/me/totp"),
    ("post", "/api/v1/me/totp/confirm"),
    ("post", "/api/v1/me/totp/remove"),
}
PREFIXES = ("/api/", "/calendar/", "/healthz", "/readyz", "/metrics")


class Document:
    def __init__(self, content):
        self.registry = Registry().with_resource(NAME, DRAFT202012.create_resource(content))
        self.operations = [
            (method, path, pattern(path), operation["responses"])
            for path, item in content["paths"].items()
            for method, operation in item.items()
        ]
        # Of two that fit, the one with fewer gaps is meant.
        self.operations.sort(key=lambda operation: operation[1].count("{"))
        self.validators = {}

    def find(self, method, path):
        """The operation that is meant: how the document calls it, and its responses."""
        for candidate, template, regex, responses in self.operations:
            if candidate == method and regex.fullmatch(path):
                return (method, template), responses
        return None, None

    def faults(self, operation, responses, status, kind, body):
        """What of an answer is not as the document says."""
        response = responses.get(str(status))
        if response is None:
            return [f"{status} is not documented"]
        content, essence = response.get("content", {}), kind.split(";")[0]
        if not content:
            return [f"{status} with a body, {kind}, is not documented"] if body else []
        if essence not in content and "*/*" not in content:
            return [f"{status} with {kind or 'no content type'} is not documented"]
        if essence not in content or (essence != "application/json" and not essence.endswith("+json")):
            return []
        errors = self.validator(*operation, status, essence).iter_errors(json.loads(body))
        return [f"{status} /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in errors]

    def validator(self, method, path, status, essence):
        place = ("paths", path, method, "responses", str(status), "content", essence, "schema")
        if place not in self.validators:
            pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in place)
            schema = {"$ref": f"{NAME}#{pointer}"}
            formats = OAS31Validator.FORMAT_CHECKER
            self.validators[place] = OAS31Validator(schema, registry=self.registry, format_checker=formats)
        return self.validators[place]


def pattern(template):
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))


def exchanges(folder):
    for file in sorted(Path(folder).iterdir()):
        # Only a line feed ends an exchange: answers contain other characters that Unicode calls a line's end.
        with file.open(encoding="utf-8", newline="\n") as lines:
            yield from map(json.loads, lines)


def main(document, folder):
    document = Document(json.loads(Path(document).read_text(encoding="utf-8")))
    breaches, done, count = defaultdict(set), set(), 0
    for method, address, status, kind, body in exchanges(folder):
        path = address.split("?")[0]
        operation, responses = document.find(method.lower(), path)
        if operation is None or not path.startswith(PREFIXES):
            continue
        count += 1
        if status < 300:
            done.add(operation)
        for fault in document.faults(operation, responses, status, kind, body):
            breaches[operation].add(fault)
    for operation, faults in sorted(breaches.items()):
        print(" ".join(operation), *sorted(faults), sep="\n    ")
    never = sorted({(method, path) for method, path, _, _ in document.operations} - done - NOT_DONE)
    for method, path in never:
        print(f"no test has done {method} {path}")
    print(f"{count} exchanges, {len(done)} of {len(document.operations)} operations done")
    sys.exit(1 if breaches or never or count == 0 else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
