"""The `registry` command without its start-up: loaded once, forked for each call, so that a script of many calls is quick.

`forking.py serve SOCKET` waits; `forking.py call SOCKET WORDS…` has the command run with the caller's folder and streams
and ends with its exit status. What runs is the console script's own function in a process of its own.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from pathlib import Path

_LONGEST = 1 << 20


def serve(path: str) -> None:
    """Fork a process for each call, one after the other, until killed."""
    from sqlalchemy.orm import configure_mappers

    from registry_app import schema
    from registry_app.cli import main

    schema.metadata()
    configure_mappers()
    guess_cheaply()
    gc.freeze()  # what is loaded by now is shared with the processes to come, and looked through by none of them
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        print("ready", flush=True)
        while True:
            call, _address = server.accept()
            with call:
                content, streams, _flags, _who = socket.recv_fds(call, _LONGEST, 3)
                asked = json.loads(content)
                child = os.fork()
                if child == 0:
                    for number, stream in enumerate(streams):
                        os.dup2(stream, number)
                    os.chdir(asked["folder"])
                    status = main(asked["words"])
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(status)
                for stream in streams:
                    os.close(stream)
                call.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def guess_cheaply() -> None:
    """Let a password cost here what it costs in a training register: the script stretches a hundred of them."""
    from dataclasses import astuple

    from registry_app.store import keys

    keys.Cost.__init__.__defaults__ = astuple(keys.TRAINING_COST)


def call(path: str, words: list[str]) -> int:
    """Have one command run; its exit status."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)
        socket.send_fds(line, [json.dumps({"folder": str(Path.cwd()), "words": words}).encode()], [0, 1, 2])
        return int(line.recv(16))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    sys.exit(call(sys.argv[2], sys.argv[3:]))
