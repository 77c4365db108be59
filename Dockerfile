# rooms-conformance in a container; the entry point is the command:
#   docker build -t rooms-conformance .
#   docker run --rm --network host -v "$PWD/conformance-report:/data/conformance-report" rooms-conformance \
#     run --target http://localhost:8008 --report json=conformance-report/report.json

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /opt/rooms-conformance
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY LICENSE README.md CHANGELOG.md ./
RUN ln -s /opt/rooms-conformance/dist/cli/main.js /usr/local/bin/rooms-conformance \
    && mkdir /data && chown node:node /data
USER node
WORKDIR /data
ENTRYPOINT ["rooms-conformance"]
CMD ["--help"]
