"""The demonstration, and the walker that journeys and benchmarks share: the right officers take the real steps."""
