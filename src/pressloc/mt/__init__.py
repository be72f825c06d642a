"""Machine translation: engines behind one port, the router, the gate on their output."""
