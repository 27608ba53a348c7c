"""The catalogue of sentences: for each refusal code, one sentence a person can act on.

The same sentence stands on the greyed button, in the HTTP answer, on the command line, in the
test and in the record. Codes are stable; sentences may be improved; other languages are added as
further catalogues with the same codes.
"""

from collections.abc import Mapping

from vetting.domain.act_names import name_act
from vetting.domain.errors import Refusal
from vetting.domain.sentences_frame import FRAME
from vetting.domain.sentences_replies import REPLIES
from vetting.domain.sentences_waiting import WAITING

ENGLISH: Mapping[str, str] = {
    **FRAME,
    **REPLIES,
    **WAITING,
    "answer_changed_meanwhile": (
        "{criterion} was answered by {person} while you were writing, so nothing was overwritten: "
        "compare the two, then save yours again if it should replace the other."
    ),
    "assigns_self": (
        "{person} cannot make themselves {roles} on the case. Ask another person of the case to assign it."
    ),
    "authority_too_low": (
        "{person} may not decide this: it needs authority {needed} ({name}). "
        "Ask a person with that authority to sign."
    ),
    "file_damaged": "The file is damaged and cannot be read. Open it in its program, save it again, and send that.",
    "file_empty": "The file holds nothing that can be kept. Choose another.",
    "file_harmful": "The file has a mark that virus scanners stop at. Send the same content in a file without it.",
    "file_kind_differs": (
        "What is in the file is not what its name says. Save it as PDF, Word (.docx), OpenDocument text (.odt), "
        "plain text (.txt), PNG or JPEG, and send that."
    ),
    "file_kind_unknown": (
        "Files of this kind are not taken. Save it as PDF, Word (.docx), OpenDocument text (.odt), "
        "plain text (.txt), PNG or JPEG, and send that."
    ),
    "file_locked": "The file is locked with a password. Save it without one, and send that.",
    "file_macros": "The file holds macros. Save it without them, as .docx or .odt, and send that.",
    "file_letters_unclear": "The letters of the text cannot be told for certain. Save it as UTF-8, and send that.",
    "file_too_heavy": (
        "The file takes too much time or memory to be made safe. Send fewer pages, a smaller picture, or its text."
    ),
    "file_too_large": "The file has more than {most} MB. Send a smaller one, or only the pages that matter.",
    "point_contested": "This point was contested already. The office answers it once more; look again later.",
    "point_contest_empty": "Write why you contest what became of the point.",
    "point_waits": "This point has no answer that could be contested yet. Look again later.",
    "files_not_offered": (
        "Files cannot be taken here yet, because no officer's key is set up. Describe in words what they show."
    ),
    "reply_files_too_many": "At most {most} files go with a reply. Choose fewer.",
    "files_too_many": "A submission takes {most} files, and this one has them. Describe in words what the others show.",
    "no_such_file": "The submission has no file {file}. Open the submission again to see its files.",
    "both_sides_answered": (
        "Both sides answered {questions} since the file was taken offline, so nothing was brought in: "
        "say for each whose answer stands, the file's or the case's."
    ),
    "evidence_changed": (
        "The stored file of the evidence {evidence} in the case {case} was changed after it was filed: it was filed "
        "with the sha256 {stored}, and what is stored now has {found}. Put the file as it was filed back from a "
        "backup, in the home under {place}."
    ),
    "cites_erased": "The evidence {evidence} was erased on {on}: nothing new can rest on it. Name another source.",
    "nothing_to_erase": "No file of the evidence {evidence} is held, so there is nothing to erase.",
    "erased_already": "The file of the evidence {evidence} was erased on {on}.",
    "erasure_without_reason": "Say why the file of the evidence {evidence} has to be erased: the reason enters the log.",
    "draft_not_erased": (
        "The evidence {evidence} holds a draft of the agreement, to which a decision is bound, so its file stays."
    ),
    "evidence_missing": (
        "The stored file of the evidence {evidence} in the case {case}, filed with the sha256 {stored}, is not in the "
        "home any more. Put it back from a backup, in the home under {place}."
    ),
    "case_closed": "The case is {status}: nothing more can be entered. Open a new case instead.",
    "case_decided": (
        "The case is decided, so {act} is not possible. "
        "Reopen it first, with the reason (under 'Decision' at the desk, or 'reopening' in a file of acts)."
    ),
    "case_exists": (
        "A case with the id {case} is in this home already, from another file. "
        "Use another id, another home, or 'vetting act {case} FILE'."
    ),
    "link_of_another_kind": (
        "{criterion} is not answered from the draft agreement. Link criteria of the terms (TRM) and of data (PDT) only."
    ),
    "link_to_draft_not_held": (
        "The text of the draft {terms} is not held, so no clause of it can be named. "
        "File the text as evidence and store it as a draft."
    ),
    "link_to_old_draft": (
        "{terms} is not the newest draft. Read {newest}, compare it with 'vetting clauses compare', and link its clauses."
    ),
    "link_to_unknown_clause": (
        "The draft {terms} has no clause {clauses}. Take the ids from the page of the agreement, or from 'vetting clauses FILE'."
    ),
    "link_to_unreadable_draft": (
        "No clause of the draft {terms} can be linked, because its text cannot be read: {why} Then store that as a new draft."
    ),
    "link_without_clause": (
        "{criterion}: name the clauses that answer or contradict it; name none where the draft is silent (absent)."
    ),
    "link_without_reason": "{criterion}: give the reason for the link, in a sentence.",
    "classes_own": (
        "{person} cannot class their own declaration {declaration}, nor say what mitigates it. "
        "Leave the class out: another person who is ethics focal point on this case gives it."
    ),
    "contest_not_of_triage": (
        "{criterion} is no question of triage, and only those are contested. "
        "Answer it anew, or say so in a submission."
    ),
    "contest_of_nothing": "{criterion} has no answer yet that could be contested. Wait for its answer.",
    "contest_open_already": (
        "The answer to {criterion} is contested already. Contest it again when the office has answered."
    ),
    "contest_without_answer": "The contest of {criterion} needs an answer in words. Write what was found.",
    "contest_without_reason": "A contest of {criterion} needs its reason. Write what is wrong with the answer.",
    "countersigner_not_of_office": (
        "{person} is not of the office and so cannot countersign what is left out. Name a person of the office."
    ),
    "countersigns_own": (
        "{person} entered the answers to {criteria} and so cannot countersign them. "
        "Ask a countersigner who answered none of the triage."
    ),
    "declares_for_another": (
        "{by} cannot declare for {person}. Each person declares for themselves; "
        "the ethics focal point enters what came on paper."
    ),
    "departure_without_reason": (
        "The decision departs from the suggested outcome ({suggested}): give the reason."
    ),
    "disposition_without_reason": (
        "The point {point} needs the reason for its disposition, which its submitter can see."
    ),
    "exception_alone": (
        "An exception for {criterion} needs the signature of a second person: whoever grants it cannot be both."
    ),
    "exception_ends_early": (
        "The exception for {criterion} would end on {ends_on}, not after the day it is granted. Give a later day."
    ),
    "exception_incomplete": (
        "The exception for {criterion} does not say {part}. Write it; an exception is published whole."
    ),
    "exception_stands": (
        "{criterion} has an exception that stands until {ends_on}. Grant another when it has ended."
    ),
    "fact_from_the_future": (
        "Evidence {evidence} could be known on {knowable_on}, after this answer of {at}. "
        "Use what was knowable on that day, or date the answer later."
    ),
    "gate_open": "An approval waits for the open gate {gate}: {because}.",
    "home_is_newer": (
        "The home was written by a newer version ({found}; this one reads up to {known}). "
        "Install the newer version."
    ),
    "initiator_decides": "{person} initiated the case and so may not decide it or sign for it.",
    "look_at_nothing": (
        "Entry {entry} of the log has no protected field that may be shown here. "
        "What was said in confidence stays closed."
    ),
    "look_not_permitted": "Only an auditor may look at protected fields of the log. Ask the auditor.",
    "look_without_reason": (
        "A look at protected fields needs its reason, in {least} characters or more; it is kept in the log. Write it."
    ),
    "judged_by_one": (
        "The match {match} needs the eyes of two: {person} cannot sign both times. Name another person as second."
    ),
    "judgement_without_text": (
        "The judgement of {match} needs a sentence that another reviewer could check: which fact, and where it is from."
    ),
    "match_changed": (
        "The match {match} changed since you looked at it: a name of the case, or the entry of {source}. Look again, then judge."
    ),
    "match_gone": "The match {match} no longer stands, so there is nothing to judge. Look at 'vetting matches'.",
    "initiator_stays": (
        "{person} initiated the case and stays its initiator. Keep that role among the roles, or assign another person."
    ),
    "person_almost_known": (
        "There is {known} already, and {person} differs from it by capital letters alone. "
        "Write {known} for the same person, or give another id."
    ),
    "interest_ends_first": (
        "The interest {declaration} would end on {ends_on}, before it begins on {starts_on}. Check both days."
    ),
    "interest_kind_unknown": "The pack has no kind of interest '{kind}'. It has {kinds}; 'refused' is for a refusal.",
    "measure_without_reason": (
        "That nothing is needed against the interest {declaration} has to have its reason. Write it."
    ),
    "no_open_contest": "No contest of {criterion} waits for an answer. Check the id of the criterion.",
    "no_such_move": "A case that is {status} cannot become {to}.",
    "not_applicable_alone": (
        "{criterion}: 'not applicable' needs a reason and the countersignature of a second person."
    ),
    "not_confidential": (
        "{person} has no role on this case that reads what was said in confidence. "
        "Ask the consultation officer for what can be shared."
    ),
    "not_its_answerer": "{criterion} is answered by {answerers}, not by {answerer}. Name the right answerer.",
    "not_permitted": "{person} has no role on this case that allows {act}.",
    "not_your_question": "{person} has no role that may answer for '{answerer}'.",
    "nothing_to_except": (
        "{criterion} has no stop that an exception could lift: none has fired, or the pack gives it none. "
        "An unknown is answered first."
    ),
    "open_conflict": (
        "{person} has an open conflict of interest ({declaration}) and may not take part. "
        "An actual conflict is open until it has ended, another until it is mitigated or classed as none."
    ),
    "outcome_not_admissible": (
        "The outcome {outcome} is not open with what this decision brings. Open are: {admissible}; {because}."
    ),
    "owners_not_held": (
        "The evidence {evidence} is not held as a file, and owners are read from a file. File its bytes first."
    ),
    "owners_of_a_later_day": (
        "The owners as of {as_of} cannot be read in an act of {at}. Give a day that has come."
    ),
    "controversy_open": (
        "The controversy {controversy} cannot be closed, so nothing can be approved. What is missing: {lacking}. "
        "Add it to the answers on controversies."
    ),
    "points_undisposed": (
        "An approval waits until every point of the consultation has its disposition; open are {points}."
    ),
    "point_disposed": "The point {point} has a disposition already; enter a new point instead.",
    "reason_does_not_fit": "A judgement '{verdict}' has one of these reasons: {reasons}. Choose the one that holds.",
    "recused_from_role": (
        "{person} has an open conflict of interest ({declaration}) and cannot be assigned as {roles}. "
        "Assign another person, or ask the ethics focal point to class or mitigate the interest."
    ),
    "refusal_not_classed": (
        "{person} refused to declare, and a refusal has no class. Ask for the declaration, or assign another person."
    ),
    "review_of_nothing": "{criterion} has no answer yet that could be reviewed. Wait for its answer.",
    "reviewed_answer_changed": (
        "{criterion} was answered anew by {person} while you were reading. Look at the answer as it stands now, then review it."
    ),
    "reviews_own": "{person} entered the answer to {criterion} and so cannot review it. Ask a second person.",
    "role_not_held": (
        "The account of {person} does not hold {roles}, so {person} cannot have that role on a case. Assign somebody whose "
        "account holds it, or ask whoever keeps the accounts to grant it with 'vetting account grant {person} {options}'."
    ),
    "reply_too_soon": (
        "Letter {letter}: the company has {days} days to answer at this level, so its reply is due on {earliest} "
        "at the earliest. Nobody shortens that."
    ),
    "reply_already": "The letter {letter} has its reply already.",
    "second_judge_missing": (
        "The match {match} is with {source}, a list that leads to a stop: to rule it false takes a second person. "
        "Name who checked it beside you."
    ),
    "second_signature_missing": (
        "The decision departs from the suggested outcome ({suggested}): "
        "a second person must sign, who neither decides nor initiated the case."
    ),
    "announced_in_future": "The partnership cannot have been announced on {announced_on}, which is to come.",
    "announced_without_source": (
        "Nothing is shown about {company} without its source: give its title and where it can be read."
    ),
    "form_not_ours": (
        "This form was not made here, or it was made too long ago. Your text is kept below: please send it again."
    ),
    "identity_not_offered": (
        "Contact details cannot be kept safely here yet, because no custodians are named. Leave them out."
    ),
    "key_does_not_open": "This key does not open it. Use the key that belongs to one of the officers named.",
    "no_reason_to_unseal": "Say why you open the submission {submission}: the reason enters the log.",
    "notice_incomplete": "The notice does not say everything yet. Missing: {missing}.",
    "nothing_sealed": "The submission {submission} has no sealed part: all of it stands in the case.",
    "protected_not_offered": (
        "Confidential and anonymous submissions cannot be taken here yet, because no officer's key is set up. "
        "You can send a public one, or come back later."
    ),
    "receipt_groups_differ": "The groups you typed are not those of the receipt. Please look at it again.",
    "report_empty": "Please write which company and which UN body it is about, and what you know.",
    "reports_not_taken": (
        "Reports cannot be taken here yet, because no officer's key is set up. Please come back later."
    ),
    "round_backdated": "A round cannot open on {opens_at}, which is past. Give a later time.",
    "round_closed": "The consultation closed on {closed}. Nothing more can be taken.",
    "round_not_open": "No consultation on this case is open now.",
    "round_out_of_order": (
        "Round {round} cannot be announced now: the next is round {next}, after the one before it has closed."
    ),
    "round_shortened": "The round closes on {closes_at}; give a later time. Nobody shortens it.",
    "round_change_without_reason": "Say what changes in round {round} and why; everyone can read it.",
    "submission_declined_without_reason": (
        "Say why the submission {submission} is not published; its submitter is told."
    ),
    "submission_empty": "Please write something in at least one of the fields.",
    "submission_protected": "The submission {submission} was given in confidence and is never published.",
    "submission_published": "The submission is published and cannot be taken back any more.",
    "submission_settled": "The submission {submission} is {state} already.",
    "submission_too_long": (
        "The text has {given} characters; at most {most} can be taken. Please shorten it by {over}; it is kept below."
    ),
    "submission_withdrawn": "The submission was taken back already.",
    "unknown_choice": "Please choose one of the answers that are offered.",
    "unknown_receipt": "There is no submission for this receipt. Please check each group of it.",
    "unknown_round": "The case has no round {round}.",
    "unknown_terms": "The case has no draft {terms}. Store it first.",
    "window_too_short": (
        "The consultation is open for {days} days at least, so it closes on {earliest} at the earliest. "
        "Nobody shortens that."
    ),
    "signed_by_one": (
        "{person} cannot both approve the plan and accept the residual risk: a second person signs one of them."
    ),
    "signer_not_of_office": (
        "{person} is not of the office and so cannot sign beside another. Name a person of the office."
    ),
    "triage_changed": (
        "Answers of the triage changed while you were reading them. Look at them as they stand now, then countersign."
    ),
    "triage_not_asked": "The policy pack of this case asks for no countersignature of the triage. Nothing is to be done.",
    "triage_not_countersigned": (
        "An approval waits until the triage is countersigned as it stands now. Ask a countersigner of the case "
        "('countersigning' in a file of acts)."
    ),
    "triage_unanswered": (
        "The triage is countersigned when all of it is answered; open are {criteria}. Answer them first."
    ),
    "undeclared": (
        "{person} has declared no interest on this case, and not that there is none. "
        "Declare first, under 'People and interests' or in 'declarations' of a file of acts; "
        "that there is none is a declaration too."
    ),
    "unknown_criterion": "The pack has no criterion {criterion}. 'vetting pack show' lists them.",
    "unknown_declaration": "The case has no declaration {declaration}. 'vetting conflicts' lists them.",
    "unknown_evidence": "The evidence {evidence} has not been filed. File it first.",
    "party_changed_meanwhile": (
        "Somebody else changed {party} while you were writing, so nothing was overwritten: "
        "compare the two, then save yours again if it should replace the other."
    ),
    "unknown_party": "The case has no party {party}. Name it first.",
    "unknown_match": "The case {case} has no match {match}. 'vetting matches {case}' lists them.",
    "unknown_person": "{person} is not assigned to this case. Assign the person first.",
    "unknown_point": "The case has no point {point}.",
    "unknown_submission": "The case has no submission {submission}.",
    "unknown_letter": "The case has no letter {letter}.",
    "value_does_not_fit": "{criterion}: {fault}",
    "window_shortened": (
        "The gate {gate} closes on {closes_at}; a closing time can be moved later, never earlier."
    ),
    "before_opening": "The act is dated before the case was opened ({opened_at}).",
    "id_taken": "The id {ident} is taken in this case. Choose another.",
    "condition_missing": (
        "The decision approves without the condition {condition}, which {criteria} asks for. Add it."
    ),
    "condition_without_source": (
        "The condition {condition} rests on nothing: name the criteria or the points that it answers."
    ),
    "condition_unknown": (
        "The pack has no condition {condition}; give its text, owner, due date, test and consequence."
    ),
    "busy": "Another process advances this case now. Try again in a moment.",
}

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}


def to_sentence(refusal: Refusal, language: str = "en") -> str:
    """The sentence of a refusal in a language; English where that language has none."""
    catalogue = CATALOGUES.get(language, ENGLISH)
    template = catalogue.get(refusal.code) or ENGLISH[refusal.code]
    return template.format(**{name: _in_words(name, value) for name, value in refusal.params.items()})


_CODES = frozenset({"roles", "answerer", "answerers", "outcome", "admissible", "suggested", "status", "to"})
"""Parameters that are codes; people read them as words."""


def _in_words(name: str, value: object) -> object:
    if name == "act":
        return name_act(str(value))
    return str(value).replace("_", " ") if name in _CODES else value
