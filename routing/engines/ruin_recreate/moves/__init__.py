"""What changes a plan: taking parts out, putting them in, exchanging tails and trucks."""
