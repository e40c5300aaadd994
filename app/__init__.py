"""The keys: settings, assembly and command line; the only room that knows all the others."""
