/* tests/core/storage/group_test.c  proves  core/storage/group.c, writer.c, records.c: many
 * threads, one commit, and what one work does wrong hurts that work alone. */
/* tsan */
#include "store.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS 8
#define EACH    25
#define LOOKERS 4

#define MEGABYTE       (1 << 20)
#define MEGABYTES      96 /* are written */
#define MOST_MEGABYTES 64 /* may the log have */

static enum dms_status
add_two_then_refuse(struct storage_session *session, void *context, struct dms_error *error)
{
    add_person(session, context, error);
    add_person(session, context, error);
    return dms_fail(error, DMS_DENIED, "test.no", "");
}

static int64_t
count_people(struct store *store)
{
    const struct row_scope everything = { .everything = true };
    struct dms_json *all = dms_json_create_object();
    struct query *query = NULL;
    struct storage_session *session = NULL;
    int64_t count = 0;
    assert_int_equal(query_create(store->set, store->person, all, CHINA, &query, NULL), DMS_OK);
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_count(session, query, &everything, &count, NULL), DMS_OK);
    storage_read_end(session);
    query_destroy(query);
    dms_json_destroy(all);
    return count;
}

struct clerk {
    struct store *store;
    int refused, written;
};

static void *
write_and_fail(void *context)
{
    struct clerk *clerk = context;
    for (int i = 0; i < EACH; i++) {
        struct dms_error error = { 0 };
        struct person person = { .store = clerk->store, .fields = "{\"name\":\"王 13800138000\"}" };
        if (i % 5 == 4)
            clerk->refused += storage_write(clerk->store->storage, add_two_then_refuse, &person,
                                            &error) == DMS_DENIED;
        else
            clerk->written +=
                storage_write(clerk->store->storage, add_person, &person, &error) == DMS_OK;
    }
    return NULL;
}

static void
a_refused_work_takes_nobody_with_it(void **state)
{
    struct store *store = *state;
    struct clerk clerks[THREADS];
    pthread_t threads[THREADS];
    struct search_hit *hits = NULL;
    struct storage_session *session = NULL;
    struct dms_json *problems = NULL;
    size_t found = 0;
    for (int i = 0; i < THREADS; i++) {
        clerks[i] = (struct clerk){ .store = store };
        pthread_create(&threads[i], NULL, write_and_fail, &clerks[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(clerks[i].refused, EACH / 5);
        assert_int_equal(clerks[i].written, EACH - EACH / 5);
    }
    assert_int_equal(count_people(store), THREADS * (EACH - EACH / 5));
    /* The words of refused works are not in the index, those of the others are. */
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_search_find(session, store->set, NULL, "8000", 0, 1000,
                                         store->scratch, &hits, &found, NULL),
                     DMS_OK);
    storage_read_end(session);
    assert_int_equal(found, THREADS * (EACH - EACH / 5));
    assert_int_equal(storage_check(store->storage, &problems, NULL), DMS_OK);
    assert_int_equal(dms_json_count(problems), 0);
    dms_json_destroy(problems);
}

static sem_t told;

static void
count_and_post(void *context, enum dms_status status, const struct dms_error *error)
{
    (void)context, (void)error;
    assert_int_equal(status, DMS_OK);
    sem_post(&told);
}

static void
who_does_not_wait_is_told_once(void **state)
{
    struct store *store = *state;
    struct person people[50];
    int rest = 0;
    sem_init(&told, 0, 0);
    for (int i = 0; i < 50; i++) {
        people[i] = (struct person){ .store = store, .fields = "{}" };
        assert_int_equal(storage_write_later(store->storage, add_person, &people[i],
                                             count_and_post, NULL),
                         DMS_OK);
    }
    for (int i = 0; i < 50; i++)
        sem_wait(&told);
    assert_int_equal(count_people(store), 50);
    sem_getvalue(&told, &rest);
    assert_int_equal(rest, 0);
    sem_destroy(&told);
}

/* Loads, changes and saves person 1. OLD_REV: as if loaded before somebody else's change. */
struct change {
    struct store *store;
    const char *fields;
    int64_t old_rev;
};

static enum dms_status
change_person(struct storage_session *session, void *context, struct dms_error *error)
{
    const struct change *change = context;
    struct scratch *scratch = scratch_create();
    struct dms_record *record = NULL;
    enum dms_status st =
        session_load(session, change->store->person, 1, scratch, CHINA, &record, error);
    if (st == DMS_OK) {
        fill(record, change->fields);
        if (change->old_rev != 0)
            record->old_head.rev = change->old_rev;
        st = session_update(session, record, error);
    }
    if (st == DMS_OK)
        st = session_search_put(session, record, error);
    scratch_destroy(scratch);
    return st;
}

static enum dms_status
remove_person(struct storage_session *session, void *context, struct dms_error *error)
{
    struct change *change = context;
    struct scratch *scratch = scratch_create();
    struct dms_record *record = NULL;
    enum dms_status st = session_load(session, change->store->person, change->old_rev, scratch,
                                      CHINA, &record, error);
    if (st == DMS_OK)
        st = session_search_drop(session, record, error);
    if (st == DMS_OK)
        st = session_remove(session, record, error);
    scratch_destroy(scratch);
    return st;
}

static void
constraints_name_the_field_or_the_entity(void **state)
{
    struct store *store = *state;
    assert_int_equal(store_add(store, "{\"phone\":\"1\"}"), 1);
    assert_int_equal(store_add(store, "{\"phone\":\"1\"}"), 0);
    assert_string_equal(store->error.key, "storage.duplicate");
    assert_string_equal(store->error.field, "phone");
    assert_int_equal(store_add(store, "{\"friend\":99}"), 0);
    assert_string_equal(store->error.key, "storage.missing_reference");
    assert_string_equal(store->error.field, "friend");
    assert_int_equal(store_add(store, "{\"friend\":1}"), 2);
    dms_error_clear(&store->error);
    struct change change = { .store = store, .old_rev = 1 };
    assert_fails(store, storage_write(store->storage, remove_person, &change, &store->error),
                 DMS_DENIED, "storage.in_use");
}

static void
the_second_of_two_who_changed_it_hears_so(void **state)
{
    struct store *store = *state;
    struct change first = { store, "{\"name\":\"one\"}", 0 };
    struct change second = { store, "{\"name\":\"two\"}", 1 };
    assert_int_equal(store_add(store, "{\"name\":\"nobody\"}"), 1);
    assert_int_equal(storage_write(store->storage, change_person, &first, NULL), DMS_OK);
    assert_fails(store, storage_write(store->storage, change_person, &second, &store->error),
                 DMS_CONFLICT, "storage.changed");
}

static void
an_id_is_never_given_twice(void **state)
{
    struct store *store = *state;
    struct change last = { .store = store, .old_rev = 2 };
    assert_int_equal(store_add(store, "{}"), 1);
    assert_int_equal(store_add(store, "{}"), 2);
    assert_int_equal(storage_write(store->storage, remove_person, &last, NULL), DMS_OK);
    storage_close(store->storage);
    store_open(store);
    assert_int_equal(store_add(store, "{}"), 3);
}

static size_t
found(struct store *store, const char *text)
{
    struct storage_session *session = NULL;
    struct search_hit *hits = NULL;
    size_t count = 0;
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_search_find(session, store->set, store->person, text, 0, 10,
                                         store->scratch, &hits, &count, &store->error),
                     DMS_OK);
    storage_read_end(session);
    return count;
}

