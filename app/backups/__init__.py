"""Backups: one portable file of the whole database, from either kind to either kind; the keys are kept apart.

A backup is a folder with `mingjian.db`, an SQLite file whatever the installation runs on, and `manifest.json`, which
names its origin, epoch, counts and SHA-256. A restore begins a new epoch of the register, so that what was written
after the backup, and is lost here, can't be mistaken for what is written after the restore.
"""

from app.backups.making import backup
from app.backups.restoring import restore

__all__ = ["backup", "restore"]
