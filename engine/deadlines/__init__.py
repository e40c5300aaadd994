"""Due dates that can say why: counted, run, extended, paused, told. Pure; the register holds what they rest on.

counting   from a start, lengths and pauses to the last day and the instant after it
clock      a running period as the committed case holds it
effects    what a step does to the periods of its case
requests   the acts that move a period (延长、暂停、恢复), made from its declaration
lengths    how long a period is for this subject, in this organ
policy     the lengths that organs have configured within the declared bounds
bands      blue, yellow, red: how near the end is, in working time
telling    the derivation as a sentence, in Chinese and English
"""
