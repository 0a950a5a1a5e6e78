/* login.c - a password becomes a session: may it be tried, is it right, then write it down. */
#include <stdio.h>
#include <string.h>

#include "access/gate.h"
#include "access/throttle.h"
#include "base/card.h"
#include "base/error.h"
#include "base/log.h"
#include "unit/unit_inside.h"
#include "unit/visit.h"

/* Looked into for a name nobody has, so that the answer takes as long as for one somebody
 * has. Made with the limits of password_hash; nobody knows a password for it. */
static const char decoy[] = "$argon2id$v=19$m=65536,t=2,p=1$m4AS28zsOAxk1PgsHDeCbg$"
                            "HiUcETDA4vmM/aHOx+w/6mGG6xNUw293HEz5one9IbU";

/* One login on its way. */
struct login {
    struct dms_login asked;
    struct throttle_rule rule;
    int64_t user; /* 0: nobody of that name */
    char hash[128];
    struct visit_opening opening;
};

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE };

static enum dms_status
read_rule(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer, (void)error;
    struct login *login = context;
    login->rule = (struct throttle_rule){
        .tries = visit_limit(unit, LIMIT_TRIES),
        .address_tries = visit_limit(unit, LIMIT_ADDRESS_TRIES),
        .account_tries = visit_limit(unit, LIMIT_ACCOUNT_TRIES),
        .window = visit_limit(unit, LIMIT_WINDOW_MINUTES) * DMS_MINUTE,
    };
    return DMS_OK;
}

/* Whoever is switched off or has no password is nobody here. */
static enum dms_status
find_user(struct dms_unit *unit, const char *name, const struct dms_record **user,
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

static enum dms_status
read_user(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    struct login *login = context;
    const struct dms_record *user = NULL;
    enum dms_status st = find_user(unit, login->asked.user, &user, error);
    login->user = user != NULL ? user->head.id : 0;
    snprintf(login->hash, sizeof(login->hash), "%s",
             user != NULL ? dms_record_text(user, "password_hash") : decoy);
    return st;
}

static struct dms_json *
who_and_where(const struct login *login)
{
    struct dms_json *what = dms_json_create_object();
    dms_json_set_text(what, "user", login->asked.user);
    if (login->asked.address != NULL)
        dms_json_set_text(what, "address", login->asked.address);
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

static enum dms_status
wrong(struct dms_house *house, struct login *login, struct dms_error *error)
{
    struct dms_error unheard = { 0 };
    if (dms_house_write(house, &as_house, note_failure, login, NULL, &unheard) != DMS_OK)
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
    enum dms_status st = find_user(unit, login->asked.user, user, error);
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
    unit->actor.user = login->user; /* the house does it, in this person's name */
    login->opening = (struct visit_opening){
        .kind = DMS_VISITOR_SESSION,
        .user = login->user,
        .expires_at = unit->now + visit_limit(unit, LIMIT_SESSION_HOURS) * DMS_HOUR,
        .fields = { "address", "agent" },
        .texts = { login->asked.address, login->asked.agent },
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

/* *RIGHT: is it the user's password? */
static enum dms_status
check(struct dms_house *house, struct login *login, bool *right, struct dms_error *error)
{
    struct dms_json *nothing = NULL;
    enum dms_status st =
        dms_house_read(house, &as_house, read_user, login, &nothing, error);
    if (st == DMS_OK)
        *right = password_matches(login->asked.password, login->hash) && login->user != 0;
    return st;
}

static enum dms_status
check_in_turn(struct dms_house *house, struct login *login, bool *right,
              struct dms_error *error)
{
    if (!gate_enter(house->gate))
        return dms_fail(error, DMS_LIMIT, "access.login_busy", "retry_after=5");
    enum dms_status st = check(house, login, right, error);
    gate_leave(house->gate);
    return st;
}

static enum dms_status
may_try(struct dms_house *house, struct login *login, struct dms_error *error)
{
    struct dms_json *nothing = NULL;
    enum dms_status st =
        dms_house_read(house, &as_house, read_rule, login, &nothing, error);
    if (st != DMS_OK)
        return st;
    int64_t wait = throttle_try(house->throttle, &login->rule, login->asked.user,
                                login->asked.address, clock_now(&house->clock));
    return wait == 0 ? DMS_OK
                     : dms_fail(error, DMS_LIMIT, "access.too_many_tries",
                                "retry_after=%lld", (long long)wait);
}

enum dms_status
dms_house_login(struct dms_house *house, const struct dms_login *given,
                struct dms_json **answer, struct dms_error *error)
{
    struct login login = { .user = 0 };
    struct dms_login *asked = &login.asked;
    bool right = false;
    *answer = NULL;
    card_copy(asked, sizeof(*asked), given, given->size);
    if (asked->user == NULL || asked->password == NULL)
        return dms_fail(error, DMS_INVALID, "access.login_needs", "");
    enum dms_status st = may_try(house, &login, error);
    if (st != DMS_OK)
        return st;
    st = check_in_turn(house, &login, &right, error);
    if (st != DMS_OK)
        throttle_undo(house->throttle, asked->user, asked->address);
    else if (right)
        throttle_forgive(house->throttle, asked->user, asked->address);
    if (st != DMS_OK)
        return st;
    return right ? dms_house_write(house, &as_house, open_session, &login, answer, error)
                 : wrong(house, &login, error);
}
