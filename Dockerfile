# The image of every Noticeboard process: web, workers, scheduler, migrations.

FROM node:22-bookworm AS styles
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
COPY static static
RUN python3 scripts/noticeboard.py styles


FROM python:3.12-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Pango draws the text of the PDF.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home noticeboard
WORKDIR /app
COPY requirements/production.lock requirements/production.lock
RUN pip install --no-cache-dir --require-hashes -r requirements/production.lock
COPY . .
COPY --from=styles /src/static/build static/build
# Only to collect the static files; the real key comes from the environment at run time.
RUN SECRET_KEY=only-while-the-image-is-built python manage.py collectstatic --noinput
USER noticeboard
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--worker-class", "gthread", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
