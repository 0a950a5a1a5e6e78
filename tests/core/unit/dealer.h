/* dealer.h - two stores, people of several roles, and one plugin, "lot": a customer and a
 * deal about one. Each test has its own; its hooks, calls… come in with dealer_use. */
#ifndef TESTS_CORE_UNIT_DEALER_H
#define TESTS_CORE_UNIT_DEALER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dms/house.h>

#define DEALER_NOON INT64_C(1793160000000) /* 2026-10-28 12:00 in China, a Wednesday */

struct dealer {
    char dir[64], store[80];
    struct dms_house *house;
    struct dms_error *error;
    struct dms_json *answer;
    char *said; /* the answer as text */
    dms_fill extra;
    void *extra_data;
    int64_t now;
};

static const char *const dealer_grades[] = { "a", "b", "c", NULL };
static const struct dms_field dealer_customer_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "name" },
    { .name = "phone",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "phone" },
    { .name = "id_card",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .data_class = DMS_SENSITIVE,
      .mask = "id_card" },
    { .name = "pin", .type = DMS_TEXT, .data_class = DMS_SECRET },
    { .name = "grade", .type = DMS_CHOICE, .choices = dealer_grades, .flags = DMS_INDEX },
    { .name = "limit", .type = DMS_MONEY, .data_class = DMS_PERSONAL },
    { .name = "note", .type = DMS_TEXT, .flags = DMS_SEARCH },
};
static const struct dms_index dealer_customer_indexes[] = { { .fields = "grade,note,name",
                                                              .unique = 1 } };
static const struct dms_field dealer_deal_fields[] = {
    { .name = "customer", .type = DMS_REFERENCE, .target = "lot.customer" },
    { .name = "price", .type = DMS_MONEY },
    { .name = "car", .type = DMS_TEXT, .flags = DMS_SEARCH | DMS_SENTENCE },
};
static const struct dms_entity dealer_entities[] = {
    DMS_ENTITY(.name = "lot.customer", .title = "name",
               DMS_FIELDS(dealer_customer_fields), DMS_INDEXES(dealer_customer_indexes)),
    DMS_ENTITY(.name = "lot.deal", .title = "car", DMS_FIELDS(dealer_deal_fields)),
};

static const struct dms_role dealer_roles[] = {
    { "seller" }, { "clerk" }, { "leader" }, { "chief" }
};
#define DEALER_WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_REMOVE)
static const struct dms_grant dealer_grants[] = {
    { "seller", "lot.*", DEALER_WORK | DMS_SEE_PERSONAL | DMS_EXPORT, DMS_SCOPE_OWN,
      NULL },
    { "clerk", "lot.customer", DMS_READ, DMS_SCOPE_STORE, "grade" },
    { "clerk", "lot.deal", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "leader", "lot.*", DMS_READ, DMS_SCOPE_TEAM, NULL },
    { "chief", "lot.*", DMS_READ | DMS_SEE_PERSONAL | DMS_SEE_SENSITIVE, DMS_SCOPE_GROUP,
      NULL },
};

static inline enum dms_status
dealer_declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    const struct dealer *dealer = data;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st = dms_register_entity(registrar, &dealer_entities[i], error);
    for (size_t i = 0; st == DMS_OK && i < 4; i++)
        st = dms_register_role(registrar, &dealer_roles[i], error);
    for (size_t i = 0; st == DMS_OK && i < 5; i++)
        st = dms_register_grant(registrar, &dealer_grants[i], error);
    if (st == DMS_OK && dealer->extra != NULL)
        st = dealer->extra(registrar, dealer->extra_data, error);
    return st;
}

static inline void
dealer_need(struct dealer *dealer, enum dms_status st)
{
    if (st == DMS_OK)
        return;
    char *text = dms_house_error_text(dealer->house, "en", dealer->error);
    fail_msg("%s: %s (%s)", dms_status_name(st), dms_error_key(dealer->error), text);
}

/* The plugin "lot" again, now with what EXTRA registers beside its entities. */
static inline void
dealer_use(struct dealer *dealer, dms_fill extra, void *data)
{
    dealer->extra = extra;
    dealer->extra_data = data;
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_house_replace(dealer->house, "lot", dealer_declare, dealer,
                                          dealer->error));
}

static inline int64_t
dealer_clock(void *data)
{
    return ((const struct dealer *)data)->now;
}

static inline void
dealer_open(struct dealer *dealer)
{
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = "/nowhere",
                                               .script_path = "/nowhere",
                                               .clock = dealer_clock,
                                               .clock_data = dealer };
    dms_error_clear(dealer->error);
    dealer_need(dealer,
                dms_house_open(dealer->store, &options, &dealer->house, dealer->error));
    dealer_use(dealer, dealer->extra, dealer->extra_data);
}

static inline void
dealer_reopen(struct dealer *dealer)
{
    dms_house_close(dealer->house);
    dealer_open(dealer);
}

