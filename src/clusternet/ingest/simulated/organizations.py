"""The organizations of the made-up region: managing bodies, brokers, members, partners."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.ingest.simulated.firms import FIRST_SERIAL, Firms
from clusternet.ingest.simulated.sizes import Sizes
from clusternet.ingest.simulated.texts import Integers
from clusternet.ingest.simulated.vocabulary import vocabulary
from clusternet.model.tables import TABLES

KINDS = TABLES["organizations"].column("kind").choices
N_BROKERS = 3

_ACTIVE_SHARE = 0.55  # of the firms among the members: the others take part in nothing
_FROM_ACTIVE = 0.6  # at most, of the firms that take part; the others are partners
_SECOND_CLUSTER_SHARE = 0.15  # of the firms among the members
_ABROAD_SHARE, _ELSEWHERE_SHARE = 0.55, 0.25  # of the partners that are no firms of the region
_WITHOUT_VAT_SHARE, _UNKNOWN_SHARE = 0.15, 0.1
_HERE, _ELSEWHERE, _ABROAD = range(3)

# Shares of kinds, and of those that take part, among members that are no firms.
_MEMBER_KINDS = {
    "university": (0.04, 1.0),
    "research": (0.24, 0.9),
    "public": (0.24, 0.4),
    "association": (0.2, 0.4),
    "foundation": (0.13, 0.5),
    "social_enterprise": (0.1, 0.5),
    "other": (0.05, 0.3),
}
_PARTNER_KINDS = {"company": 0.5, "university": 0.17, "research": 0.18, "public": 0.08, "association": 0.07}
_LOCAL_KINDS = {"public": 0.45, "association": 0.3, "foundation": 0.15, "social_enterprise": 0.1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Organizations:
    """Arrays of one entry an organization, in the order managing bodies, brokers, members, partners.

    Parameters
    ----------
    kind : numpy.ndarray
        Place among `KINDS`; -1 unknown, as wherever nothing else is said.
    firm : numpy.ndarray
        Place in the register; -1 for what is no firm of the region.
    size, sector, form, founded, province : numpy.ndarray
        As of firms.
    elsewhere : numpy.ndarray
        Place among Italian provinces outside the region; -1 for those inside and abroad.
    country : numpy.ndarray
        Place among the countries; -1 for Italy.
    is_sme : numpy.ndarray
        1, 0, or -1 unknown.
    serial : numpy.ndarray
        Of the VAT number; -1 for none.
    names : numpy.ndarray
        Shape (n, 6).
    cluster, second : numpy.ndarray
        Clusters; -1 for none. A partner's is the one around which it works.
    takes_part : numpy.ndarray
        Whether it takes part in some project.
    n_members : int
        How many are members, managing bodies and brokers among them.
    n_managers : int
        How many manage a cluster: the first of these manages the first cluster and so on.
    """

    kind: Integers
    firm: Integers
    size: Integers
    sector: Integers
    form: Integers
    founded: Integers
    province: Integers
    elsewhere: Integers
    country: Integers
    is_sme: Integers
    serial: Integers
    names: Integers
    cluster: Integers
    second: Integers
    takes_part: NDArray[np.bool_]
    n_members: int
    n_managers: int

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def brokers(self) -> NDArray[np.intp]:
        """Places of the planted brokers."""
        return np.arange(self.n_managers, self.n_managers + N_BROKERS)


def draw_organizations(
    sizes: Sizes, firms: Firms, names: Integers, rng: np.random.Generator
) -> Organizations:
    """Draw the organizations.

    Firms of the region that take part are all among them, as members or as partners; of those that do not,
    only members.

    Parameters
    ----------
    sizes : Sizes
        How many of which sort.
    firms : Firms
        The register.
    names : numpy.ndarray
        Shape (at least members + partners, 6): names for those that are no firms of the region.
    rng : numpy.random.Generator
        Source of chance.
    """
    n_clusters = len(vocabulary().clusters)
    n_others = sizes.members - sizes.smes - sizes.large - n_clusters - N_BROKERS
    member_firms = np.concatenate(
        [
            _member_firms(firms, firms.is_sme, sizes.smes, rng),
            _member_firms(firms, ~firms.is_sme, sizes.large, rng),
        ]
    )
    partner_firms = np.setdiff1d(np.flatnonzero(firms.takes_part), member_firms)
    rest = sizes.partners - len(partner_firms)
    n_abroad, n_elsewhere = round(_ABROAD_SHARE * rest), round(_ELSEWHERE_SHARE * rest)
    n_local = rest - n_abroad - n_elsewhere
    other_kinds, active = _member_kinds(n_others, rng)
    kind = np.concatenate(
        [
            np.full(n_clusters + N_BROKERS, KINDS.index("intermediary")),
            other_kinds,
            np.full(len(member_firms) + len(partner_firms), KINDS.index("company")),
            _kinds(_LOCAL_KINDS, n_local, rng),
            _kinds(_PARTNER_KINDS, n_elsewhere + n_abroad, rng),
        ]
    )
    before = n_clusters + N_BROKERS + n_others
    firm = np.full(len(kind), -1)
    firm[before : before + len(member_firms) + len(partner_firms)] = [*member_firms, *partner_firms]
    takes_part = np.ones(len(kind), np.bool_)
    takes_part[n_clusters + N_BROKERS : before] = active
    takes_part[before : sizes.members] = firms.takes_part[member_firms]
    where = np.repeat(
        [_HERE, _ELSEWHERE, _ABROAD], [len(kind) - n_elsewhere - n_abroad, n_elsewhere, n_abroad]
    )
    cluster, second = _clusters(kind, sizes.members, rng)
    facts = _facts(kind, firm, where, firms, rng)
    return Organizations(
        **_without_some(facts, sizes.members, firm, rng),
        firm=firm,
        names=np.where(firm[:, np.newaxis] < 0, names[: len(kind)], firms.names[firm]),
        cluster=cluster,
        second=second,
        takes_part=takes_part,
        n_members=sizes.members,
        n_managers=n_clusters,
    )


def _member_firms(
    firms: Firms, among: NDArray[np.bool_], n: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Draw members among firms: about half of them take part, whatever province they are in."""
    active, passive = np.flatnonzero(among & firms.takes_part), np.flatnonzero(among & ~firms.takes_part)
    n_active = max(min(round(_ACTIVE_SHARE * n), int(_FROM_ACTIVE * len(active))), n - len(passive))
    return np.concatenate(
        [rng.choice(active, n_active, replace=False), rng.choice(passive, n - n_active, replace=False)]
    )


