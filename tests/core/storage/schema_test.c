/* tests/core/storage/schema_test.c  proves  core/storage/schema.c: what is declared is looked for
 * once, and again when the declaration is another. */
#include "store.h"

#include "storage/house_file.h"

static const struct dms_field more_fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_SEARCH },
    { .name = "phone", .type = DMS_TEXT, .flags = DMS_SEARCH | DMS_UNIQUE },
    { .name = "grade", .type = DMS_CHOICE, .choices = store_grades, .flags = DMS_INDEX },
    { .name = "price", .type = DMS_MONEY, .flags = DMS_UNIQUE },
    { .name = "met_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "vip", .type = DMS_BOOLEAN },
    { .name = "friend", .type = DMS_REFERENCE, .target = "shop.person" },
};
static const struct dms_entity more_person =
    DMS_ENTITY(.name = "shop.person", .title = "name", DMS_FIELDS(more_fields));

static struct entity_set *
more_set(struct store *store)
{
    struct entity_set *set = entity_set_create();
    assert_int_equal(entity_set_add(set, &more_person, "shop", &store->error), DMS_OK);
    assert_int_equal(entity_set_freeze(set, &store->error), DMS_OK);
    return set;
}

static void
ensure(struct store *store, const struct entity_set *set)
{
    assert_int_equal(storage_ensure(store->storage, set, &store->error), DMS_OK);
}

/* As a start does it: what the plugins declare, then the same with what the rules add. */
static void
start(struct store *store, const struct entity_set *rules)
{
    storage_close(store->storage);
    store_open(store);
    ensure(store, rules);
}

struct question {
    const char *sql;
    int answer;
};

static enum dms_status
ask(struct storage_session *session, void *context, struct dms_error *error)
{
    struct question *question = context;
    sqlite3_stmt *stmt = NULL;
    (void)error;
    assert_int_equal(sqlite3_prepare_v2(session->db, question->sql, -1, &stmt, NULL), SQLITE_OK);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        question->answer = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return DMS_OK;
}

static int
count(struct store *store, const char *sql)
{
    struct question question = { sql, -1 };
    assert_int_equal(storage_write(store->storage, ask, &question, &store->error), DMS_OK);
    return question.answer;
}

#define GRADES "SELECT count(*) FROM sqlite_schema WHERE type='index' AND name LIKE '%:grade'"
#define PRICES "SELECT count(*) FROM sqlite_schema WHERE type='index' AND name LIKE '%!price'"

static void
an_unchanged_start_looks_at_no_table(void **state)
{
    struct store *store = *state;
    struct entity_set *rules = more_set(store);
    start(store, rules);
    assert_int_equal(count(store, GRADES), 1);
    count(store, "DROP INDEX \"shop_person:grade\"");
    start(store, rules);
    assert_int_equal(count(store, GRADES), 0);
    start(store, store->set);
    assert_int_equal(count(store, GRADES), 1);
    entity_set_destroy(rules);
}

static void
what_a_rule_made_unique_is_free_again_without_the_rule(void **state)
{
    struct store *store = *state;
    struct entity_set *rules = more_set(store);
    start(store, rules);
    assert_int_equal(count(store, PRICES), 1);
    start(store, rules);
    assert_int_equal(count(store, PRICES), 1);
    ensure(store, store->set);
    assert_int_equal(count(store, PRICES), 0);
    start(store, rules);
    assert_int_equal(count(store, PRICES), 1);
    start(store, store->set);
    assert_int_equal(count(store, PRICES), 0);
    entity_set_destroy(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(an_unchanged_start_looks_at_no_table),
        STORE_TEST(what_a_rule_made_unique_is_free_again_without_the_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
