#!/bin/bash
# build_ui.sh SOURCE BUILD - makes the page from plugins/web/ui: once for all presets, and again
# when a source has changed. BUILD/plugins/web/ui leads to it. Without npm or network the rest is
# built all the same, and this says what is off.
set -euo pipefail

source=$1/plugins/web build=$2
shared=$(dirname "$build")
place=$build/plugins/web/ui

digest() { sha256sum | cut -c 1-16; }
cd "$source"
lock=$(cat ui/package.json ui/package-lock.json | digest)
all=$(find ui i18n -type f -not -path 'ui/node_modules/*' -not -path 'ui/dist/*' -print0 | sort -z |
    xargs -0 sha256sum | digest)
tools=$shared/web-ui-tools-$lock
made=$shared/web-ui-$all

off() {
    echo "web: the browser's page is not built: $1" >&2
    exit 0
}

install_tools() {
    [ -e "$tools/complete" ] && return
    cp ui/package.json ui/package-lock.json "$tools"
    if ! (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier >npm.log 2>&1); then
        grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH' "$tools/npm.log" && off "no network for npm"
        tail -20 "$tools/npm.log" >&2
        exit 1
    fi
    touch "$tools/complete"
}

# The sources go beside the tools, so that nothing is written into the source tree.
make_page() {
    local work=$tools/work
    rm -rf "$work" "$made"
    mkdir -p "$work/ui"
    cp -r i18n "$work"
    tar -C ui --exclude=./node_modules --exclude=./dist -c . | tar -C "$work/ui" -x
    cd "$work/ui"
    "$tools/node_modules/.bin/vue-tsc" --noEmit
    DMS_WEB_OUT=$made "$tools/node_modules/.bin/vite" build --logLevel warn
    find "$made" -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' \) -exec gzip -9nk {} +
    touch "$made/.complete"
}

if [ ! -e "$made/.complete" ]; then
    command -v npm >/dev/null || off "npm is missing (Node.js 18 or newer)"
    mkdir -p "$tools"
    exec 9>"$tools/lock"
    flock 9
    install_tools
    if [ ! -e "$made/.complete" ]; then (make_page); fi
fi
mkdir -p "$(dirname "$place")"
if [ "$(readlink "$place" || true)" != "$made" ]; then ln -sfn "$made" "$place"; fi
