#!/bin/bash
# timeout: 1200
# pages_test.sh - the page in Debian's Chromium: the stories through it, and each page looked at.
# Screenshots of all pages are left in BUILD/web-shots.
set -u
command -v npm >/dev/null || exit 77      # ./dev test brings them
command -v chromium >/dev/null || exit 77
[ -e "$BUILD_DIR/plugins/web/ui/index.html" ] || exit 77 # built without npm or network
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
here=$SOURCE_DIR/tests/web

# The tools, once for all presets and until the lock file changes.
tools=$(dirname "$BUILD_DIR")/web-test-tools-$(cat "$here/package.json" "$here/package-lock.json" | sha256sum | cut -c 1-16)
install() {
    mkdir -p "$tools"
    (
        flock 9
        [ -e "$tools/complete" ] && exit 0
        cp "$here/package.json" "$here/package-lock.json" "$tools"
        cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier >"$work/npm" 2>&1 &&
            touch complete
    ) 9>"$tools/lock"
}
if ! install; then
    tail -20 "$work/npm"
    grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH' "$work/npm" && exit 77 # no network
    fault "npm ci"
    finish
fi

serve
mkdir "$work/web"
cp "$here"/*.mjs "$here/package.json" "$work/web"
ln -s "$tools/node_modules" "$work/web/node_modules"
rm -rf "$BUILD_DIR/web-shots"
(cd "$work/web" && CHROMIUM=$(command -v chromium) node pages.mjs "$url" "$BUILD_DIR/web-shots" "${WEB_PART:-all}") || fault "the page"
cp "$work/web"/fault-*.png "$BUILD_DIR/web-shots" 2>/dev/null
close_shop
finish "played, looked at, photographed"
