/* parked.c - what subscribers and timers gave up: listed with the reason in words, done once more, or
 * let go for good. Only for who may change settings. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "base/scratch.h"
#include "door/door.h"
#include "storage/system.h"
#include "unit/parked.h"
#include "unit/unit_inside.h"

#define USUAL 100
#define MOST  1000 /* of a question: "next" says where to go on */

static size_t
limit_of(const struct dms_json *question)
{
    int64_t limit = dms_json_integer_at(question, "limit");
    return limit > 0 && limit <= MOST ? (size_t)limit : USUAL;
}

static struct dms_json *
problem_of(const struct dms_house *house, const char *language,
           const struct dms_error *failed)
{
    struct dms_json *problem = error_json(failed);
    char *text = messages_error(house->messages, language, failed);
    dms_json_set_text(problem, "text", text);
    free(text);
    return problem;
}

static void
set_time(const struct dms_unit *unit, struct dms_json *json, const char *key, int64_t at)
{
    char buffer[40];
    if (at != 0)
        dms_json_set_text(
            json, key, dms_time_print(at, dms_unit_offset(unit), buffer, sizeof(buffer)));
}

/* Which it is: {"id", "subscriber", "kind", "name", "entity"?, "record"?}. */
static struct dms_json *
named(const struct parked_row *row, const struct dms_json *timer)
{
    struct dms_json *json = dms_json_create_object();
    const char *name = timer != NULL ? dms_json_text_at(timer, "key") : row->told.name;
    const char *entity =
        timer != NULL ? dms_json_text_at(timer, "entity") : row->told.entity;
    dms_json_set_integer(json, "id", row->id);
    dms_json_set_text(json, "subscriber", row->subscriber);
    dms_json_set_text(json, "kind", timer != NULL ? "timer" : "event");
    dms_json_set_text(json, "name", name != NULL ? name : "");
    if (entity == NULL || entity[0] == '\0')
        return json;
    dms_json_set_text(json, "entity", entity);
    dms_json_set_integer(json, "record",
                         timer != NULL ? dms_json_integer_at(timer, "record")
                                       : row->told.record);
    return json;
}

static struct dms_json *
told(struct dms_unit *unit, const struct parked_row *row)
{
    struct dms_json *reason = parked_load(row);
    const struct dms_json *timer = dms_json_at_key(reason, "timer");
    struct dms_json *json = named(row, timer);
    const char *entity = dms_json_text_at(json, "entity");
    struct dms_error failed = { 0 };
    error_from_json(&failed, reason);
    set_time(unit, json, "at", timer != NULL ? 0 : row->told.at);
    set_time(unit, json, "parked_at", dms_json_integer_at(reason, "parked_at"));
    if (entity != NULL && entity_at(unit->catalogue->entities, entity) != NULL)
        dms_json_set_text(json, "title",
                          unit_called(unit, entity, dms_json_integer_at(json, "record")));
    dms_json_take_key(json, "problem",
                      problem_of(unit->house, dms_unit_language(unit), &failed));
    dms_json_destroy(reason);
    return json;
}

/* {"subscriber"?, "limit"?, "after"?} */
enum dms_status
door_parked(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *subscriber = dms_json_text_at(question, "subscriber");
    struct parked_row *rows = NULL;
    size_t count = 0, limit = limit_of(question);
    int64_t total = 0;
    enum dms_status st = door_need_admin(unit, error);
    if (st == DMS_OK)
        st = session_parked_after(unit->session, subscriber,
                                  dms_json_integer_at(question, "after"), limit,
                                  unit->scratch, &rows, &count, error);
    if (st == DMS_OK)
        st = session_parked_count(unit->session, subscriber, &total, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *parked = dms_json_create_array();
    for (size_t i = 0; i < count; i++)
        dms_json_take(parked, told(unit, &rows[i]));
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "parked", parked);
    dms_json_set_integer(*answer, "total", total);
    if (count == limit)
        dms_json_set_integer(*answer, "next", rows[count - 1].id);
    return DMS_OK;
}

static enum dms_status
id_of(const struct dms_json *question, int64_t *id, struct dms_error *error)
{
    const struct dms_json *member = dms_json_at_key(question, "id");
    const char *text = dms_json_text(member);
    *id = dms_json_integer_at(question, "id");
    if (member == NULL)
        return dms_fail_field(error, DMS_INVALID, "id", "door.needs", "member=id");
    return *id > 0 ? DMS_OK
                   : dms_fail_field(error, DMS_NOT_FOUND, "id", "unit.not_parked",
                                    "id=%s", text != NULL ? text : "0");
}

/* The one parked as ID. */
static enum dms_status
find(struct storage_session *session, int64_t id, struct scratch *scratch,
     struct parked_row **row, struct dms_error *error)
{
    size_t count = 0;
    enum dms_status st =
        session_parked_after(session, NULL, id - 1, 1, scratch, row, &count, error);
    return st != DMS_OK || (count == 1 && (*row)->id == id)
               ? st
               : dms_fail_field(error, DMS_NOT_FOUND, "id", "unit.not_parked",
                                "id=%" PRId64, id);
}

/* A line in the audit chain: which, and why it was parked and is no more. */
static void
write_down(struct dms_unit *unit, const struct parked_row *row, const char *reason)
{
    struct dms_json *problem = parked_load(row);
    struct dms_json *what = named(row, dms_json_at_key(problem, "timer"));
    dms_json_set_text(what, "problem", dms_json_text_at(problem, "key"));
    dms_json_set_text(what, "reason", reason);
    unit_audit(unit, "event", "drop", "", 0, what);
    dms_json_destroy(problem);
}

