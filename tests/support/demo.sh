# demo.sh - a demo store for tests that only want one: made once, and again when the program or
# what it reads has changed. Its 28 passwords take their time.

# demo_into DIR : a demo store of one's own in DIR, which is not there yet.
demo_into() (
    kept=$BUILD_DIR/tests/demo scripts=$SOURCE_DIR/scripts
    exec 9>"$kept.lock"
    flock 9
    if [ ! -d "$kept" ] || [ "$DMS" -nt "$kept" ] || [ "$BUILD_DIR/lib/libdms.so" -nt "$kept" ] ||
        [ -n "$(find "$BUILD_DIR/plugins" "$scripts" -newer "$kept" -type f | head -1)" ]; then
        rm -rf "$kept" "$kept.new"
        DMS_SCRIPT_PATH=$scripts "$DMS" init "$kept.new" --demo >/dev/null &&
            mv "$kept.new" "$kept" && touch "$kept"
    fi
    cp -r "$kept" "$1"
)
