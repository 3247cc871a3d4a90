"""Animated drawings of the exercises, made from the poses of the catalogue."""
