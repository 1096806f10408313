"""How a time is read: words by rules (`grammar`, `rules_*`), values by the calendar, in the light of a context."""
