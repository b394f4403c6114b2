"""Pages about the product inside Airflow's API server."""
