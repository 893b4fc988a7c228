"""Engines against best-known solutions of public routing instances, each plan judged independently."""
