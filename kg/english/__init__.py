"""How English news states facts: everything that knows the language lives in this package."""
