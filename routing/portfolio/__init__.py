"""Several engines side by side, and every engine by its name."""

from routing.portfolio.keeper import Point
from routing.portfolio.lineup import LINEUP, Lineup, Member
from routing.portfolio.names import DEFAULT_ENGINE, ENGINES, engine_named, first_run_notice, prepare
from routing.portfolio.pool import Pool
from routing.portfolio.portfolio import Portfolio, Result, portfolio_of

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "LINEUP",
    "Lineup",
    "Member",
    "Point",
    "Pool",
    "Portfolio",
    "Result",
    "engine_named",
    "first_run_notice",
    "portfolio_of",
    "prepare",
]
