"""How the sample of Quảng Nam was compiled: `python -m data.compile` writes it anew from `inputs/`."""
