"""What if: the changed day, what the change causes, who is cut off, which legs are hit."""
