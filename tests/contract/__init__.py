"""What every variant answers to one script, compared with its transcript."""
