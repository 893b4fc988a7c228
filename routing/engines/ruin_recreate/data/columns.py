"""The columns of nodes, vehicles, positions and routes; imported whole, `as c`."""

from typing import Final

N_OPEN, N_CLOSE, N_WORK, N_PER_FULL, N_FULLS = 0, 1, 2, 3, 4
N_OUT_G, N_BACK_G, N_OUT_SLOTS, N_BACK_SLOTS = 5, 6, 7, 8
N_DUE, N_URGENCY, N_CYLINDERS, N_PRIZE, N_RELEASE = 9, 10, 11, 12, 13
N_BAYS, N_KEPT_TRUCK, N_KEPT_BEGIN, N_WAITING, N_FROM = 14, 15, 16, 17, 18
NODE_COLUMNS: Final = 19
"""Of a node: its window (the first opening and last closing where there are several), seconds of
work (a depot's without its cylinders), seconds a full cylinder loaded, fulls, grams and slots out
and back, due time, urgency, cylinders that count unserved (0: it is optional), what leaving it costs
(VND), release; a depot's bays, 0 where they are not limited; the truck that serves a part in the plan
in hand (-1: none) and when it begins; what each hour costs by which work begins after a second, and
that second, FAR where it costs nothing."""

V_PROFILE, V_PAYLOAD, V_SLOTS, V_START, V_END = 0, 1, 2, 3, 4
V_BEGINS, V_ENDS, V_LATEST, V_MAX_DURATION, V_MAX_DRIVING, V_STRETCH, V_BREAK = 5, 6, 7, 8, 9, 10, 11
V_FIXED, V_KM, V_HOUR, V_OVERTIME, V_TRIPS, V_KIND, V_TIMED, V_TIME_DEPENDENT = 12, 13, 14, 15, 16, 17, 18, 19
V_MEAL, V_WITHIN = 20, 21
VEHICLE_COLUMNS: Final = 22
"""Of a vehicle: profile, payload, slots, start and end node, shift (begin, end, latest end),
limits of duration and driving, of driving without a break and the break's length, rates, trips
allowed, its kind (the first vehicle that is the same in everything), whether its hours cost or limit
anything, and whether its travel depends on the time of day; how long a meal is (0 for no meals), and after
how long it is due."""

P_BEGIN, P_LEAVE, P_LIMIT, P_REST, P_END, P_WAITS, P_SLACK = 0, 1, 2, 3, 4, 5, 6
P_TRIP_LEAVE, P_TRIP_TAKES, P_TRIP_LIMIT, P_HEAD = 7, 8, 9, 10
P_FREE_G, P_FREE_SLOTS, P_ROOM_G, P_ROOM_SLOTS = 11, 12, 13, 14
P_LEG_S, P_LEG_M, P_STRETCH, P_DRIVEN, P_METRES, P_LATE, P_PAUSED = 15, 16, 17, 18, 19, 20, 23
P_SAME_LIMIT, P_SAME_END, P_TRIP_SAME_LIMIT, P_TRIP_SAME_LEAVE = 24, 25, 26, 27
P_WAITED = 28
POSITION_COLUMNS: Final = 29
"""Of a position in a route (and of the return, one position behind the last node):

begin and leave: when work begins at the earliest, and ends;
limit: when it must begin at the latest for the rest to be feasible (breaks left out);
rest: seconds of work and driving from arriving here to the return, without waits;
end: the earliest return if the truck came here as early as one likes;
waits: all waiting up to here, which a later start could save;
slack: by how much the start may be delayed for the sake of the nodes up to here (forward time slack);
trip leave, takes, limit: leaving here as a function of leaving the depot of the trip at x, which is
max(trip leave, x + trip takes), and the latest x that the windows on the way allow;
head: position of the trip's depot;
free: what still fits aboard up to here (grams, slots) for a part delivered later;
room: what still fits aboard from here on for empties collected here;
leg: seconds and metres of the leg here;
stretch, driven, metres, late (three columns), paused, waited: what is summed up on leaving here;
same limit: when work must begin at the latest for everything from here on to stay in the window that it
has now, in time if it is, no later if it is late or waiting has a price, and at its bay's hour (same-window
slack); same end, trip same limit, trip same leave: what end, trip limit and trip leave are in that case.

Rest, end and limit, and by trip takes, leave and limit, are the numbers of the time-window concatenation."""

R_COST, R_METRES, R_START, R_END, R_PINNED, R_CLOSED, R_TRIPS, R_LATE = 0, 1, 2, 3, 4, 5, 6, 7
R_FIRST, R_STOPS, R_WAITED, R_MEALS, R_MEALS_LATER, R_MEALS_LONGER = 10, 11, 12, 13, 14, 15
ROUTE_COLUMNS: Final = 16
"""Of a route: cost, metres, start and end, how many leading
nodes are pinned, whether nothing may follow them, trips, lateness (three columns), the start
before it was delayed to save waiting, what its stops cost by their truck and hour, and what orders
waited (VND times 3600); meals: 0 where no meal is owed, else a second more than the start was delayed by
with meals; by how much the end is later and the day longer for them."""
