"""What a language model may add before the search: a follow-up as a full question, and other wordings to search by."""
