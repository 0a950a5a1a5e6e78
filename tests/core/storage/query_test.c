/* tests/core/storage/query_test.c  proves  core/storage/query*.c: a filter in JSON finds what
 * it says, page by page, through an index, and nothing of it becomes SQL text. */
#include "store.h"

static const struct row_scope everything = { .everything = true };

static struct query *
ask(struct store *store, const char *text)
{
    struct dms_json *json = NULL;
    struct query *query = NULL;
    assert_int_equal(dms_json_load(text, strlen(text), &json, NULL), DMS_OK);
    enum dms_status st =
        query_create(store->set, store->person, json, CHINA, &query, &store->error);
    dms_json_destroy(json);
    if (st != DMS_OK)
        fail_msg("%s: %s %s", text, store->error.key, store->error.field);
    return query;
}

/* The ids of a page, as "1 2 3". */
static const char *
ids_in(struct store *store, const char *text, const struct row_scope *scope)
{
    struct storage_session *session = NULL;
    struct dms_list *list = NULL;
    struct query *query = ask(store, text);
    char *ids = scratch_printf(store->scratch, "%s", "");
    assert_int_equal(storage_read_begin(store->storage, &session, &store->error), DMS_OK);
    assert_int_equal(session_list(session, query, scope, store->scratch, &list, &store->error),
                     DMS_OK);
    for (size_t i = 0; i < list->count; i++)
        ids = scratch_printf(store->scratch, "%s%s%lld", ids, i > 0 ? " " : "",
                             (long long)list->items[i]->head.id);
    storage_read_end(session);
    query_destroy(query);
    return ids;
}

static const char *
ids(struct store *store, const char *text)
{
    return ids_in(store, text, &everything);
}

static void
three_people(struct store *store)
{
    store_add(store, "{\"name\":\"张三\",\"phone\":\"1\",\"grade\":\"h\",\"price\":\"100.50\","
                     "\"met_at\":\"2026-11-01T10:00:00+08:00\",\"vip\":true}");
    store_add(store, "{\"name\":\"李四_%\",\"phone\":\"2\",\"grade\":\"a\",\"price\":\"200\","
                     "\"met_at\":\"2026-11-02T23:59:00+08:00\",\"friend\":1}");
    store_add(store, "{\"name\":\"Wang\",\"friend\":2}");
}

static void
each_operator_finds_what_it_says(void **state)
{
    struct store *store = *state;
    static const char *const cases[][2] = {
        { "{}", "1 2 3" },
        { "{\"where\":{\"name\":\"张三\"}}", "1" },
        { "{\"where\":{\"name\":{\"eq\":\"张三\"}}}", "1" },
        { "{\"where\":{\"grade\":{\"ne\":\"h\"}}}", "2 3" },
        { "{\"where\":{\"price\":{\"lt\":\"200.00\"}}}", "1" },
        { "{\"where\":{\"price\":{\"lte\":\"200\"}}}", "1 2" },
        { "{\"where\":{\"price\":{\"gt\":\"100.5\",\"lt\":1000}}}", "2" },
        { "{\"where\":{\"price\":{\"gte\":\"100.50\"}}}", "1 2" },
        { "{\"where\":{\"grade\":{\"in\":[\"h\",\"b\"]}}}", "1" },
        { "{\"where\":{\"grade\":{\"in\":[\"h\",null]}}}", "1 3" },
        { "{\"where\":{\"grade\":{\"in\":[]}}}", "" },
        { "{\"where\":{\"name\":{\"contains\":\"三\"}}}", "1" },
        { "{\"where\":{\"name\":{\"contains\":\"_%\"}}}", "2" },
        { "{\"where\":{\"name\":{\"contains\":\"wan\"}}}", "3" },
        { "{\"where\":{\"phone\":null}}", "3" },
        { "{\"where\":{\"phone\":{\"is_null\":false}}}", "1 2" },
        { "{\"where\":{\"phone\":{\"ne\":null}}}", "1 2" },
        { "{\"where\":{\"owner\":null}}", "1 2 3" },
        { "{\"where\":{\"state\":{\"is_null\":true}}}", "1 2 3" },
        { "{\"where\":{\"vip\":true}}", "1" },
        { "{\"where\":{\"met_at\":{\"gte\":\"2026-11-02\"}}}", "2" },
        { "{\"where\":{\"met_at\":{\"lte\":\"2026-11-02\"}}}", "1 2" },
        { "{\"where\":{\"met_at\":{\"gt\":\"2026-11-01\"}}}", "2" },
        { "{\"where\":{\"friend\":1}}", "2" },
        { "{\"where\":{\"friend.name\":\"张三\"}}", "2" },
        { "{\"where\":{\"friend.grade\":\"a\",\"friend.name\":{\"contains\":\"李\"}}}", "3" },
        { "{\"where\":{\"or\":[{\"name\":\"Wang\"},{\"grade\":\"h\"}]}}", "1 3" },
        { "{\"where\":{\"or\":[]}}", "" },
        { "{\"where\":{\"and\":[{\"grade\":\"h\"},{\"vip\":true}]}}", "1" },
        { "{\"where\":{\"not\":{\"grade\":\"h\"}}}", "2 3" },
        { "{\"where\":{\"not\":{\"or\":[{\"grade\":\"a\"},{\"phone\":null}]}}}", "1" },
        { "{\"sort\":\"-price\"}", "2 1 3" },
        { "{\"sort\":\"grade,-id\"}", "3 2 1" },
        { "{\"sort\":\"-id\",\"limit\":2}", "3 2" },
        { "{\"where\":{\"name\":\"' OR 1=1 --\"}}", "" },
        { "{\"where\":{\"name\":{\"contains\":\"'; DROP TABLE shop_person; --\"}}}", "" },
    };
    three_people(store);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = ids(store, cases[i][0]);
        if (strcmp(got, cases[i][1]) != 0)
            fail_msg("%s: %s, not %s", cases[i][0], got, cases[i][1]);
    }
}

