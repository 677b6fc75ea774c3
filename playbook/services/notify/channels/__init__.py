"""One module for each service that takes messages: its shape, its limits, how it says no."""
