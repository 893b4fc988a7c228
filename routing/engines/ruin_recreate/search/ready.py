"""All that Python calls of the compiled search, compiled for the types that it calls it with."""

import numpy as np

from routing.engines.ruin_recreate.data.compiled import compile_for
from routing.engines.ruin_recreate.data.rng import seeded
from routing.engines.ruin_recreate.data.state import better, copy_state, empty_state, energy
from routing.engines.ruin_recreate.data.tables import tables_of
from routing.engines.ruin_recreate.data.workspace import workspace_for
from routing.engines.ruin_recreate.route.update import update_route
from routing.engines.ruin_recreate.search.anneal import anneal
from routing.engines.ruin_recreate.search.partition import merge, restrict
from routing.model import Problem


def compile_search(problem: Problem) -> None:
    """Compile the search, or load its code; the types are the same for all days, so any will do."""
    t = tables_of(problem)
    s = empty_state(t)
    workspace, rng, seeds = workspace_for(t, s), seeded(0), np.arange(t.n)
    compile_for(energy, s.total)
    compile_for(better, s.total, s.total)
    compile_for(copy_state, s, s)
    compile_for(update_route, t, s, 0, workspace.spare_at, workspace.spare)
    compile_for(merge, t, s, s, s, 0, workspace.spare_at, workspace.spare)
    compile_for(restrict, t, s, np.zeros(len(s.size), dtype=np.int64), 0, seeds)
    compile_for(anneal, t, s, s, s, seeds, workspace, rng, 1, 1.0, 1.0)
