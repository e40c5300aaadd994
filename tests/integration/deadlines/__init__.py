"""Due dates over a whole installation: the calendar and its notices, configured lengths, what lapses, what is due."""
