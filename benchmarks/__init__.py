"""Measurements that anybody can run: `make bench`. A timing is never a test."""
