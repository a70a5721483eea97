import pytest

from clusternet.report.charts.scale import shade, shades, ticks


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 6, 10, 29, 100, 1001])
def test_every_number_has_one_shade(most):
    bins = shades(range(most + 1))
    assert [sum(bin_.low <= value <= bin_.high for bin_ in bins) for value in range(1, most + 1)] == [
        1
    ] * most
    assert bins[-1].high == most
    assert bins[-1].step == 5
    assert len(bins) <= 5


def test_shades_rise_with_the_numbers():
    steps = [bin_.step for bin_ in shades([29])]
    assert steps == sorted(set(steps))


def test_nothing_has_no_shade():
    assert shade(0, shades([3])) == 0
    assert shades([0, 0]) == ()
    assert shades([]) == ()


@pytest.mark.parametrize("most", [0, 0.5, 1, 7, 99, 330, 12345])
def test_an_axis_reaches_the_largest_number_with_few_marks(most):
    marks = ticks(most)
    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 6
