import numpy as np

from clusternet.analysis.kernels.lists import lists_of
from clusternet.analysis.kernels.repeated import repeated_ties


def test_partners_in_several_projects(wild_hypergraphs, awkward_hypergraphs):
    for case in (*wild_hypergraphs, *awkward_hypergraphs):
        incidence = case.incidence
        lists, surplus = repeated_ties(lists_of(incidence), lists_of(incidence.T.tocsr()))
        found = np.zeros((case.n, case.n))
        for one in range(case.n):
            partners = lists.to[lists.at[one] : lists.at[one + 1]]
            assert (np.diff(partners) > 0).all()
            found[one, partners] = surplus[lists.at[one] : lists.at[one + 1]]
        shared = (incidence @ incidence.T).toarray()
        np.fill_diagonal(shared, 0)
        assert found.tolist() == np.maximum(shared - 1, 0).tolist()
        assert (surplus > 0).all()
