"""The store: schema, one published plan a day, append-only audit, one process a home."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from service.settings import Settings
from service.store import (
    ConflictError,
    HomeError,
    HomeLock,
    NotFoundError,
    Store,
    audit,
    open_store,
    operations,
    plans,
    problems,
)
from service.store.migrate import NEWEST
from service.store.tables import METADATA

SHA = "a" * 64
DAY = "2026-11-24"


def put_plan(store: Store, sha256: str = SHA) -> str:
    with store.write() as tx:
        problems.put(tx, b"{}", sha256=sha256, date=DAY, name="x")
        return plans.add(tx, b'{"p":1}', problem_sha256=sha256, date=DAY, figures={"orders": 1})


def test_migrations_and_tables_agree(store: Store) -> None:
    """What the migrations make is what the tables say."""
    with store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), METADATA) == []


def test_newest_revision_is_that_of_the_migrations() -> None:
    """Where a database says so, the migrations are not even looked at."""
    config = Config()
    config.set_main_option("script_location", "service.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_sqlite_is_opened_safely(store: Store) -> None:
    """WAL, full synchronisation, foreign keys and a busy timeout are on."""
    with store.read() as tx:
        pragmas = {
            name: tx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_newer_home_is_refused(settings: Settings) -> None:
    """A home that a later version has upgraded is refused in both languages and left alone."""
    open_store(settings).close()
    with sqlite3.connect(settings.home / "oxyroute.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(HomeError) as caught:
        open_store(settings)
    assert caught.value.code == "newer_schema"
    assert "nâng cấp" in caught.value.message.vi
    assert "Upgrade" in caught.value.message.en


def test_opening_twice_keeps_everything(settings: Settings) -> None:
    """Opening an existing home migrates nothing and loses nothing."""
    first = open_store(settings)
    plan_id = put_plan(first)
    first.close()
    second = open_store(settings)
    with second.read() as tx:
        assert plans.body(tx, plan_id) == b'{"p":1}'
    second.close()


def test_publishing_supersedes(store: Store) -> None:
    """A day has one published plan; revisions count up, and the old plan is superseded."""
    first, second = put_plan(store), put_plan(store)
    with store.write() as tx:
        assert plans.publish(tx, first).revision == 1
        assert plans.publish(tx, second).revision == 2
        assert plans.publish(tx, second).revision == 2
        assert plans.row(tx, first).status == "superseded"
        with pytest.raises(ConflictError):
            plans.publish(tx, first)
    with store.read() as tx:
        assert plans.published(tx, DAY).id == second


def test_database_itself_refuses_two_published_plans(store: Store) -> None:
    """Even a faulty caller cannot publish two plans for one day."""
    first, second = put_plan(store), put_plan(store)
    with store.write() as tx:
        plans.publish(tx, first)
    with pytest.raises(IntegrityError), store.write() as tx:
        tx.execute(plans.plans.update().where(plans.plans.c.id == second).values(status="published"))


def test_audit_cannot_be_rewritten(store: Store) -> None:
    """The audit log takes rows and gives them back, nothing else."""
    put_plan(store)
    for statement in ("DELETE FROM audit", "UPDATE audit SET action = 'x'"):
        with pytest.raises(IntegrityError), store.write() as tx:
            tx.exec_driver_sql(statement)
    with store.read() as tx:
        assert [row.action for row in audit.entries(tx)] == [
            "plan.stored",
            "problem.current",
            "problem.stored",
        ]


def test_failed_transaction_leaves_nothing(store: Store) -> None:
    """An error in a transaction takes everything back."""

    def put_and_fail() -> None:
        with store.write() as tx:
            problems.put(tx, b"{}", sha256=SHA, date=DAY, name="x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    with store.read() as tx, pytest.raises(NotFoundError):
        problems.row(tx, SHA)


def test_idempotency_key_stands_for_one_request(store: Store) -> None:
    """The same key and request give the same operation; another request is a conflict."""
    with store.write() as tx:
        operation = operations.add(tx, kind="plan", request={"a": 1}, idempotency_key="k")
        assert operations.with_key(tx, "k", kind="plan", request={"a": 1}).id == operation.id
        assert operations.with_key(tx, "other", kind="plan", request={"a": 1}) is None
        with pytest.raises(ConflictError):
            operations.with_key(tx, "k", kind="plan", request={"a": 2})


def test_final_operation_stays_as_it_is(store: Store) -> None:
    """What is done cannot become failed afterwards."""
    with store.write() as tx:
        operation = operations.add(tx, kind="plan", request={})
        operations.change(tx, operation.id, state="done")
        operations.change(tx, operation.id, state="failed")
        assert operations.row(tx, operation.id).state == "done"


def test_home_has_one_process(tmp_path: Path) -> None:
    """A second process is refused while the first holds the home, and let in after its death."""
    script = (
        "import sys, pathlib; from service.store import HomeLock;"
        "held = HomeLock(pathlib.Path(sys.argv[1])).take(); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(HomeError) as caught:
        HomeLock(tmp_path).take()
    assert caught.value.code == "home_in_use"
    holder.kill()
    holder.communicate()
    HomeLock(tmp_path).take().release()
