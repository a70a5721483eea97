"""Kill an ingest many times at random moments, and look at the store after each; prints counts as JSON.

Everything is imported once, here; each ingest and each look at the store is a forked child, so that a kill
costs a fraction of a second. Run as: kill_ingest.py FOLDER KILLS SEED, where FOLDER holds two versions of one
source, ``old/data`` and ``new/data``.
"""

import gc
import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import duckdb
import pyarrow.dataset  # noqa: F401  else every child would import it

from clusternet.store.reader import open_store
from clusternet.workflow.ingest import ingest

ATTEMPTS_PER_KILL = 3  # some end before they are killed


def in_child(work):
    """Run something in a child, and return its process id and what it writes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, work().encode())
        except BaseException as error:  # noqa: BLE001  whatever it is, the parent tells it
            os.write(writing, f"failed: {error!r}".encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def result_of(work):
    child, answer = in_child(work)
    with answer:
        text = answer.read().decode()
    os.waitpid(child, 0)
    return text


def content(store):
    """Return a digest of all that a store holds, after opening it as every command does."""
    open_store(store)
    digest = hashlib.sha256()
    with duckdb.connect(store, read_only=True) as connection:
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() UNION ALL "
            "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
        )
        for schema, name in names.fetchall():
            digest.update(repr((schema, name)).encode())
            digest.update(repr(connection.execute(f'FROM {schema}."{name}"').fetchall()).encode())
    return digest.hexdigest()


class Trial:
    """A store of one of two versions of a source, and what became of it."""

    def __init__(self, folder, seed):
        self.store, self.beside = folder / "store", folder / ".store.new"
        self.versions = [folder / "old" / "data", folder / "new" / "data"]
        self.random = random.Random(seed)  # noqa: S311  moments, not secrets
        self.counts = {"before": 0, "between": 0, "after": 0, "finished": 0}
        self.contents, took = [], []
        for version in (*self.versions, *self.versions):
            began = time.monotonic()
            assert result_of(lambda source=version: str(ingest([source], self.store).changed)) == "True"
            took.append(time.monotonic() - began)
            self.contents.append(result_of(lambda: content(self.store)))
        assert self.contents[:2] == self.contents[2:], "how a store came about must be no matter"
        assert self.contents[0] != self.contents[1]
        self.longest = 1.1 * min(took[1:])
        self.now, self.bytes = 1, self.store.read_bytes()

    def kill_once(self):
        """Ingest the other version, kill it at a random moment and look at what there is."""
        source = self.versions[1 - self.now]
        child, answer = in_child(lambda: str(ingest([source], self.store).changed))
        time.sleep(self.random.uniform(0, self.longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with answer:
            said = answer.read().decode()
        moved = self.look()
        if not os.WIFSIGNALED(status):
            assert said == "True", said
            self.counts["finished"] += 1
        elif moved:
            self.counts["after"] += 1
        else:
            self.counts["between" if self.beside.exists() else "before"] += 1

    def look(self):
        """Check that the store is the one or the other version, and tell whether it changed."""
        found = self.store.read_bytes()
        if found == self.bytes:
            return False
        self.now, self.bytes = 1 - self.now, found
        there = result_of(lambda: content(self.store))
        assert there == self.contents[self.now], there
        return True

    @property
    def kills(self):
        return self.counts["before"] + self.counts["between"] + self.counts["after"]


def main():
    gc.freeze()  # so that children leave the pages of what is imported alone
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    trial = Trial(folder, seed)
    for _ in range(ATTEMPTS_PER_KILL * kills):
        if trial.kills == kills:
            break
        trial.kill_once()
    result_of(lambda: str(ingest([trial.versions[1 - trial.now]], trial.store).changed))
    assert trial.look(), "whoever comes after a kill is not hindered by it"
    left = sorted(path.name for path in folder.iterdir())
    sys.stdout.write(json.dumps({**trial.counts, "kills": trial.kills, "left": left}))


if __name__ == "__main__":
    main()
