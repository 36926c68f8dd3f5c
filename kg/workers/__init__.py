"""Queries of strangers, each in a process that can be stopped: a pool of workers over a snapshot of a graph."""
