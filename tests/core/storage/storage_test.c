/* tests/core/storage/storage_test.c  proves  core/storage/storage.c, connection.c, file.c,
 * step.c, backup.c, check.c: whole files - ours, foreign, newer, cut off, locked, copied. */
#include "store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void
close_store(struct store *store)
{
    storage_close(store->storage);
    store->storage = NULL;
}

static void
overwrite(const char *path, off_t at, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY);
    assert_int_equal(pwrite(file, bytes, size, at), (ssize_t)size);
    close(file);
}

static void
a_store_is_made_once(void **state)
{
    struct store *store = *state;
    assert_fails(store, storage_create(store->path, &store->error), DMS_INVALID,
                 "storage.exists");
}

static void
a_second_opening_is_refused(void **state)
{
    struct store *store = *state;
    struct storage *second = NULL;
    assert_fails(store, storage_open(store->path, &second, &store->error), DMS_BUSY,
                 "storage.in_other_process");
    assert_null(second);
}

static void
a_missing_file_is_said_to_be_missing(void **state)
{
    struct store *store = *state;
    struct storage *none = NULL;
    assert_fails(store, storage_open("/nowhere/dms.db", &none, &store->error), DMS_NOT_FOUND,
                 "storage.no_file");
}

static void
another_programs_database_is_left_alone(void **state)
{
    struct store *store = *state;
    close_store(store);
    overwrite(store->path, 68, "XXXX", 4);
    assert_fails(store, storage_open(store->path, &store->storage, &store->error), DMS_INVALID,
                 "storage.foreign_file");
}

static void
a_newer_programs_database_is_left_alone(void **state)
{
    struct store *store = *state;
    close_store(store);
    overwrite(store->path, 60, "\0\0\0\7", 4);
    assert_fails(store, storage_open(store->path, &store->storage, &store->error), DMS_INVALID,
                 "storage.newer_version");
}

static void
what_is_no_database_is_told_apart(void **state)
{
    struct store *store = *state;
    close_store(store);
    overwrite(store->path, 0, "Dear diary,\nfifteen more words", 30);
    assert_fails(store, storage_open(store->path, &store->storage, &store->error), DMS_STORAGE,
                 "storage.not_a_database");
}

static void
a_file_cut_off_is_refused_and_not_mended(void **state)
{
    struct store *store = *state;
    struct stat before, after;
    close_store(store);
    assert_int_equal(truncate(store->path, 20000), 0);
    stat(store->path, &before);
    enum dms_status st = storage_open(store->path, &store->storage, &store->error);
    assert_int_equal(st, DMS_STORAGE);
    stat(store->path, &after);
    assert_int_equal(before.st_size, after.st_size);
}

static void
what_was_written_is_there_after_reopening(void **state)
{
    struct store *store = *state;
    struct storage_session *session = NULL;
    struct dms_record *record = NULL;
    int64_t id = store_add(store, "{\"name\":\"张三\",\"price\":\"1.50\"}");
    assert_true(id > 0);
    close_store(store);
    store_open(store);
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(
        session_load(session, store->person, id, store->scratch, CHINA, &record, NULL), DMS_OK);
    assert_string_equal(dms_record_text(record, "name"), "张三");
    assert_int_equal(dms_record_int(record, "price"), 150);
    storage_read_end(session);
}

