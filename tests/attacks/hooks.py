"""What schemathesis is told about this server: real identifiers, uploads, and what a failure is.

It makes operations out of the schema alone, so its identifiers are nobody's, and every call would
end where access is checked. Here most of them are replaced by ones that the account owns.
"""

import atexit
import collections
import json
import os
import zlib

import graphql
import schemathesis
from hypothesis import strategies as st

with open(os.environ["ATTACK_IDS"], encoding="utf-8") as file:
    IDS = json.load(file)

ANY = [identifier for kind in IDS.values() for identifier in kind]

# Which things arguments and input fields name; `id` depends on the field that it is given to.
NAMED = {
    "projectId": "project",
    "conversationId": "conversation",
    "userId": "user",
    "versionId": "version",
    "against": "version",
    "path": "path",
    "from": "path",
    "email": "email",
    "ids": None,
}
BY_FIELD = {
    "project": "project",
    "projectUpdate": "project",
    "projectFork": "project",
    "projectDelete": "spareProject",
    "conversationDelete": "spareConversation",
    "generationCancel": "generation",
    "versionRestore": "version",
    "deploymentCancel": "deployment",
    "deploymentPromote": "deployment",
    "node": None,
}


class RealIdentifiers(graphql.Visitor):
    """Replaces seven of eight identifiers, chosen by what was generated: a seed gives the same again."""

    def __init__(self):
        super().__init__()
        self.fields = []

    def enter_field(self, node, *_):
        self.fields.append(node.name.value)

    def leave_field(self, *_):
        self.fields.pop()

    def enter_argument(self, node, *_):
        return self.replaced(node)

    def enter_object_field(self, node, *_):
        return self.replaced(node)

    def replaced(self, node):
        name = node.name.value
        if name == "id" and self.fields[-1] in BY_FIELD:
            kind = BY_FIELD[self.fields[-1]]
        elif name in NAMED:
            kind = NAMED[name]
        else:
            return None
        values = ANY if kind is None else IDS[kind]

        def real(value):
            if isinstance(value, graphql.ListValueNode):
                return graphql.ListValueNode(values=tuple(real(item) for item in value.values))
            if not isinstance(value, (graphql.StringValueNode, graphql.IntValueNode)):
                return value
            chance = zlib.crc32(repr(value.value).encode())
            if chance % 8 == 0:
                return value
            return graphql.StringValueNode(value=values[chance // 8 % len(values)])

        return type(node)(name=node.name, value=real(node.value))


@schemathesis.hook
def map_body(context, body):
    return graphql.visit(body, RealIdentifiers()) if isinstance(body, graphql.Node) else body


# A literal in place of a file: the form that a file needs is what tests/api sends.
schemathesis.graphql.scalar("Upload", st.sampled_from(["0", "#__graphql_file__:0", ""]).map(schemathesis.graphql.nodes.String))
schemathesis.graphql.scalar("StreamCursor", st.text().map(schemathesis.graphql.nodes.String))
schemathesis.graphql.scalar("URL", st.just("http://localhost").map(schemathesis.graphql.nodes.String))
schemathesis.graphql.scalar("DateTime", st.just("2026-01-01T00:00:00Z").map(schemathesis.graphql.nodes.String))

OUTCOMES = collections.Counter()
FIELDS_REACHED = collections.Counter()
# Where a call ends that did not get past the checks of document and access.
STOPPED = {
    "UNAUTHENTICATED", "NOT_FOUND", "FORBIDDEN", "GRAPHQL_VALIDATION_FAILED", "LIMIT_EXCEEDED", "RATE_LIMITED",
}


def codes(answer):
    return {error.get("extensions", {}).get("code", "no code") for error in answer.get("errors") or []}


@schemathesis.hook
def after_call(context, case, response):
    field = case.operation.label
    if response.status_code >= 500:
        OUTCOMES[f"status {response.status_code}"] += 1
        return
    try:
        answer = response.json()
    except ValueError:
        OUTCOMES["not JSON"] += 1
        return
    found = codes(answer)
    payloads = [value for value in (answer.get("data") or {}).values() if isinstance(value, dict)]
    refusals = {error["code"] for payload in payloads for error in payload.get("userErrors") or [] if "code" in error}
    if found:
        OUTCOMES[" ".join(sorted(found))] += 1
    else:
        OUTCOMES["data with user errors" if refusals else "data"] += 1
    if not found & STOPPED and not refusals & {"NOT_FOUND", "FORBIDDEN"}:
        FIELDS_REACHED[field] += 1


@schemathesis.check
def no_internal_error(context, response, case):
    """Nothing that a client sends may be the server's own fault."""
    try:
        answer = response.json()
    except ValueError as error:
        raise AssertionError(f"The answer is no JSON: {response.text[:200]}") from error
    for error in answer.get("errors") or []:
        code = error.get("extensions", {}).get("code")
        assert code and "INTERNAL" not in code, f"{code}: {error}"


@atexit.register
def report():
    with open(os.environ["ATTACK_REPORT"], "w", encoding="utf-8") as file:
        json.dump({"outcomes": OUTCOMES.most_common(), "reached": FIELDS_REACHED.most_common()}, file)
