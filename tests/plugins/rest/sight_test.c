/* timeout: 300
 * sight_test.c - every personal, sensitive and secret field, and what grants except, as every
 * role: read, listed, filtered, sorted, searched, explained, revealed, changed, told of. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/matrix.h"

static struct matrix matrix;

/* One question about one field, as one role. */
struct look {
    const struct matrix_role *role;
    const struct matrix_record *record;
    const struct dms_json *field;
    const char *name; /* of the field */
    char text[300];   /* its value in clear; "" when none that one could ask for */
    enum rights_sight sight, list_sight;
};

static void
expect(const struct look *look, const char *what, bool allowed, int status)
{
    bool refused = status == 403 || status == 404;
    if (allowed == refused || (!allowed && status < 400))
        matrix_surprise(&matrix, look->role, "%s of %s.%s is %s: %d (record %" PRId64 ")",
                        what, look->record->name, look->name,
                        allowed ? "refused" : "allowed", status, look->record->id);
}

static int
ask(const struct look *look, const char *method, const char *body,
    struct dms_json **answer, const char *format, ...)
{
    char path[2000];
    struct http_reply reply;
    va_list values;
    va_start(values, format);
    vsnprintf(path, sizeof(path), format, values);
    va_end(values);
    matrix_ask(&matrix, look->role, method, path, body, look->text, &reply);
    int status = reply.status;
    if (answer != NULL) {
        *answer = NULL;
        dms_json_load(reply.body, reply.body_size, answer, NULL);
    }
    http_reply_clear(&reply);
    return status;
}

/* Does JSON, a member of a record or NULL, show what may be seen and no more? */
static void
check_shown(const struct look *look, const char *where, const struct dms_json *shown)
{
    const struct dms_json *clear = dms_json_at_key(look->record->clear, look->name);
    char *said = dms_json_print(shown), *whole = dms_json_print(clear);
    bool empty = dms_json_kind(clear) == DMS_JSON_NULL, same = strcmp(said, whole) == 0;
    bool right = look->sight == SIGHT_NONE    ? shown == NULL
                 : look->sight == SIGHT_CLEAR ? shown != NULL && same
                                              : shown != NULL && (empty || !same);
    if (!right)
        matrix_surprise(&matrix, look->role, "%s shows %s.%s as %s, which is %s", where,
                        look->record->name, look->name, said, whole);
    free(said);
    free(whole);
}

static void
read_it(const struct look *look)
{
    struct dms_json *answer = NULL;
    ask(look, "GET", NULL, &answer, "/api/v1/%s/%" PRId64, look->record->name,
        look->record->id);
    check_shown(look, "get",
                dms_json_at_key(dms_json_at_key(answer, "record"), look->name));
    dms_json_destroy(answer);
    ask(look, "GET", NULL, &answer,
        "/api/v1/%s?fields=%s&where=%%7B%%22id%%22%%3A%" PRId64 "%%7D",
        look->record->name, look->name, look->record->id);
    const struct dms_json *records = dms_json_at_key(answer, "records");
    if (dms_json_count(records) == 1)
        check_shown(look, "list", dms_json_at_key(dms_json_at(records, 0), look->name));
    dms_json_destroy(answer);
}

static void
explain_it(const struct look *look)
{
    struct dms_json *answer = NULL;
    int status = ask(look, "GET", NULL, &answer, "/api/v1/%s/%" PRId64 "/explain/%s",
                     look->record->name, look->record->id, look->name);
    expect(look, "explain", look->sight != SIGHT_NONE, status);
    if (status == 200)
        check_shown(look, "explain", dms_json_at_key(answer, "value"));
    dms_json_destroy(answer);
    ask(look, "GET", NULL, NULL, "/api/v1/%s/%" PRId64 "/history", look->record->name,
        look->record->id);
}

/* Who works with the record may ask for a phone number; for an ID card only who is trusted with
 * such things (README "Operations"). */
static void
reveal_it(const struct look *look)
{
    struct dms_json *answer = NULL;
    const char *class = dms_json_text_at(look->field, "class");
    const char *needed = strcmp(class, "sensitive") == 0 ? "see_sensitive" : "update";
    bool may = look->sight != SIGHT_NONE &&
               rights_may(matrix.rights, look->role->name, look->record->name, needed,
                          matrix_level(look->role, look->record));
    int status = ask(look, "POST", "{\"purpose\":\"test\"}", &answer,
                     "/api/v1/%s/%" PRId64 "/reveal/%s", look->record->name,
                     look->record->id, look->name);
    expect(look, "reveal", may, status);
    dms_json_destroy(answer);
}

