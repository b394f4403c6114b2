# Airflow and the product in one image; docker-compose.yaml runs every service out of it.
FROM python:3.11-slim-bookworm

# Chromium draws the portals that the registry marks `render`; without fonts it draws no Chinese,
# and without libatomic1 Playwright's driver does not start.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium fonts-noto-cjk libatomic1 \
    && rm -rf /var/lib/apt/lists/*

# Volumes take their owner from these directories.
RUN useradd --uid 10001 --create-home repostwatch \
    && install --directory --owner=repostwatch --group=repostwatch /opt/airflow \
        /opt/repostwatch/var /opt/repostwatch/backups

WORKDIR /opt/repostwatch
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/repostwatch/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/repostwatch/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    REPOSTWATCH_VAR_DIR=/opt/repostwatch/var

# What others wrote changes rarely: a layer of its own, by the hashes of the lock.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY include ./include
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

# What not everybody wants, by the name of its extra: `sso` (docs/deploy.md). What is there stays as it is.
ARG EXTRA=""
RUN if [ -n "$EXTRA" ]; then \
        pip freeze --exclude repostwatch > /tmp/held \
        && pip install --no-cache-dir --no-build-isolation --constraint /tmp/held ".[$EXTRA]" \
        && rm /tmp/held; \
    fi

COPY dags ./dags
COPY plugins ./plugins

USER repostwatch
