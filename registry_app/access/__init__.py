"""Who may do what: users, roles, permissions, four eyes, custodians of sealed identities."""
