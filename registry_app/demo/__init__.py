"""The demo register: an office's first half of 2019, made of chance and of the very verbs that officers use."""
