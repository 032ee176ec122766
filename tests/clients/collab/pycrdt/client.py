"""Draws with pycrdt's own provider, as pycrdt-websocket's documentation connects it: over httpx-ws.

Reads commands from standard input, a line each: {"connect": url}, {"keep": {"add": element}}, {"hand":
{"move": ...}}, {"undo": true}, {"redo": true}, {"state": true}. What only keeps is never undone.
"""

import asyncio
import json
import sys

from httpx_ws import aconnect_ws
from pycrdt import Doc, Map, Provider, UndoManager
from pycrdt.websocket.websocket import HttpxWebsocket

doc = Doc()
elements = doc.get("elements", type=Map)
undo = UndoManager(scopes=[elements], capture_timeout_millis=0)
undo.include_origin("hand")
connection: asyncio.Task | None = None


def say(answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def watch(url: str) -> None:
    """pycrdt's provider ends its reading without a word where the socket ends; httpx-ws' does not."""
    closed = asyncio.Event()

    class Watched(HttpxWebsocket):
        async def __anext__(self) -> bytes:
            try:
                return await super().__anext__()
            except StopAsyncIteration:
                closed.set()
                raise

    why = "closed"
    try:
        async with aconnect_ws(url, keepalive_ping_interval_seconds=2, keepalive_ping_timeout_seconds=4) as socket:
            provider = Provider(doc, Watched(socket, url))
            task = asyncio.create_task(provider.start())
            synced = asyncio.create_task(provider.synced.wait())
            ended = asyncio.create_task(closed.wait())
            # A provider whose first words do not reach the socket any more ends without reading from it.
            await asyncio.wait([synced, ended, task], return_when=asyncio.FIRST_COMPLETED)
            if synced.done():
                say({"event": "synced"})
            await asyncio.wait([ended, task], return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                await provider.stop()
            for left in (task, synced, ended):
                left.cancel()
    except Exception as error:
        why = repr(error)
    say({"event": "closed", "why": why[:300]})


def draw(add=None, text=None, move=None, remove=None) -> None:
    if add:
        props = Map(add.pop("props"))
        elements[add.pop("id")] = Map({**add, "props": props})
    if text and text["id"] in elements:
        elements[text["id"]]["props"]["text"] = text["text"]
    if move and move["id"] in elements:
        elements[move["id"]]["parent"] = move["parentId"]
        elements[move["id"]]["x"] = 1.5
    if remove and remove["id"] in elements:
        del elements[remove["id"]]


def obey(command: dict) -> None:
    global connection
    (what, given), = command.items()
    if what == "connect":
        connection = asyncio.create_task(watch(given))
    elif what in ("keep", "hand"):
        with doc.transaction(origin=what):
            draw(**given)
    elif what == "undo" and undo.can_undo():
        undo.undo()
    elif what == "redo" and undo.can_redo():
        undo.redo()
    elif what == "state":
        say({"event": "state", "elements": elements.to_py(), "vector": sorted(doc.get_state())})


async def main() -> None:
    reader = asyncio.StreamReader(limit=16 * 1024 * 1024)
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while line := await reader.readline():
        obey(json.loads(line))


asyncio.run(main())
