"""Speed as ratios, measured in one run beside hand-written work of the same kind on the same machine."""
