/* corrupt_test.c - bits flip, files end early, pages are zeros, in the database, its log, a backup and
 * the rules: the house never crashes, and never takes an altered row of its audit for a sound one;
 * unsound rules do not keep it from opening. 120 damages; DMS_LONG: 1,000; a sanitizer watches 24.
 * timeout: 120 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dms/house.h>

#include "support/long_form.h"
#include "support/watched.h"

#define BEFORE_LOG 60 /* pairs in the database file; as many again stand in the log */
#define PAGE       4096
#define SECONDS    60

enum { REFUSED = 10, SOUND, UNSOUND };

struct bytes {
    char *data;
    size_t size;
};

static const char *const names[] = { "dms.db", "dms.db-wal", "copy",
                                     "scripts/common/limits.lua" };
enum { DATABASE, LOG, COPY, RULES, FILES };

static const char rules[] =
    "-- Who may give how much, and who is called.\n"
    "local dms <const> = require('dms')\n"
    "local LIMITS <const> = { advisor = 300, manager = 1000 } -- basis points\n"
    "local function limit_of(role) return LIMITS[role] or 0 end\n"
    "dms.decision { name = 'test.limit', run = function(arguments)\n"
    "  local most = 0\n"
    "  for _, role in ipairs(arguments.roles or {}) do\n"
    "    most = math.max(most, limit_of(role))\n"
    "  end\n"
    "  return { limit = most } end }\n"
    "dms.rule { name = 'common/brand_has_a_name', on = 'core.brand.create',\n"
    "  run = function(brand)\n"
    "    if brand.name == nil then return dms.deny('entity.required') end\n"
    "  end }\n"
    "dms.follow_up { name = 'common/new_brand', every = 'day', at = '09:00',\n"
    "  find = { entity = 'core.brand', where = { code = 'zz' } },\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"
    "           due = dms.hours(8) } }\n";

static char dir[64], store[80], broken[80], scripts[100];
static struct dms_house *house;
static struct bytes whole[FILES], anchor;
static char *audit_before;
static uint64_t chance = 88172645463325252u;

static const struct dms_house_options options = { .size = sizeof(options),
                                                  .plugin_path = "/nowhere",
                                                  .script_path = scripts };
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

static size_t
draw(size_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return below == 0 ? 0 : chance % below;
}

static struct bytes
read_file(const char *folder, const char *name)
{
    char path[120];
    struct bytes bytes = { NULL, 0 };
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return bytes;
    fseek(in, 0, SEEK_END);
    bytes.size = (size_t)ftell(in);
    rewind(in);
    bytes.data = malloc(bytes.size + 1);
    assert_int_equal(fread(bytes.data, 1, bytes.size, in), bytes.size);
    fclose(in);
    return bytes;
}

static void
write_file(const char *name, struct bytes bytes)
{
    char path[120];
    snprintf(path, sizeof(path), "%s/%s", broken, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes.data, 1, bytes.size, out), bytes.size);
    fclose(out);
}

static enum dms_status
ask(const char *question, struct dms_json **answer)
{
    struct dms_json *json = NULL;
    if (dms_json_load(question, strlen(question), &json, NULL) != DMS_OK)
        abort();
    enum dms_status st = dms_house_ask(house, &request, json, answer, NULL);
    dms_json_destroy(json);
    return st;
}

static void
write_pairs(int from)
{
    char question[160];
    for (int i = from; i < from + BEFORE_LOG; i++) {
        struct dms_json *answer = NULL;
        snprintf(question, sizeof(question),
                 "{\"do\":\"create\",\"entity\":\"core.brand\",\"fields\":{\"code\":\"n%"
                 "d\",\"name\":"
                 "\"品牌%d\"}}",
                 i, i);
        assert_int_equal(ask(question, &answer), DMS_OK);
        dms_json_destroy(answer);
    }
}

/* Every row of the audit as one text; NULL when the file can't be read so far. */
static char *
audit_of(const char *folder)
{
    char path[120];
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    char *text = NULL;
    snprintf(path, sizeof(path), "%s/dms.db", folder);
    if (sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_prepare_v2(
            db,
            "SELECT group_concat(line,char(10)) FROM (SELECT id||'|'||at||'|'||"
            "user||'|'||record||'|'||kind||'|'||entity||'|'||action||'|'||"
            "ifnull(changes,'')||'|'||request||'|'||hex(digest) AS line FROM audit"
            " WHERE entity='core.brand' ORDER BY id)",
            -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW && sqlite3_column_text(row, 0) != NULL)
        text = strdup((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return text;
}

/* In a process of its own, so that a crash is seen: opens what is left and asks it everything. */
static void
visit(void)
{
    struct dms_json *answer = NULL;
    alarm(SECONDS);
    struct dms_error *error = dms_error_create();
    if (dms_house_open(broken, &options, &house, error) != DMS_OK)
        _exit(dms_error_key(error)[0] != '\0' ? REFUSED : 1);
    ask("{\"do\":\"list\",\"entity\":\"core.brand\",\"limit\":200}", &answer);
    ask("{\"do\":\"search\",\"text\":\"品牌\"}", &answer);
    ask("{\"do\":\"check\"}", &answer);
    ask("{\"do\":\"create\",\"entity\":\"core.brand\",\"fields\":{\"code\":\"z\","
        "\"name\":\"z\"}}",
        &answer);
    answer = NULL;
    bool told = ask("{\"do\":\"audit_verify\"}", &answer) == DMS_OK;
    bool sound = told && dms_json_boolean_at(answer, "sound");
    dms_house_close(house);
    _exit(sound ? SOUND : UNSOUND);
}

static int
visit_it(size_t damage)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        visit();
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) < REFUSED)
        fail_msg("damage %zu: the house ended with %d", damage, status);
    return WEXITSTATUS(status);
}

