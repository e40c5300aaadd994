"""What a workflow looks like to a reader."""
