"""Where extract runs: this process, a process pool, a Ray cluster."""
