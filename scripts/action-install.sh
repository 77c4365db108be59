#!/usr/bin/env bash
# Gets rooms-conformance for action.yml: from the registry where a version is asked for, else from the action's own files.
set -euo pipefail
own=$(cd "$(dirname "$0")/.." && pwd)
version=${INPUT_VERSION:-}

if [ -z "$version" ]; then
  # A second use in the same job finds it built.
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
