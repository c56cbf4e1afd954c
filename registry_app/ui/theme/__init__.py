"""The look: colours, one style sheet, icons and fonts; knows no feature."""
