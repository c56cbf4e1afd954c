"""Charts drawn with QPainter from plain values, on the screen and on paper alike; each can say its figures in a table."""
