"""The multilayer network in memory: its nodes, their order, its layers."""
