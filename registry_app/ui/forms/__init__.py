"""Forms: fields that say what is wrong with them, drafts that outlive a crash, and what two people typed side by side."""
