"""Auditing an installation from its register: verify, replay, rebuild. Reads only, from one snapshot.

opening       the database, and the keys where they are
books         definitions, organisation and meetings as the register tells them
verification  the levels in order, and the verdict
replay        one case folded from its entries
rebuild       every projection made again in a scratch database, and compared
"""