/* What is not shown is not set either. */
static void
change_it(const struct look *look)
{
    char body[600],
        *value = dms_json_print(dms_json_at_key(look->record->clear, look->name));
    snprintf(body, sizeof(body), "{\"%s\":%s}", look->name, value);
    free(value);
    if (look->sight != SIGHT_NONE)
        return;
    int status = ask(look, "PATCH", body, NULL, "/api/v1/%s/%" PRId64, look->record->name,
                     look->record->id);
    if (status < 400)
        matrix_surprise(&matrix, look->role, "%s.%s can be set though it is hidden",
                        look->record->name, look->name);
}

static int
filter(const struct look *look, const char *where)
{
    char *encoded = http_encode(where);
    int status = ask(look, "GET", NULL, NULL, "/api/v1/%s?limit=5&fields=id&where=%s",
                     look->record->name, encoded);
    free(encoded);
    return status;
}

/* The first half of the value, cut between characters; "" when it is too short. */
static void
half(const char *text, char *part, size_t size)
{
    size_t length = strlen(text) / 2;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    snprintf(part, size, "%.*s", (int)length, text);
}

static void
filter_it(const struct look *look)
{
    char where[900], part[300];
    if (look->text[0] == '\0' ||
        strcmp(dms_json_text_at(look->field, "type"), "structured") == 0)
        return;
    bool hidden = look->list_sight == SIGHT_NONE, clear = look->list_sight == SIGHT_CLEAR;
    half(look->text, part, sizeof(part));
    snprintf(where, sizeof(where), "{\"%s\":\"%s\"}", look->name, look->text);
    expect(look, "where =", !hidden, filter(look, where));
    snprintf(where, sizeof(where), "{\"%s\":{\"gte\":\"%s\"}}", look->name, look->text);
    expect(look, "where >=", clear, filter(look, where));
    snprintf(where, sizeof(where), "{\"not\":{\"%s\":{\"lt\":\"%s\"}}}", look->name,
             look->text);
    expect(look, "where not <", clear, filter(look, where));
    snprintf(where, sizeof(where), "{\"or\":[{\"%s\":\"%s\"},{\"not\":{\"%s\":\"%s\"}}]}",
             look->name, look->text, look->name, look->text);
    expect(look, "where = or =", clear, filter(look, where));
    if (strcmp(dms_json_text_at(look->field, "type"), "text") == 0) {
        snprintf(where, sizeof(where), "{\"%s\":{\"contains\":\"%s\"}}", look->name,
                 part);
        expect(look, "where contains", clear, filter(look, where));
    }
    expect(look, "sort", clear,
           ask(look, "GET", NULL, NULL, "/api/v1/%s?limit=5&sort=-%s&fields=id",
               look->record->name, look->name));
}

/* Is the record among the hits of TEXT? LIST: "records" or "hits" of ANSWER. */
static bool
finds(const struct look *look, const char *text, bool everywhere)
{
    struct dms_json *answer = NULL;
    char *encoded = http_encode(text);
    bool found = false;
    ask(look, "GET", NULL, &answer,
        everywhere ? "/api/v1/search?limit=50&q=%s&entity=%s"
                   : "/api/v1/%2$s?limit=50&q=%1$s",
        encoded, look->record->name);
    const struct dms_json *hits =
        dms_json_at_key(answer, everywhere ? "hits" : "records");
    for (size_t i = 0; i < dms_json_count(hits); i++)
        found =
            found || dms_json_integer_at(dms_json_at(hits, i), "id") == look->record->id;
    free(encoded);
    dms_json_destroy(answer);
    return found;
}

