"""How central each organization is. One function a measure, in the order of the rows of the incidence."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from clusternet.analysis.entries import kind_of
from clusternet.analysis.paths import organizations_at_distance, passing_paths, to_igraph
from clusternet.analysis.projection import WEIGHTINGS, Weighting, participants, project
from clusternet.analysis.spectral import SharedProjects, leading, stationary
from clusternet.analysis.validation import CsrMatrix, check_choice, check_incidence
from clusternet.exceptions import MeasureError


def degree(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Count the distinct partners: other organizations with at least one shared project.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of int64, shape (n_organizations,)
        In organizations, 0 to n_organizations - 1. 0 without a partner, which is a count and not unknown.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> degree(csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]])))
    array([2, 2, 2, 0])
    """
    return np.diff(project(incidence).indptr).astype(np.int64)


def strength(incidence: CsrMatrix, weighting: Weighting = "newman") -> NDArray[np.float64]:
    r"""Sum of the ties of each organization.

    Each project k adds its tie weight once for each of the :math:`n_k - 1` partners in it, so no tie has to
    be built. Over the projects with at least two organizations, the strength is their number with ``newman``
    [1]_, :math:`\sum_k (n_k - 1)` with ``count`` and :math:`\sum_k 2/n_k` with ``fractional``.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    weighting : {"newman", "count", "fractional"}
        As in :func:`~clusternet.analysis.projection.project`.

    Returns
    -------
    array of float64, shape (n_organizations,)
        At least 0, and 0 without a partner. In projects (``newman``), in partners, each again in every shared
        project (``count``), or in halves of a project's worth of ties (``fractional``: over all organizations
        the strengths add up to twice the number of projects with at least two).

    Raises
    ------
    MeasureError
        If the weighting is not one of the three.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] M. E. J. Newman (2001), Scientific collaboration networks. II. Shortest paths, weighted networks,
       and centrality, Physical Review E 64, 016132, doi:10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> strength(csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]])))
    array([2., 2., 1., 0.])
    """
    checked = check_incidence(incidence)
    choice = check_choice(weighting, WEIGHTINGS, name="weighting")
    size = participants(checked).astype(np.float64)
    shared = size >= 2
    per_project = {
        "count": np.where(shared, size - 1, 0.0),
        "newman": np.where(shared, 1.0, 0.0),
        "fractional": np.divide(2.0, size, out=np.zeros_like(size), where=shared),
    }[choice]
    return np.asarray(checked @ per_project, dtype=np.float64)


def harmonic(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Add up the nearness of all other organizations.

    :math:`H_i = \sum_{j \ne i} 1 / d_{ij}`, with :math:`d_{ij}` the steps from partner to partner that lead
    from i to j; who cannot be reached adds 0 [1]_ [2]_. Not divided by the number of others.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        In partners or their worth at a distance, 0 to n_organizations - 1. 0 without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] M. Marchiori and V. Latora (2000), Harmony in the small-world, Physica A 285, 539-546,
       doi:10.1016/S0378-4371(00)00311-3
    .. [2] P. Boldi and S. Vigna (2014), Axioms for centrality, Internet Mathematics 10, 222-262,
       doi:10.1080/15427951.2013.865686
    """
    at_distance = organizations_at_distance(incidence)
    return np.asarray(at_distance @ (1 / np.arange(1, at_distance.shape[1] + 1)), dtype=np.float64)


def closeness(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Divide the organizations that can be reached by how far they are, and by how many cannot.

    :math:`C_i = \frac{r_i}{n - 1} \cdot \frac{r_i}{\sum_j d_{ij}}` over the :math:`r_i` other organizations
    that can be reached, with :math:`d_{ij}` the steps from partner to partner [1]_.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless, above 0 and at most 1, which is a tie with everybody. NaN without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. Wasserman and K. Faust (1994), Social Network Analysis: Methods and Applications, Cambridge
       University Press, doi:10.1017/CBO9780511815478
    """
    at_distance = organizations_at_distance(incidence)
    n = at_distance.shape[0]
    reached = at_distance.sum(axis=1)
    far = (at_distance @ np.arange(1, at_distance.shape[1] + 1)) * (n - 1.0)
    return np.asarray(reached**2 / np.where(reached > 0, far, np.nan), dtype=np.float64)


