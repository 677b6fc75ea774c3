"""The metric store: DuckDB in a file or on a lake. The only importer of duckdb."""
