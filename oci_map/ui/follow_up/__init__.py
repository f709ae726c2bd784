"""The view of what came of it: recommendations, dialogue moments, commitments and evidence."""
