"""The kernel: exact point-in-polygon for many points and many dated polygons."""
