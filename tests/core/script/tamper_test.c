/* tests/core/script/tamper_test.c  proves  core/access/witness.c, verify.c: a thousand times somebody
 * who can write to dms.db changes, removes, exchanges or puts in a row of the audit or of the
 * rules, and each time the row is named. DMS_LONG: ten thousand, and other ones. */
#include "shop.h"

#include <inttypes.h>
#include <time.h>

#include "access/audit.h"
#include "storage/inside.h"
#include "support/long_form.h"

enum deed { CHANGE, REMOVE, EXCHANGE, INSERT, DEEDS };

static const char *const entities[] = { NULL, "core.ruleset", "core.rule_file",
                                        "core.activation" };
#define TABLES (sizeof(entities) / sizeof(entities[0]))

struct column {
    char name[40], type[12];
    bool needed;
};

struct table {
    const char *entity; /* NULL: the audit chain itself */
    char name[40];
    struct column columns[40];
    size_t column_count;
    int64_t ids[400];
    size_t id_count;
};

struct tamper {
    struct shop *shop;
    struct table tables[TABLES];
    /* This time: */
    const struct table *table;
    size_t column;
    enum deed deed;
    int64_t id, other;
    char sql[2400];
    bool named;
    int64_t faults;
};

static uint64_t chance = 2463534242;

static size_t
draw(size_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance % below);
}

static int
run(sqlite3 *db, const char *sql)
{
    char *said = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
        fail_msg("%s: %s", sql, said);
    return sqlite3_changes(db);
}

static void
learn_columns(sqlite3 *db, struct table *table)
{
    sqlite3_stmt *row = NULL;
    sqlite3_prepare_v2(db, "SELECT name,type,\"notnull\" FROM pragma_table_info(?1)", -1,
                       &row, NULL);
    sqlite3_bind_text(row, 1, table->name, -1, SQLITE_STATIC);
    while (sqlite3_step(row) == SQLITE_ROW) {
        struct column *column = &table->columns[table->column_count++];
        snprintf(column->name, sizeof(column->name), "%s",
                 (const char *)sqlite3_column_text(row, 0));
        snprintf(column->type, sizeof(column->type), "%s",
                 (const char *)sqlite3_column_text(row, 1));
        column->needed = sqlite3_column_int(row, 2) != 0;
    }
    sqlite3_finalize(row);
}

static void
learn_ids(sqlite3 *db, struct table *table)
{
    char sql[120];
    sqlite3_stmt *row = NULL;
    snprintf(sql, sizeof(sql), "SELECT id FROM \"%s\" ORDER BY id", table->name);
    sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    while (sqlite3_step(row) == SQLITE_ROW)
        table->ids[table->id_count++] = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    assert_true(table->id_count > 1);
}

/* Whoever writes to the file is not held up by its triggers. */
static enum dms_status
learn(struct storage_session *session, void *context, struct dms_error *error)
{
    struct tamper *tamper = context;
    (void)error;
    run(session->db, "DROP TRIGGER auditkept; DROP TRIGGER auditstays");
    for (size_t i = 0; i < TABLES; i++) {
        struct table *table = &tamper->tables[i];
        const struct catalogue *now = atomic_load(&tamper->shop->house->catalogue);
        const struct entity *entity = entity_at(now->entities, entities[i]);
        table->entity = entities[i];
        snprintf(table->name, sizeof(table->name), "%s",
                 entity != NULL ? entity->table : "audit");
        learn_columns(session->db, table);
        learn_ids(session->db, table);
    }
    return DMS_OK;
}

static void
change_sql(struct tamper *tamper)
{
    const struct column *column = &tamper->table->columns[tamper->column];
    char value[200];
    if (!column->needed && tamper->column != 0 && draw(3) == 0)
        snprintf(value, sizeof(value), "iif(\"%s\" IS NULL,%s,NULL)", column->name,
                 strcmp(column->type, "TEXT") == 0 ? "'{}'" : "1");
    else if (strcmp(column->type, "TEXT") == 0)
        snprintf(value, sizeof(value),
                 draw(2) == 0 ? "ifnull(\"%s\",'')||' '" : "'x'||ifnull(\"%s\",'')",
                 column->name);
    else if (strcmp(column->type, "BLOB") == 0)
        snprintf(value, sizeof(value), "randomblob(32)");
    else
        snprintf(value, sizeof(value), "ifnull(\"%s\",0)+%zu", column->name,
                 tamper->column == 0 ? 5000 : 1 + draw(1000));
    snprintf(tamper->sql, sizeof(tamper->sql),
             "UPDATE \"%s\" SET \"%s\"=%s WHERE id=%lld", tamper->table->name,
             column->name, value, (long long)tamper->id);
}

static void
exchange_sql(struct tamper *tamper)
{
    const char *name = tamper->table->name;
    long long one = tamper->id, other = tamper->other;
    snprintf(
        tamper->sql, sizeof(tamper->sql),
        "UPDATE \"%s\" SET id=-1 WHERE id=%lld; UPDATE \"%s\" SET id=%lld WHERE id=%lld;"
        " UPDATE \"%s\" SET id=%lld WHERE id=-1",
        name, one, name, one, other, name, other);
}

