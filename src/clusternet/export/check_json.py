"""What became of the rows of a source, as JSON for programs."""

import json
from dataclasses import asdict

from clusternet.findings.provenance import InputFile, Provenance
from clusternet.findings.quality import BrokenRule, Completeness, KindOfChange, Reading, SourceQuality
from clusternet.language.catalog import Catalog

SCHEMA = 1


def render_check_json(quality: SourceQuality, provenance: Provenance, catalog: Catalog) -> str:
    """Return all there is to say about how good a source is; sentences in the catalog's language.

    Every ``rows`` is the sum of what stands beside it: loaded, set aside, repeated, left out by a mapping and
    repaired. Unknown is null.
    """
    reading = quality.reading
    document = {
        "schema": SCHEMA,
        "name": "check",
        **_counts(reading),
        "files": [_file(file) for file in reading.inputs],
        "unread": list(reading.unread),
        "broken_rules": [_rule(rule, catalog) for rule in quality.broken_rules],
        "changes": [_change(change, catalog) for change in quality.changes],
        "completeness": _completeness(quality.completeness),
        "version": provenance.version,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _counts(of: Reading | InputFile) -> dict[str, int]:
    return {
        "rows": of.rows,
        "loaded": of.rows_loaded,
        "set_aside": of.rows_set_aside,
        "repeated": of.rows_duplicate,
        "left_out": of.rows_left_out,
        "repaired": of.rows_repaired,
    }


def _file(file: InputFile) -> dict[str, object]:
    return {
        "file": file.file,
        "table": file.table,
        "layout": file.layout,
        "sha256": file.sha256,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        **_counts(file),
        "described_differently": file.described_differently,
        "differences": [asdict(difference) for difference in file.differences],
        "unknown_columns": list(file.unknown_columns),
        "unread_columns": list(file.unread_columns),
    }


def _rule(rule: BrokenRule, catalog: Catalog) -> dict[str, object]:
    return {
        "rule": rule.rule,
        "meaning": catalog.text(f"rule.{rule.rule}"),
        "rows": rule.count,
        "examples": [asdict(row) for row in rule.examples],
    }


def _change(change: KindOfChange, catalog: Catalog) -> dict[str, object]:
    return {
        "cleaner": change.cleaner,
        "change": change.code,
        "meaning": catalog.text(f"change.{change.code}"),
        "values": change.count,
        "columns": list(change.columns),
        "examples": [list(pair) for pair in change.examples],
    }


def _completeness(completeness: Completeness) -> dict[str, object]:
    return {
        "members_known": completeness.known,
        "members_published": completeness.published,
        "share": completeness.share,
        "clusters": [
            {
                "cluster": cluster.cluster_id,
                "name": cluster.name,
                "known": cluster.known,
                "published_low": cluster.low,
                "published_high": cluster.high,
                "share": cluster.completeness,
            }
            for cluster in completeness.clusters
        ],
        "fields": [asdict(field) for field in completeness.fields],
        "projects": completeness.projects,
        "projects_without_participants": completeness.projects_without_participants,
        "projects_with_one": completeness.projects_with_one,
    }
