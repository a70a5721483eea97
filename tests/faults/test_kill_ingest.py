"""An ingest that is killed leaves the former store or the new one, whenever it is killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 200


@pytest.fixture
def versions(dataset, tmp_path):
    for version, organizations in (("old", "o1,Alfa\n"), ("new", "o1,Alfa\no2,Beta\n")):
        folder = dataset(
            clusters=None,
            memberships=None,
            organizations=f"organization_id,name\n{organizations}",
            projects="project_id\np1\n",
            participations="project_id,organization_id\np1,o1\n",
        )
        (tmp_path / version).mkdir()
        folder.rename(tmp_path / version / "data")
    return tmp_path


def test_a_store_is_whole_whenever_its_ingest_is_killed(versions, tmp_path_factory, record_property):
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("kill_ingest.py"), versions, str(KILLS), "20240229"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path_factory.mktemp("scratch"))},
    )
    assert run.returncode == 0, run.stderr
    counts = json.loads(run.stdout)
    record_property("kills", counts)
    print(counts)  # noqa: T201  how many kills fell where is what this test reports
    assert counts["kills"] == KILLS
    assert counts["between"] > KILLS // 10  # while the new store was being written beside
    assert counts["left"] == ["new", "old", "store"]
