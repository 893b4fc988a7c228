"""Several engines side by side, and every engine by its name."""

from routing.portfolio.incumbent import Point
from routing.portfolio.lineup import Lineup, Member, lineup_for
from routing.portfolio.names import DEFAULT_ENGINE, ENGINES, engine_named, first_run_notice, prepare
from routing.portfolio.portfolio import Portfolio, Result, portfolio_of
from routing.portfolio.route_pool import RoutePool

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "Lineup",
    "Member",
    "Point",
    "Portfolio",
    "Result",
    "RoutePool",
    "engine_named",
    "first_run_notice",
    "lineup_for",
    "portfolio_of",
    "prepare",
]
