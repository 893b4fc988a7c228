"""Stored problems and plans: taking in, searching, judging, publishing, one more order."""
