"""Text of any script on paper: order (UAX #9), fallback of fonts, shaping, line breaks, and text that reads back."""
