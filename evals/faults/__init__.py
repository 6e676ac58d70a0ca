"""Faults on purpose: processes killed, disks full, files damaged; and what is left of the assistant after each."""
