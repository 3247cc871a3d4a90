"""What a person does with the exercise library: plans, logs, sync and the engine under them."""
