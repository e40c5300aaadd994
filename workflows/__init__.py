"""The library: one file per procedure, a declaration of who may do what, when and under which article."""
