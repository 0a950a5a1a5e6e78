/* timeout: 60
 * admin_test.c - what interfaces ask beside records: pages, quick find, counts by state; and what only
 * an administrator hears. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include <stdatomic.h>

#include "support/http_house.h"

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct http_reply reply;
static char manager[128], admin[128];

static void
get(const char *token, const char *path)
{
    http_reply_clear(&reply);
    http_house_call(&shop, &line, token, "GET", path, NULL, &reply);
}

static void
expect(int status, const char *text)
{
    if (reply.status != status || strstr(reply.body, text) == NULL)
        fail_msg("%d %s", reply.status, reply.body);
}

static void
only_an_administrator_hears_of_plugins_health_and_audit(void **state)
{
    (void)state;
    static const char *const answers[][2] = {
        { "/api/v1/admin/plugins", "\"name\":\"crm\",\"needed_by\":[\"" },
        { "/api/v1/admin/health", "\"outbox_behind\":" },
        { "/api/v1/admin/parked?subscriber=x&limit=3&cursor=0",
          "{\"parked\":[],\"total\":0}" },
        { "/api/v1/admin/audit?limit=3", "\"rows\":[{" },
        { "/api/v1/admin/audit/verify", "\"sound\":true" },
    };
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        get(manager, answers[i][0]);
        expect(403, "urn:dms:problem:");
        get(admin, answers[i][0]);
        expect(200, answers[i][1]);
    }
}

static void
a_plugin_is_switched_off_for_the_next_start_by_an_administrator(void **state)
{
    (void)state;
    http_reply_clear(&reply);
    http_house_call(&shop, &line, manager, "POST", "/api/v1/admin/plugins/notify",
                    "{\"on\":false,\"reason\":\"r\"}", &reply);
    expect(403, "urn:dms:problem:");
    http_reply_clear(&reply);
    http_house_call(&shop, &line, admin, "POST", "/api/v1/admin/plugins/nothing",
                    "{\"on\":false,\"reason\":\"r\"}", &reply);
    expect(404, "door.no_plugin");
    http_reply_clear(&reply);
    http_house_call(&shop, &line, admin, "POST", "/api/v1/admin/plugins/notify",
                    "{\"on\":false,\"reason\":\"no gateway yet\"}", &reply);
    expect(200, "\"off_at_start\":true,\"on\":true,\"state\":\"on\"");
    get(admin, "/api/v1/admin/audit?limit=1");
    expect(200, "\"action\":\"disable\"");
    http_reply_clear(&reply);
    http_house_call(&shop, &line, admin, "POST", "/api/v1/admin/plugins/notify",
                    "{\"on\":true,\"reason\":\"there is one\"}", &reply);
    expect(200, "\"off_at_start\":false");
}

static void
post(const char *token, const char *path, const char *body)
{
    http_reply_clear(&reply);
    http_house_call(&shop, &line, token, "POST", path, body, &reply);
}

static _Atomic bool deaf;

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    (void)unit, (void)event, (void)data;
    return atomic_load(&deaf) ? dms_fail(error, DMS_DENIED, "workflow.none", "entity=x")
                              : DMS_OK;
}

static enum dms_status
listen_in(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_subscriber ear = {
        .size = sizeof(ear), .name = "ear/hears", .on = "crm.lead.created", .run = hear
    };
    (void)data;
    return dms_register_subscriber(registrar, &ear, error);
}

/* Two leads of which the ear takes none. */
static void
park_two(void)
{
    struct dms_error *error = dms_error_create();
    atomic_store(&deaf, true);
    assert_int_equal(dms_house_replace(shop.house, "ear", listen_in, NULL, error),
                     DMS_OK);
    for (int i = 0; i < 2; i++) {
        post(
            manager, "/api/v1/crm.lead",
            i == 0
                ? "{\"name\":\"赵六\",\"phone\":\"13900000061\",\"source\":\"walk_in\"}"
                : "{\"name\":\"孙七\",\"phone\":\"13900000062\",\"source\":\"walk_in\"}");
        expect(201, "\"id\":");
    }
    assert_int_equal(dms_house_settle(shop.house, error), DMS_OK);
    dms_error_destroy(error);
}

