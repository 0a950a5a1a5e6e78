/* timeout: 300
 * matrix_test.c - every route, as every role, on records of one's own, of a colleague and of the
 * other store: what the grants do not say does not happen. As nobody: doors_test.c. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/grounds.h"
#include "support/matrix.h"

static struct matrix matrix;
static struct route_line routes[100];
static size_t route_count;

static void
every_route_has_its_ground_in_this_test(void **state)
{
    (void)state;
    struct http_reply reply;
    char path[200], allow[100];
    for (size_t i = 0; i < route_count; i++) {
        if (ground_of(&routes[i]) == 0)
            fail_msg("a new route: say in grounds[] what decides about %s",
                     routes[i].name);
        ground_path(&routes[i], "crm.lead", 1, "phone", path, sizeof(path));
        http_house_call(&matrix.house, &matrix.line, NULL, "OPTIONS", path, NULL, &reply);
        http_reply_header(&reply, "Allow", allow, sizeof(allow));
        if (strstr(allow, routes[i].method) == NULL)
            fail_msg("%s: the server allows “%s”", routes[i].name, allow);
        http_reply_clear(&reply);
    }
}

static void
judge(const struct matrix_role *role, const char *what, bool allowed,
      const struct http_reply *reply)
{
    bool refused = reply->status == 403 || reply->status == 404;
    if (allowed == refused)
        matrix_surprise(&matrix, role, "%s is %s: %d %.300s", what,
                        allowed ? "refused" : "allowed", reply->status, reply->body);
}

static void
ask_and_judge(const struct matrix_role *role, const struct route_line *route,
              const char *path, const char *body, bool allowed)
{
    struct http_reply reply;
    char what[300];
    matrix_ask(&matrix, role, route->method, path, body, NULL, &reply);
    snprintf(what, sizeof(what), "%s %s", route->method, path);
    judge(role, what, allowed, &reply);
    http_reply_clear(&reply);
}

/* Of a record's workflow, one that begins where it stands; NULL: none. */
static const struct dms_json *
transition_of(const struct matrix_record *record)
{
    const char *state = dms_json_text_at(record->clear, "state");
    const struct dms_json *flows =
        dms_json_at_key(matrix.sampler.description, "workflows");
    for (size_t i = 0; state != NULL && i < dms_json_count(flows); i++) {
        const struct dms_json *flow = dms_json_at(flows, i),
                              *moves = dms_json_at_key(flow, "transitions");
        if (strcmp(dms_json_text_at(flow, "entity"), record->name) != 0)
            continue;
        for (size_t k = 0; k < dms_json_count(moves); k++)
            if (strcmp(dms_json_text_at(dms_json_at(moves, k), "from"), state) == 0)
                return dms_json_at(moves, k);
    }
    return NULL;
}

static bool
opens_to(const struct dms_json *transition, const char *role)
{
    const struct dms_json *roles = dms_json_at_key(transition, "roles");
    bool opens = dms_json_count(roles) == 0;
    for (size_t i = 0; i < dms_json_count(roles); i++)
        opens = opens || strcmp(dms_json_text(dms_json_at(roles, i)), role) == 0;
    return opens;
}

/* Only what must be refused is tried: what is allowed, the other tests do. */
static void
try_move(const struct matrix_role *role, const struct route_line *route,
         const struct matrix_record *record)
{
    char path[300];
    const struct dms_json *move = transition_of(record);
    bool updates = rights_may(matrix.rights, role->name, record->name, "update",
                              matrix_level(role, record));
    if (move == NULL || (updates && opens_to(move, role->name)))
        return;
    ground_path(route, record->name, record->id, dms_json_text_at(move, "name"), path,
                sizeof(path));
    struct http_reply reply;
    matrix_ask(&matrix, role, route->method, path, "{}", NULL, &reply);
    if (reply.status < 400)
        matrix_surprise(&matrix, role, "POST %s is allowed", path);
    http_reply_clear(&reply);
}

