"""Scripts that make the package's learned weights from public data. Never imported by the package."""
