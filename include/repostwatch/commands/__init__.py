"""The longer commands of the command line: wiring of steps, and what a terminal shows."""