def betweenness(
    incidence: CsrMatrix,
    *,
    samples: int | None = None,
    rng: np.random.Generator | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    r"""Count the pairs of others whose shortest paths pass through each organization.

    :math:`B_v = \sum_{s < t} \sigma_{st}(v) / \sigma_{st}` over the unordered pairs of others, with
    :math:`\sigma_{st}` the number of shortest paths from partner to partner between s and t and
    :math:`\sigma_{st}(v)` those through v [1]_, computed source by source [2]_. Sharing more projects does
    not make a tie shorter, nor does it make more paths. Not divided by the number of pairs.

    With `samples`, only so many sources are drawn, without replacement, among the organizations with a
    partner, and the sum over them is scaled up to all [3]_: an estimate without bias, whose error is largest,
    against the value, for organizations on few paths.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    samples : int, optional
        Sources to draw, at least 1; all of them by default, and if there are no more than that.
    rng : numpy.random.Generator, optional
        What the sources are drawn with; needed with `samples`.
    progress : callable, optional
        Called with the number of sources done and of all, at most 100 times.

    Returns
    -------
    array of float64, shape (n_organizations,)
        In unordered pairs of others, at least 0; exact values are at most (n - 1)(n - 2)/2, estimates can be
        above. 0 for everybody if there are fewer than three organizations.

    Raises
    ------
    MeasureError
        If `samples` is not a whole number of at least 1, or comes without a generator.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41,
       doi:10.2307/3033543
    .. [2] U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology
       25, 163-177, doi:10.1080/0022250X.2001.9990249
    .. [3] U. Brandes and C. Pich (2007), Centrality estimation in large networks, International Journal of
       Bifurcation and Chaos 17, 2303-2318, doi:10.1142/S0218127407018403

    Notes
    -----
    The time grows with sources times ties: in a network of 36,000 organizations and 800,000 ties, each source
    takes some 30 milliseconds, and all of them some 20 minutes.
    """
    ties = project(incidence)
    sources = np.flatnonzero(np.diff(ties.indptr) > 0)
    drawn = _drawn(sources, samples, rng)
    scale = sources.size / max(drawn.size, 1) / 2  # a pair was counted from both ends
    return scale * passing_paths(ties, drawn, progress)


def betweenness_share(betweenness: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""Divide betweenness by the number of pairs of others, :math:`(n - 1)(n - 2) / 2` [1]_.

    The pairs are those of the whole network, whether or not a path joins them: shares of networks that fall
    apart differently are not comparable.

    Parameters
    ----------
    betweenness : array of float64, shape (n,), >= 0
        Of all organizations of the network, as :func:`betweenness` returns it.

    Returns
    -------
    array of float64, shape (n,)
        Dimensionless, 0 to 1, though estimates can be above. 0 for everybody if there are fewer than three.

    Raises
    ------
    MeasureError
        If it is not a NumPy array of numbers in one dimension, at least 0.

    References
    ----------
    .. [1] L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41,
       doi:10.2307/3033543
    """
    if not isinstance(betweenness, np.ndarray) or betweenness.ndim != 1 or not (betweenness >= 0).all():
        raise MeasureError("betweenness is not as it was returned: give the array of all organizations.")
    n = betweenness.size
    return betweenness / ((n - 1) * (n - 2) / 2) if n >= 3 else np.zeros(n)


def pagerank(incidence: CsrMatrix, *, damping: float = 0.85, tolerance: float = 1e-10) -> NDArray[np.float64]:
    r"""Share of the time a random walk from partner to partner spends at each organization [1]_.

    A step goes to a partner with a probability in proportion to the number of shared projects; with
    probability 1 - damping, and from an organization without a partner always, it goes to any organization,
    each being equally likely.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1
    damping : float
        At least 0 and below 1.
    tolerance : float
        Above 0: the errors of all organizations together are at most that, up to rounding.

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless; adds up to 1, organizations without a partner included.

    Raises
    ------
    MeasureError
        If `damping` or `tolerance` is out of its range.
    NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. Brin and L. Page (1998), The anatomy of a large-scale hypertextual Web search engine, Computer
       Networks and ISDN Systems 30, 107-117, doi:10.1016/S0169-7552(98)00110-X
    """
    checked = check_incidence(incidence)
    if not 0 <= damping < 1:
        raise MeasureError(f"damping is {damping}: give a number of at least 0 and below 1.")
    if not 0 < tolerance < np.inf:
        raise MeasureError(f"tolerance is {tolerance}: give a finite number above 0.")
    return stationary(SharedProjects(checked), damping, tolerance) if checked.shape[0] else np.zeros(0)


def eigenvector(incidence: CsrMatrix) -> NDArray[np.float64]:
    r"""Score organizations by the scores of their partners.

    The vector x with :math:`\lambda x_i = \sum_j A_{ij} x_j` for the largest eigenvalue :math:`\lambda` of
    the ties A by number of shared projects [1]_. A network in several parts has such a vector in each; this
    is the one of the part with the largest eigenvalue, or if several have the same (within 1e-9 of it), of
    the one with most organizations, then with the first row.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of float64, shape (n_organizations,)
        Dimensionless, 0 to 1; the squares add up to 1. 0 outside that part, and for everybody without ties.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] P. Bonacich (1972), Factoring and weighting approaches to status scores and clique identification,
       Journal of Mathematical Sociology 2, 113-120, doi:10.1080/0022250X.1972.9989806
    """
    return leading(check_incidence(incidence))


def core_number(incidence: CsrMatrix) -> NDArray[np.int64]:
    """Find the largest k for which each organization is in the k-core.

    The k-core is what is left when organizations with fewer than k partners are taken out, again and again
    until all have k partners among those left [1]_. All of a project of k + 1 organizations are in it.

    Parameters
    ----------
    incidence : csr_array, shape (n_organizations, n_projects), 0 or 1

    Returns
    -------
    array of int64, shape (n_organizations,)
        In partners, 0 to the degree. 0 without a partner.

    Raises
    ------
    MeasureError, NotBinary, NotFinite, ShapeMismatch
        As :func:`~clusternet.analysis.validation.check_incidence` says.

    References
    ----------
    .. [1] S. B. Seidman (1983), Network structure and minimum degree, Social Networks 5, 269-287,
       doi:10.1016/0378-8733(83)90028-X
    """
    return np.asarray(to_igraph(project(incidence)).coreness(), dtype=np.int64)


def _drawn(
    sources: NDArray[np.intp], samples: int | None, rng: np.random.Generator | None
) -> NDArray[np.intp]:
    if samples is None:
        return sources
    if isinstance(samples, bool) or not isinstance(samples, (int, np.integer)) or samples < 1:
        raise MeasureError(f"samples is {samples!r}: give a whole number of at least 1.")
    if not isinstance(rng, np.random.Generator):
        raise MeasureError(f"rng is {kind_of(rng)}: give a numpy.random.Generator to draw samples with.")
    return sources if samples >= sources.size else rng.choice(sources, samples, replace=False)
