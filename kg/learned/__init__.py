"""A small model that reads relations off the parse: its features, its weights, its training."""
