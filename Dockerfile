# The digest is that of python:3.13.15-slim-trixie, for all platforms.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN python -m venv --without-pip /opt/siplint \
    && python -m pip --python /opt/siplint/bin/python install --no-cache-dir --no-compile ".[yaml]" \
    && /opt/siplint/bin/python -m compileall -q /opt/siplint/lib/python3.13/site-packages/siplint

FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
COPY --from=build /opt/siplint /opt/siplint
ENV PATH="/opt/siplint/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
# what siplint reads is mounted at /work, read-only; nothing is written into the image
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["siplint"]
CMD ["check"]
