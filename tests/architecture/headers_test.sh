#!/bin/bash
# headers_test.sh - each public header compiles alone, as C11 and as C++17, and says what it is for.
set -u
faults=0
count=0

# compile HEADER COMPILER LANGUAGE STANDARD
compile() {
    if ! printf '#include "%s"\n#include "%s"\nextern int not_empty;\n' "$1" "$1" |
        "$2" -x "$3" -std="$4" -pedantic -Wall -Wextra -Werror -fsyntax-only \
            -I"$SOURCE_DIR/include" -; then
        echo "include/$1 does not compile alone as $4"
        faults=$((faults + 1))
    fi
}

for file in "$SOURCE_DIR"/include/*/*.h; do
    header=$(basename "$file")
    path=${file#"$SOURCE_DIR"/include/}
    count=$((count + 1))
    compile "$path" gcc c c11
    compile "$path" g++ c++ c++17
    if [ "$(head -c $((${#header} + 6)) "$file")" != "/* $header - " ]; then
        echo "include/$path does not begin with its purpose"
        faults=$((faults + 1))
    fi
done
echo "$count headers, $faults faults"
[ "$faults" = 0 ]
