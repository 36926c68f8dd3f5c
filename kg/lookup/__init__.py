"""What people and agents look up in a graph: entities by name, the facts about one, its times, ways between two."""
