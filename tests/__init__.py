"""What Mingjian promises, told as sentences that run."""
