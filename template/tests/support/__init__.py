"""What tests share: clients, a database, processes, and who gets in how."""
