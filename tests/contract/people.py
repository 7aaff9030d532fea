"""Who logs in with what."""

GOOD = "Vexing7quilt"
OTHER = "Other7quilting"
ROOT = {"email": "root@example.com", "password": GOOD}
ANN = {"email": "ann@example.com", "password": GOOD}
BOB = {"email": "bob@example.com", "password": GOOD}
EVE = {"email": "eve@example.com", "password": GOOD}