/* A copy at the end; what must be unique is a little different. */
static void
insert_sql(struct tamper *tamper)
{
    const struct table *table = tamper->table;
    char names[1000] = "id", values[1000];
    int64_t last = table->ids[table->id_count - 1];
    snprintf(values, sizeof(values), "%lld", (long long)last + 1);
    for (size_t i = 1; i < table->column_count; i++) {
        bool unique =
            table->entity != NULL && strcmp(table->columns[i].name, "digest") == 0;
        size_t used = strlen(names), filled = strlen(values);
        snprintf(names + used, sizeof(names) - used, ",\"%s\"", table->columns[i].name);
        snprintf(values + filled, sizeof(values) - filled, ",\"%s\"%s",
                 table->columns[i].name, unique ? "||'0'" : "");
    }
    snprintf(tamper->sql, sizeof(tamper->sql),
             "INSERT INTO \"%s\"(%s) SELECT %s FROM \"%s\" WHERE id=%lld", table->name,
             names, values, table->name, (long long)tamper->id);
    tamper->id = last + 1;
}

static void
plan(struct tamper *tamper, size_t number)
{
    tamper->table = &tamper->tables[number % TABLES];
    tamper->column = number / TABLES % tamper->table->column_count;
    tamper->deed = draw(2) == 0 ? CHANGE : (enum deed)draw(DEEDS);
    size_t at = draw(tamper->table->id_count);
    tamper->id = tamper->table->ids[at];
    tamper->other =
        tamper->table
            ->ids[(at + 1 + draw(tamper->table->id_count - 1)) % tamper->table->id_count];
    if (tamper->deed == CHANGE)
        change_sql(tamper);
    else if (tamper->deed == EXCHANGE)
        exchange_sql(tamper);
    else if (tamper->deed == INSERT)
        insert_sql(tamper);
    else
        snprintf(tamper->sql, sizeof(tamper->sql), "DELETE FROM \"%s\" WHERE id=%lld",
                 tamper->table->name, (long long)tamper->id);
}

static bool
names_row(const struct tamper *tamper, const struct dms_json *fault)
{
    const char *entity = dms_json_text_at(fault, "entity");
    int64_t id = dms_json_integer_at(fault, "id");
    bool same = tamper->table->entity == NULL
                    ? entity == NULL
                    : entity != NULL && strcmp(entity, tamper->table->entity) == 0;
    return same &&
           (id == tamper->id || (tamper->deed == EXCHANGE && id == tamper->other));
}

/* Tampers, verifies, and is rolled back. */
static enum dms_status
tamper_and_verify(struct storage_session *session, void *context, struct dms_error *error)
{
    struct tamper *tamper = context;
    struct dms_json *report = NULL;
    char anchor[200];
    const struct dms_house *house = tamper->shop->house;
    const struct catalogue *now = atomic_load(&house->catalogue);
    snprintf(anchor, sizeof(anchor), "%s/audit.anchor", house->dir);
    run(session->db, "PRAGMA defer_foreign_keys=ON");
    assert_int_not_equal(run(session->db, tamper->sql), 0);
    if (audit_verify(session, anchor, now->entities, house->offset, &report, error) !=
        DMS_OK)
        return DMS_INVALID;
    const struct dms_json *faults = dms_json_at_key(report, "faults");
    tamper->faults = dms_json_integer_at(report, "fault_count");
    tamper->named = false;
    for (size_t i = 0; i < dms_json_count(faults); i++)
        tamper->named |= names_row(tamper, dms_json_at(faults, i));
    dms_json_destroy(report);
    return DMS_DENIED;
}

static int64_t
faults_now(struct shop *shop)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *question = NULL, *answer = NULL;
    shop_must(shop, dms_json_load("{\"do\":\"audit_verify\"}", 21, &question, NULL));
    shop_must(shop,
              dms_house_ask(shop->house, &request, question, &answer, &shop->error));
    int64_t count = dms_json_integer_at(answer, "fault_count");
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return count;
}

static void
write_rules(struct shop *shop, int limit)
{
    char text[300];
    snprintf(text, sizeof(text),
             "local dms <const> = require('dms')\n"
             "dms.decision { name = 'sales.authority',\n"
             "  run = function() return { limit = %d } end }\n",
             limit);
    shop_write(shop, "brands/aurora/sales.lua", text);
    shop_must(shop, host_activate(host_of(shop->house), "file", NULL, &shop->error));
}

static void
every_one_of_a_thousand_tamperings_is_found_and_its_row_named(void **state)
{
    struct tamper *tamper = calloc(1, sizeof(*tamper));
    size_t most = 1000;
    if (test_is_long()) {
        most = 10000;
        chance = (uint64_t)time(NULL) * 2 + 1;
        print_message("seed %" PRIu64 "\n", chance);
    }
    tamper->shop = *state;
    shop_write(tamper->shop, "common/hours.lua", "local dms <const> = require('dms')\n");
    for (int limit = 1; limit <= 4; limit++)
        write_rules(tamper->shop, limit);
    shop_must(tamper->shop,
              house_anchor(tamper->shop->house, true, &tamper->shop->error));
    assert_int_equal(faults_now(tamper->shop), 0);
    assert_int_equal(storage_write(tamper->shop->house->storage, learn, tamper, NULL),
                     DMS_OK);
    for (size_t i = 0; i < most; i++) {
        plan(tamper, i);
        enum dms_status st =
            storage_write(tamper->shop->house->storage, tamper_and_verify, tamper, NULL);
        if (st != DMS_DENIED || !tamper->named)
            fail_msg("%zu: %s: %s, %lld faults, row %lld not among them", i, tamper->sql,
                     dms_status_name(st), (long long)tamper->faults,
                     (long long)tamper->id);
    }
    assert_int_equal(faults_now(tamper->shop), 0);
    free(tamper);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_one_of_a_thousand_tamperings_is_found_and_its_row_named, shop_setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
