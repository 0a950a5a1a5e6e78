#!/bin/bash
# timeout: 120
# openapi_test.sh - the API's description of itself: every route, every entity, also those of a
# plugin made a minute ago and an administrator's field; for each asker what they may do, no more.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
demo_into "$shop" || fault "no demo"

# A plugin of somebody else's.
(
    cd "$work" && "$DMS" plugin new tow_truck >/dev/null && cd tow_truck &&
        "${CC:-cc}" -shared -fPIC -fvisibility=hidden -I"$SOURCE_DIR/include" -o tow_truck.so ./*.c \
            -L"$BUILD_DIR/lib" -ldms
) >"$work/made" 2>&1 || fault "no plugin is made: $(cat "$work/made")"
chmod -R go-w "$work/tow_truck"
mkdir "$work/plugins" && mv "$work/tow_truck" "$work/plugins"
export DMS_PLUGIN_PATH=$DMS_PLUGIN_PATH:$work/plugins
serve

# item PATH : what the document says of it; printed without blanks, only paths begin with "/". After
# take_apart of the document.
take_apart() { sed 's|"/|\n"/|g' "$work/body" >"$work/items"; }
item() { grep -F "\"$1\":" "$work/items"; }
# has TEXT… / has_no TEXT… : in the document, which is too large for want's words.
has() { for text in "$@"; do grep -qF -- "$text" "$work/body" || fault "line ${BASH_LINENO[0]}: no “$text”"; done; }
has_no() { for text in "$@"; do ! grep -qF -- "$text" "$work/body" || fault "line ${BASH_LINENO[0]}: “$text”"; done; }

ask GET /api/v1/openapi.json
want 401 urn:dms:problem:rest.no_login
as admin
ask GET /api/v1/openapi.json
want 200 '"openapi":"3.1'
take_apart
has '"operationId":"list-crm.lead"' '"crm.lead.New":{' '"name":"tow_truck.reminder"' \
    '"operationId":"create-tow_truck.reminder"' '"tow_truck.reminder.Change":{' '"x_plate_done":{' \
    '"/api/v1/calls/crm.check":{' '"name":"dms"' '"description":"Lead (crm)"'
has_no '"rest.openapi' '"rest.status' '"@rest' '$entity' '{"in":"query"' # words without a sentence, gaps, parameters nobody explains

# Every route of the table is described, each with its method; files for browsers are no API.
routes=$(grep -o '{ ROUTE_[A-Z]*, [^,]*"' "$SOURCE_DIR/plugins/rest/routes.c" |
    sed 's|RECORD|V1 "/{entity}/{id}"|; s|V1|/api/v1|; s|{ ROUTE_||; s|,||; s|"||g; s|/api/v1 |/api/v1|; s|} /|}/|' | grep -v "{assets}")
[ "$(wc -l <<<"$routes")" -gt 20 ] || fault "the route table was not read: $routes"
while read -r method pattern; do
    path=${pattern/calls\/\{name\}/calls\/crm.check}
    case $path in */meta/*) ;; *) path=${path/\{entity\}/crm.lead} ;; esac
    item "$path" | grep -qF "\"${method,,}\":{\"" || fault "$method $pattern is not described"
done <<<"$routes"

# And every entity.
entities=$("$DMS" -C "$shop" entity list --json | grep -o '"name": "[a-z_]*\.[a-z_]*"' | cut -d'"' -f4)
[ "$(wc -l <<<"$entities")" -gt 20 ] || fault "no entities: $entities"
for entity in $entities; do
    item "/api/v1/$entity/{id}" | grep -qF '"get":{"' || fault "$entity is not described"
done

# Asked again with its tag it is not sent again; in another language it is another.
tag=$(header ETag)
ask GET /api/v1/openapi.json -H "If-None-Match: $tag"
want 304
language=zh ask GET /api/v1/openapi.json -H "If-None-Match: $tag"
want 200 '"openapi"'
has '"description":"线索（crm）"'

# How values are written.
ask GET /api/v1/openapi.json
take_apart
has '"price":{"examples":["129800.00"],"pattern":"^-?[0-9]+\\.[0-9]{2}$"' '"enum":["reached",' \
    '"x-dms-entity":"crm.customer"' '"x-dms-class":"personal"'
has '"core.brand.New":{"allOf":[{"$ref":"#/components/schemas/core.brand.Change"}],"required":["code","name"]}' \
    '"maximum":2100'
# A hook of crm's fills in what a lead needs: the request need not bring it.
has '"crm.lead.New":{"allOf":[{"$ref":"#/components/schemas/crm.lead.Change"}]}'
item '/api/v1/crm.lead/{id}/transitions/{name}' | grep -qF '"enum":["follow","qualify"' ||
    fault "the transitions are not told"
item '/api/v1/crm.lead/{id}/reveal/{field}' | grep -qF '"phone"' || fault "nothing can be revealed"

# Nobody reads here of what is not open to them.
as a_caller
ask GET /api/v1/openapi.json
has '"operationId":"get-crm.lead"'
has_no core.grant rules.reload '"operationId":"remove-crm.lead"'
as a_manager
ask POST /api/v1/tokens -d '{"name":"narrow","scope":["crm.*:read"]}'
want 201
token=$(member token)
user=program origin='' csrf='' ask GET /api/v1/openapi.json -H "Authorization: Bearer $token"
want 200 '"openapi"'
has '"operationId":"get-crm.lead"'
has_no '"operationId":"create-crm.lead"' '"operationId":"list-sales.order"'
close_shop
finish "the API describes itself"
