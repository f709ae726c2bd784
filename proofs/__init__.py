"""What the program promises about a person's work, each promise tried out and controlled."""
