/* store.h - a store of its own for each test: people who refer to each other. */
#ifndef TEST_STORAGE_STORE_H
#define TEST_STORAGE_STORE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "storage/query.h"
#include "storage/system.h"

#define CHINA 480

static const char *const store_grades[] = { "h", "a", "b", NULL };

static const struct dms_field store_fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_SEARCH },
    { .name = "phone", .type = DMS_TEXT, .flags = DMS_SEARCH | DMS_UNIQUE },
    { .name = "grade", .type = DMS_CHOICE, .choices = store_grades, .flags = DMS_INDEX },
    { .name = "price", .type = DMS_MONEY },
    { .name = "met_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "vip", .type = DMS_BOOLEAN },
    { .name = "friend", .type = DMS_REFERENCE, .target = "shop.person" },
};
static const struct dms_entity store_person =
    DMS_ENTITY(.name = "shop.person", .title = "name", DMS_FIELDS(store_fields));

struct store {
    char dir[64], path[96];
    struct entity_set *set;
    const struct entity *person;
    struct storage *storage;
    struct scratch *scratch;
    struct dms_error error;
};

static inline void
store_open(struct store *store)
{
    assert_int_equal(storage_open(store->path, &store->storage, &store->error), DMS_OK);
    assert_int_equal(storage_ensure(store->storage, store->set, &store->error), DMS_OK);
}

static inline int
store_setup(void **state)
{
    struct store *store = calloc(1, sizeof(*store));
    strcpy(store->dir, "/tmp/dms-store-XXXXXX");
    assert_non_null(mkdtemp(store->dir));
    snprintf(store->path, sizeof(store->path), "%s/dms.db", store->dir);
    store->scratch = scratch_create();
    store->set = entity_set_create();
    assert_int_equal(entity_set_add(store->set, &store_person, "shop", &store->error), DMS_OK);
    assert_int_equal(entity_set_freeze(store->set, &store->error), DMS_OK);
    store->person = entity_at(store->set, "shop.person");
    assert_int_equal(storage_create(store->path, &store->error), DMS_OK);
    store_open(store);
    *state = store;
    return 0;
}

static inline int
store_teardown(void **state)
{
    struct store *store = *state;
    char command[100];
    storage_close(store->storage);
    entity_set_destroy(store->set);
    scratch_destroy(store->scratch);
    snprintf(command, sizeof(command), "rm -rf %s", store->dir);
    assert_int_equal(system(command), 0);
    free(store);
    return 0;
}

/* A person as JSON of the written form. */
struct person {
    struct store *store;
    const char *fields;
    int64_t id, owner, place;
};

static inline void
fill(struct dms_record *record, const char *fields)
{
    struct dms_json *json = NULL;
    assert_int_equal(dms_json_load(fields, strlen(fields), &json, NULL), DMS_OK);
    for (size_t i = 0; i < dms_json_count(json); i++)
        assert_int_equal(dms_record_set_json(record, dms_json_key_at(json, i),
                                             dms_json_value_at(json, i), NULL),
                         DMS_OK);
    dms_json_destroy(json);
}

static inline enum dms_status
add_person(struct storage_session *session, void *context, struct dms_error *error)
{
    struct person *person = context;
    struct scratch *scratch = scratch_create();
    struct dms_record *record = record_create(scratch, person->store->person, CHINA);
    fill(record, person->fields);
    record->head.owner = person->owner;
    record->head.store = person->place != 0 ? person->place : 1;
    enum dms_status st = session_insert(session, record, error);
    if (st == DMS_OK)
        st = session_search_put(session, record, error);
    person->id = record->head.id;
    scratch_destroy(scratch);
    return st;
}

/* The id; 0 with store->error filled when it was refused. */
static inline int64_t
store_add(struct store *store, const char *fields)
{
    struct person person = { .store = store, .fields = fields };
    dms_error_clear(&store->error);
    return storage_write(store->storage, add_person, &person, &store->error) == DMS_OK
               ? person.id
               : 0;
}

static inline void
assert_fails(struct store *store, enum dms_status st, enum dms_status wanted, const char *key)
{
    if (st != wanted || strcmp(store->error.key, key) != 0)
        fail_msg("%s %s, not %s", dms_status_name(st), store->error.key, key);
    dms_error_clear(&store->error);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)

#endif
