"""What the repository may hold, and what its documents promise."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from etl import register
from tests.conftest import ROOT

RUN = 70  # characters: what counts as a copied passage; a document's own title may be longer


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout")
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    read = {}
    for path in tracked():
        try:
            read[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return read


def test_no_file_names_a_path_of_a_machine_or_an_index_host() -> None:
    machine = re.compile(r"(?<![\w.])/(?:home|Users|root|work|farm)/\w")
    index = re.compile(r"index-url|(?<!\w)pypi\.\w|pythonhosted|registry\.npmjs")
    allowed = {Path(__file__), ROOT / "Makefile"}  # this test, and the flag that keeps hosts out of the lock
    found = [
        path.name
        for path, text in texts().items()
        if path not in allowed and (machine.search(text) or index.search(text))
    ]
    assert found == []


def test_no_passage_of_a_document_is_in_the_repository(shared: Path) -> None:
    passages = set()
    for document in (shared / "documents").glob("*.txt"):
        folded = " ".join(document.read_text(encoding="utf-8").split())
        passages |= {folded[start : start + RUN] for start in range(0, len(folded) - RUN)}
    titles = [row.title for row in register.load().documents]
    for path, text in texts().items():
        folded = " ".join(text.split())
        for title in titles:
            folded = folded.replace(title, "")
        copied = [
            folded[start : start + RUN] for start in range(len(folded) - RUN) if folded[start : start + RUN] in passages
        ]
        assert copied == [], path.name


def test_no_file_of_the_city_is_in_the_repository(shared: Path) -> None:
    theirs = {
        path.read_bytes() for folder in ("geodata", "statistics", "documents") for path in (shared / folder).iterdir()
    }
    assert [path.name for path in tracked() if path.read_bytes() in theirs] == []


def test_our_own_geography_and_statistics_are_under_1_mb() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "geodata" / "data").iterdir() if path.is_file()) < 1_000_000


def test_the_lock_has_a_hash_for_every_package_and_names_no_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        for block in re.split(r"\n(?=\S)", text):
            if "==" in block and not block.startswith("#"):
                assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_run_lock_is_part_of_the_test_lock() -> None:
    pins = {
        lock: set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / lock).read_text(), re.M))
        for lock in ("run.txt", "test.txt")
    }
    assert pins["run.txt"] <= pins["test.txt"]


def test_every_table_of_the_schema_is_described_in_the_docs() -> None:
    described = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    schema = (ROOT / "geodata" / "schema.sql").read_text(encoding="utf-8")
    tables = [*re.findall(r"CREATE TABLE (\w+)", schema), "bydele", "departments", "plans", "land", "water"]
    assert [table for table in tables if f"`{table}`" not in described] == []


def test_every_module_stands_in_the_picture_of_the_house() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = [path for package in ("etl", "geodata", "webmap") for path in (ROOT / package).rglob("*.py")]
    missing = [path.name for path in modules if path.name != "__init__.py" and path.name not in picture]
    assert missing == []


def test_the_session_in_the_readme_is_what_a_build_prints(store: Path) -> None:
    from geodata.store import current_id

    assert f"\n{current_id(store)}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md", "docs/data.md", "docs/sources.md"])
def test_every_relative_link_of_the_docs_leads_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{name} -> {target}"


def test_no_module_that_serves_escapes_the_contract_that_it_draws_nothing() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    held = next(one["source_modules"] for one in contracts if one["name"].startswith("What serves draws nothing"))
    found = [path for path in (ROOT / "webmap").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    serving = {f"webmap.{path.stem}" for path in found if not path.stem.startswith("__")}
    assert serving - {"webmap.render"} == set(held)


def test_functions_stay_small() -> None:
    long = []
    for package in ("etl", "geodata", "webmap"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 50:
                    long.append(f"{path.name}:{node.name}")
    assert long == []
