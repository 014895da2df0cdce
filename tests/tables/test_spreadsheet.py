"""A spreadsheet opens the CSV as what it is: numbers, times and texts, and nothing to be run."""

import subprocess
from xml.etree import ElementTree

import pytest

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture
def sheet(tmp_path):
    """A function that has LibreOffice open a table's CSV: the cells of each row."""

    def opened(table, **options):
        table.to_csv(tmp_path / "table.csv", **options)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        # Commas, quotes, UTF-8, from the first line on; quoted fields are texts.
        asked = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true"
        subprocess.run(["soffice", profile, "--headless", asked, "--convert-to", "fods",
                        "--outdir", tmp_path, tmp_path / "table.csv"],
                       check=True, capture_output=True, timeout=300)
        made = ElementTree.parse(tmp_path / "table.fods")
        assert [cell for cell in made.iter() if cell.get(f"{TABLE}formula")] == []
        return [[cell_of(cell) for cell in row.iter(f"{TABLE}table-cell")]
                for row in made.iter(f"{TABLE}table-row")]

    return opened


def cell_of(cell):
    """Its type, and what it says."""
    kind = cell.get(f"{OFFICE}value-type")
    said = "".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))
    value = cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}date-value") or \
        cell.get(f"{OFFICE}boolean-value") or said
    return kind, value


def test_a_number_of_digits_alone_stays_the_text_it_is(house, sale, sheet):
    plain = [{"key": "main", "name": "Main box office", "series": {"prefix": "", "width": 6}},
             {"key": "pier", "name": "Pier"}]
    engine = house(locations=plain)
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    order = mira.orders.place(**sale())
    _, row, *_ = sheet(engine.host().orders.list(columns=["number", "id", "total"]))
    assert row[:3] == [("string", "000001"), ("string", order.id), ("float", "19")]


@pytest.mark.parametrize("bom", [False, True])
def test_a_spreadsheet_opens_the_csv_with_the_right_types_and_no_formula(sold, sheet, bom):
    table = sold.host().orders.list(columns=["number", "placed", "buyer", "tickets", "total"])
    names, *rows = [row for row in sheet(table, bom=bom) if len(row) >= 5]
    assert [said for _, said in names[:5]] == ["number", "placed", "buyer", "tickets", "total"]
    assert rows[0][:5] == [("string", "MAIN-000001"), ("date", "2018-11-01T05:00:00"),
                           ("string", "Ann Lee"), ("float", "2"), ("float", "38")]
    assert [row[2] for row in rows[1:4]] == [
        ("string", "'=SUM(A1), \"Bo\""), ("string", "Zoë"), ("string", "'-1+1")]
    assert {kind for row in rows[:4] for kind, _ in row[3:5]} == {"float"}
