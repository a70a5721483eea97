"""The parts of a workbook that only say which others there are: those that ECMA-376 asks for and no more."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADING, TEXT = 1, 2  # places among the formats of cells

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def frame(names: Sequence[str]) -> dict[str, str]:
    """Return the parts around the sheets of these names, ``xl/worksheets/sheet1.xml`` and so on.

    The texts of cells are expected in ``xl/sharedStrings.xml``.
    """
    places = range(1, len(names) + 1)
    types = "".join(_override(f"worksheets/sheet{place}", "worksheet") for place in places)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, name in zip(places, names, strict=True)
    )
    related = "".join(_related(place, "worksheet", f"worksheets/sheet{place}.xml") for place in places)
    beside = "".join(
        _related(place, kind, f"{kind}.xml")
        for place, kind in enumerate(("styles", "sharedStrings"), start=len(names) + 1)
    )
    return {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f"{_override('workbook', 'sheet.main')}{types}"
            f"{_override('styles', 'styles')}{_override('sharedStrings', 'sharedStrings')}</Types>"
        ),
        "_rels/.rels": _relationships(_related(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relationships(related + beside),
        "xl/styles.xml": _STYLES,
    }


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'


def _related(place: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relationships(related: str) -> str:
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
