#!/usr/bin/env bash
# Installs rooms-conformance for action.yml: from the registry if a version is given, otherwise from the action's own files.
set -euo pipefail
own=$(cd "$(dirname "$0")/.." && pwd)
version=${INPUT_VERSION:-}

if [ -z "$version" ]; then
  # If the action was used before in the same job, it is built already.
  [ -e "$own/dist/cli/main.js" ] && exit 0
  cd "$own"
  npm ci --no-audit --no-fund
  npm run build
  exit 0
fi
case $version in
  *[!0-9A-Za-z.+-]*)
    echo "version must be a version such as 1.2.3, or a tag such as latest" >&2
    exit 2
    ;;
esac
npm install --no-audit --no-fund --omit=dev --prefix "$RUNNER_TEMP/rooms-conformance" "matrix-rooms-conformance@$version"
