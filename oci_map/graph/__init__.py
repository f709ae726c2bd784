"""From a snapshot to findings: who cooperates, where a gap is, who bridges; plain values."""
