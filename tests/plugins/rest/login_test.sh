#!/bin/bash
# timeout: 400
# login_test.sh - in by a password, known by a cookie, out again; tokens for programs.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
ask POST /api/v1/login -d '{"user":"a_reception","password":"wrong"}'
want 401 urn:dms:problem:access.wrong_login
wrong=$body
ask POST /api/v1/login -d '{"user":"nobody_here","password":"wrong"}'
want 401 urn:dms:problem:access.wrong_login
[ "${body/$(header X-Request-Id)/}" = "$(sed "s/urn:dms:request:[^\"]*/urn:dms:request:/" <<<"$wrong")" ] ||
    fault "an unknown name is told from a wrong password: $body / $wrong"
ask POST /api/v1/login -d '{"user":"a_reception"}'
want 400 '"field":"password"'
ask POST /api/v1/login -d '{"user":["a"],"password":"x"}'
want 400 '"field":"user"'

as a_reception
lacks '"session"'
has_header Set-Cookie HttpOnly
has_header Set-Cookie SameSite=Lax
has_header Set-Cookie Path=/
first=$(awk '$6=="dms" {print $7}' "$work/a_reception.jar")
[ -n "$first" ] || fault "no cookie"
ask GET /api/v1/me
want 200 '"name":"a_reception"' '"by":"session"' "\"csrf\":\"$csrf\""

# Logging in again takes another secret; the one before is worth nothing.
ask POST /api/v1/login -d '{"user":"a_reception","password":"demo"}'
want 200
csrf=$(member csrf)
ask GET /api/v1/me
want 200
user=older
ask GET /api/v1/me -H "Cookie: dms=$first"
want 401
user=a_reception

# A token: shown once, within its scope, revoked.
ask POST /api/v1/tokens -d '{"name":"cash desk","scope":["crm.*:read"]}'
want 201 '"token":"'
token=$(member token)
ask GET /api/v1/tokens
want 200 '"name":"cash desk"'
lacks "$token"
id=$(grep -o '"id":[0-9]*' <<<"$body" | head -1 | cut -d: -f2)
keep=$user
keep_csrf=$csrf
user=program
csrf=
origin=
bearer=(-H "Authorization: Bearer $token")
ask GET /api/v1/me "${bearer[@]}"
want 200 '"by":"token"' '"scope":"crm.*:read"'
lacks csrf
ask GET /api/v1/crm.lead "${bearer[@]}"
want 200
ask POST /api/v1/crm.lead "${bearer[@]}" -d '{"name":"x","phone":"13900007777","source":"phone"}'
want 403
ask GET /api/v1/core.task "${bearer[@]}"
want 403
ask POST /api/v1/tokens "${bearer[@]}" -d '{"name":"another"}'
want 403 urn:dms:problem:rest.needs_session
ask POST /api/v1/logout "${bearer[@]}"
want 403
ask GET /api/v1/me -H "Cookie: dms=$token"
want 401
ask GET /api/v1/me -H "Authorization: Bearer $first"
want 401
has_header WWW-Authenticate Bearer
ask GET /api/v1/me -H 'Authorization: Basic YTpi'
want 401
user=$keep
csrf=$keep_csrf
unset origin
ask DELETE "/api/v1/tokens/$id"
want 200
ask GET /api/v1/me "${bearer[@]}"
want 401

ask POST /api/v1/logout
want 200
has_header Set-Cookie "dms=;"
ask GET /api/v1/me
want 401

# Somebody who guesses is told to wait, and for how long.
user=guesser
csrf=
for _ in $(seq 12); do
    ask POST /api/v1/login -d '{"user":"a_cashier","password":"wrong"}'
    [ "$status" = 429 ] && break
done
want 429 urn:dms:problem:access.too_many_tries
has_header Retry-After
[ "$(header Retry-After)" -ge 1 ] || fault "Retry-After: $(header Retry-After)"
close_shop
finish "in, out, and by token"
