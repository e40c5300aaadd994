"""The HTTP face over real storage, on both databases."""
