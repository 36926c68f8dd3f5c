"""A graph for agents: a Model Context Protocol server whose answers carry their sources."""
