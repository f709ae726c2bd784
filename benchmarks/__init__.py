"""What docs/performance.md reports; processor time, several runs interleaved in one go."""
