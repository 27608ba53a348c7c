"""The log over the API, for auditors: entries and their proofs."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from vetting.usecases.auditing.browsing import list_entries, prove_entry
from vetting.web.api.models import EntryOut, ProofOut
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes under ``/log``."""
    routes = APIRouter(tags=["log"])

    @routes.get("/log", dependencies=[frame.guard("api.audit")])
    def list_log(
        first: Annotated[int, Query(ge=0, le=2**53, description="The index to begin at.")] = 0,
        count: Annotated[int, Query(ge=1, le=500, description="How many entries at most.")] = 100,
    ) -> list[EntryOut]:
        """Entries of the log in order."""
        found, _ = list_entries(frame.desk, first, count)
        return [EntryOut.model_validate(one.to_json()) for one in found]

    @routes.get("/log/{index}/proof", dependencies=[frame.guard("api.audit")])
    def show_proof(index: Annotated[int, Path(ge=0, le=2**53)]) -> ProofOut:
        """The proof that an entry is in the log, under a checkpoint that is signed now."""
        proven = prove_entry(frame.desk, index)
        return ProofOut(
            leaf=proven.leaf.decode(),
            leaf_hash=proven.view.leaf_hash,
            proof=proven.proof,
            checkpoint=proven.checkpoint,
            fingerprint=proven.fingerprint,
        )

    return routes
