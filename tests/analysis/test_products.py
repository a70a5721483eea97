import numpy as np
import pytest
from scipy.sparse import csr_array

from clusternet.analysis import products
from clusternet.analysis.products import blocks, product_at


def test_blocks_cover_everything_once_and_stay_small():
    rng = np.random.default_rng(0)
    for _ in range(200):
        sizes = rng.integers(0, 9, int(rng.integers(0, 20))).astype(float)
        limit = float(rng.integers(1, 30))
        runs = blocks(sizes, limit)
        assert [i for begin, end in runs for i in range(begin, end)] == list(range(sizes.size))
        assert all(sizes[begin:end].sum() <= limit + sizes.max() for begin, end in runs)
    assert blocks(np.zeros(0), 5) == []
    assert blocks(np.ones(4), 2) == [(0, 1), (1, 3), (3, 4)]


@pytest.mark.parametrize("at_once", [1, 7, 10_000_000])
def test_product_is_kept_where_asked(monkeypatch, at_once):
    monkeypatch.setattr(products, "ENTRIES_AT_ONCE", at_once)
    rng = np.random.default_rng(1)
    for _ in range(60):
        n, m, k = rng.integers(0, 8, 3).tolist()
        left, right, where = (
            rng.integers(1, 4, shape) * (rng.random(shape) < 0.4) for shape in ((n, m), (m, k), (n, k))
        )
        product = product_at(csr_array(left * 1.0), csr_array(right * 0.5), csr_array(where * 9.0))
        assert product.shape == (n, k)
        assert product.toarray().tolist() == ((left @ right) * 0.5 * (where > 0)).tolist()
        assert product.nnz <= np.count_nonzero(where)
