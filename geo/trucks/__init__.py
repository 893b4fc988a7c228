"""Which trucks may drive where, and how fast."""
