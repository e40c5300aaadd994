"""`mingjian`: the command line. One file per group of commands; `main` puts them together."""
