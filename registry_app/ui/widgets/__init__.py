"""The pieces pages are made of: chips, cards, facts, buttons, empty states, toasts; they know words and states, no feature."""
