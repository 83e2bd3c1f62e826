# Builds with Docker 23 or later, or podman:  docker build -t gongkai .
FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
# The caches outlive this build; only the binary leaves it.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin gongkai \
    && install -m 0755 target/release/gongkai /usr/local/bin/gongkai

FROM debian:bookworm-slim
# The number is fixed, so that a volume's files keep their owner from one image to the next.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data gongkai \
    && install -d -o gongkai -g gongkai -m 0700 /data
COPY --from=build /usr/local/bin/gongkai /usr/local/bin/gongkai
# Letters are set with these; an office's own go into a folder named by GONGKAI__LETTERS__OWN_FONTS.
COPY config/fonts /usr/local/share/gongkai/fonts
USER gongkai
VOLUME /data
# Inside the container every address is its own; what is published, and behind which proxy, is for whoever
# runs it. The port is also what the health check asks.
ENV GONGKAI__DATABASE__URL=sqlite:/data/gongkai.db \
    GONGKAI__SECRETS__KEY_FILE=/data/gongkai.keys \
    GONGKAI__SERVER__BIND=0.0.0.0:8080
# bash, because it can ask over the network by itself and the image needs no further program.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${GONGKAI__SERVER__BIND##*:} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["gongkai"]
CMD ["serve"]
