/* filter_fuzz.c - any JSON as the question of a list (where, sort, limit, after): it is refused in
 * words, or becomes SQL that SQLite runs; and what is counted is what is listed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "storage/query.h"

#define CHINA 480

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const grades[] = { "h", "a", "b", NULL };
static const struct dms_field fields[] = {
    { .name = "name", .type = DMS_TEXT },
    { .name = "grade", .type = DMS_CHOICE, .choices = grades, .flags = DMS_INDEX },
    { .name = "price", .type = DMS_MONEY },
    { .name = "hours", .type = DMS_DECIMAL },
    { .name = "met_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "born_on", .type = DMS_DATE },
    { .name = "vip", .type = DMS_BOOLEAN },
    { .name = "extra", .type = DMS_STRUCTURED },
    { .name = "friend", .type = DMS_REFERENCE, .target = "fuzz.person" },
};
static const struct dms_entity card =
    DMS_ENTITY(.name = "fuzz.person", .title = "name", DMS_FIELDS(fields));

static char dir[] = "/tmp/dms-filter-XXXXXX";
static struct entity_set *set;
static struct storage *storage;

static void
need(enum dms_status st)
{
    if (st != DMS_OK)
        abort();
}

static enum dms_status
add_people(struct storage_session *session, void *context, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    enum dms_status st = DMS_OK;
    (void)context;
    for (int64_t i = 0; i < 12 && st == DMS_OK; i++) {
        struct dms_record *record = record_create(scratch, set->items[0], CHINA);
        record->head.store = 1 + i % 2;
        record->head.owner = i % 3;
        dms_record_set_text(record, "name", i % 2 == 0 ? "张三" : "O'Brien_%", NULL);
        dms_record_set_text(record, "grade", i % 4 == 3 ? NULL : grades[i % 4], NULL);
        dms_record_set_int(record, "price", i * 100, NULL);
        if (i > 0)
            dms_record_set_int(record, "friend", i, NULL);
        st = session_insert(session, record, error);
    }
    scratch_destroy(scratch);
    return st;
}

static void
end(void)
{
    char command[64];
    storage_close(storage);
    entity_set_destroy(set);
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    if (system(command) != 0)
        fprintf(stderr, "%s stays behind\n", dir);
}

static void
begin(void)
{
    char path[64];
    if (mkdtemp(dir) == NULL)
        abort();
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    set = entity_set_create();
    need(entity_set_add(set, &card, "fuzz", NULL));
    need(entity_set_freeze(set, NULL));
    need(storage_create(path, NULL));
    need(storage_open(path, &storage, NULL));
    need(storage_ensure(storage, set, NULL));
    need(storage_write(storage, add_people, NULL, NULL));
    atexit(end);
}

/* Only a page may be shorter than what is counted. */
static void
run(const struct query *query, const struct row_scope *scope)
{
    struct storage_session *session = NULL;
    struct dms_list *list = NULL;
    struct scratch *scratch = scratch_create();
    struct dms_error error = { 0 };
    struct text plan = { 0 };
    int64_t count = 0;
    need(storage_read_begin(storage, &session, NULL));
    enum dms_status listed = session_list(session, query, scope, scratch, &list, &error);
    enum dms_status counted = session_count(session, query, scope, &count, &error);
    if (listed == DMS_STORAGE || counted == DMS_STORAGE)
        abort();
    if (listed == DMS_OK && counted == DMS_OK && (int64_t)list->count > count)
        abort();
    if (session_plan(session, query, scope, &plan, NULL) == DMS_STORAGE)
        abort();
    storage_read_end(session);
    text_clear(&plan);
    scratch_destroy(scratch);
}

static void
ask(const struct dms_json *question)
{
    static const int64_t stores[] = { 1, 7 }, owners[] = { 2 };
    const struct row_scope everything = { .everything = true };
    const struct row_scope own = {
        .stores = stores, .store_count = 2, .owners = owners, .owner_count = 1
    };
    struct query *query = NULL;
    struct dms_error error = { 0 };
    if (query_create(set, set->items[0], question, CHINA, &query, &error) != DMS_OK) {
        if (dms_error_key(&error)[0] == '\0')
            abort();
        return;
    }
    for (size_t i = 0; i < query_field_count(query); i++)
        if (query_field(query, i)[0] == '\0')
            abort();
    run(query, &everything);
    for (size_t i = 0; i < query_join_count(query); i++)
        query_join_scope(query, i, &own);
    run(query, &own);
    query_destroy(query);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dms_json *question = NULL;
    if (set == NULL)
        begin();
    if (size > 0 && dms_json_load((const char *)data, size, &question, NULL) == DMS_OK)
        ask(question);
    dms_json_destroy(question);
    return 0;
}
