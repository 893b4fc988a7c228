"""Planning again from a plan in hand: what still holds, what stays, what may wait, what comes on top."""
