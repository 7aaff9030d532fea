"""What can be measured; each module says what one table is."""
