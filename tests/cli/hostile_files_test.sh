#!/bin/bash
# timeout: 120
# hostile_files_test.sh - files that are cut off, wrongly encoded, huge, empty or of another kind
# get one clear error with file, line or field; nothing crashes and nothing is half-done.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
demo_into "$shop" || fault "no demo"
models=$(dms list sales.model --count)
csv() { expect "$1" "$2" import sales.model "$work/$3" --rejects "$work/rejects.csv"; }
unchanged() {
    [ "$(dms list sales.model --count)" = "$models" ] || fault "$1: something was written"
}

printf '' >"$work/empty.csv"
csv 1 "empty.csv" empty.csv
printf 'code,name\n' >"$work/header.csv"
csv 0 "0 rows" header.csv
printf 'code,name\nC1,"open quote\nand on\n' >"$work/quote.csv"
csv 1 "quote.csv:2" quote.csv
printf 'code,name\nC1,a\0b\n' >"$work/nul.csv"
csv 1 "" nul.csv
printf 'code,name\nC1,\xff\xfe\xfd\xfc\n' >"$work/wrong.csv"
csv 1 "" wrong.csv
printf 'code,code,name\nC1,C2,x\n' >"$work/twice.csv"
csv 1 "code" twice.csv
printf 'kode,name\nC1,x\n' >"$work/unknown.csv"
csv 1 "kode" unknown.csv
cp "$DMS" "$work/program.csv"
csv 1 "" program.csv
head -c 3000 "$SOURCE_DIR/LICENSE" | gzip -c >"$work/zip.csv"
csv 1 "" zip.csv
printf 'PK\003\004 no zip' >"$work/book.xlsx"
csv 1 "book.xlsx: The workbook is damaged" book.xlsx
printf '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old' >"$work/book.xls"
csv 1 "book.xls: This is an old Excel file" book.xls
dms export sales.model --format xlsx -o "$work/whole.xlsx" >/dev/null || fault "no workbook"
head -c 3000 "$work/whole.xlsx" >"$work/cut.xlsx"
csv 1 "cut.xlsx: The workbook is damaged" cut.xlsx
mkdir "$work/folder.csv"
csv 1 "folder.csv" folder.csv
unchanged "hostile files"

# A field of ten million bytes is a bad row; the good one beside it is taken.
{
    printf 'code,name\nBIG,'
    head -c 10000000 /dev/zero | tr '\0' 'x'
    printf '\nGOOD,"A name\nof two lines, ""quoted"""\n'
} >"$work/big.csv"
csv 1 "1 imported" big.csv
grep -q '^2,' "$work/rejects.csv" || fault "the huge field has no line"
expect 0 "of two lines" get sales.model GOOD

# Rows too short and too long.
printf 'code,name,year\nS1\nS2,two,2020,extra\nS3,three,2021\n' >"$work/ragged.csv"
csv 1 "" ragged.csv
expect 0 "three" get sales.model S3

# A rejected row, mended, is taken; the others are not doubled.
printf 'code,name,year\nM1,one,2020\nM2,two,year\n' >"$work/mend.csv"
csv 1 "1 imported" mend.csv
grep -q '^3,year,' "$work/rejects.csv" || fault "no line and field"
sed -i 's/two,year/two,2022/' "$work/mend.csv"
csv 0 "1 imported" mend.csv

printf '{"columns":{"cod":"a"}}' >"$work/map.json"
expect 1 "cod" import sales.model "$work/mend.csv" --map "$work/map.json"
printf '{"columns":' >"$work/map.json"
expect 1 "map.json" import sales.model "$work/mend.csv" --map "$work/map.json"
expect 1 "shoes" import shoes "$work/mend.csv"
expect 1 "" --as a_cashier import sales.model "$work/mend.csv"
expect 0 "sound" check
finish "bad files do no harm"
