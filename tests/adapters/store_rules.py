"""What every store must keep to, whichever database it stands on: one class, run once for each."""

import dataclasses
import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from tests.factories import (
    CASE,
    START,
    a_case,
    a_citation,
    a_decided_dossier,
    a_dossier,
    a_finding,
    after,
    an_answer,
)
from vetting.adapters.database import open_database
from vetting.adapters.salts import Salts
from vetting.adapters.store import SqlWork
from vetting.adapters.tables import APPEND_ONLY, ROW_OF
from vetting.audit import chain, tree, verify
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.entry import LogEntry, commit
from vetting.audit.note import SigningKey
from vetting.domain.answers import AnswerFields
from vetting.domain.case_events import CaseMoved, RecordRequested
from vetting.domain.conflict_events import PersonAssigned
from vetting.domain.dossier import Dossier
from vetting.domain.errors import LeaseLost, NotFound
from vetting.domain.events import Event
from vetting.domain.findings import FindingFields, find_standing
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.party_events import PartyNamed
from vetting.domain.people import PersonFields, Role
from vetting.domain.stages import CaseStatus, Step, StepFields
from vetting.usecases.kept import Act, KeptEvaluation, KeptRecord, Lease

KEY = SigningKey("vetting.example/log", bytes(range(32)))
SECRET = b"a secret of thirty-two bytes ...."
HERE, THERE = "one.example:1:1", "two.example:2:2"  # owners on other machines: nobody can ask if they live


@dataclass(frozen=True)
class Store:
    """A database with short ways to act on it."""

    engine: Engine

    def work(self) -> SqlWork:
        return SqlWork(self.engine, Salts(SECRET), writes=True)

    def read(self) -> SqlWork:
        return SqlWork(self.engine, Salts(SECRET), writes=False)

    def keep(self, event: Event, *items: SQLModel, act: str = "act", case: str = CASE) -> int:
        """Keep one event with its items in a commit of its own."""
        with self.work() as work:
            index = work.keep(Act(act, case, "P-FOCAL", START), event, *items)
            work.commit()
        return index

    def open(self, case: str = CASE, **fields: Any) -> None:
        """Open a case."""
        self.keep(RecordRequested(), a_case(id=case, **fields), act=f"{case}/open", case=case)

    def size(self) -> int:
        with self.read() as work:
            return work.log_size()


def a_party(ident: str, **fields: Any) -> PartyFields:
    said = {"case": CASE, "id": ident, "role": PartyRole.OTHER, "name": f"Party {ident}"}
    return PartyFields(**{**said, **fields})


def named(party: PartyFields) -> PartyNamed:
    return PartyNamed(party=party.id, role="other", country="", name=party.name, details={})


def items_of(dossier: Dossier) -> list[SQLModel]:
    """Everything in a dossier but its log, the case first."""
    lists = [value for value in vars(dossier).values() if isinstance(value, list)]
    items = [one for listed in lists for one in listed if isinstance(one, SQLModel)]
    return [dossier.case, *items, *([dossier.decision] if dossier.decision else [])]


def numbered(dossier: Dossier) -> Dossier:
    """The dossier with its answers counted, as the use case counts them."""
    answers = [one.model_copy(update={"number": n}) for n, one in enumerate(dossier.answers, 1)]
    return dataclasses.replace(dossier, answers=answers, log=[])


