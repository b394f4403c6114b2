"""What every room uses and no room owns: time, errors, files, tables, sites."""
