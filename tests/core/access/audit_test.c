/* tests/core/access/audit_test.c  proves  core/access/audit.c, verify.c, anchor.c: whoever
 * changes what was written down is found, and the row is named. */
#include "core/unit/dealer.h"

#include <unistd.h>

#include "access/chain.h"
#include "storage/inside.h"

static void
with_database(const struct dealer *dealer, void (*work)(sqlite3 *db, int64_t row),
              int64_t row)
{
    char path[120];
    sqlite3 *db = NULL;
    snprintf(path, sizeof(path), "%s/dms.db", dealer->store);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER auditkept; DROP TRIGGER auditstays",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    work(db, row);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
run(sqlite3 *db, const char *format, int64_t row)
{
    char *sql = sqlite3_mprintf(format, row, row, row);
    char *said = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
        fail_msg("%s: %s", sql, said);
    sqlite3_free(sql);
}

static void
edit(sqlite3 *db, int64_t row)
{
    run(db, "UPDATE audit SET user=user+1 WHERE id=%lld", row);
}

static void
take_out(sqlite3 *db, int64_t row)
{
    run(db, "DELETE FROM audit WHERE id=%lld", row);
}

static void
swap(sqlite3 *db, int64_t row)
{
    run(db, "UPDATE audit SET id=-1 WHERE id=%lld", row);
    run(db, "UPDATE audit SET id=%lld WHERE id=%lld+1", row);
    run(db, "UPDATE audit SET id=%lld+1 WHERE id=-1", row);
}

static void
cut_off(sqlite3 *db, int64_t row)
{
    run(db, "DELETE FROM audit WHERE id>=%lld", row);
}

static void
bind_row(sqlite3 *db, sqlite3_stmt *from, struct audit_row *row)
{
    sqlite3_stmt *to = NULL;
    audit_digest(row, row->digest);
    sqlite3_prepare_v2(db, "UPDATE audit SET previous=?1,digest=?2,user=?3 WHERE id=?4",
                       -1, &to, NULL);
    sqlite3_bind_blob(to, 1, row->previous, 32, SQLITE_STATIC);
    sqlite3_bind_blob(to, 2, row->digest, 32, SQLITE_STATIC);
    sqlite3_bind_int64(to, 3, row->user);
    sqlite3_bind_int64(to, 4, sqlite3_column_int64(from, 0));
    assert_int_equal(sqlite3_step(to), SQLITE_DONE);
    sqlite3_finalize(to);
}

/* Somebody who knows how: the row says another user, and all after it fit again. */
static void
forge(sqlite3 *db, int64_t first)
{
    sqlite3_stmt *from = NULL;
    unsigned char end[32];
    sqlite3_prepare_v2(
        db,
        "SELECT id,at,user,store,record,kind,entity,action,changes,request,previous"
        " FROM audit WHERE id>=?1 ORDER BY id",
        -1, &from, NULL);
    sqlite3_bind_int64(from, 1, first);
    while (sqlite3_step(from) == SQLITE_ROW) {
        struct audit_row row = { .id = sqlite3_column_int64(from, 0),
                                 .at = sqlite3_column_int64(from, 1),
                                 .user = sqlite3_column_int64(from, 2),
                                 .store = sqlite3_column_int64(from, 3),
                                 .record = sqlite3_column_int64(from, 4),
                                 .kind = (const char *)sqlite3_column_text(from, 5),
                                 .entity = (const char *)sqlite3_column_text(from, 6),
                                 .action = (const char *)sqlite3_column_text(from, 7),
                                 .changes = (const char *)sqlite3_column_text(from, 8),
                                 .request = (const char *)sqlite3_column_text(from, 9) };
        bool is_first = row.id == first;
        memcpy(row.previous, is_first ? sqlite3_column_blob(from, 10) : end, 32);
        row.user += is_first;
        bind_row(db, from, &row);
        memcpy(end, row.digest, 32);
    }
    sqlite3_finalize(from);
}

/* The first fault of the chain; "" when it is sound. */
static const char *
verify(struct dealer *dealer, int64_t *id)
{
    dealer_open(dealer);
    dealer_must(dealer, NULL, NULL, "{\"do\":\"audit_verify\"}");
    const struct dms_json *faults = dms_json_at_key(dealer->answer, "faults");
    assert_int_equal(dms_json_boolean_at(dealer->answer, "sound"),
                     dms_json_count(faults) == 0);
    *id = dms_json_integer_at(dms_json_at(faults, 0), "id");
    return dms_json_count(faults) == 0 ? ""
                                       : dms_json_text_at(dms_json_at(faults, 0), "what");
}

static int64_t
rows_of(struct dealer *dealer)
{
    dealer_must(dealer, NULL, NULL, "{\"do\":\"audit_verify\"}");
    assert_true(dms_json_boolean_at(dealer->answer, "sound"));
    return dms_json_integer_at(dealer->answer, "rows");
}

static void
every_tampering_is_found_and_its_row_named(void **state)
{
    static const struct {
        void (*work)(sqlite3 *db, int64_t row);
        const char *what;
        int64_t back, names; /* rows before the last: where it is done, which is named */
    } cases[] = { { edit, "changed", 5, 5 }, { take_out, "missing", 5, 5 },
                  { swap, "broken", 5, 5 },  { cut_off, "truncated", 2, 0 },
                  { forge, "anchor", 5, 0 }, { edit, "changed", 0, 0 } };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct dealer *dealer;
        int64_t id;
        dealer_setup(state);
        dealer = *state;
        int64_t last = rows_of(dealer);
        dms_house_close(dealer->house);
        with_database(dealer, cases[i].work, last - cases[i].back);
        const char *what = verify(dealer, &id);
        if (strcmp(what, cases[i].what) != 0 || id != last - cases[i].names)
            fail_msg("case %zu: %s at %lld of %lld", i, what, (long long)id,
                     (long long)last);
        dealer_teardown(state);
    }
}