def _member_kinds(n: int, rng: np.random.Generator) -> tuple[Integers, NDArray[np.bool_]]:
    kinds = _kinds({kind: share for kind, (share, _) in _MEMBER_KINDS.items()}, n, rng)
    kinds[:1] = KINDS.index("university")
    rates = np.zeros(len(KINDS))
    for kind, (_, rate) in _MEMBER_KINDS.items():
        rates[KINDS.index(kind)] = rate
    return kinds, rng.random(n) < rates[kinds]


def _kinds(shares: dict[str, float], n: int, rng: np.random.Generator) -> Integers:
    return rng.choice([KINDS.index(kind) for kind in shares], size=n, p=[*shares.values()])


def _clusters(kind: Integers, n_members: int, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Draw the cluster of each organization and the second one of some firms, which work in little."""
    shares = [cluster.share for cluster in vocabulary().clusters]
    n, n_clusters = len(kind), len(shares)
    cluster = rng.choice(n_clusters, size=n, p=shares).astype(np.int8)
    cluster[:n_clusters] = np.arange(n_clusters)
    planted = n_clusters + N_BROKERS
    cluster[n_clusters:planted] = rng.choice(n_clusters, N_BROKERS, replace=False)
    second = (cluster + rng.integers(1, n_clusters, size=n)) % n_clusters
    has_second = (kind == KINDS.index("company")) & (rng.random(n) < _SECOND_CLUSTER_SHARE)
    has_second[n_members:] = False
    return cluster, np.where(has_second, second, -1).astype(np.int8)


def _facts(
    kind: Integers, firm: Integers, where: Integers, firms: Firms, rng: np.random.Generator
) -> dict[str, Integers]:
    """Take the facts of firms from the register and draw those of others."""
    n, words = len(kind), vocabulary()
    shares = np.array([province.share for province in words.provinces])
    province = rng.choice(len(shares), size=n, p=shares / shares.sum())
    codes = [one.code for one in words.provinces]
    province[: len(words.clusters)] = [codes.index(cluster.province) for cluster in words.clusters]
    company = kind == KINDS.index("company")
    form = rng.integers(len(words.company_forms), size=n)
    foreign = len(words.company_forms) + rng.integers(len(words.foreign_forms), size=n)
    own = {
        "province": np.where(where == _HERE, province, -1),
        "elsewhere": np.where(where == _ELSEWHERE, rng.integers(len(words.italian_provinces), size=n), -1),
        "country": np.where(where == _ABROAD, rng.integers(len(words.countries), size=n), -1),
        "size": np.full(n, -1),
        "sector": np.full(n, -1),
        "form": np.where(company, np.where(where == _ABROAD, foreign, form), -1),
        "founded": rng.integers(1900, 2020, size=n),
        "is_sme": np.where(company, rng.choice([1, 0, -1], size=n, p=(0.5, 0.2, 0.3)), 0),
        "serial": np.where(where == _ABROAD, -1, FIRST_SERIAL + len(firms) + np.arange(n)),
    }
    stated = {
        "province": firms.province,
        "size": firms.size,
        "sector": firms.sector,
        "form": firms.form,
        "founded": firms.founded,
        "is_sme": firms.is_sme,
        "serial": FIRST_SERIAL + np.arange(len(firms)),
    }
    facts = own | {name: np.where(firm < 0, own[name], values[firm]) for name, values in stated.items()}
    return {**facts, "kind": kind}


def _without_some(
    facts: dict[str, Integers], n_members: int, firm: Integers, rng: np.random.Generator
) -> dict[str, Integers]:
    """Forget some of the facts of partners that are no firms of the region, and some VAT numbers."""
    outside = (np.arange(len(firm)) >= n_members) & (firm < 0)
    forgotten = {
        name: outside & (rng.random(len(firm)) < _UNKNOWN_SHARE) for name in ("kind", "founded", "province")
    }
    forgotten["serial"] = (firm < 0) & (rng.random(len(firm)) < _WITHOUT_VAT_SHARE)
    return facts | {name: np.where(mask, -1, facts[name]) for name, mask in forgotten.items()}
