"""Overdue matters climb the organ tree until somebody deals with them. Pure; nothing moves by itself.

levels     whom a period's ladder reaches today: the handler, the declared rungs, then every superior to the top
ladder     a ladder as the committed case holds it
climbing   what must happen now, and when next
answering  what those who were reached may say, and what it does to the grace of their level
rows       escalations as rows: the same for the door and a rebuild
"""
