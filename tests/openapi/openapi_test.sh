#!/bin/bash
# timeout: 900
# openapi_test.sh - what others make of the document: linters find no error, a generated client
# type-checks, tells README's story to a live server, and each answer is as described.
set -u
command -v npm >/dev/null || exit 77 # ./dev test brings it
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
here=$SOURCE_DIR/tests/openapi

# The tools, once for all presets and until the lock file changes.
tools=$(dirname "$BUILD_DIR")/openapi-tools-$(cat "$here/package.json" "$here/package-lock.json" | sha256sum | cut -c 1-16)
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
export PATH=$tools/node_modules/.bin:$PATH REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

serve
as admin
ask GET /api/v1/openapi.json
want 200
mkdir "$work/client"
cp "$here"/*.ts "$here"/*.json "$here"/*.yaml "$work/client"
cp "$work/body" "$work/client/openapi.json"
ln -s "$tools/node_modules" "$work/client/node_modules"
cd "$work/client" || exit 1

# try WHAT COMMAND… : a step that must succeed; what it said is shown when it does not.
try() {
    local what=$1
    shift
    "$@" >"$work/said" 2>&1 && return
    fault "$what"
    tail -c 3000 "$work/said"
}
# The same document is not judged twice: the sanitizers' server says the same as the other.
judged=$tools/judged-$(cat openapi.json ./*.ts ./*.yaml tsconfig.json | sha256sum | cut -c 1-32)
if [ -d "$judged" ]; then
    cp -r "$judged/out" out
else
    try "redocly finds errors" redocly lint --config redocly.yaml openapi.json
    try "spectral finds errors" spectral lint --fail-severity=error -r spectral.yaml openapi.json
    try "no client is generated" openapi-typescript openapi.json -o schema.d.ts
    try "the client does not type-check" tsc -p .
    if [ "$faults" = 0 ] && mkdir "$judged.$$"; then
        cp -r out "$judged.$$" && mv -T "$judged.$$" "$judged"
    fi
fi
try "the story fails" node out/story.js "$url" openapi.json
try "an answer is not as described" node out/every.js "$url" openapi.json
close_shop
finish "linted, generated, type-checked, told"
