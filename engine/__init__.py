"""The hearing room: decides, from the declared procedure and the world of that moment; nothing else."""
