"""kg: news articles to a knowledge graph in RDF, offline, every fact with the words that state it."""