static void
write_anchor(const struct dealer *dealer, const char *mode, const char *text)
{
    char path[120];
    snprintf(path, sizeof(path), "%s/audit.anchor", dealer->store);
    FILE *file = fopen(path, mode);
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
an_anchor_that_was_changed_is_named_and_one_torn_is_not_counted(void **state)
{
    struct dealer *dealer = *state;
    int64_t id;
    dms_house_close(dealer->house);
    write_anchor(dealer, "a", "7 00"); /* the power went while it was written */
    assert_string_equal(verify(dealer, &id), "");
    assert_true(dms_json_integer_at(dealer->answer, "anchored") > 7);
    dealer_create(dealer, NULL, NULL, "core.brand", "{\"code\":\"x\",\"name\":\"x\"}");
    dms_house_close(dealer->house);
    write_anchor(
        dealer, "w",
        "3 0000000000000000000000000000000000000000000000000000000000000000 x\n");
    assert_string_equal(verify(dealer, &id), "anchor");
    assert_int_equal(id, 3);
    dms_house_close(dealer->house);
    write_anchor(dealer, "w", "3 hello\n");
    dealer_open(dealer);
    dealer_refused(dealer, DMS_INVALID, NULL, NULL, "{\"do\":\"audit_verify\"}");
    assert_int_equal(dms_error_line(dealer->error), 1);
    assert_non_null(strstr(dms_error_file(dealer->error), "audit.anchor"));
}

/* With the file went the witness; that there was one the store itself remembers. */
static void
a_chain_cut_off_is_found_without_its_anchor_file(void **state)
{
    struct dealer *dealer = *state;
    char path[120];
    int64_t id, last = rows_of(dealer);
    dms_house_close(dealer->house);
    with_database(dealer, cut_off, last - 2);
    snprintf(path, sizeof(path), "%s/audit.anchor", dealer->store);
    assert_int_equal(unlink(path), 0);
    assert_string_equal(verify(dealer, &id), "truncated");
    assert_int_equal(id, last);
    assert_int_equal(dms_json_integer_at(dealer->answer, "fault_count"), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tampering_is_found_and_its_row_named),
        DEALER_TEST(an_anchor_that_was_changed_is_named_and_one_torn_is_not_counted),
        DEALER_TEST(a_chain_cut_off_is_found_without_its_anchor_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
