"""What people would write by hand: the apps that an emitted service is measured by."""
