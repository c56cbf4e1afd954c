"""Values every part may use: errors, texts, dates, money, names, the world. No SQLAlchemy, no Qt."""