static void
search_it(const struct look *look)
{
    char middle[300];
    if (!dms_json_boolean_at(look->field, "search") || strlen(look->text) < 8)
        return;
    /* What the mask leaves out of a phone or a plate, and of anything else the most of it. */
    snprintf(middle, sizeof(middle), "%.7s", look->text);
    for (int everywhere = 0; everywhere < 2; everywhere++) {
        if (look->sight != SIGHT_CLEAR && finds(look, middle, everywhere))
            matrix_surprise(&matrix, look->role, "%s.%s is found by its part %s",
                            look->record->name, look->name, middle);
        if (look->sight == SIGHT_NONE && finds(look, look->text, everywhere))
            matrix_surprise(&matrix, look->role, "%s.%s is found though it is hidden",
                            look->record->name, look->name);
        if (look->sight == SIGHT_CLEAR && !finds(look, look->text, everywhere))
            matrix_surprise(&matrix, look->role, "%s.%s is not found by %s",
                            look->record->name, look->name, look->text);
    }
}

static void
look_at(const struct matrix_role *role, const struct matrix_record *record,
        const struct dms_json *field)
{
    struct look look = { role, record, field, dms_json_text_at(field, "name"), "", 0, 0 };
    look.sight = rights_sight(matrix.rights, role->name, record->name, field,
                              matrix_level(role, record));
    look.list_sight = rights_list_sight(matrix.rights, role->name, record->name, field);
    matrix_text(record, look.name, look.text, sizeof(look.text));
    if (!sampler_is_guarded(field) && look.sight == SIGHT_CLEAR)
        return;
    read_it(&look);
    explain_it(&look);
    reveal_it(&look);
    change_it(&look);
    filter_it(&look);
    search_it(&look);
}

static bool
is_for(const struct matrix_role *role, const struct matrix_record *record)
{
    for (size_t i = 0; i < matrix.role_count; i++)
        if (matrix.roles[i].id == record->owner)
            return &matrix.roles[i] == role;
    return true;
}

static void
every_field_is_seen_by_every_role_as_its_grants_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < matrix.record_count; k++) {
            const struct matrix_role *role = &matrix.roles[i];
            const struct matrix_record *record = &matrix.records[k];
            const struct dms_json *fields = dms_json_at_key(record->entity, "fields");
            if (!is_for(role, record) || !matrix_reads(&matrix, role, record))
                continue;
            for (size_t f = 0; f < dms_json_count(fields); f++)
                look_at(role, record, dms_json_at(fields, f));
        }
    printf("%zu roles, %zu records, %u questions\n", matrix.role_count,
           matrix.record_count, matrix.asked);
    assert_int_equal(matrix.surprises, 0);
}

/* The description of an entity has the fields that are shown, and says of which only a part. */
static void
check_description(const struct matrix_role *role, const struct dms_json *entity)
{
    char path[120];
    struct http_reply reply;
    struct dms_json *answer = NULL;
    const char *name = dms_json_text_at(entity, "name");
    const struct dms_json *fields = dms_json_at_key(entity, "fields");
    if (rights_reach(matrix.rights, role->name, name, "read") == 0)
        return;
    snprintf(path, sizeof(path), "/api/v1/meta/%s", name);
    matrix_ask(&matrix, role, "GET", path, NULL, NULL, &reply);
    dms_json_load(reply.body, reply.body_size, &answer, NULL);
    const struct dms_json *told =
        dms_json_at_key(dms_json_at_key(answer, "entity"), "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i), *found = NULL;
        const char *wanted = dms_json_text_at(field, "name");
        for (size_t k = 0; k < dms_json_count(told); k++)
            if (strcmp(dms_json_text_at(dms_json_at(told, k), "name"), wanted) == 0)
                found = dms_json_at(told, k);
        enum rights_sight sight =
            rights_list_sight(matrix.rights, role->name, name, field);
        if ((found != NULL) != (sight != SIGHT_NONE) ||
            dms_json_boolean_at(found, "masked") != (sight == SIGHT_MASKED))
            matrix_surprise(&matrix, role, "meta tells of %s.%s otherwise", name, wanted);
    }
    dms_json_destroy(answer);
    http_reply_clear(&reply);
}

static void
the_description_says_what_is_shown_and_what_is_masked(void **state)
{
    (void)state;
    const struct dms_json *list = dms_json_at_key(matrix.sampler.description, "entities");
    matrix.surprises = 0;
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < dms_json_count(list); k++)
            check_description(&matrix.roles[i], dms_json_at(list, k));
    assert_int_equal(matrix.surprises, 0);
}

static int
begin(void **state)
{
    (void)state;
    matrix_open(&matrix);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    matrix_close(&matrix);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_seen_by_every_role_as_its_grants_say),
        cmocka_unit_test(the_description_says_what_is_shown_and_what_is_masked),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
