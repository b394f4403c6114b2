"""What a newcomer's machine lacks: a database, a mail server and Airflow, on loopback only."""
