# docker build -t maquette . && docker run -p 3001:3001 -v maquette:/data maquette
FROM node:20-bookworm-slim AS browser
WORKDIR /src
COPY schema.graphql ./
COPY playground playground
# The canvas shows components as the exports do.
COPY src/wireframes src/wireframes
RUN cd playground && npm ci && npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /src
COPY . .
COPY --from=browser /src/playground/dist playground/dist
RUN cargo build --release --locked --bin maquette

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home /data maquette && mkdir /data && chown maquette /data
COPY --from=server /src/target/release/maquette /usr/local/bin/maquette
USER maquette
WORKDIR /data
ENV HOST=0.0.0.0 DATABASE_URL=sqlite:///data/maquette.db STORAGE_URL=file:///data/blobs DATA_DIR=/data
VOLUME /data
EXPOSE 3001
HEALTHCHECK CMD ["maquette", "--version"]
CMD ["maquette", "serve"]
