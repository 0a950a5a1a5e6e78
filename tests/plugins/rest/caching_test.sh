#!/bin/bash
# timeout: 400
# caching_test.sh - tags, changes that depend on them, answers not sent twice, and gzip.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
as a_reception
ask POST /api/v1/crm.lead -d '{"name":"赵六","phone":"13900001111","source":"phone"}'
lead=$(member id)
tag=$(header ETag)
ask GET "/api/v1/crm.lead/$lead"
[ "$(header ETag)" = "$tag" ] || fault "the tag of create is not that of get: $tag $(header ETag)"
ask GET "/api/v1/crm.lead/$lead" -H "If-None-Match: $tag"
want 304
[ -z "$body" ] || fault "304 with a body"
ask GET "/api/v1/crm.lead/$lead" -H "If-None-Match: \"other\", W/$tag"
want 304
ask GET "/api/v1/crm.lead/$lead" -H 'If-None-Match: "other"'
want 200

ask PATCH "/api/v1/crm.lead/$lead" -H "If-Match: $tag" -d '{"note":"eins"}'
want 200 '"rev":2'
ask PATCH "/api/v1/crm.lead/$lead" -H "If-Match: $tag" -d '{"note":"zwei"}'
want 412 urn:dms:problem:door.changed '"now":"2"'
ask PATCH "/api/v1/crm.lead/$lead" -H 'If-Match: "2"' -d '{"note":"zwei"}'
want 200 '"rev":3'
ask PATCH "/api/v1/crm.lead/$lead" -H 'If-Match: "2", "3"' -d '{"note":"drei"}'
want 412
ask PATCH "/api/v1/crm.lead/$lead" -H 'If-Match: nonsense' -d '{"note":"drei"}'
want 412 urn:dms:problem:rest.no_such_tag
ask PATCH "/api/v1/crm.lead/$lead" -H 'If-Match: *' -d '{"note":"drei"}'
want 200 '"rev":4'
ask PATCH /api/v1/crm.lead/999999 -H 'If-Match: *' -d '{"note":"drei"}'
want 412
ask POST "/api/v1/crm.lead/$lead/transitions/follow" -H 'If-Match: "1"'
want 412
ask POST "/api/v1/crm.lead/$lead/transitions/follow" -H 'If-Match: "4"'
want 200 '"state":"following"'

# Without a tag, whoever comes last wins; nothing is said of 412.
ask PATCH "/api/v1/crm.lead/$lead" -d '{"note":"vier"}'
want 200

# Lists and descriptions are tagged by what is in them.
ask GET '/api/v1/crm.lead?limit=5'
tag=$(header ETag)
ask GET '/api/v1/crm.lead?limit=5' -H "If-None-Match: $tag"
want 304
ask PATCH "/api/v1/crm.lead/$lead" -d '{"note":"fünf"}'
ask GET '/api/v1/crm.lead?sort=-id&limit=5' -H "If-None-Match: $tag"
want 200
has_header Cache-Control no-store
ask GET /api/v1/meta/crm.lead
has_header Cache-Control "private, no-cache"
has_header Vary Accept-Language
plain=$(header ETag)
ask GET /api/v1/meta/crm.lead -H "If-None-Match: $plain"
want 304

# Compressed for who asks for it, under a tag of its own.
ask GET /api/v1/meta/crm.lead -H 'Accept-Encoding: gzip'
has_header Content-Encoding gzip
[ "$(header ETag)" != "$plain" ] || fault "two bodies, one tag"
gzip -dc "$work/body" | grep -q '"name":"crm.lead"' || fault "gzip does not read it"
ask GET /api/v1/meta/crm.lead -H 'Accept-Encoding: gzip;q=0, identity'
want 200 '"name":"crm.lead"'
ask GET /healthz -H 'Accept-Encoding: gzip'
want 200 '"status":"ok"'
close_shop
finish "tags, conditions, compression"
