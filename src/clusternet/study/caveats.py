"""What a reader must know about the scope before using any number from it."""

from clusternet.findings.sentence import Sentence
from clusternet.study.quality import completeness
from clusternet.study.subject import Subject


def scope_caveats(subject: Subject) -> tuple[Sentence, ...]:
    """Return what was asked for, and what data and choices left out; what left out nothing is not said."""
    caveats = [Sentence("caveat.made_up")] if subject.card.made_up else []
    coverage = completeness(subject)
    if coverage.share is not None:
        values = {"known": coverage.known, "published": coverage.published, "share": coverage.share}
        caveats.append(Sentence("caveat.incomplete", values))
    alone = coverage.projects_with_one + coverage.projects_without_participants
    if coverage.projects and alone == coverage.projects:
        caveats.append(Sentence("caveat.no_cooperation"))
    caveats += _choices(subject)
    if not subject.clusters:
        caveats.append(Sentence("caveat.no_clusters"))
    return tuple(caveats)


def counted(key: str, n: int, **values: object) -> tuple[Sentence, ...]:
    """Return a caveat about so many units, or none about none."""
    return (Sentence(key, {"n": n, **values}),) if n else ()


def _choices(subject: Subject) -> tuple[Sentence, ...]:
    scope = subject.scope
    options = scope.options
    said: list[Sentence] = []
    if options.period is not None:
        values = {"first": options.period.first, "last": options.period.last}
        said.append(Sentence(f"caveat.period_{options.period_by}", values))
    if options.level is not None:
        said.append(Sentence("caveat.level", {"level": Sentence(f"level.{options.level}")}))
    return (
        *said,
        *counted("caveat.undated_projects", scope.undated_projects),
        *counted("caveat.unknown_level", scope.unknown_level_projects),
        *counted("caveat.open_memberships", scope.open_memberships),
        *counted("caveat.managers_out", scope.managing_left_out),
        *_decided(subject),
    )


def _decided(subject: Subject) -> tuple[Sentence, ...]:
    replayed = subject.replayed
    if replayed is None:
        return ()
    return (
        *counted("caveat.merged", len(replayed.into)),
        *counted("caveat.decisions_set_aside", replayed.set_aside),
    )
