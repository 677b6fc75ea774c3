"""What the READMEs say of the code, written from the code; cog puts it in, a test compares."""
