#!/bin/bash
# token_test.sh - a program gets a secret, once; it is listed without it and taken back.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
"$DMS" init "$shop" >/dev/null || fault "no store"
expect 0 "" create core.user name=till

secret=$(dms --as till token create till-1 --scope "core.user:read core.token:*" --days 7)
[[ "$secret" =~ ^dms_t_[0-9a-f]{64}$ ]] || fault "no secret: $secret"
expect 0 "till-1" --as till token list
expect 0 "core.user:read" --as till token list
expect 0 "till-1" token list # the administrator sees all
[[ "$(dms token list --json; dms history core.token 1)" == *"$secret"* ]] && fault "shown twice"
grep -q "$secret" "$shop"/dms.db* && fault "kept in the store"

expect 1 "crm.leads:read" token create x --scope crm.leads:read
expect 1 "crm.lead:reed" token create x --scope crm.lead:reed
expect 1 "366 days" token create x --days 367
expect 1 "366 days" token create x --days soon
expect 1 "--as USER" --as @house token create x
expect 2 "Usage: dms token" token create
expect 2 "Usage: dms token" token revoke
expect 2 "Usage: dms token" token burn
expect 1 "made by logging in" create core.token
expect 1 "no Token with id 9" token revoke 9
expect 0 "Token 1 opens nothing" --as till token revoke 1
[ -z "$(dms --as till token list)" ] || fault "still listed"
finish "a token comes and goes"
