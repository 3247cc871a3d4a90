# A stand-in with Python 3.11 or newer can be named: docker build --build-arg PYTHON_IMAGE=...
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm

FROM ${PYTHON_IMAGE} AS tools
WORKDIR /app
RUN pip install --no-cache-dir uv==0.13.8
COPY pyproject.toml uv.lock ./

FROM tools AS packages
RUN uv sync --frozen --no-default-groups --compile-bytecode

FROM tools AS phone
RUN uv sync --frozen --no-default-groups --group node
ENV PATH="/app/.venv/bin:$PATH"
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-progress
COPY frontend/ ./
COPY exercises/ ../exercises/
RUN npm run build
WORKDIR /app
RUN python -m exercises.figures && python -m whitenoise.compress --quiet frontend/dist

FROM ${PYTHON_IMAGE}
RUN useradd --system --uid 10001 --no-create-home backfit
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY manage.py ./
COPY backfit/ backfit/
COPY exercises/ exercises/
COPY programs/ programs/
COPY --from=phone /app/frontend/dist frontend/dist
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/static \
    BEAT_FILE=/tmp/beat \
    HOST=0.0.0.0 \
    PORT=8000
RUN python manage.py collectstatic --no-input && python -m whitenoise.compress --quiet static
USER 10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:backfit.gunicorn"]
