"""Files of other people, and mappings that say what they hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from clusternet.ingest.source import read_source

CORDIS = Path(__file__).parents[3] / "shared" / "data" / "cordis"

MAPPING = (Path(__file__).parent / "data" / "grants.toml").read_text(encoding="utf-8")


@pytest.fixture
def grants(tmp_path):
    """Write files of grants and read them by a mapping."""

    def read(mapping=MAPPING, **files):
        folder = tmp_path / "grants"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / f"{name}.csv").write_bytes(data)
        (tmp_path / "grants.toml").write_text(mapping, encoding="utf-8")
        found = read_source(folder, mapping=tmp_path / "grants.toml")
        *inputs, last = found.inputs
        assert (last.file, last.layout) == ("grants.toml", "mapping")
        return replace(found, inputs=tuple(inputs))

    return read


@pytest.fixture
def cordis():
    """Return the folder of real files of CORDIS."""
    if not CORDIS.is_dir():
        pytest.skip("the files of CORDIS are not here")
    return CORDIS
