#!/bin/bash
# timeout: 400
# languages_test.sh - every sentence and label comes in the language that is asked for.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
# told LANGUAGES WANTED : which language answers to an Accept-Language.
told() {
    language=$1
    ask GET /nowhere
    [ "$(header Content-Language)" = "$2" ] || fault "$1: $(header Content-Language), not $2"
}
told en en
told en-GB en
told zh-CN zh
told 'zh-Hans-CN, en;q=0.9' zh
told 'fr, en;q=0.8, zh;q=0.5' en
told 'en;q=0.3, zh;q=0.7' zh
told 'en;q=0' zh
told fr zh
told 'energetic' zh
language=zh
ask GET /nowhere
want 404 '没有这个路径' '"title":"未找到"'
language=en
ask GET /nowhere
want 404 'There is no such path' '"title":"Not found"'
as a_reception
language=zh
ask GET /api/v1/meta/crm.lead
want 200 '"label":"线索"'
ask POST /api/v1/crm.lead -d '{"name":"x","source":"phone"}'
want 400 '线索'
language=en
ask GET /api/v1/meta/crm.lead
want 200 '"label":"Lead"'
ask POST /api/v1/crm.lead -d '{"name":"x","source":"phone"}'
want 400 'A lead needs'
close_shop
finish "two languages"
