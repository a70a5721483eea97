"""What a reader must know about the scope before using any number from it."""

from clusternet.findings.sentence import Sentence
from clusternet.study.quality import completeness
from clusternet.study.subject import Subject


def scope_caveats(subject: Subject) -> tuple[Sentence, ...]:
    """Return what the choice of period, of clusters and of data left out."""
    scope = subject.scope
    caveats = []
    if subject.card.made_up:
        caveats.append(Sentence("caveat.made_up"))
    coverage = completeness(subject)
    if coverage.share is not None:
        values = {"known": coverage.known, "published": coverage.published, "share": coverage.share}
        caveats.append(Sentence("caveat.incomplete", values))
    if scope.undated_projects:
        caveats.append(Sentence("caveat.undated_projects", {"n": scope.undated_projects}))
    if scope.open_memberships:
        caveats.append(Sentence("caveat.open_memberships", {"n": scope.open_memberships}))
    if not subject.clusters:
        caveats.append(Sentence("caveat.no_clusters"))
    return tuple(caveats)
