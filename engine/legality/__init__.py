"""Was each registered step lawful? Judged from the register alone: its own definition, its own world. Pure.

The door asks `engine.decision` before a step; this room asks afterwards, from what the entry says and the versions it
names, with the conditions written down a second time: what an entry must show, whoever wrote it. It reads no vault, so
it takes the logged results of rules over facts as they stand.

entry     an entry of a case, and what is wrong with one
books     what the register tells besides the case: definitions, organisation, meetings, hand-overs
reviewed  an entry beside the case before and after it
beside    what a step does beside the case's own way: guests, lists, second cases and what caused them
corrections  what a correction may change, and who must approve it
ladders   when and whom overdue periods have reached, and who answered
periods   what a step does to periods, and when they end
review    the checks of every kind of entry, in order
"""

from engine.legality.books import Begun, Books, Recorded, Registered
from engine.legality.entry import Entry, Fault
from engine.legality.review import Standing, review

__all__ = ["Begun", "Books", "Entry", "Fault", "Recorded", "Registered", "Standing", "review"]