/* A ledger's lines are refused to everybody who reads them, by the ledger. */
static void
try_write(const struct matrix_role *role, const struct route_line *route,
          const char *path, const char *body, const struct matrix_record *record,
          bool allowed)
{
    bool ledger = dms_json_boolean_at(record->entity, "append_only") &&
                  matrix_reads(&matrix, role, record);
    ask_and_judge(role, route, path, body, allowed || ledger);
}

static void
try_change(const struct matrix_role *role, const struct route_line *route,
           const char *path, const struct matrix_record *record, bool reads)
{
    char body[100] = "{}";
    if (strstr(route->pattern, "/batch") != NULL)
        snprintf(body, sizeof(body), "{\"items\":[{\"id\":%" PRId64 ",\"fields\":{}}]}",
                 record->id);
    bool updates = rights_may(matrix.rights, role->name, record->name, "update",
                              matrix_level(role, record));
    try_write(role, route, path, body, record, reads && updates);
}

/* What must not happen is tried on everything; what may, on one's own. */
static void
try_remove(const struct matrix_role *role, const struct route_line *route,
           const char *path, const struct matrix_record *record, bool reads)
{
    bool allowed = reads && rights_may(matrix.rights, role->name, record->name, "remove",
                                       matrix_level(role, record));
    if (!allowed)
        try_write(role, route, path, NULL, record, false);
}

static void
try_on_record(const struct matrix_role *role, const struct matrix_record *record)
{
    char path[300];
    bool reads = matrix_reads(&matrix, role, record);
    for (size_t i = 0; i < route_count; i++) {
        enum ground ground = ground_of(&routes[i]);
        ground_path(&routes[i], record->name, record->id, "created_at", path,
                    sizeof(path));
        if (ground == READS)
            ask_and_judge(role, &routes[i], path, NULL, reads);
        else if (ground == CHANGES)
            try_change(role, &routes[i], path, record, reads);
        else if (ground == MOVES)
            try_move(role, &routes[i], record);
        else if (ground == REMOVES)
            try_remove(role, &routes[i], path, record, reads);
    }
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
every_role_reaches_those_records_that_its_grants_reach(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < matrix.record_count; k++)
            if (is_for(&matrix.roles[i], &matrix.records[k]))
                try_on_record(&matrix.roles[i], &matrix.records[k]);
    printf("%zu roles, %zu records, %u questions\n", matrix.role_count,
           matrix.record_count, matrix.asked);
    assert_int_equal(matrix.surprises, 0);
}

static bool
holds_id(const struct dms_json *records, int64_t id)
{
    for (size_t i = 0; i < dms_json_count(records); i++)
        if (dms_json_integer_at(dms_json_at(records, i), "id") == id)
            return true;
    return false;
}

/* Exactly the records in reach, of those that we made. */
static void
try_list(const struct matrix_role *role, const struct route_line *route,
         const char *entity)
{
    char path[300];
    struct http_reply reply;
    struct dms_json *page = NULL;
    ground_path(route, entity, 0, "", path, sizeof(path));
    strcat(path, "?limit=1000&titles=true");
    matrix_ask(&matrix, role, "GET", path, NULL, NULL, &reply);
    bool reads = rights_reach(matrix.rights, role->name, entity, "read") > 0;
    judge(role, path, reads, &reply);
    dms_json_load(reply.body, reply.body_size, &page, NULL);
    const struct dms_json *records = dms_json_at_key(page, "records");
    for (size_t i = 0; reads && i < matrix.record_count; i++) {
        const struct matrix_record *record = &matrix.records[i];
        if (strcmp(record->name, entity) == 0 &&
            holds_id(records, record->id) != matrix_reads(&matrix, role, record))
            matrix_surprise(&matrix, role, "%s: %" PRId64 " is %s", path, record->id,
                            holds_id(records, record->id) ? "there" : "not there");
    }
    dms_json_destroy(page);
    http_reply_clear(&reply);
}

static bool
does_anything(const struct matrix_role *role, const char *entity)
{
    static const char *const actions[] = { "read",   "create",       "update",
                                           "remove", "see_personal", "see_sensitive",
                                           "export", "import" };
    bool any = false;
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
        any = any || rights_reach(matrix.rights, role->name, entity, actions[i]) > 0;
    return any;
}