class StoreRules:
    """A subclass gives the address of an empty database."""

    @pytest.fixture
    def url(self) -> str:
        raise NotImplementedError

    @pytest.fixture
    def store(self, url: str) -> Store:
        return Store(open_database(url))

    # ------------------------------------------------------------------------------ one commit, or nothing

    def test_state_and_log_entry_come_in_one_commit(self, store: Store) -> None:
        store.open()
        party = a_party("lingua")
        assert store.keep(named(party), party, act="act-2") == 1
        with store.read() as work:
            assert work.get(PartyFields, CASE, "lingua") == party
            assert work.has_act("act-2")
            assert [line.event for line in work.log_lines(CASE)] == ["RecordRequested", "PartyNamed"]

    def test_leaving_without_commit_keeps_neither_state_nor_entry(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            work.keep(Act("act", CASE, "P-FOCAL", START), named(a_party("lingua")), a_party("lingua"))
        with store.read() as work:
            assert work.get(PartyFields, CASE, "lingua") is None
            assert not work.has_act("act")
            assert work.log_size() == 1

    def test_a_failure_after_the_entry_leaves_neither(self, store: Store) -> None:
        stray = a_party("lingua", case="no-such-case")
        with pytest.raises(IntegrityError):
            store.keep(named(stray), stray)
        assert store.size() == 0
        with store.read() as work:
            assert work.list(PartyFields, "no-such-case") == []

    def test_a_failure_between_two_acts_leaves_neither(self, store: Store) -> None:
        store.open()

        def keep_two_and_fail() -> None:
            with store.work() as work:
                for ident in ("a", "b"):
                    work.keep(Act(ident, CASE, "P-FOCAL", START), named(a_party(ident)), a_party(ident))
                raise RuntimeError("the machine stopped")

        with pytest.raises(RuntimeError):
            keep_two_and_fail()
        with store.read() as work:
            assert work.list(PartyFields, CASE) == []
            assert work.log_size() == 1

    def test_no_act_takes_effect_twice(self, store: Store) -> None:
        store.open()
        store.keep(named(a_party("a")), a_party("a"), act="same")
        with pytest.raises(IntegrityError):
            store.keep(named(a_party("b")), a_party("b"), act="same")
        with store.read() as work:
            assert [one.id for one in work.list(PartyFields, CASE)] == ["a"]
            assert work.log_size() == 2

    def test_an_item_kept_again_is_changed_whether_or_not_it_was_read_before(self, store: Store) -> None:
        store.open()
        store.keep(named(a_party("a")), a_party("a"), act="first")
        renamed = a_party("a").model_copy(update={"name": "Another name"})
        store.keep(named(renamed), renamed, act="unread")
        with store.read() as work:
            assert work.list(PartyFields, CASE) == [renamed]
            assert work.entry_of(PartyFields, CASE, "a") == (1, work.list_leaves(["first"])["first"])
        with store.work() as work:
            held = work.get(PartyFields, CASE, "a")
            assert held is not None
            again = held.model_copy(update={"name": "A third name"})
            work.keep(Act("read", CASE, "P-FOCAL", START), named(again), again)
            assert work.get(PartyFields, CASE, "a") == again
            work.commit()
        with store.read() as work:
            assert work.list(PartyFields, CASE) == [again]

    def test_many_acts_in_one_commit_make_the_log_that_they_make_one_by_one(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            for number in range(11):
                party = a_party(f"p{number}")
                work.keep(Act(f"act-{number}", CASE, "P-FOCAL", START), named(party), party)
                assert work.log_size() == number + 2
            work.commit()
        store.keep(named(a_party("last")), a_party("last"), act="last")
        with store.read() as work:
            leaves = list(work.leaves())
            assert chain.first_break(LogEntry.from_bytes(leaf) for leaf in leaves) is None
            whole = tree.Tree([tree.leaf_hash(leaf) for leaf in leaves])
            assert whole.root() == tree.root(len(leaves), work.node())
            assert work.list_leaves(["act-3", "nothing", "last"]) == {"act-3": leaves[4], "last": leaves[12]}

    def test_after_a_commit_a_transaction_follows_what_others_have_written(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            work.keep(Act("mine", CASE, "P-FOCAL", START), named(a_party("a")), a_party("a"))
            work.commit()
            assert store.keep(named(a_party("b")), a_party("b"), act="theirs") == 2
            assert work.keep(Act("again", CASE, "P-FOCAL", START), named(a_party("c")), a_party("c")) == 3
            work.commit()
        with store.read() as work:
            assert chain.first_break(LogEntry.from_bytes(leaf) for leaf in work.leaves()) is None

    def test_a_reader_sees_nothing_of_a_transaction_that_is_open(self, store: Store) -> None:
        store.open()
        with store.work() as writing:
            writing.keep(Act("act", CASE, "P-FOCAL", START), named(a_party("a")), a_party("a"))
            with store.read() as work:
                assert work.list(PartyFields, CASE) == []
                assert work.log_size() == 1
            writing.commit()
        assert store.size() == 2

    def test_a_second_writer_waits_for_the_first_and_follows_it(self, store: Store) -> None:
        store.open()
        done: list[int] = []
        with store.work() as first:
            first.keep(Act("first", CASE, "P-FOCAL", START), named(a_party("a")), a_party("a"))
            second = threading.Thread(
                target=lambda: done.append(store.keep(named(a_party("b")), a_party("b"), act="second"))
            )
            second.start()
            second.join(0.2)
            assert done == []
            first.commit()
        second.join(30)
        assert done == [2]

    # ------------------------------------------------------------------------------------------- the items

    @pytest.mark.parametrize("dossier", [a_dossier(), a_decided_dossier()], ids=["early", "decided"])
    def test_a_dossier_comes_back_as_it_went_in(self, store: Store, dossier: Dossier) -> None:
        wanted = numbered(dossier)
        for number, item in enumerate(items_of(wanted)):
            store.keep(RecordRequested(), item, act=f"act {number}")
        with store.read() as work:
            found = work.dossier(CASE)
            assert work.list(FindingFields, CASE) == wanted.findings
        standing = find_standing(wanted.findings, wanted.steps)
        assert dataclasses.replace(found, log=[]) == dataclasses.replace(wanted, findings=standing)

    def test_the_findings_of_a_step_that_was_done_again_stand_no_more(self, store: Store) -> None:
        store.open()
        for number in (1, 2):
            done = StepFields(
                case=CASE,
                step=Step.INTAKE,
                number=number,
                inputs="",
                stages={},
                facts_hash="",
                finished_at=START,
            )
            kept = [
                a_finding("INT-10", f"floor({level})", step_number=number)
                for level in ("low", "high")[-number:]
            ]
            store.keep(RecordRequested(), done, *kept, act=f"run {number}")
        with store.read() as work:
            assert [one.step_number for one in work.dossier(CASE).findings] == [2, 2]

    def test_every_kind_of_item_has_a_table(self) -> None:
        kinds = {type(one) for one in items_of(a_decided_dossier())} | {
            type(one) for one in items_of(a_dossier())
        }
        assert kinds <= set(ROW_OF)
        assert len({row.__tablename__ for row in ROW_OF.values()}) == len(ROW_OF)

    def test_lists_come_in_the_order_in_which_items_were_filed(self, store: Store) -> None:
        store.open()
        for ident in ("z", "a", "m"):
            store.keep(named(a_party(ident)), a_party(ident), act=ident)
        store.keep(RecordRequested(), a_party("k"), a_party("b"), act="two at once")
        with store.read() as work:
            assert [one.id for one in work.list(PartyFields, CASE)] == ["z", "a", "m", "b", "k"]

    def test_an_item_that_is_kept_again_changes_and_keeps_its_place(self, store: Store) -> None:
        store.open()
        for ident in ("z", "a"):
            store.keep(named(a_party(ident)), a_party(ident), act=ident)
        store.keep(RecordRequested(), a_party("z", name="Renamed", aliases=["Old"]), act="again")
        with store.read() as work:
            found = work.list(PartyFields, CASE)
        assert found == [a_party("z", name="Renamed", aliases=["Old"]), a_party("a")]

    def test_items_of_one_case_are_not_those_of_another(self, store: Store) -> None:
        for case in ("b-case", "a-case"):
            store.open(case)
            party = a_party("lingua", case=case)
            store.keep(named(party), party, act=f"{case}/party", case=case)
        with store.read() as work:
            assert [one.case for one in work.list(PartyFields, "a-case")] == ["a-case"]
            assert work.count(PartyFields, "a-case") == 1
            assert work.count(PartyFields, "c-case") == 0
            assert list(work.list_cases()) == ["a-case", "b-case"]

    @pytest.mark.parametrize(
        "value", ["yes", 3, "0.5", ["a", "b"], [{"n": 1, "cell": "unknown"}], {"name": "ش"}, None]
    )
    def test_an_answer_keeps_its_value_and_type(self, store: Store, value: Any) -> None:
        store.open()
        answer = an_answer("INT-01", "x").model_copy(update={"value": value, "number": 1})
        store.keep(RecordRequested(), answer)
        with store.read() as work:
            [found] = work.list(AnswerFields, CASE)
        assert (found.value, type(found.value)) == (value, type(value))

    def test_times_come_back_in_utc_to_the_microsecond(self, store: Store) -> None:
        at = START.replace(microsecond=123456)
        person = PersonFields(case=CASE, id="P-1", roles=[Role.LEGAL], assigned_at=at)
        store.open()
        store.keep(PersonAssigned(person="P-1", roles=["legal"], title="", name=""), person)
        with store.read() as work:
            found = work.get(PersonFields, CASE, "P-1")
        assert found is not None
        assert (found.assigned_at, found.assigned_at.utcoffset()) == (at, START.utcoffset())

    def test_a_case_that_is_not_there_is_named(self, store: Store) -> None:
        sentence = r"There is no case with the id nobody\."
        with store.read() as work:
            for ask in (work.dossier, work.simulated_now):
                with pytest.raises(NotFound, match=sentence):
                    ask("nobody")
        with store.work() as work, pytest.raises(NotFound, match=sentence):
            work.take_lease("nobody", HERE, START, 60)

    # -------------------------------------------------------------------------------- records, evaluations

    def test_an_evaluation_is_kept_once_under_its_two_hashes(self, store: Store) -> None:
        first = KeptEvaluation("sha256:f", "sha256:p", '{"a":1}', '{"level":"low"}')
        with store.work() as work:
            work.keep_evaluation(first)
            work.keep_evaluation(dataclasses.replace(first, result="{}"))
            work.commit()
        with store.read() as work:
            assert work.find_evaluation("sha256:f", "sha256:p") == first
            assert work.find_evaluation("sha256:f", "sha256:other") is None

    def test_records_come_in_the_order_in_which_they_were_issued(self, store: Store) -> None:
        store.open()
        records = [a_record("R-1"), a_record("R-2", interim=False)]
        for one in records:
            with store.work() as work:
                work.keep(Act(one.id, CASE, "system", START), RecordRequested())
                work.keep_record(one)
                work.commit()
        with store.read() as work:
            assert list(work.list_records(CASE)) == records
            assert list(work.list_records("other")) == []

    def test_an_imported_case_has_a_time_of_its_own(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            assert work.simulated_now(CASE) is None
            work.simulate(CASE, after(3))
            work.commit()
        with store.read() as work:
            assert work.simulated_now(CASE) == after(3)

    # --------------------------------------------------------------------------------------------- the log

    def test_the_log_of_the_store_verifies_with_every_opening(self, store: Store) -> None:
        for n in range(20):
            case = f"case-{n % 3}"
            if n < 3:
                store.open(case)
            party = a_party(f"p{n}", case=case)
            store.keep(named(party), party, act=f"act {n}", case=case)
        with store.read() as work:
            leaves, openings = work.leaves(), work.list_openings()
            root = tree.root(work.log_size(), work.node())
        assert root == tree.Tree([tree.leaf_hash(leaf) for leaf in leaves]).root()
        report = verify.verify_log(
            [leaf + b"\n" for leaf in leaves],
            a_checkpoint(len(leaves), root),
            [KEY.verifier.to_text()],
            openings=openings,
        )
        assert (report.breaks, report.size, report.cases, report.withheld) == ((), 23, 3, 0)

    def test_protected_fields_enter_the_log_as_commitments_alone(self, store: Store) -> None:
        store.open()
        party = a_party("lingua", name="Lingua Meridian Ltd")
        store.keep(named(party), party, act="act-2")
        with store.read() as work:
            leaf = work.leaves()[1]
            opening = LogEntry.from_bytes(leaf).protected["name"]
            [line] = [one for one in work.list_openings() if b"Lingua" in one]
        salt = bytes.fromhex(str(dict(parsed(line))["salt"]))
        assert b"Lingua" not in leaf
        assert opening == commit("Lingua Meridian Ltd", salt)
        assert sorted(LogEntry.from_bytes(leaf).protected) == ["name"]  # empty fields need no secret

    def test_a_reader_of_lines_sees_open_fields_alone(self, store: Store) -> None:
        store.open()
        moved = CaseMoved(status="triage", to="withdrawn", reason="A private reason")
        store.keep(moved, a_case(status=CaseStatus.WITHDRAWN), act="act-2")
        with store.read() as work:
            [_, line] = work.log_lines(CASE)
        assert (line.index, line.case_seq, line.event, line.by) == (1, 2, "CaseMoved", "P-FOCAL")
        assert (line.at, line.fields) == ("2026-03-02T09:00:00Z", {"status": "triage", "to": "withdrawn"})

    def test_salts_of_an_imported_case_repeat_and_those_of_a_live_one_do_not(self, store: Store) -> None:
        store.open("live")
        store.open("imported", source_hash="ab" * 32)
        salts: dict[str, list[str]] = {"live": [], "imported": []}
        for case, found in salts.items():
            for _ in range(2):
                with store.work() as work:  # left without commit, so that the act can be done again
                    work.keep(Act(f"{case}/x", case, "P-FOCAL", START), named(a_party("x")))
                    found += [
                        str(dict(parsed(one))["salt"]) for one in work.list_openings() if b"Party x" in one
                    ]
        assert len(set(salts["live"])) == 2
        assert len(set(salts["imported"])) == 1

    def test_checkpoints_come_smallest_first_and_are_kept_once(self, store: Store) -> None:
        with store.work() as work:
            for size, note in ((7, "seven"), (3, "three"), (7, "seven again")):
                work.keep_checkpoint(size, note, START)
            work.commit()
        with store.read() as work:
            assert list(work.list_checkpoints()) == ["three", "seven"]
            assert (work.find_checkpoint(7), work.find_checkpoint(8)) == ("seven", None)

    def test_a_node_that_is_not_complete_is_named(self, store: Store) -> None:
        with store.read() as work, pytest.raises(LookupError, match=r"The log has no node 4 at level 2\."):
            work.node()(2, 4)

    @pytest.mark.parametrize("table", APPEND_ONLY)
    @pytest.mark.parametrize("act", ["UPDATE", "DELETE"])
    def test_the_database_refuses_to_change_or_remove_what_only_grows(
        self, store: Store, table: str, act: str
    ) -> None:
        self._fill_the_log(store)
        column = {"log_entry": "act", "log_node": "hash", "checkpoint": "note"}[table]
        change = f"UPDATE {table} SET {column} = {column}"  # noqa: S608 - our own tables' names
        statement = change if act == "UPDATE" else f"DELETE FROM {table}"  # noqa: S608 - as above
        with pytest.raises(DBAPIError, match="the log only grows: rows are never changed or removed"):
            _run(store, statement)
        assert _run(store, f"SELECT count(*) FROM {table}") == [(1,)]  # noqa: S608 - as above

    def test_an_opening_can_be_removed_and_the_log_still_verifies(self, store: Store) -> None:
        self._fill_the_log(store)
        _run(store, "DELETE FROM opening")
        with store.read() as work:
            leaves = work.leaves()
        note = a_checkpoint(1, tree.leaf_hash(leaves[0]))
        report = verify.verify_log([leaves[0] + b"\n"], note, [KEY.verifier.to_text()])
        assert (report.holds, report.withheld) == (True, 1)

    # ------------------------------------------------------------------------------------------ the leases

    def test_one_owner_at_a_time_has_the_lease(self, store: Store) -> None:
        store.open()
        assert take(store, HERE) == Lease(CASE, HERE, 1)
        assert take(store, THERE) is None

    def test_the_owner_of_a_lease_may_take_it_again_under_a_new_fence(self, store: Store) -> None:
        store.open()
        first, second = take(store, HERE), take(store, HERE)
        assert (first, second) == (Lease(CASE, HERE, 1), Lease(CASE, HERE, 2))
        assert first is not None
        with store.work() as work, pytest.raises(LeaseLost):
            work.check_fence(first)

    def test_a_lease_whose_time_is_over_goes_to_who_asks_and_its_holder_cannot_commit(
        self, store: Store
    ) -> None:
        store.open()
        lost = take(store, HERE, seconds=60)
        assert take(store, THERE, minutes=0.5) is None
        assert take(store, THERE, minutes=1) == Lease(CASE, THERE, 2)
        assert lost is not None
        with store.work() as work, pytest.raises(LeaseLost) as raised:
            work.check_fence(lost)
        assert str(raised.value) == f"Another process advances the case {CASE} now."

    def test_a_lease_given_back_is_free(self, store: Store) -> None:
        store.open()
        lease = take(store, HERE)
        assert lease is not None
        with store.work() as work:
            work.release(lease, None)
            work.commit()
        assert take(store, THERE) == Lease(CASE, THERE, 2)

    def test_giving_back_a_lost_lease_changes_nothing(self, store: Store) -> None:
        store.open()
        lost = take(store, HERE, seconds=60)
        held = take(store, THERE, minutes=2)
        assert lost is not None
        assert held is not None
        with store.work() as work:
            work.release(lost, after(1))
            work.check_fence(held)
            work.commit()
        assert take(store, HERE, minutes=2) is None

    def test_a_case_is_due_when_it_was_woken_until_somebody_takes_it(self, store: Store) -> None:
        store.open()
        assert due(store) == []
        with store.work() as work:
            work.wake(CASE)
            work.commit()
        assert due(store) == [CASE]
        take(store, HERE)
        assert due(store) == []

    def test_a_case_woken_while_it_is_advanced_is_due_again(self, store: Store) -> None:
        store.open()
        lease = take(store, HERE)
        assert lease is not None
        with store.work() as work:
            work.wake(CASE)
            work.release(lease, None)
            work.commit()
        assert due(store) == [CASE]

    def test_a_case_is_due_at_its_hour_and_when_its_lease_ran_out(self, store: Store) -> None:
        for case in ("waits", "dead"):
            store.open(case)
        waits, dead = take(store, HERE, case="waits"), take(store, HERE, case="dead", seconds=60)
        assert waits is not None
        assert dead is not None
        with store.work() as work:
            work.release(waits, after(2))
            work.commit()
        assert due(store) == []
        assert due(store, minutes=1) == ["dead"]
        assert due(store, minutes=2 * 24 * 60) == ["dead", "waits"]

    def test_a_case_that_was_sent_off_is_not_sent_again_within_the_minute(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            work.wake(CASE)
            claims = [work.claim_dispatch(CASE, START) for _ in range(2)]
            work.commit()
        assert claims == [True, False]
        assert (due(store), due(store, minutes=1)) == ([], [CASE])
        with store.work() as work:
            assert work.claim_dispatch(CASE, START + timedelta(minutes=1))

    def test_a_case_that_was_sent_off_and_taken_is_due_as_soon_as_it_is_woken(self, store: Store) -> None:
        store.open()
        with store.work() as work:
            work.claim_dispatch(CASE, START)
            work.commit()
        take(store, HERE)
        with store.work() as work:
            work.wake(CASE)
            work.commit()
        assert due(store) == [CASE]

    def test_the_hour_of_an_imported_case_comes_by_its_own_time(self, store: Store) -> None:
        store.open()
        lease = take(store, HERE)
        assert lease is not None
        with store.work() as work:
            work.simulate(CASE, START)
            work.release(lease, after(2))
            work.commit()
        assert due(store, minutes=365 * 24 * 60) == []
        with store.work() as work:
            work.simulate(CASE, after(2))
            work.commit()
        assert due(store) == [CASE]

    # -------------------------------------------------------------------------------------------- helpers

    def _fill_the_log(self, store: Store) -> None:
        """One entry with one opening, its node, and a checkpoint."""
        with store.work() as work:
            work.keep(
                Act("open", CASE, "P-FOCAL", START), CaseMoved(status="a", to="b", reason="c"), a_case()
            )
            work.keep_checkpoint(1, a_citation().checkpoint_text, START)
            work.commit()


def a_record(ident: str, *, interim: bool = True) -> KeptRecord:
    content = '{"record":"' + ident + '"}'
    digest = hashlib.sha256(content.encode()).hexdigest()
    return KeptRecord(CASE, ident, "auditor", digest, interim, content, START)


def a_checkpoint(size: int, root: bytes) -> str:
    return sign_checkpoint(Checkpoint(KEY.name, size, root), KEY)


def take(
    store: Store, owner: str, *, case: str = CASE, minutes: float = 0, seconds: int = 300
) -> Lease | None:
    """Take the lease so many minutes after the start."""
    with store.work() as work:
        lease = work.take_lease(case, owner, START + timedelta(minutes=minutes), seconds)
        work.commit()
    return lease


def due(store: Store, minutes: int = 0) -> Sequence[str]:
    with store.read() as work:
        return list(work.list_due(START + timedelta(minutes=minutes)))


def parsed(line: bytes) -> dict[str, Any]:
    return dict(json.loads(line))


def _run(store: Store, statement: str) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
        connection.commit()
    return rows
