"""`python -m service.cli`, the same as the command `oxyroute`."""

if __name__ == "__main__":
    # Imported here, since a worker process imports the main module again and needs none of it.
    from service.cli import app

    app()
