/* people.h - a shop where people sell, manage and direct, and a lead whose sale takes an approval. */
#ifndef TESTS_CORE_SCRIPT_PEOPLE_H
#define TESTS_CORE_SCRIPT_PEOPLE_H

#include "shop.h"

static const char words[] = "{}";

static inline void
use(struct shop *shop, const char *approval)
{
    char text[1500];
    snprintf(
        text, sizeof(text),
        "local dms <const> = require('dms')\n"
        "dms.workflow { entity = 'crm.lead', initial = 'new',\n"
        "  states = { new = {}, won = {}, lost = { final = true } },\n"
        "  transitions = { { 'reopen', from = 'won', to = 'new' },\n"
        "    { 'lose', from = 'won', to = 'lost' }, { 'win', from = 'new', to = 'won',\n"
        "    roles = { 'advisor', 'manager' }, approval = { %s } } } }\n",
        approval);
    shop_write(shop, "brands/aurora/crm.lua", text);
    shop_write(shop, "brands/aurora/i18n/en.json", words);
    shop_must(shop, host_activate(host_of(shop->house), "test", NULL, &shop->error));
}

static inline enum dms_status
put(struct dms_unit *unit, const char *entity, const char *json, struct dms_error *error)
{
    struct dms_record *record = NULL;
    struct dms_json *fields = NULL;
    enum dms_status st = dms_json_load(json, strlen(json), &fields, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, entity, &record, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(fields); i++)
        st = dms_record_set_json(record, dms_json_key_at(fields, i),
                                 dms_json_value_at(fields, i), error);
    dms_json_destroy(fields);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

/* Users 1 to 6: li and wu sell, wang and zhao manage, qian and sun direct. */
static inline enum dms_status
hire(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    static const char *const people[][2] = {
        { "li", "advisor" },   { "wu", "advisor" },    { "wang", "manager" },
        { "zhao", "manager" }, { "qian", "director" }, { "sun", "director" }
    };
    static const char *const roles[] = { "advisor", "manager", "director" };
    char text[300];
    enum dms_status st = DMS_OK;
    (void)data;
    (void)answer;
    for (size_t i = 0; i < 3 && st == DMS_OK; i++) {
        snprintf(text, sizeof(text), "{\"name\":\"%s\"}", roles[i]);
        st = put(unit, "core.role", text, error);
        snprintf(
            text, sizeof(text),
            "{\"role\":\"%s\",\"entity\":\"crm.lead\",\"actions\":\"read,create,update\","
            "\"scope\":\"store\"}",
            roles[i]);
        if (st == DMS_OK)
            st = put(unit, "core.grant", text, error);
    }
    for (size_t i = 0; i < 6 && st == DMS_OK; i++) {
        snprintf(text, sizeof(text),
                 "{\"name\":\"%s\",\"roles\":[\"%s\"],\"stores\":[1],\"active\":true}",
                 people[i][0], people[i][1]);
        st = put(unit, "core.user", text, error);
    }
    return st;
}

static inline int
setup(void **state)
{
    shop_setup(state);
    struct shop *shop = *state;
    shop_must(shop, shop_do(shop, hire, NULL));
    return 0;
}

/* JSON with ' for ". The answer, or NULL when it was refused: the error is the shop's. */
static inline struct dms_json *
ask(struct shop *shop, const char *user, const char *question_text)
{
    struct dms_request request = {
        .size = sizeof(request), .user = user, .store = "S-aurora", .language = "en"
    };
    struct dms_json *question = NULL, *answer = NULL;
    char text[500];
    snprintf(text, sizeof(text), "%s", question_text);
    for (char *at = text; *at != 0; at++)
        *at = *at == '\'' ? '"' : *at;
    assert_int_equal(dms_json_load(text, strlen(text), &question, NULL), DMS_OK);
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        dms_house_ask(shop->house, &request, question, &answer, &shop->error);
    dms_json_destroy(question);
    if (st == DMS_OK)
        return answer;
    dms_json_destroy(answer);
    return NULL;
}

static inline void
must(struct shop *shop, const char *user, const char *question)
{
    struct dms_json *answer = ask(shop, user, question);
    if (answer == NULL)
        shop_must(shop, DMS_INVALID);
    dms_json_destroy(answer);
}

static inline void
refused(struct shop *shop, const char *user, const char *question, const char *key)
{
    struct dms_json *answer = ask(shop, user, question);
    assert_null(answer);
    assert_string_equal(shop->error.key, key);
}

#define WIN "{'do':'transition','entity':'crm.lead','id':1,'transition':'win'}"

static inline void
vote(struct shop *shop, const char *user, bool agrees, const char *status)
{
    char text[200];
    snprintf(
        text, sizeof(text),
        "{'do':'call','name':'approval.vote','arguments':{'approval':%d,'agrees':%s}}", 1,
        agrees ? "true" : "false");
    struct dms_json *answer = ask(shop, user, text);
    if (answer == NULL)
        shop_must(shop, DMS_INVALID);
    assert_string_equal(dms_json_text_at(dms_json_at_key(answer, "answer"), "status"),
                        status);
    dms_json_destroy(answer);
}

static inline void
no_vote(struct shop *shop, const char *user, const char *key)
{
    refused(
        shop, user,
        "{'do':'call','name':'approval.vote','arguments':{'approval':1,'agrees':true}}",
        key);
}

/* A lead of BUDGET yuan by li, who asks for the approval. */
static inline void
request(struct shop *shop, const char *approval, int budget)
{
    char text[200];
    use(shop, approval);
    snprintf(
        text, sizeof(text),
        "{'do':'create','entity':'crm.lead','fields':{'name':'Xu','budget':'%d.00'}}",
        budget);
    must(shop, "li", text);
    refused(shop, "li", WIN, "approval.needed");
    must(shop, "li",
         "{'do':'call','name':'approval.request','arguments':{'entity':'crm.lead','id':1,"
         "'transition':'win','reason':'old customer'}}");
    refused(shop, "li", WIN, "approval.waits");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, shop_teardown)

#endif
