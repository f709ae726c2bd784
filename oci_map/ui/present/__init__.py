"""Present mode: saved views and gaps one after another over the whole screen; changes nothing."""