/* USER at STORE asks; NULL: the house. The answer is in dealer->answer and ->said. */
static inline enum dms_status
dealer_ask(struct dealer *dealer, const char *user, const char *store, const char *format,
           ...)
{
    char question[2000];
    struct dms_request request = { .size = sizeof(request),
                                   .flags = user == NULL ? DMS_AS_HOUSE : 0,
                                   .user = user,
                                   .store = store,
                                   .language = "en" };
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(question, sizeof(question), format, arguments);
    va_end(arguments);
    struct dms_json *json = NULL;
    dms_json_destroy(dealer->answer);
    free(dealer->said);
    dealer->answer = NULL;
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_json_load(question, strlen(question), &json, dealer->error));
    enum dms_status st =
        dms_house_ask(dealer->house, &request, json, &dealer->answer, dealer->error);
    dms_json_destroy(json);
    dealer->said = st == DMS_OK
                       ? dms_json_print(dealer->answer)
                       : dms_house_error_text(dealer->house, "en", dealer->error);
    return st;
}

#define dealer_must(dealer, user, store, ...)                                            \
    do {                                                                                 \
        if (dealer_ask(dealer, user, store, __VA_ARGS__) != DMS_OK)                      \
            fail_msg("%s: %s", dms_error_key((dealer)->error), (dealer)->said);          \
    } while (0)
#define dealer_refused(dealer, status, user, store, ...)                                 \
    do {                                                                                 \
        if (dealer_ask(dealer, user, store, __VA_ARGS__) != (status))                    \
            fail_msg("not refused so: %s %s", dms_error_key((dealer)->error),            \
                     (dealer)->said);                                                    \
    } while (0)

static inline bool
dealer_says(const struct dealer *dealer, const char *part)
{
    return strstr(dealer->said, part) != NULL;
}

/* The id of a new record of ENTITY with FIELDS. */
static inline int64_t
dealer_create(struct dealer *dealer, const char *user, const char *store,
              const char *entity, const char *fields)
{
    dealer_must(dealer, user, store,
                "{\"do\":\"create\",\"entity\":\"%s\",\"fields\":%s}", entity, fields);
    return dms_json_integer_at(dms_json_at_key(dealer->answer, "record"), "id");
}

static inline int64_t
dealer_count(struct dealer *dealer, const char *entity)
{
    dealer_must(dealer, NULL, NULL, "{\"do\":\"count\",\"entity\":\"%s\"}", entity);
    return dms_json_integer_at(dealer->answer, "count");
}

/* Anna and Bert sell in S1, Carl in S2; Anna is led by Lena; Rita is clerk and seller. */
static inline void
dealer_hire(struct dealer *dealer)
{
    static const char *const people[] = {
        "{\"name\":\"lena\",\"roles\":[\"leader\"],\"stores\":[\"S1\"]}",
        "{\"name\":\"anna\",\"roles\":[\"seller\"],\"stores\":[\"S1\"],\"leader\":"
        "\"lena\"}",
        "{\"name\":\"bert\",\"roles\":[\"seller\"],\"stores\":[\"S1\"]}",
        "{\"name\":\"carl\",\"roles\":[\"seller\"],\"stores\":[\"S2\"]}",
        "{\"name\":\"cleo\",\"roles\":[\"clerk\"],\"stores\":[\"S1\"]}",
        "{\"name\":\"rita\",\"roles\":[\"clerk\",\"seller\"],\"stores\":[\"S1\"]}",
        "{\"name\":\"boss\",\"roles\":[\"chief\"],\"stores\":[\"S1\"]}",
        "{\"name\":\"root\",\"roles\":[\"admin\"],\"stores\":[\"S1\",\"S2\"]}",
        "{\"name\":\"none\",\"roles\":[],\"stores\":[\"S1\"]}",
    };
    dealer_create(dealer, NULL, NULL, "core.brand",
                  "{\"code\":\"aurora\",\"name\":\"Aurora\"}");
    dealer_create(dealer, NULL, NULL, "core.store",
                  "{\"code\":\"S1\",\"name\":\"East\",\"brand\":\"aurora\"}");
    dealer_create(
        dealer, NULL, NULL, "core.store",
        "{\"code\":\"S2\",\"name\":\"West\",\"opens\":\"10:00\",\"closes\":\"12:00\"}");
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++)
        dealer_create(dealer, NULL, NULL, "core.user", people[i]);
}

static inline int
dealer_setup(void **state)
{
    struct dealer *dealer = calloc(1, sizeof(*dealer));
    const char *base = getenv("TMPDIR");
    snprintf(dealer->dir, sizeof(dealer->dir), "%.40s/dms-dealer-XXXXXX",
             base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(dealer->dir));
    snprintf(dealer->store, sizeof(dealer->store), "%s/store", dealer->dir);
    dealer->error = dms_error_create();
    dealer->now = DEALER_NOON;
    dealer_need(dealer, dms_house_create(dealer->store, dealer->error));
    dealer_open(dealer);
    dealer_hire(dealer);
    *state = dealer;
    return 0;
}

static inline int
dealer_teardown(void **state)
{
    struct dealer *dealer = *state;
    char command[120];
    dms_house_close(dealer->house);
    dms_json_destroy(dealer->answer);
    free(dealer->said);
    dms_error_destroy(dealer->error);
    snprintf(command, sizeof(command), "rm -rf '%s'", dealer->dir);
    assert_int_equal(system(command), 0);
    free(dealer);
    return 0;
}

#define DEALER_TEST(name)                                                                \
    cmocka_unit_test_setup_teardown(name, dealer_setup, dealer_teardown)

#endif
