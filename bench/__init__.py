"""Accuracy and speed, measured: gold, scorers, peers and pinned floors. Never imported by the package."""
