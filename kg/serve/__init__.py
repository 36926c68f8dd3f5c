"""A read-only web server over a graph: a SPARQL 1.1 endpoint and pages to search, read and query it."""
