"""The rules of the law, what carries each of them, and the tests that prove it: `make coverage-of-law` tells it all."""
