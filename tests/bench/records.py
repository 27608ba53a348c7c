"""The figures of the record: one with 200 findings and 300 submissions in six languages, in each form."""

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from itertools import cycle, islice
from typing import Any

from tests.bench.figures import Figure, Sample, Stopwatch, Unit, in_a_fresh_process
from tests.factories import (
    a_citation,
    a_decided_dossier,
    a_finding,
    a_point,
    a_submission,
    an_evaluation,
    the_pack,
)
from vetting.bootstrap import writers
from vetting.documents.record import assemble_record
from vetting.domain.dossier import Dossier
from vetting.domain.findings import FindingFields
from vetting.usecases.outside import RecordWriter

FINDINGS, SUBMISSIONS = 200, 300
BOUNDS = {"docx": 2.0, "pdf": 1.0, "html": 0.5}
VOICES = {
    "ar": "نطلب ألا تُحفظ التسجيلات بعد انتهاء الاجتماع.",
    "zh": "我们请求会议结束后不保留录音。",
    "en": "We ask that recordings are not kept once a meeting has ended.",
    "fr": "Nous demandons que les enregistrements ne soient pas conservés après la réunion.",
    "ru": "Мы просим не хранить записи после окончания собрания.",
    "es": "Pedimos que las grabaciones no se conserven después de la reunión.",
}
"""One sentence in each of the six official languages."""


def figures() -> list[Figure]:
    """A figure for each form of the record."""
    record = _Record()
    return [
        Figure(
            f"record: 200 findings, 300 submissions, as {writer.name}",
            Unit.SECONDS,
            lambda writer=writer: record.render(writer),  # type: ignore[misc]
            BOUNDS[writer.suffix],
        )
        for writer in writers()
    ]


class _Record:
    """A large record; fonts and templates are loaded anew each time, as for the first record of a process."""

    @cached_property
    def content(self) -> Mapping[str, Any]:
        dossier = a_large_dossier()
        return assemble_record(dossier, the_pack(), an_evaluation(dossier), a_citation())

    def render(self, writer: RecordWriter) -> Sample:
        content = self.content

        def measure() -> Sample:
            with Stopwatch() as watch:
                writer.render(content)
            return watch.sample()

        return in_a_fresh_process(measure)  # the typesetter remembers what it has set


def a_large_dossier() -> Dossier:
    """A decided case with many findings and many voices."""
    languages = islice(cycle(VOICES), SUBMISSIONS)
    submissions = [
        a_submission(f"S-{number}", language=language, text=" ".join([VOICES[language]] * 3))
        for number, language in enumerate(languages, 1)
    ]
    points = [
        a_point(f"PT-{number}", one.id, text=VOICES[one.language])
        for number, one in enumerate(submissions, 1)
    ]
    return dataclasses.replace(
        a_decided_dossier(), findings=many_findings(), submissions=submissions, points=points
    )


def many_findings() -> list[FindingFields]:
    """Findings of the first effects of the pack's criteria, as many as are wanted."""
    effects = [
        (criterion.id, effect.consequence.text)
        for criterion in the_pack().criteria.values()
        for effect in criterion.effects
        if effect.consequence.text.startswith(("floor(", "raise("))
    ]
    return [
        a_finding(criterion, effect, id=f"F-{criterion}-{number}")
        for number, (criterion, effect) in enumerate(islice(cycle(effects), FINDINGS))
    ]
