"""What every variant answers to one script, beside what it is known to answer."""