static void
try_on_entity(const struct matrix_role *role, const char *entity)
{
    char path[300];
    for (size_t i = 0; i < route_count; i++) {
        enum ground ground = ground_of(&routes[i]);
        ground_path(&routes[i], entity, 0, "", path, sizeof(path));
        if (ground == LISTS) {
            try_list(role, &routes[i], entity);
        } else if (ground == OF_ENTITY) {
            ask_and_judge(role, &routes[i], path, NULL, does_anything(role, entity));
        } else if (ground == CREATES) {
            ask_and_judge(role, &routes[i], path, "{}",
                          rights_reach(matrix.rights, role->name, entity, "create") > 0);
        } else if (ground == EXPORTS) {
            strcat(path, "?format=csv");
            ask_and_judge(role, &routes[i], path, NULL,
                          rights_reach(matrix.rights, role->name, entity, "export") > 0);
        }
    }
}

static void
every_role_lists_and_creates_what_its_grants_say(void **state)
{
    (void)state;
    const struct dms_json *list = dms_json_at_key(matrix.sampler.description, "entities");
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < dms_json_count(list); k++)
            if (matrix_has_time_for(k))
                try_on_entity(&matrix.roles[i],
                              dms_json_text_at(dms_json_at(list, k), "name"));
    assert_int_equal(matrix.surprises, 0);
}

static bool
opens_call(const struct matrix_role *role, const struct dms_json *call)
{
    char entity[96];
    const char *needed = dms_json_text_at(call, "permission"),
               *colon = needed != NULL ? strchr(needed, ':') : NULL;
    if (!dms_json_boolean_at(call, "exposed"))
        return false;
    if (colon == NULL)
        return true;
    snprintf(entity, sizeof(entity), "%.*s", (int)(colon - needed), needed);
    return rights_reach(matrix.rights, role->name, entity, colon + 1) > 0;
}

static void
every_role_calls_only_what_is_open_to_it(void **state)
{
    (void)state;
    const struct dms_json *calls = dms_json_at_key(matrix.sampler.description, "calls");
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < dms_json_count(calls); k++) {
            const struct dms_json *call = dms_json_at(calls, k);
            const struct route_line route = { .method = "POST" };
            char path[200];
            snprintf(path, sizeof(path), "/api/v1/calls/%s",
                     dms_json_text_at(call, "name"));
            if (!opens_call(&matrix.roles[i], call))
                ask_and_judge(&matrix.roles[i], &route, path, "{}", false);
        }
    assert_int_equal(matrix.surprises, 0);
}

static void
ones_own_affairs_tell_nothing_of_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < matrix.role_count; i++)
        for (size_t k = 0; k < route_count; k++) {
            char path[200];
            if (ground_of(&routes[k]) != OWN_AFFAIR)
                continue;
            snprintf(path, sizeof(path), "%s%s", routes[k].pattern,
                     strstr(routes[k].pattern, "search") != NULL ? "?q=zq" : "");
            ask_and_judge(&matrix.roles[i], &routes[k], path, NULL, true);
        }
    assert_int_equal(matrix.surprises, 0);
}

static int
begin(void **state)
{
    (void)state;
    matrix_open(&matrix);
    route_count = route_table_read(routes, sizeof(routes) / sizeof(routes[0]));
    return 0;
}

static int
end(void **state)
{
    (void)state;
    matrix_close(&matrix);
    return 0;
}

static int
calm(void **state)
{
    (void)state;
    matrix.surprises = 0;
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_has_its_ground_in_this_test),
        cmocka_unit_test_setup(every_role_reaches_those_records_that_its_grants_reach,
                               calm),
        cmocka_unit_test_setup(every_role_lists_and_creates_what_its_grants_say, calm),
        cmocka_unit_test_setup(every_role_calls_only_what_is_open_to_it, calm),
        cmocka_unit_test_setup(ones_own_affairs_tell_nothing_of_others, calm),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
