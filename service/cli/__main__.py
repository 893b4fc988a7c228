"""`python -m service.cli`, the same as the command `oxyroute`."""

from service.cli import app

if __name__ == "__main__":
    app()
