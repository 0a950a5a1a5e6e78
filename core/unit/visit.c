/* visit.c - sessions and tokens begin only here; what ends them when their time or their user
 * goes. */
#include "unit/visit.h"

#include <string.h>

#include "base/error.h"
#include "unit/unit_inside.h"

static const char end_handler[] = "core/visit_ends";

const char *
visit_entity(enum dms_visitor_kind kind)
{
    return kind == DMS_VISITOR_TOKEN ? "core.token" : "core.session";
}

static enum dms_status
fill(struct visit_opening *opening, struct dms_error *error)
{
    char digest[DIGEST_TEXT_SIZE];
    struct dms_record *record = opening->record;
    secret_make(opening->kind, opening->secret);
    secret_digest(opening->secret, digest);
    enum dms_status st = dms_record_set_int(record, "user", opening->user, error);
    if (st == DMS_OK)
        st = dms_record_set_owner(record, opening->user, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "digest", digest, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "expires_at", opening->expires_at, error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        if (opening->texts[i] != NULL)
            st =
                dms_record_set_text(record, opening->fields[i], opening->texts[i], error);
    return st;
}

enum dms_status
visit_open(struct dms_unit *unit, struct visit_opening *opening, struct dms_error *error)
{
    enum dms_status st =
        dms_unit_new(unit, visit_entity(opening->kind), &opening->record, error);
    if (st == DMS_OK)
        st = fill(opening, error);
    unit->opens = true;
    if (st == DMS_OK)
        st = dms_unit_save(unit, opening->record, error);
    unit->opens = false;
    if (st == DMS_OK)
        st = dms_timer_set(unit, end_handler, opening->record, NULL, opening->expires_at,
                           NULL, error);
    return st;
}

enum dms_status
visit_end_of(struct dms_unit *unit, enum dms_visitor_kind kind, int64_t user, size_t keep,
             struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "user", user);
    enum dms_status st =
        dms_unit_find(unit, visit_entity(kind),
                      "{\"where\":{\"user\":\"$user\"},\"sort\":\"id\",\"limit\":1000}",
                      values, &list, error);
    dms_json_destroy(values);
    int steps = unit->steps; /* however many there are, it is one thing that happens */
    for (size_t i = 0; st == DMS_OK && i + keep < dms_list_count(list); i++) {
        st = dms_unit_remove(unit, list->items[i], error);
        unit->steps = steps;
    }
    return st;
}

enum dms_status
visit_by_digest(const struct catalogue *catalogue, struct storage_session *session,
                enum dms_visitor_kind kind, const char *digest, struct scratch *scratch,
                struct dms_record **record, struct dms_error *error)
{
    static const struct row_scope all = { .everything = true };
    struct query *query = NULL;
    struct dms_list *list = NULL;
    const struct entity *entity = entity_at(catalogue->entities, visit_entity(kind));
    struct dms_json *where = dms_json_create_object(),
                    *question = dms_json_create_object();
    dms_json_set_text(where, "digest", digest);
    dms_json_take_key(question, "where", where);
    enum dms_status st =
        query_create(catalogue->entities, entity, question, 0, &query, error);
    if (st == DMS_OK)
        st = session_list(session, query, &all, scratch, &list, error);
    *record = st == DMS_OK && list->count > 0 ? list->items[0] : NULL;
    query_destroy(query);
    dms_json_destroy(question);
    return st;
}

int64_t
visit_limit(struct dms_unit *unit, enum access_limit_number limit)
{
    struct dms_error ignored = { 0 };
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    bool house = unit->actor.house;
    dms_json_set_text(values, "name", access_limits[limit].name);
    unit->actor.house = true;
    enum dms_status st =
        dms_unit_find(unit, "core.setting",
                      "{\"where\":{\"name\":\"$name\"},\"sort\":\"store\",\"limit\":1}",
                      values, &list, &ignored);
    unit->actor.house = house;
    dms_json_destroy(values);
    bool set = st == DMS_OK && dms_list_count(list) > 0;
    return access_limit_read(limit,
                             set ? dms_record_text(dms_list_at(list, 0), "value") : NULL);
}

static enum dms_status
guard_opening(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    (void)data;
    if (unit->opens)
        return DMS_OK;
    return dms_fail(error, DMS_DENIED, "access.not_by_hand", "entity=@entity.%s",
                    record->entity->name);
}

static enum dms_status
note_end(struct dms_unit *unit, struct dms_record *record, void *data,
         struct dms_error *error)
{
    (void)data;
    unit->visits_changed = true;
    return dms_timer_cancel(unit, end_handler, record, NULL, error);
}

/* Whoever changes a password may do so because somebody else knows it. Tokens stay: they are
 * not made of the password, and have a list of their own. */
static enum dms_status
end_sessions(struct dms_unit *unit, struct dms_record *user, void *data,
             struct dms_error *error)
{
    (void)data;
    bool off = dms_record_changed(user, "active") && dms_record_int(user, "active") == 0;
    if (!off && !dms_record_changed(user, "password_hash"))
        return DMS_OK;
    return visit_end_of(unit, DMS_VISITOR_SESSION, user->head.id, 0, error);
}

static enum dms_status
end_all(struct dms_unit *unit, struct dms_record *user, void *data,
        struct dms_error *error)
{
    (void)data;
    enum dms_status st = visit_end_of(unit, DMS_VISITOR_SESSION, user->head.id, 0, error);
    if (st == DMS_OK)
        st = visit_end_of(unit, DMS_VISITOR_TOKEN, user->head.id, 0, error);
    return st;
}

static enum dms_status
end_expired(struct dms_unit *unit, const char *entity, int64_t id,
            const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    struct dms_record *record = NULL;
    enum dms_status st = unit_load(unit, entity, id, &record, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK && dms_record_int(record, "expires_at") <= unit->now)
        st = dms_unit_remove(unit, record, error);
    return st;
}

static const struct dms_hook hooks[] = {
    DMS_HOOK(.name = "core/guard_session", .on = "core.session.save",
             .run = guard_opening),
    DMS_HOOK(.name = "core/guard_token", .on = "core.token.save", .run = guard_opening),
    DMS_HOOK(.name = "core/note_session", .phase = DMS_AFTER, .on = "core.session.remove",
             .run = note_end),
    DMS_HOOK(.name = "core/note_token", .phase = DMS_AFTER, .on = "core.token.remove",
             .run = note_end),
    DMS_HOOK(.name = "core/end_sessions", .phase = DMS_AFTER, .on = "core.user.update",
             .run = end_sessions),
    DMS_HOOK(.name = "core/end_visits", .on = "core.user.remove", .run = end_all),
};
static const struct dms_timer_handler timer = { .size = sizeof(timer),
                                                .name = end_handler,
                                                .run = end_expired };

enum dms_status
visit_declare(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_timer(registrar, &timer, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(hooks) / sizeof(hooks[0]); i++)
        st = dms_register_hook(registrar, &hooks[i], error);
    return st;
}