/* When nothing of SUBSCRIBER is parked any more, nobody need read any longer that it failed. */
static enum dms_status
forget(struct dms_unit *unit, void *subscriber, struct dms_json **answer,
       struct dms_error *error)
{
    int64_t left = 0;
    (void)answer;
    enum dms_status st = session_parked_count(unit->session, subscriber, &left, error);
    if (st == DMS_OK && left == 0)
        house_notice_over(unit->house, subscriber);
    return st;
}

/* {"id", "reason"} */
enum dms_status
door_parked_drop(struct dms_unit *unit, void *context, struct dms_json **answer,
                 struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *reason = "";
    struct parked_row *row = NULL;
    int64_t id = 0;
    bool was_there = false;
    enum dms_status st = door_need_admin(unit, error);
    if (st == DMS_OK)
        st = id_of(question, &id, error);
    if (st == DMS_OK)
        st = door_text(question, "reason", &reason, error);
    if (st == DMS_OK)
        st = find(unit->session, id, unit->scratch, &row, error);
    if (st != DMS_OK)
        return st;
    write_down(unit, row, reason);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "dropped", told(unit, row));
    st = session_parked_drop(unit->session, id, &was_there, error);
    return st == DMS_OK ? forget(unit, (void *)(uintptr_t)row->subscriber, NULL, error)
                        : st;
}

/* Those a question means. */
struct meant {
    const char *subscriber; /* NULL: only ID */
    int64_t id, after;
    size_t limit, count;
    struct parked_row *rows;
    struct scratch *scratch;
};

/* Who had it done again, written down before. */
static enum dms_status
choose(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    struct meant *meant = context;
    enum dms_status st;
    (void)answer;
    meant->count = 1;
    if (meant->subscriber == NULL)
        st = find(unit->session, meant->id, meant->scratch, &meant->rows, error);
    else
        st = session_parked_after(unit->session, meant->subscriber, meant->after,
                                  meant->limit, meant->scratch, &meant->rows,
                                  &meant->count, error);
    if (st == DMS_OK && meant->count == 0 && meant->after == 0)
        st = dms_fail_field(error, DMS_NOT_FOUND, "subscriber", "door.none_parked",
                            "subscriber=%s", meant->subscriber);
    if (st == DMS_OK && meant->count > 0) {
        struct dms_json *what = dms_json_create_object();
        dms_json_set_text(what, "subscriber", meant->rows[0].subscriber);
        dms_json_set_integer(what, "id", meant->rows[0].id);
        dms_json_set_integer(what, "count", (int64_t)meant->count);
        unit_audit(unit, "event", "retry", "", 0, what);
    }
    return st;
}

static enum dms_status
meant_by(const struct dms_json *question, struct meant *meant, struct dms_error *error)
{
    meant->subscriber = dms_json_text_at(question, "subscriber");
    meant->after = dms_json_integer_at(question, "after");
    meant->limit = limit_of(question);
    return meant->subscriber != NULL ? DMS_OK : id_of(question, &meant->id, error);
}

static struct dms_json *
tell(const struct dms_house *house, const char *language, const struct parked_try *try)
{
    struct dms_json *item = dms_json_create_object();
    dms_json_set_integer(item, "id", try->row->id);
    dms_json_set_boolean(item, "ok", try->error.status == DMS_OK);
    if (try->error.status != DMS_OK)
        dms_json_take_key(item, "problem", problem_of(house, language, &try->error));
    return item;
}

static struct dms_json *
retry_all(struct dms_house *house, const char *language, const struct meant *meant)
{
    struct parked_try *tries = memory_get((meant->count + 1) * sizeof(*tries));
    struct dms_json *answer = dms_json_create_object(), *items = dms_json_create_array();
    int64_t done = 0;
    for (size_t i = 0; i < meant->count; i++)
        tries[i].row = &meant->rows[i];
    parked_retry(house, tries, meant->count);
    for (size_t i = 0; i < meant->count; i++) {
        dms_json_take(items, tell(house, language, &tries[i]));
        done += tries[i].error.status == DMS_OK;
    }
    dms_json_take_key(answer, "items", items);
    dms_json_set_integer(answer, "done", done);
    dms_json_set_integer(answer, "refused", (int64_t)meant->count - done);
    if (meant->subscriber != NULL && meant->count == meant->limit)
        dms_json_set_integer(answer, "next", meant->rows[meant->count - 1].id);
    free(tries);
    return answer;
}

/* {"id"} or {"subscriber", "limit"?, "after"?}: as batch_each answers. */
enum dms_status
door_parked_retry(struct dms_house *house, const struct dms_request *request,
                  const struct dms_json *question, struct dms_json **answer,
                  struct dms_error *error)
{
    struct meant meant = { .scratch = scratch_create() };
    enum dms_status st = meant_by(question, &meant, error);
    if (st == DMS_OK)
        st = dms_house_write(house, request, choose, &meant, NULL, error);
    if (st == DMS_OK)
        *answer = retry_all(house, request->language, &meant);
    if (st == DMS_OK && meant.count > 0)
        dms_house_read(house, request, forget,
                       (void *)(uintptr_t)meant.rows[0].subscriber, NULL, NULL);
    scratch_destroy(meant.scratch);
    return st;
}