static void
a_schema_step_runs_once_and_may_not_change(void **state)
{
    struct store *store = *state;
    static const char sql[] = "UPDATE shop_person SET price=coalesce(price,0)+1";
    int64_t id = store_add(store, "{\"price\":\"1.00\"}"), sum = 0;
    struct dms_json *problems = NULL;
    assert_true(id > 0);
    assert_false(storage_step_known(store->storage, "shop/1"));
    assert_int_equal(storage_step(store->storage, "shop/1", sql, &store->error), DMS_OK);
    assert_int_equal(storage_step(store->storage, "shop/1", sql, &store->error), DMS_OK);
    assert_true(storage_step_known(store->storage, "shop/1"));
    assert_fails(store, storage_step(store->storage, "shop/1", "SELECT 1", &store->error),
                 DMS_INVALID, "storage.step_changed");
    assert_fails(store,
                 storage_step(store->storage, "shop/2", "SELECT 1;\nSELEC 2", &store->error),
                 DMS_INVALID, "storage.step_failed");
    assert_false(storage_step_known(store->storage, "shop/2"));
    assert_fails(store, storage_step(store->storage, "shop/3", "COMMIT", &store->error),
                 DMS_INVALID, "storage.step_failed");
    assert_int_equal(storage_step_skip(store->storage, "shop/4", sql, &store->error), DMS_OK);
    struct dms_json *all = dms_json_create_object();
    struct query *query = NULL;
    struct storage_session *session = NULL;
    const struct row_scope everything = { .everything = true };
    assert_int_equal(query_create(store->set, store->person, all, CHINA, &query, NULL), DMS_OK);
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_int_equal(session_sum(session, query, &everything, "price", &sum, NULL), DMS_OK);
    assert_int_equal(sum, 101);
    storage_read_end(session);
    query_destroy(query);
    dms_json_destroy(all);
    assert_int_equal(storage_check(store->storage, &problems, NULL), DMS_OK);
    assert_int_equal(dms_json_count(problems), 0);
    dms_json_destroy(problems);
}

static void
a_backup_is_whole_and_goes_back_in_place(void **state)
{
    struct store *store = *state;
    char copy[100], old[120];
    snprintf(copy, sizeof(copy), "%s/copy.db", store->dir);
    snprintf(old, sizeof(old), "%s.before-restore", store->path);
    store_add(store, "{\"name\":\"before\"}");
    assert_int_equal(storage_backup(store->storage, copy, &store->error), DMS_OK);
    assert_fails(store, storage_backup(store->storage, copy, &store->error), DMS_INVALID,
                 "storage.exists");
    int64_t after = store_add(store, "{\"name\":\"after\"}");
    assert_fails(store, storage_restore(copy, store->path, &store->error), DMS_BUSY,
                 "storage.in_other_process");
    close_store(store);
    assert_int_equal(storage_restore(copy, store->path, &store->error), DMS_OK);
    assert_int_equal(access(old, F_OK), 0);
    store_open(store);
    struct storage_session *session = NULL;
    struct dms_record *record = NULL;
    assert_int_equal(storage_read_begin(store->storage, &session, NULL), DMS_OK);
    assert_fails(store,
                 session_load(session, store->person, after, store->scratch, CHINA, &record,
                              &store->error),
                 DMS_NOT_FOUND, "storage.no_record");
    storage_read_end(session);
}

static void
a_damaged_backup_replaces_nothing(void **state)
{
    struct store *store = *state;
    char copy[100];
    snprintf(copy, sizeof(copy), "%s/copy.db", store->dir);
    for (int i = 0; i < 300; i++)
        store_add(store, "{\"name\":\"somebody with a long name to fill some pages\"}");
    assert_int_equal(storage_backup(store->storage, copy, &store->error), DMS_OK);
    overwrite(copy, 100000, "rubbish over what was a page of the file, header and all", 56);
    overwrite(copy, 4096 * 20, "rubbish over what was a page of the file, header and all", 56);
    close_store(store);
    assert_int_equal(storage_restore(copy, store->path, &store->error), DMS_STORAGE);
    dms_error_clear(&store->error);
    store_open(store);
    assert_true(store_add(store, "{\"name\":\"still here\"}") == 301);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_store_is_made_once),
        STORE_TEST(a_second_opening_is_refused),
        STORE_TEST(a_missing_file_is_said_to_be_missing),
        STORE_TEST(another_programs_database_is_left_alone),
        STORE_TEST(a_newer_programs_database_is_left_alone),
        STORE_TEST(what_is_no_database_is_told_apart),
        STORE_TEST(a_file_cut_off_is_refused_and_not_mended),
        STORE_TEST(what_was_written_is_there_after_reopening),
        STORE_TEST(a_schema_step_runs_once_and_may_not_change),
        STORE_TEST(a_backup_is_whole_and_goes_back_in_place),
        STORE_TEST(a_damaged_backup_replaces_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
