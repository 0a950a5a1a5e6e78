#!/bin/bash
# timeout: 400
# problems_test.sh - whatever goes wrong is a problem document: a stable type, the status, the
# field, the rule that refused, a sentence in the asker's language; never a crash.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve

# problem STATUS TYPE [TEXT…] : the last answer is one.
problem() {
    local status=$1 type=$2
    shift 2
    want "$status" "\"type\":\"urn:dms:problem:$type\"" "\"status\":$status" '"title":"' \
        '"detail":"' "\"instance\":\"urn:dms:request:$(header X-Request-Id)\"" "$@"
    has_header Content-Type application/problem+json
}

ask GET /nowhere
problem 404 rest.no_path
ask GET //healthz
problem 404 rest.no_path
ask GET /healthz/
problem 404 rest.no_path
ask DELETE /api/v1/crm.lead
problem 405 rest.no_method
has_header Allow "GET, HEAD, POST, OPTIONS"
ask PUT /healthz
problem 405 rest.no_method
ask OPTIONS /api/v1/crm.lead/1
want 204
has_header Allow "GET, HEAD, PATCH, DELETE, OPTIONS"
ask GET /api/v1/crm.lead/batch
problem 405 rest.no_method
has_header Allow "POST, OPTIONS"

as a_reception
ask GET /api/v1/crm.nothing
problem 404 entity.unknown
ask GET '/api/v1/crm.lead?colour=red'
problem 400 rest.unknown_parameter '"field":"colour"' 'where'
ask GET '/api/v1/crm.lead?limit=1&limit=2'
problem 400 rest.parameter_twice '"field":"limit"'
for bad in '/api/v1/crm.lead/%' '/api/v1/crm.lead/%4' '/api/v1/crm.lead/%ff' '/api/v1/crm.lead/%00' \
    '/api/v1/crm.lead/%2e%2e' '/api/v1/crm.lead/..%2f..%2fetc' '/api/v1/crm.lead?q=%c3%28' \
    '/api/v1/crm.lead?q=a%00b' '/api/v1/crm.lead/%ed%a0%80'; do
    ask GET "$bad" --path-as-is
    problem 400 rest.bad_target
done
ask GET /api/v1/crm.lead/999999
problem 404 storage.no_record
ask GET /api/v1/core.grant
problem 403 access.forbidden
ask POST /api/v1/crm.lead -d '{"name":"x"'
problem 400 json.unfinished
ask POST /api/v1/crm.lead -d '{"name":"x","name":"y"}'
[ "$status" = 400 ] || fault "duplicate keys: $status $body"
ask POST /api/v1/crm.lead -d '{"year_wanted":1e999}'
[ "$status" = 400 ] || fault "1e999: $status $body"
ask POST /api/v1/crm.lead -d "$(printf '[%.0s' $(seq 5000))"
[ "$status" = 400 ] || fault "deep: $status $body"
ask POST /api/v1/crm.lead -d '[]'
problem 400 rest.body_no_object
ask POST /api/v1/crm.lead
problem 400 rest.body_no_object
ask POST /api/v1/crm.lead -d '{"name":"x","source":"phone","phone":"12"}'
problem 400 crm.phone_form '"field":"phone"'
ask POST /api/v1/crm.lead -d '{"name":"x","colour":"red"}'
problem 400 entity.no_field '"field":"colour"'
ask POST /api/v1/crm.lead -d '{"name":"x","source":"phone"}'
problem 400 crm.lead_unreachable '"rule":"crm/lead_defaults"'
type=text/plain ask POST /api/v1/crm.lead -d 'x'
problem 415 rest.body_type
type='application/json; charset=gbk' ask POST /api/v1/crm.lead -d '{}'
problem 415 rest.body_type
ask POST /api/v1/crm.lead -H 'Content-Encoding: gzip' -d '{}'
problem 415 rest.body_coding
ask GET /api/v1/crm.lead -d '{}'
problem 400 rest.no_body_here

# A rule's refusal is an answer: 422, with the rule's name and reason.
as a_advisor
type='application/json; charset=UTF-8' ask POST /api/v1/crm.customer -d '{"name":"王五","phone":"13800138111"}'
want 201
customer=$(member id)
ask POST /api/v1/sales.opportunity -d "{\"customer\":$customer,\"model\":\"A5\",\"needs\":\"家用\"}"
want 201
deal=$(member id)
ask POST /api/v1/sales.quote -d "{\"opportunity\":$deal,\"customer\":$customer,\"model\":\"A5\",\"price\":\"100000.00\"}"
want 201
ask POST "/api/v1/sales.quote/$(member id)/transitions/send"
want 422 '"rule":"' '"status":422' '"detail":"'

# A request with a name of its own is called so everywhere.
ask GET /nowhere -H 'X-Request-Id: my-own.1'
has_header X-Request-Id my-own.1
want 404 urn:dms:request:my-own.1
ask GET /nowhere -H 'X-Request-Id: with blank'
[[ "$(header X-Request-Id)" != *blank* ]] || fault "an odd request id was kept"
close_shop
finish "problems, each said so that one can act"