static void
hurt(struct bytes *bytes)
{
    size_t at = draw(bytes->size);
    switch (draw(4)) {
    case 0:
        bytes->data[at] = (char)(bytes->data[at] ^ (1 << draw(8)));
        break;
    case 1:
        bytes->size = at;
        break;
    case 2:
        at -= at % PAGE;
        memset(bytes->data + at, 0, bytes->size - at < PAGE ? bytes->size - at : PAGE);
        break;
    default:
        for (size_t i = at; i < bytes->size && i < at + 64; i++)
            bytes->data[i] = (char)draw(256);
    }
}

/* The copy stands where the database stood; what the log held it has already. */
static void
lay_out(size_t which)
{
    struct bytes hurt_one = { malloc(whole[which].size + 1), whole[which].size };
    memcpy(hurt_one.data, whole[which].data, hurt_one.size);
    hurt(&hurt_one);
    char command[320];
    snprintf(command, sizeof(command),
             "rm -rf %s && mkdir -m 700 %s && mkdir -p %s/common", broken, broken,
             scripts);
    assert_int_equal(system(command), 0);
    write_file("dms.db", which == DATABASE || which == COPY ? hurt_one : whole[DATABASE]);
    if (which != COPY)
        write_file("dms.db-wal", which == LOG ? hurt_one : whole[LOG]);
    write_file(names[RULES], which == RULES ? hurt_one : whole[RULES]);
    write_file("audit.anchor", anchor);
    free(hurt_one.data);
}

static void
a_damaged_store_never_crashes_and_never_passes_for_sound(void **state)
{
    (void)state;
    size_t damages = test_is_long() ? 1000 : test_is_watched() ? 24 : 120;
    int ends[UNSOUND + 1] = { 0 };
    for (size_t i = 0; i < damages; i++) {
        lay_out(i % FILES);
        int end = visit_it(i);
        ends[end]++;
        test_tell("corrupt", i + 1, damages);
        if (i % FILES == RULES && end != SOUND)
            fail_msg("damage %zu: unsound rules kept the house from its work", i);
        if (end != SOUND)
            continue;
        char *after = audit_of(broken);
        /* Its own row for "z" came after; the end of a log may be gone, nothing else. */
        char *own = after != NULL ? strstr(after, "\"z\"") : NULL;
        while (own != NULL && own > after && *own != '\n')
            own--;
        if (own != NULL)
            *own = '\0';
        if (after == NULL || strncmp(audit_before, after, strlen(after)) != 0)
            fail_msg("damage %zu: an altered audit passes for sound", i);
        free(after);
    }
    print_message("%zu damages: %d refused, %d found, %d did no harm\n", damages,
                  ends[REFUSED], ends[UNSOUND], ends[SOUND]);
    assert_true(ends[REFUSED] + ends[UNSOUND] > 0);
}

static int
begin(void **state)
{
    (void)state;
    char question[160];
    struct dms_json *answer = NULL;
    strcpy(dir, "/tmp/dms-corrupt-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return 1;
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(broken, sizeof(broken), "%s/broken", dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", broken);
    if (dms_house_create(store, NULL) != DMS_OK ||
        dms_house_open(store, &options, &house, NULL) != DMS_OK)
        return 1;
    write_pairs(0);
    dms_house_close(
        house); /* the log goes into the database, and the chain is anchored */
    if (dms_house_open(store, &options, &house, NULL) != DMS_OK)
        return 1;
    write_pairs(BEFORE_LOG);
    snprintf(question, sizeof(question), "{\"do\":\"backup\",\"file\":\"%s/copy\"}",
             store);
    if (ask(question, &answer) != DMS_OK)
        return 1;
    dms_json_destroy(answer);
    for (size_t i = 0; i < RULES; i++)
        whole[i] = read_file(store, names[i]);
    whole[RULES] = (struct bytes){ strdup(rules), sizeof(rules) - 1 };
    anchor = read_file(store, "audit.anchor");
    dms_house_close(house);
    audit_before = audit_of(store);
    return whole[LOG].size == 0 || audit_before == NULL;
}

static int
end(void **state)
{
    (void)state;
    char command[100];
    for (size_t i = 0; i < FILES; i++)
        free(whole[i].data);
    free(anchor.data);
    free(audit_before);
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    return system(command);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_damaged_store_never_crashes_and_never_passes_for_sound, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
