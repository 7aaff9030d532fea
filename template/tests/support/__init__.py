"""What the tests share: clients, a database, processes, a provider or a mailbox."""
