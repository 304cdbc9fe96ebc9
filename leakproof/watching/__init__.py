"""What is open: opened on which line, released how and on which line, in which task or thread."""
