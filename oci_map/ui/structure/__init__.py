"""The view of clusters and bridges: how the network hangs together, and on whom."""
