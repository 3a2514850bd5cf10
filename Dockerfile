# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json rolldown.config.ts ./
RUN npm ci --no-audit --no-fund
COPY tools ./tools
COPY src ./src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# A folder of the host's with configuration, file store and results.
WORKDIR /data
USER node
ENTRYPOINT ["node", "/app/dist/cli.js"]
