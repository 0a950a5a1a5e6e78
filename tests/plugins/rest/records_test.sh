#!/bin/bash
# timeout: 400
# records_test.sh - records over HTTP: made, read, changed, moved, listed, searched, explained;
# always with the rights of who asks.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve

as a_reception
ask POST /api/v1/crm.lead -d '{"name":"赵六","phone":"13900001111","source":"phone"}'
want 201 '"rev":1' '"state":"new"'
lead=$(member id)
has_header Location "/api/v1/crm.lead/$lead"
has_header ETag '"1.'
ask GET "/api/v1/crm.lead/$lead"
want 200 '"name":"赵六"' '"phone":"13900001111"'
ask PATCH "/api/v1/crm.lead/$lead" -d '{"note":"想看 A5"}'
want 200 '"note":"想看 A5"' '"rev":2'
ask GET "/api/v1/crm.lead/$lead?fields=note&titles=true"
want 200 '"note":"想看 A5"' '"titles":{' '"rev":2'
lacks phone
ask HEAD "/api/v1/crm.lead/$lead" --head
want 200
[ "$(header Content-Length)" -gt 100 ] || fault "HEAD does not tell the length"
ask GET /api/v1/core.store/A01
want 200 '"code":"A01"'

# What is doubtful is kept and said, with a key and without one.
for key in "" -HIdempotency-Key:doubt; do
    ask POST /api/v1/crm.lead $key -d '{"name":"Smith","phone":"+1 202 555 0143","source":"phone"}'
    want 201 '"warnings":[' '"record":{'
done

# What another store has is not there.
as t_advisor
ask GET "/api/v1/crm.lead/$lead"
want 404 'urn:dms:problem:storage.no_record'
foreign=${body//$lead/N}
ask GET /api/v1/crm.lead/999999
absent=${body//999999/N}
[ "$(sed 's/request:[^"]*//' <<<"$foreign")" = "$(sed 's/request:[^"]*//' <<<"$absent")" ] ||
    fault "an id tells that it exists: $foreign / $absent"
ask PATCH "/api/v1/crm.lead/$lead" -d '{"note":"x"}'
want 404
ask GET "/api/v1/crm.lead?where=%7B%22id%22%3A$lead%7D"
want 200 '"records":[]'

# Pages: every record once, also when somebody adds one in between.
as a_reception
for i in 1 2 3 4 5; do
    ask POST /api/v1/crm.lead -d "{\"name\":\"客$i\",\"phone\":\"1390000222$i\",\"source\":\"walk_in\"}"
    want 201
done
seen=
path="/api/v1/crm.lead?sort=-id&limit=2&fields=id&where=%7B%22source%22%3A%22walk_in%22%7D"
while [ -n "$path" ]; do
    ask GET "$path"
    want 200
    seen="$seen $(grep -o '"id":[0-9]*' <<<"$body" | tr -d '\n')"
    next=$(header Link | sed -n 's/^<\(.*\)>; rel="next"$/\1/p')
    path=${next:+/api/v1/crm.lead$next}
    ask POST /api/v1/crm.lead -d "{\"name\":\"新\",\"phone\":\"139$(printf %08d $((RANDOM * 3000)))\",\"source\":\"walk_in\"}"
done
ids=$(tr ' ' '\n' <<<"${seen//\"id\":/ }" | grep -c .)
[ "$ids" -ge 5 ] || fault "pages lost records: $seen"
[ "$(tr ' ' '\n' <<<"${seen//\"id\":/ }" | grep . | sort | uniq -d)" = "" ] || fault "twice: $seen"
ask GET '/api/v1/crm.lead?q=13900002223&fields=name'
want 200 '"name":"客3"'
lacks '客4'
ask GET '/api/v1/crm.lead?sort=name&limit=0'
want 400 '"field":"limit"'
ask GET '/api/v1/crm.lead?limit=x'
want 400 '"field":"limit"'
ask GET '/api/v1/crm.lead?where=x'
want 400 '"field":"where"'
ask GET '/api/v1/crm.lead?where=%7B%22nosuch%22%3A1%7D'
want 400 '"field":"nosuch"'
ask GET '/api/v1/search?q=客2'
want 200 '"entity":"crm.lead"' '"title":"客2"'
ask GET /api/v1/search
want 400 '"field":"q"'

# All or none.
ask POST /api/v1/crm.lead/batch \
    -d '{"items":[{"fields":{"name":"甲","phone":"13900003331","source":"phone"}},{"fields":{"name":"乙","source":"phone"}}]}'
want 400 '"field":"phone"' '"line":2'
ask GET '/api/v1/crm.lead?q=甲'
want 200 '"records":[]'
ask POST /api/v1/crm.lead/batch \
    -d "{\"items\":[{\"fields\":{\"name\":\"甲\",\"phone\":\"13900003331\",\"source\":\"phone\"}},{\"id\":$lead,\"fields\":{\"note\":\"二\"}}]}"
want 200 '"name":"甲"' '"note":"二"'

# The workflow: what may be done, doing it, what was done.
ask GET "/api/v1/crm.lead/$lead/transitions"
want 200 '"name":"follow"' '"allowed":true'
ask POST "/api/v1/crm.lead/$lead/transitions/follow"
want 200 '"state":"following"'
ask POST "/api/v1/crm.lead/$lead/transitions/follow"
want 422 'urn:dms:problem:'
ask POST "/api/v1/crm.lead/$lead/transitions/fly"
[ "$status" -ge 400 ] && [ "$status" -lt 500 ] || fault "an unknown transition: $status"
ask GET "/api/v1/crm.lead/$lead/history"
want 200 '"action":"follow"' '"user_name":"a_reception"' '"user_title":"'
ask GET "/api/v1/crm.lead/$lead/explain/note"
want 200 '"new":"二"'

# Masked for the accountant of nobody; in clear for a purpose, and written down.
ask POST "/api/v1/crm.lead/$lead/reveal/phone" -d '{"purpose":"回电"}'
want 200 '"value":"13900001111"'
ask POST "/api/v1/crm.lead/$lead/reveal/phone" -d '{}'
want 400 '"field":"purpose"'

ask POST /api/v1/calls/crm.check -d '{"kind":"phone","value":"13900001111"}'
want 200 '"verdict":"right"'
ask POST /api/v1/calls/crm.purchase -d '{"customer":1}'
want 404
as a_caller
ask GET /api/v1/tasks
want 200 '"tasks":['
ask GET /api/v1/me
want 200 '"name":"a_caller"' '"roles":["caller"' '"stores":["A01"]' '"brand":"aurora"' '"csrf":"'

# Removing.
as admin
ask POST /api/v1/core.setting -d '{"name":"greeting","value":"hi"}'
want 201
setting=$(member id)
ask DELETE "/api/v1/core.setting/$setting"
want 200
ask GET "/api/v1/core.setting/$setting"
want 404

# Only what one may read is told of.
ask GET /api/v1/meta
want 200 '"core.grant"' '"crm.lead"'
as a_caller
ask GET /api/v1/meta
want 200 '"crm.lead"'
lacks '"core.grant"'
ask GET /api/v1/meta/core.grant
want 404
ask GET /api/v1/meta/crm.lead
want 200 '"label":"Lead"' '"workflows":[' '"may":[' '"importers":[{"label":"ADF leads (XML)","name":"adf"}]'
close_shop
finish "records, from the first to the last"
