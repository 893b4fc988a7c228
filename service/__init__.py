"""The doors of OxyRoute, HTTP and command line, and what stands behind them: store, jobs, use cases."""
