"""Facilities and depots from tables and maps, provinces and regions, rough ground."""