static void
what_makes_no_sense_is_refused_with_its_place(void **state)
{
    struct store *store = *state;
    static const char *const cases[][3] = {
        { "{\"where\":{\"nmae\":1}}", "entity.no_field_near", "nmae" },
        { "{\"where\":{\"x\\\" = 1 --\":1}}", "entity.no_field", "x\" = 1 --" },
        { "{\"where\":{\"name\":{\"equals\":1}}}", "query.unknown_operator", "name" },
        { "{\"where\":{\"name\":{}}}", "query.unknown_operator", "name" },
        { "{\"where\":{\"price\":{\"gt\":null}}}", "query.compare_needs_value", "price" },
        { "{\"where\":{\"price\":\"a lot\"}}", "amount.money", "price" },
        { "{\"where\":{\"grade\":\"z\"}}", NULL, "grade" },
        { "{\"where\":{\"grade\":{\"in\":\"h\"}}}", "query.in_needs_list", "grade" },
        { "{\"where\":{\"price\":{\"contains\":\"1\"}}}", "query.contains_needs_text", "price" },
        { "{\"where\":{\"phone\":{\"is_null\":1}}}", "query.is_null_needs_boolean", "phone" },
        { "{\"where\":{\"friend.friend.name\":1}}", "query.no_reference", NULL },
        { "{\"where\":{\"name.grade\":1}}", "query.no_reference", NULL },
        { "{\"where\":[1]}", "query.bad_form", "where" },
        { "{\"where\":{\"or\":{}}}", "query.bad_form", "or" },
        { "{\"sort\":\"friend.name\"}", "query.no_reference", NULL },
        { "{\"sort\":\"shoe\"}", NULL, "shoe" },
        { "{\"limit\":0}", "query.limit", "limit" },
        { "{\"limit\":1001}", "query.limit", "limit" },
        { "{\"limit\":\"x\"}", "query.limit", "limit" },
        { "{\"after\":\"zz\"}", "query.bad_cursor", "after" },
        { "{\"after\":\"5b5d\"}", "query.bad_cursor", "after" },
        { "{\"wher\":{}}", "query.unknown_member", "wher" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct dms_json *json = NULL;
        struct query *query = NULL;
        assert_int_equal(dms_json_load(cases[i][0], strlen(cases[i][0]), &json, NULL), DMS_OK);
        enum dms_status st =
            query_create(store->set, store->person, json, CHINA, &query, &store->error);
        dms_json_destroy(json);
        assert_null(query);
        if (st != DMS_INVALID || (cases[i][1] != NULL && strcmp(store->error.key, cases[i][1]) != 0) ||
            (cases[i][2] != NULL && strcmp(store->error.field, cases[i][2]) != 0))
            fail_msg("%s: %s at %s", cases[i][0], store->error.key, store->error.field);
        dms_error_clear(&store->error);
    }
}

static void
a_filter_too_deep_or_too_long_is_a_limit_and_no_crash(void **state)
{
    struct store *store = *state;
    struct dms_json *deep = dms_json_create_object(), *wide = dms_json_create_object();
    struct dms_json *list = dms_json_create_array();
    struct query *query = NULL;
    for (int i = 0; i < 40; i++) {
        struct dms_json *outer = dms_json_create_object();
        dms_json_take_key(outer, "not", deep);
        deep = outer;
    }
    for (int i = 0; i < 300; i++) {
        struct dms_json *one = dms_json_create_object();
        dms_json_set_text(one, "name", "x");
        dms_json_take(list, one);
    }
    dms_json_take_key(wide, "or", list);
    struct dms_json *questions[] = { dms_json_create_object(), dms_json_create_object() };
    dms_json_take_key(questions[0], "where", deep);
    dms_json_take_key(questions[1], "where", wide);
    for (size_t i = 0; i < 2; i++) {
        enum dms_status st = query_create(store->set, store->person, questions[i], CHINA,
                                          &query, &store->error);
        assert_int_equal(st, DMS_LIMIT);
        dms_error_clear(&store->error);
        dms_json_destroy(questions[i]);
    }
}

static void
pages_follow_each_other_though_records_come_and_go(void **state)
{
    struct store *store = *state;
    struct storage_session *session = NULL;
    struct dms_list *list = NULL;
    char question[600] = "{\"sort\":\"-grade\",\"limit\":4}", seen[200] = "";
    for (int i = 0; i < 11; i++) {
        char fields[60];
        snprintf(fields, sizeof(fields), "{\"grade\":%s}",
                 i % 3 == 0 ? "null" : i % 3 == 1 ? "\"a\"" : "\"b\"");
        store_add(store, fields);
    }
    for (int page = 0; page < 4; page++) {
        struct query *query = ask(store, question);
        assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
        assert_int_equal(
            session_list(session, query, &everything, store->scratch, &list, &store->error),
            DMS_OK);
        storage_read_end(session);
        query_destroy(query);
        for (size_t i = 0; i < list->count; i++)
            snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "%lld ",
                     (long long)list->items[i]->head.id);
        if (list->next == NULL)
            break;
        snprintf(question, sizeof(question), "{\"sort\":\"-grade\",\"limit\":4,\"after\":\"%s\"}",
                 list->next);
        store_add(store, "{\"grade\":\"b\"}"); /* before the cursor: not seen any more */
    }
    assert_string_equal(seen, "9 6 3 11 8 5 2 10 7 4 1 ");
}

