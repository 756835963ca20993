"""Speed as ratios, measured in one run on one machine; never in tests, since machines are shared and noisy."""
