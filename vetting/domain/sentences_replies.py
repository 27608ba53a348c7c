"""Sentences of refusals about letters to the company, its replies and what follows from them."""

from collections.abc import Mapping

REPLIES: Mapping[str, str] = {
    "assessment_without_reason": "Say in a sentence why the answer {number} of letter {letter} is assessed so.",
    "company_apart": (
        "{person} speaks for the company, and so cannot be {roles} on the same case. "
        "Assign one of the two to another person."
    ),
    "comments_over": "Comments on the reply to letter {letter} were taken until {last}. Nothing more can be taken.",
    "correction_settled": "The correction {correction} is settled already.",
    "correction_without_reason": "Say why the correction {correction} is not accepted; the company is told.",
    "correction_without_text": "Write the corrected text of {correction}: it stands beside the letter from now on.",
    "comment_empty": "Please write something before you send the comment.",
    "extended_already": "The reply to letter {letter} was given more time once, until {due}. It is not given a second time.",
    "extension_too_late": "Letter {letter} does not wait for its reply any more, so that no time can be given.",
    "extension_too_long": (
        "The reply to letter {letter} can be due on {latest} at the latest: once, {days} days more, and never earlier."
    ),
    "extension_without_reason": "Say why the company has more time for letter {letter}: the reason stands in the record.",
    "fact_without_source": (
        "Question {number} states a fact without a public source. Name published evidence, or leave the fact out."
    ),
    "finding_without_source": (
        "No public source stands behind {criteria}, so that a letter cannot state it. "
        "File published evidence with the answer, or leave it out of the letter."
    ),
    "letter_changed": "The draft of letter {letter} changed while you were reading it. Read it as it stands now, then send.",
    "letter_dates_points": (
        "Question {number} comes from the consultation and names a day or a time. Leave it out: it could show who spoke."
    ),
    "letter_has_draft": "A draft of letter {letter} waits. Change the draft, or send it without other text.",
    "letter_quotes": (
        "The letter repeats words of a submission (question {number}; 0 is the text around the questions). "
        "Say it in the words of the office."
    ),
    "letter_second_look": (
        "{person} wrote letter {letter}, and whoever writes a letter does not send it. "
        "Ask a second person to read and send it."
    ),
    "letter_without_questions": "A letter asks at least one numbered question. Write one.",
    "link_not_needed": "Letter {letter} has its reply, or its time is over: a link would open nothing.",
    "link_opens_nothing": (
        "This link opens nothing here. It may be mistyped, used already, replaced or too old. "
        "Ask the office that wrote to you for a new one."
    ),
    "no_reply_to_comment": "No reply to letter {letter} has come, so that there is nothing to comment on.",
    "criterion_opens_no_reply": (
        "No finding on {criteria} opens the right of reply in this case. Ask about what does: {open}."
    ),
    "letter_source_not_public": (
        "The letter rests on {evidence}, which is no public source: it needs a publisher or a place, the day it was "
        "published, and it may not have come in confidence."
    ),
    "letter_without_source": (
        "The letter states facts without a public source. Name under 'sources' the published evidence that each of them "
        "rests on, or leave the facts out; where facts have sources of their own, write a draft, question by question."
    ),
    "nothing_to_ask": "No finding that waits for a letter opens the right of reply.",
    "points_of_few": (
        "The points of question {number} come from fewer than {least} submissions. "
        "Leave them out, or ask the consultation officer to release them."
    ),
    "question_without_finding": "Question {number} is tied to no finding. Name the criterion it asks about.",
    "release_without_reason": "Say why the point {point} may be put to the company: the reason enters the log.",
    "reply_awaited": "Letter {letter} waits for its reply. Assess it when the reply is in, or its time is over.",
    "reply_empty": "Please answer at least one of the questions.",
    "no_reason_to_open": "Say why you open the trade secrets of letter {letter}: the reason enters the log.",
    "no_secret_held": "No trade secret of the reply to letter {letter} is held under a seal.",
    "secret_not_offered": (
        "Answer {number} is marked as a trade secret, and this office has no key yet to seal it to. "
        "Give the summary that everyone may read as the answer, and take the mark away; or ask the office for another way."
    ),
    "secret_without_summary": (
        "Answer {number} is marked as a trade secret. Write a summary that everyone may read, or take the mark away."
    ),
    "source_not_public": (
        "Question {number} rests on {evidence}, which is no public source: it needs a publisher or a place, the day "
        "it was published, and it may not have come in confidence."
    ),
    "too_many_answers": "Letter {letter} asks {questions} questions, and more answers were given.",
    "unknown_correction": "The case has no correction {correction}.",
    "unknown_question": "Letter {letter} has no question {number}.",
}