static void
a_scope_holds_rows_as_the_access_room_does(void **state)
{
    struct store *store = *state;
    static const int64_t stores[] = { 1, 2 }, owners[] = { 7 };
    const struct row_scope in_stores = { .stores = stores, .store_count = 2 };
    const struct row_scope own = { .stores = stores, .store_count = 2, .owners = owners,
                                   .owner_count = 1 };
    const struct row_scope nowhere = { .everything = false };
    for (int64_t i = 1; i <= 3; i++) {
        struct person person = { .store = store, .fields = "{}", .place = i,
                                 .owner = i == 2 ? 7 : 8 };
        assert_int_equal(storage_write(store->storage, add_person, &person, NULL), DMS_OK);
    }
    assert_string_equal(ids_in(store, "{}", &in_stores), "1 2");
    assert_string_equal(ids_in(store, "{}", &own), "2");
    assert_string_equal(ids_in(store, "{}", &nowhere), "");
}

static void
counts_sums_and_walks_agree(void **state)
{
    struct store *store = *state;
    struct storage_session *session = NULL;
    int64_t number = 0;
    three_people(store);
    struct query *query = ask(store, "{\"where\":{\"phone\":{\"ne\":null}},\"limit\":1}");
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_count(session, query, &everything, &number, NULL), DMS_OK);
    assert_int_equal(number, 2);
    assert_int_equal(session_sum(session, query, &everything, "price", &number, NULL), DMS_OK);
    assert_int_equal(number, 30050);
    assert_fails(store, session_sum(session, query, &everything, "name", &number, &store->error),
                 DMS_INVALID, "query.sum_needs_number");
    storage_read_end(session);
    query_destroy(query);
}

static void
an_indexed_filter_reads_no_more_than_it_shows(void **state)
{
    struct store *store = *state;
    struct storage_session *session = NULL;
    struct text plan = { 0 };
    struct query *query = ask(store, "{\"where\":{\"grade\":\"h\"},\"sort\":\"id\"}");
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_plan(session, query, &everything, &plan, NULL), DMS_OK);
    assert_non_null(strstr(plan.data, "USING INDEX"));
    assert_null(strstr(plan.data, "TEMP B-TREE"));
    text_clear(&plan);
    query_destroy(query);
    query = ask(store, "{\"sort\":\"-met_at\"}");
    assert_int_equal(session_plan(session, query, &everything, &plan, NULL), DMS_OK);
    assert_non_null(strstr(plan.data, "USING INDEX"));
    assert_null(strstr(plan.data, "TEMP B-TREE"));
    text_clear(&plan);
    query_destroy(query);
    storage_read_end(session);
}

/* Most references lead nowhere: their index would bring nearly every row. */
static void
what_is_empty_in_most_rows_chooses_no_index(void **state)
{
    struct store *store = *state;
    struct storage_session *session = NULL;
    struct text plan = { 0 };
    struct query *query =
        ask(store, "{\"where\":{\"friend\":{\"is_null\":true},\"met_at\":{"
                   "\"gte\":\"2026-11-01\",\"lt\":\"2026-12-01\"}},\"limit\":5}");
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_plan(session, query, &everything, &plan, NULL), DMS_OK);
    if (strstr(plan.data, ":met_at") == NULL || strstr(plan.data, ":friend") != NULL)
        fail_msg("%s", plan.data);
    text_clear(&plan);
    query_destroy(query);
    storage_read_end(session);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(each_operator_finds_what_it_says),
        STORE_TEST(what_makes_no_sense_is_refused_with_its_place),
        STORE_TEST(a_filter_too_deep_or_too_long_is_a_limit_and_no_crash),
        STORE_TEST(pages_follow_each_other_though_records_come_and_go),
        STORE_TEST(a_scope_holds_rows_as_the_access_room_does),
        STORE_TEST(counts_sums_and_walks_agree),
        STORE_TEST(an_indexed_filter_reads_no_more_than_it_shows),
        STORE_TEST(what_is_empty_in_most_rows_chooses_no_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
