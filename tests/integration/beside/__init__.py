"""Acts that touch a second case, over both databases and before the auditor."""
