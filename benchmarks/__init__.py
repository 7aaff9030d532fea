"""How fast an emitted service is, beside reference apps in the same run."""
