"""What each act is called in a sentence: "The case is decided, so casting a vote is not possible"."""

from collections.abc import Mapping

ACT_NAMES: Mapping[str, str] = {
    "OpenCase": "opening a case",
    "AssignPerson": "assigning a person",
    "DeclareInterest": "declaring an interest",
    "ClassDeclaration": "classing a declaration",
    "NameParty": "naming a party",
    "FileEvidence": "filing evidence",
    "EraseEvidence": "erasing evidence",
    "StoreTerms": "storing a draft of the agreement",
    "LinkClause": "linking a clause",
    "StoreOwnership": "reading owners from a file",
    "WithdrawCase": "withdrawing the proposal",
    "ReopenCase": "reopening the case",
    "RequestRecord": "asking for a record",
    "AnswerQuestion": "answering a question",
    "ReviewAnswer": "reviewing an answer",
    "ContestAnswer": "contesting an answer",
    "AnswerContest": "answering a contest",
    "CountersignTriage": "countersigning the triage",
    "JudgeMatch": "judging a match",
    "GrantException": "granting an exception",
    "AskException": "asking for an exception",
    "ReceiveSubmission": "entering a submission",
    "ExtractPoint": "taking a point out of a submission",
    "DisposePoint": "giving a point its disposition",
    "PublishNotice": "publishing a notice",
    "AmendNotice": "amending a notice",
    "ExtendRound": "extending a round",
    "LodgeSubmission": "sending a submission",
    "AttachFile": "attaching a file to a submission",
    "ContestPoint": "contesting what became of a point",
    "WithdrawSubmission": "taking a submission back",
    "ModerateSubmission": "publishing a submission",
    "UnsealSubmission": "opening a sealed submission",
    "SendLetter": "sending a letter",
    "RecordReply": "entering a reply",
    "DraftLetter": "writing a letter",
    "ReleasePoint": "releasing a point for a letter",
    "IssueReplyLink": "making the link of a letter",
    "LodgeReply": "answering through the link",
    "UnsealReply": "opening the trade secrets of a reply",
    "ExtendReply": "giving more time for a reply",
    "AssessReply": "assessing an answer",
    "AskCorrection": "asking for a correction",
    "SettleCorrection": "settling a correction",
    "CommentOnReply": "commenting on a reply",
    "CastVote": "casting a vote",
    "Decide": "signing a decision",
    "ProposeAct": "signing an act that names others",
    "ConfirmAct": "signing an act that waits",
    "RefuseAct": "refusing to sign an act that waits",
    "WithdrawAct": "taking back an act that waits",
}
"""The name of each command, as something that somebody does; a test proves that none is left out."""


def name_act(code: str) -> str:
    """The name of an act by its code; the code itself where it has none."""
    return ACT_NAMES.get(code, code)
