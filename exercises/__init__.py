"""The exercise library: its vocabulary, its entries and how they are read."""
