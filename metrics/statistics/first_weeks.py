"""The first six weeks of many series, labelled once the seventh has closed: one of them may have been a shock."""

import numpy as np

from metrics.arrays import Floats, Integers
from metrics.statistics.distributions import student_quantile
from metrics.statistics.own_weeks import CHANCE
from metrics.statistics.packed import Packed
from metrics.statistics.shape import Shape, shapes_of

_PARAMETERS = {Shape.FLAT: 1, Shape.LINE: 2, Shape.STEP: 3}


def shocks(values: Floats, times: Floats) -> Integers:
    """Which of six weeks lies off the shape of the six, +1 above it, -1 below it, (R, 6).

    Six weeks that hold a shock have ranges as wide as the shock, and limits made of them can never see it. So each
    week is held against the shape that the others leave: its externally studentized residual (Cook, Weisberg 1982)
    at p < 0.0027."""
    rows, many = values.shape
    points = Packed(values, times, np.full(rows, many))
    kind = shapes_of(points).kind
    parameters = np.array([_PARAMETERS[Shape(each)] for each in range(3)])[kind]
    peak = np.maximum(np.abs(values).max(axis=1, initial=0.0), np.finfo(np.float64).tiny)
    level = values / peak[:, None]
    fit, leverage = _least_squares(level, times, kind)
    residual = level - fit
    free = np.maximum(1 - leverage, 1e-9)
    squares = (residual**2).sum(axis=1, keepdims=True)
    degrees = many - 1 - parameters
    others = np.maximum(squares - residual**2 / free, many * 1e-18) / degrees[:, None]
    studentized = residual / np.sqrt(others * free)
    kinds, place = np.unique(degrees.astype(np.float64), return_inverse=True)
    limit = student_quantile(kinds, CHANCE / 2)[place]
    way: Integers = np.where(np.abs(studentized) > limit[:, None], np.sign(residual), 0).astype(np.int8)
    return way


def _least_squares(level: Floats, times: Floats, kind: Integers) -> tuple[Floats, Floats]:
    """Fitted values and leverages of the shape of each row."""
    many = level.shape[1]
    ahead = times - times.mean(axis=1, keepdims=True)
    along = (ahead**2).sum(axis=1, keepdims=True)
    mean = level.mean(axis=1, keepdims=True)
    sloped = mean + ahead * ((level * ahead).sum(axis=1, keepdims=True) / along)
    half = many // 2
    # of six weeks with at least three a side there is one step
    sides = np.concatenate(
        [
            np.repeat(level[:, :half].mean(axis=1, keepdims=True), half, axis=1),
            np.repeat(level[:, half:].mean(axis=1, keepdims=True), many - half, axis=1),
        ],
        axis=1,
    )
    which = kind[:, None]
    fit = np.where(which == Shape.LINE, sloped, np.where(which == Shape.STEP, sides, mean))
    own = 1 / many + np.where(which == Shape.LINE, ahead**2 / along, 0.0)
    return fit, np.where(which == Shape.STEP, 1 / half, own)