static void
what_was_parked_is_told_again_or_let_go_by_an_administrator(void **state)
{
    (void)state;
    static const char *const deeds[][2] = {
        { "/api/v1/admin/parked/1/retry", NULL },
        { "/api/v1/admin/parked/retry", "{\"subscriber\":\"ear/hears\"}" },
        { "/api/v1/admin/parked/1/drop", "{\"reason\":\"r\"}" },
    };
    park_two();
    for (size_t i = 0; i < 3; i++) {
        post(manager, deeds[i][0], deeds[i][1]);
        expect(403, "urn:dms:problem:");
    }
    get(admin, "/api/v1/admin/parked?limit=1");
    expect(200, "\"name\":\"crm.lead.created\"");
    expect(200, "\"next\":1,");
    post(admin, "/api/v1/admin/parked/1/retry", NULL);
    expect(200, "\"done\":0,\"items\":[{\"id\":1,\"ok\":false,\"problem\":");
    atomic_store(&deaf, false);
    post(admin, "/api/v1/admin/parked/1/retry", NULL);
    expect(200, "\"done\":1,\"items\":[{\"id\":1,\"ok\":true}]");
    post(admin, "/api/v1/admin/parked/1/retry", NULL);
    expect(404, "unit.not_parked");
    post(admin, "/api/v1/admin/parked/2/drop", "{}");
    expect(400, "\"field\":\"reason\"");
    post(admin, "/api/v1/admin/parked/2/drop", "{\"reason\":\"told by phone\"}");
    expect(200, "{\"dropped\":{\"at\":");
    post(admin, "/api/v1/admin/parked/retry", "{\"subscriber\":\"ear/hears\"}");
    expect(404, "door.none_parked");
    post(admin, "/api/v1/admin/parked/retry", "{}");
    expect(400, "door.needs");
}

static void
counts_by_state_are_of_the_workflow_and_of_ones_reach(void **state)
{
    (void)state;
    get(manager, "/api/v1/crm.lead/states");
    expect(200, "{\"states\":[{\"count\":1,\"label\":\"");
    expect(200, "\"state\":\"lost\"");
    get(manager, "/api/v1/crm.lead/states?where=%7B%22name%22%3A%22nobody%22%7D");
    expect(200, "{\"states\":[{\"count\":0,");
    get(manager, "/api/v1/crm.lead/states?where=%7B%22nmae%22%3A%22x%22%7D");
    expect(400, "entity.no_field");
    get(manager, "/api/v1/core.grant/states");
    expect(403, "access.");
}

static void
a_lead_is_found_by_the_tail_of_its_phone_and_by_initials(void **state)
{
    (void)state;
    get(manager, "/api/v1/find?q=ww");
    expect(200, "\"entity\":\"crm.lead\"");
    expect(200, "\"title\":\"王五\"");
    get(manager, "/api/v1/find");
    expect(400, "rest.member_needed");
}

static void
pages_are_in_the_askers_language_and_kept_by_their_tag(void **state)
{
    (void)state;
    get(manager, "/api/v1/pages");
    expect(200, "\"menus\":[{\"menu\":\"work\",");
    expect(200, "\"page\":\"crm.leads\"");
    assert_null(strstr(reply.body, "\"page\":\"web.grants\""));
    get(manager, "/api/v1/pages/web.my_day");
    expect(200, "\"blocks\":[{\"tasks\":true,");
    get(manager, "/api/v1/pages/crm.lead.form");
    expect(200, "\"generated\":true");
    get(manager, "/api/v1/pages/web.grants");
    expect(404, "page.none");
    get(admin, "/api/v1/pages");
    expect(200, "\"page\":\"web.grants\"");
}

static int
begin(void **state)
{
    (void)state;
    http_house_open_shop(&shop, "", manager);
    dms_json_destroy(http_house_ask(
        &shop, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":"
        "{\"name\":\"root\",\"roles\":[\"admin\"],\"stores\":[\"A01\"]}}"));
    http_house_token(&shop, "root", admin);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_reply_clear(&reply);
    http_close(&line);
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_an_administrator_hears_of_plugins_health_and_audit),
        cmocka_unit_test(a_plugin_is_switched_off_for_the_next_start_by_an_administrator),
        cmocka_unit_test(counts_by_state_are_of_the_workflow_and_of_ones_reach),
        cmocka_unit_test(a_lead_is_found_by_the_tail_of_its_phone_and_by_initials),
        cmocka_unit_test(pages_are_in_the_askers_language_and_kept_by_their_tag),
        cmocka_unit_test(what_was_parked_is_told_again_or_let_go_by_an_administrator),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
