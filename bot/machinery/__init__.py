"""What carries arrivals in and messages out: queues, lanes, pace, ticks. It knows no case and no rule."""
