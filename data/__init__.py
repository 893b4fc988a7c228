"""The embedded sample of Quảng Nam and the reference figures that ship with OxyRoute."""
