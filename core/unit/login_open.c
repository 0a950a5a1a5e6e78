/* login_open.c - what a login writes: the session, or that somebody failed. */
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/login.h"

/* Whoever is switched off or has no password is nobody here. */
enum dms_status
login_user(struct dms_unit *unit, const char *name, const struct dms_record **user,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "name", name);
    enum dms_status st = dms_unit_find(unit, "core.user",
                                       "{\"where\":{\"name\":\"$name\",\"active\":true}}",
                                       values, &list, error);
    dms_json_destroy(values);
    const struct dms_record *found =
        st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    *user = found != NULL && dms_record_has(found, "password_hash") ? found : NULL;
    return st;
}

static struct dms_json *
who_and_where(const struct login *login)
{
    struct dms_json *what = dms_json_create_object();
    dms_json_set_text(what, "user", login->asked.user);
    dms_json_set_text(what, "address", login->address);
    return what;
}

static enum dms_status
note_failure(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer, (void)error;
    const struct login *login = context;
    unit_audit(unit, "access", "login_failed", "core.user", login->user,
               who_and_where(login));
    return DMS_OK;
}

enum dms_status
login_wrong(struct dms_house *house, struct login *login, struct dms_error *error)
{
    struct dms_error unheard = { 0 };
    if (dms_house_write(house, &login->request, note_failure, login, NULL, &unheard) !=
        DMS_OK)
        log_error(&unheard);
    dms_error_clear(&unheard);
    return dms_fail(error, DMS_FORBIDDEN, "access.wrong_login", "");
}

static struct dms_json *
session_json(const struct login *login, const struct dms_record *user)
{
    char csrf[CSRF_SIZE];
    struct dms_json *json = dms_json_create_object();
    secret_csrf(login->opening.secret, csrf);
    dms_json_set_text(json, "session", login->opening.secret);
    dms_json_set_text(json, "csrf", csrf);
    dms_json_set_text(json, "user", dms_record_text(user, "name"));
    dms_json_take_key(json, "expires_at",
                      dms_record_json(login->opening.record, "expires_at"));
    return json;
}

/* What was checked may have changed while it was checked. */
static enum dms_status
still_so(struct dms_unit *unit, const struct login *login, const struct dms_record **user,
         struct dms_error *error)
{
    enum dms_status st = login_user(unit, login->asked.user, user, error);
    if (st == DMS_OK && (*user == NULL || strcmp(dms_record_text(*user, "password_hash"),
                                                 login->hash) != 0))
        st = dms_fail(error, DMS_FORBIDDEN, "access.wrong_login", "");
    return st;
}

static enum dms_status
open_session(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    struct login *login = context;
    const struct dms_record *user = NULL;
    enum dms_status st = still_so(unit, login, &user, error);
    if (st != DMS_OK)
        return st;
    login->user = user->head.id;
    unit->actor.user = login->user; /* the house does it, in this person's name */
    login->opening = (struct visit_opening){
        .kind = DMS_VISITOR_SESSION,
        .user = login->user,
        .expires_at = unit->now + visit_limit(unit, LIMIT_SESSION_HOURS) * DMS_HOUR,
        .fields = { "address", "agent" },
        .texts = { login->address, login->agent },
    };
    size_t most = (size_t)visit_limit(unit, LIMIT_SESSIONS);
    st = visit_end_of(unit, DMS_VISITOR_SESSION, login->user, most - 1, error);
    if (st == DMS_OK)
        st = visit_open(unit, &login->opening, error);
    if (st != DMS_OK)
        return st;
    unit_audit(unit, "access", "login", "core.user", login->user, who_and_where(login));
    *answer = session_json(login, user);
    return DMS_OK;
}

enum dms_status
login_open(struct dms_house *house, struct login *login, struct dms_json **answer,
           struct dms_error *error)
{
    return dms_house_write(house, &login->request, open_session, login, answer, error);
}
