"""The reader `lm`: a language model behind any endpoint for chats, whose every word is checked against the text."""
