"""What learning platforms and build servers take, made from the reports that were written."""
