#!/bin/sh
# build.sh HEADERS ID… - builds ID/ID.so from ID/plugin.c against the headers of one minor, small
# and the same each time. What is released is kept that way:
#     cd tests/abi/examples_1_0 && ../build.sh ../headers/1.0 *
#     mkdir -p ../built/1.0 && mv */*.so ../built/1.0/
set -eu
headers=$1
shift
library=${BUILD_DIR:-$(dirname "$0")/../../build/dev}/lib
for id in "$@"; do
    cc -std=c11 -Os -g0 -Wall -Wextra -Werror -Wno-format-zero-length -ffile-prefix-map="$PWD"=. \
        -fno-asynchronous-unwind-tables -fno-ident -fno-stack-protector \
        -I"$headers" -shared -fPIC -fvisibility=hidden \
        -nostartfiles -s -Wl,-z,defs -Wl,-z,noseparate-code -Wl,-z,max-page-size=4096 -Wl,-z,norelro \
        -Wl,--hash-style=gnu -Wl,--build-id=none \
        -o "$id/$id.so" "$id/plugin.c" -L"$library" -ldms
done
