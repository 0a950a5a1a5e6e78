/* tasks.c - what is to be done next, by whom; and that it was done. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "door/door.h"

#define USUAL 50

/* {"owner":null,"role":{"in":[…]}}: work of the post that nobody took yet. */
static struct dms_json *
of_my_roles(const struct actor *actor)
{
    struct dms_json *part = dms_json_create_object(), *in = dms_json_create_object();
    struct dms_json *roles = dms_json_create_array();
    for (size_t i = 0; i < actor->role_count; i++)
        dms_json_take(roles, dms_json_create_text(actor->roles[i]));
    dms_json_take_key(in, "in", roles);
    dms_json_take_key(part, "owner", dms_json_create_null());
    dms_json_take_key(part, "role", in);
    return part;
}

static struct dms_json *
mine(const struct actor *actor)
{
    struct dms_json *either = dms_json_create_array(), *own = dms_json_create_object();
    dms_json_set_integer(own, "owner", actor->user);
    dms_json_take(either, own);
    if (actor->role_count > 0)
        dms_json_take(either, of_my_roles(actor));
    return either;
}

/* Open ones in the order of their due time: the requester's, or with "all" everybody's. */
static struct dms_json *
query_of(struct dms_unit *unit, const struct dms_json *question)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    const char *until = dms_json_text_at(question, "due_by");
    int64_t limit = dms_json_integer_at(question, "limit");
    dms_json_set_text(where, "state", "open");
    if (until != NULL) {
        struct dms_json *due = dms_json_create_object();
        dms_json_set_text(due, "lte", until);
        dms_json_take_key(where, "due_at", due);
    }
    if (!dms_json_boolean_at(question, "all") && !unit->actor.house)
        dms_json_take_key(where, "or", mine(&unit->actor));
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", "due_at,id");
    dms_json_set_integer(query, "limit", limit > 0 ? limit : USUAL);
    return query;
}

/* What to do, in words, and about whom. */
static struct dms_json *
show(struct dms_unit *unit, const struct dms_record *task)
{
    struct dms_json *json = unit_record_json(unit, task, NULL);
    const char *title = dms_record_text(task, "title");
    const char *entity = dms_record_text(task, "subject_entity");
    const char *stamp = dms_record_text(task, "title_values");
    struct dms_json *values = NULL;
    if (stamp != NULL)
        dms_json_load(stamp, strlen(stamp), &values, NULL);
    char *words = messages_text(unit->house->messages, dms_unit_language(unit),
                                title != NULL ? title : dms_record_text(task, "kind"), values);
    dms_json_set_text(json, "title_text", words);
    if (entity != NULL)
        dms_json_set_text(json, "subject_title",
                          unit_title(unit, entity, dms_record_int(task, "subject")));
    dms_json_set_boolean(json, "overdue", dms_record_has(task, "due_at") &&
                                              dms_record_int(task, "due_at") < dms_unit_now(unit));
    free(words);
    dms_json_destroy(values);
    return json;
}

enum dms_status
door_tasks(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *query = query_of(unit, context);
    enum dms_status st = dms_unit_find_json(unit, "core.task", query, &list, error);
    if (st == DMS_OK) {
        struct dms_json *tasks = dms_json_create_array();
        for (size_t i = 0; i < dms_list_count(list); i++)
            dms_json_take(tasks, show(unit, dms_list_at(list, i)));
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "tasks", tasks);
    }
    dms_json_destroy(query);
    return st;
}

/* The members beside "do" and "id" are what the person found out: outcome, note. */
static struct dms_json *
findings(const struct dms_json *question)
{
    static const char *const members[] = { "outcome", "note" };
    struct dms_json *fields = dms_json_create_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const struct dms_json *value = dms_json_at_key(question, members[i]);
        if (value != NULL)
            dms_json_take_key(fields, members[i], dms_json_copy(value));
    }
    return fields;
}

enum dms_status
door_task_done(struct dms_unit *unit, void *context, struct dms_json **answer,
               struct dms_error *error)
{
    const struct dms_json *question = context;
    struct dms_json *asked = dms_json_create_object(), *fields = findings(question);
    struct dms_record *task = NULL;
    const char *entity;
    int64_t id = 0;
    dms_json_set_text(asked, "entity", "core.task");
    if (dms_json_at_key(question, "id") != NULL)
        dms_json_take_key(asked, "id", dms_json_copy(dms_json_at_key(question, "id")));
    enum dms_status st = door_record(unit, asked, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, entity, id, &task, error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, task, "done", fields, error);
    if (st == DMS_OK)
        *answer = door_answer(unit, question, task);
    dms_json_destroy(asked);
    dms_json_destroy(fields);
    return st;
}
