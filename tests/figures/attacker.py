"""Somebody with a printed report, and patience."""

from __future__ import annotations


class Attacker:
    """Integer linear inference by search: unknown numbers, each with a least value, and sums of them that are known.

    Knows that zeros are printed, that whoever was spoken with was taken, and every total.
    """

    def __init__(self) -> None:
        self.least: list[int] = []
        self.most: list[int] = []
        self.sums: list[tuple[dict[int, int], int, bool]] = []  # coefficients, value, exact (else at most)

    def unknown(self, least: int, most: int) -> int:
        self.least.append(least)
        self.most.append(most)
        return len(self.least) - 1

    def know(self, of: dict[int, int], value: int, *, is_exact: bool = True) -> None:
        self.sums.append((of, value, is_exact))

    def can_be_other(self, cell: int, value: int) -> bool:
        """Whether all that is known leaves another value than the true one for this cell."""
        for other in sorted(range(self.least[cell], self.most[cell] + 1), key=lambda each: abs(each - value)):
            if other != value:
                least, most = list(self.least), list(self.most)
                least[cell] = most[cell] = other
                if self._solve(least, most):
                    return True
        return False

    def _solve(self, least: list[int], most: list[int]) -> bool:
        if not self._narrow(least, most):
            return False
        open_cells = [cell for cell in range(len(least)) if least[cell] < most[cell]]
        if not open_cells:
            return True
        cell = min(open_cells, key=lambda each: most[each] - least[each])
        for value in range(least[cell], most[cell] + 1):
            tried_least, tried_most = list(least), list(most)
            tried_least[cell] = tried_most[cell] = value
            if self._solve(tried_least, tried_most):
                return True
        return False

    def _narrow(self, least: list[int], most: list[int]) -> bool:
        moved = True
        while moved:
            moved = False
            for of, value, is_exact in self.sums:
                low = sum(k * (least[c] if k > 0 else most[c]) for c, k in of.items())
                high = sum(k * (most[c] if k > 0 else least[c]) for c, k in of.items())
                if low > value or (is_exact and high < value):
                    return False
                for c, k in of.items():
                    rest_low = low - k * (least[c] if k > 0 else most[c])
                    rest_high = high - k * (most[c] if k > 0 else least[c])
                    top = value - rest_low  # k * x <= top
                    new_most = min(most[c], top) if k > 0 else most[c]
                    new_least = max(least[c], -top) if k < 0 else least[c]
                    if is_exact:
                        floor = value - rest_high  # k * x >= floor
                        new_least = max(new_least, floor) if k > 0 else new_least
                        new_most = min(new_most, -floor) if k < 0 else new_most
                    if (new_least, new_most) != (least[c], most[c]):
                        if new_least > new_most:
                            return False
                        least[c], most[c] = new_least, new_most
                        moved = True
                        low = rest_low + k * (least[c] if k > 0 else most[c])
                        high = rest_high + k * (most[c] if k > 0 else least[c])
        return True
