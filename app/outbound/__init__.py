"""The one way out of the house: notices, without anything of a matter, through the channels that are switched on.

channels.py   mail, webhook, WeCom, DingTalk and Feishu; how each is switched on
delivery.py   sends what waits for an officer, and keeps what couldn't be sent; the same on both databases
queue.py      wakes it on PostgreSQL; with SQLite the clock does
"""

from app.outbound.channels import Channel, Message, Undelivered, channels_of
from app.outbound.delivery import Delivery
from app.outbound.queue import Queue

__all__ = ["Channel", "Delivery", "Message", "Queue", "Undelivered", "channels_of"]
