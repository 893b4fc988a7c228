"""`python -m routing.engines`: compile the search, unless another process is at it."""

from routing.engines.apart import compile_alone

if __name__ == "__main__":
    compile_alone()
