"""The commands of time, as officers type them."""
