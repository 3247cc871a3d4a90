"""Identity: who a person is, what they agreed to, and who may see them."""
