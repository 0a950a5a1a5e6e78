#!/bin/bash
# timeout: 400
# keys_test.sh - an Idempotency-Key: sent again it happens once and is answered the same; for
# anything else it is refused.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
as a_reception
lead='{"name":"赵六","phone":"13900001111","source":"phone"}'
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-1' -d "$lead"
want 201
first=$body
place=$(header Location)
tag=$(header ETag)
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-1' -d "$lead"
want 201
[ "$body" = "$first" ] || fault "another answer: $body"
[ "$(header Location)" = "$place" ] && [ "$(header ETag)" = "$tag" ] || fault "other headers: $head"
ask GET '/api/v1/crm.lead?q=13900001111'
[ "$(grep -o '"id":' <<<"$body" | wc -l)" = 1 ] || fault "it happened twice: $body"
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-1' -d '{"name":"x","phone":"13900001112","source":"phone"}'
want 422 urn:dms:problem:unit.key_reused
ask POST "${place}/transitions/follow" -H 'Idempotency-Key: k-1'
want 422
ask POST "${place}/transitions/follow" -H 'Idempotency-Key: k-2'
want 200 '"state":"following"'
ask POST "${place}/transitions/follow" -H 'Idempotency-Key: k-2'
want 200 '"state":"following"'
ask PATCH "$place" -H 'Idempotency-Key: k-3' -d '{"note":"a"}'
want 200
ask PATCH "$place" -H 'Idempotency-Key: k-3' -d '{"note":"a"}'
want 200 '"rev":3'

# What was refused is kept for nobody: the same key may try again.
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-4' -d '{"name":"x","source":"phone"}'
want 400
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-4' -d '{"name":"x","phone":"13900001113","source":"phone"}'
want 201

# Another person's key of the same name is another key.
as t_advisor
ask POST /api/v1/crm.lead -H 'Idempotency-Key: k-1' -d '{"name":"y","phone":"13900001114","source":"phone"}'
want 201
ask POST /api/v1/crm.lead -H 'Idempotency-Key: with blank' -d "$lead"
want 400 urn:dms:problem:rest.bad_key
ask POST /api/v1/crm.lead -H "Idempotency-Key: $(printf 'x%.0s' $(seq 129))" -d "$lead"
want 400 urn:dms:problem:rest.bad_key
ask POST /api/v1/tokens -H 'Idempotency-Key: k-9' -d '{"name":"z"}'
want 400 urn:dms:problem:rest.no_key_here

# Ten at once: it happens once.
for i in $(seq 10); do
    curl -sS -m 30 -b "$work/t_advisor.jar" -H "Origin: $url" -H "X-CSRF-Token: $csrf" \
        -H 'Content-Type: application/json' -H 'Idempotency-Key: k-10' \
        -d '{"name":"zehn","phone":"13900001115","source":"phone"}' "$url/api/v1/crm.lead" \
        >"$work/ten.$i" &
    tens="${tens:-} $!"
done
wait $tens
[ "$(cat "$work"/ten.* | grep -o '"id":[0-9]*' | sort -u | wc -l)" = 1 ] || fault "ten keys, not one record"
close_shop
finish "once"
