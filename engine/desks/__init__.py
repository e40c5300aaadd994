"""The desks behind the one door: one file per kind of command. `engine.service` alone sends commands here."""
