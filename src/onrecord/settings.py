"""One table of settings (name, default, help); read by cli and serve alone."""
