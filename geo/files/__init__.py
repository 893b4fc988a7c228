"""GeoJSON read and pictures of vectors written."""
