"""Applications: the work list, the examination of one, the form of a new one."""