static void
the_index_follows_what_is_written_changed_and_removed(void **state)
{
    struct store *store = *state;
    struct change change = { store, "{\"name\":\"李雷\",\"phone\":\"13900139000\"}", 0 };
    struct change remove = { .store = store, .old_rev = 1 };
    static const char *const there[] = { "张", "三", "张三", "Zhang", "zha", "5678", "1234567",
                                         "0013", "13800135678", "张三 5678", "粤B" };
    static const char *const not_there[] = { "三张", "四", "9999", "\"", "NEAR(", "*",
                                             "-", "", "李" };
    assert_int_equal(
        store_add(store, "{\"name\":\"张三 Zhang 粤B1234567\",\"phone\":\"13800135678\"}"), 1);
    for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
        if (found(store, there[i]) != 1)
            fail_msg("%s is not found", there[i]);
    for (size_t i = 0; i < sizeof(not_there) / sizeof(not_there[0]); i++)
        if (found(store, not_there[i]) != 0)
            fail_msg("%s is found", not_there[i]);
    assert_int_equal(storage_write(store->storage, change_person, &change, NULL), DMS_OK);
    assert_int_equal(found(store, "张"), 0);
    assert_int_equal(found(store, "李雷"), 1);
    assert_int_equal(storage_write(store->storage, remove_person, &remove, NULL), DMS_OK);
    assert_int_equal(found(store, "李雷"), 0);
}

static atomic_bool enough;

/* Whoever looks on: one of them always has a snapshot open. */
static void *
look_on(void *context)
{
    struct store *store = context;
    while (!atomic_load(&enough)) {
        struct storage_session *session = NULL;
        if (storage_read_begin(store->storage, &session, NULL) == DMS_OK) {
            usleep(5000);
            storage_read_end(session);
        }
    }
    return NULL;
}

static enum dms_status
write_much(struct storage_session *session, void *context, struct dms_error *error)
{
    return session_note_set(session, "much", context, error);
}

static void
readers_who_take_turns_do_not_let_the_log_grow_for_ever(void **state)
{
    struct store *store = *state;
    pthread_t readers[LOOKERS];
    struct stat log;
    char path[120], *text = calloc(1, MEGABYTE + 1);
    memset(text, 'x', MEGABYTE);
    atomic_store(&enough, false);
    for (int i = 0; i < LOOKERS; i++)
        assert_int_equal(pthread_create(&readers[i], NULL, look_on, store), 0);
    for (int i = 0; i < MEGABYTES; i++) {
        text[0] = (char)('a' + i % 26);
        assert_int_equal(storage_write(store->storage, write_much, text, NULL), DMS_OK);
    }
    atomic_store(&enough, true);
    for (int i = 0; i < LOOKERS; i++)
        pthread_join(readers[i], NULL);
    snprintf(path, sizeof(path), "%s-wal", store->path);
    assert_int_equal(stat(path, &log), 0);
    if (log.st_size > MOST_MEGABYTES * MEGABYTE)
        fail_msg("%d MiB were written, and the log has %lld", MEGABYTES,
                 (long long)log.st_size / MEGABYTE);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_refused_work_takes_nobody_with_it),
        STORE_TEST(who_does_not_wait_is_told_once),
        STORE_TEST(constraints_name_the_field_or_the_entity),
        STORE_TEST(the_second_of_two_who_changed_it_hears_so),
        STORE_TEST(an_id_is_never_given_twice),
        STORE_TEST(the_index_follows_what_is_written_changed_and_removed),
        STORE_TEST(readers_who_take_turns_do_not_let_the_log_grow_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
