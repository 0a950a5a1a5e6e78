/* login.c - may a password be tried now, and is it right? */
#include "unit/login.h"

#include <stdio.h>
#include <string.h>

#include "access/gate.h"
#include "base/card.h"
#include "base/text.h"

#define NAME_LETTERS 60 /* of core.user */

/* Looked into for a name nobody has, so that the answer takes as long as for one somebody
 * has. Made with the limits of password_hash; nobody knows a password for it. */
static const char decoy[] = "$argon2id$v=19$m=65536,t=2,p=1$m4AS28zsOAxk1PgsHDeCbg$"
                            "HiUcETDA4vmM/aHOx+w/6mGG6xNUw293HEz5one9IbU";

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

static enum dms_status
may_try(struct dms_house *house, struct login *login, struct dms_error *error)
{
    struct dms_json *nothing = NULL;
    enum dms_status st =
        dms_house_read(house, &login->request, read_rule, login, &nothing, error);
    if (st != DMS_OK)
        return st;
    int64_t wait = throttle_try(house->throttle, &login->rule, login->asked.user,
                                login->address, clock_now(&house->clock));
    return wait == 0 ? DMS_OK
                     : dms_fail(error, DMS_LIMIT, "access.too_many_tries",
                                "retry_after=%lld", (long long)wait);
}

static enum dms_status
read_user(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    struct login *login = context;
    const struct dms_record *user = NULL;
    enum dms_status st = login_user(unit, login->asked.user, &user, error);
    login->user = user != NULL ? user->head.id : 0;
    snprintf(login->hash, sizeof(login->hash), "%s",
             user != NULL ? dms_record_text(user, "password_hash") : decoy);
    return st;
}

/* *RIGHT: is it the user's password? */
static enum dms_status
check(struct dms_house *house, struct login *login, bool *right, struct dms_error *error)
{
    struct dms_json *nothing = NULL;
    if (!gate_enter(house->gate))
        return dms_fail(error, DMS_LIMIT, "access.login_busy", "retry_after=5");
    enum dms_status st =
        dms_house_read(house, &login->request, read_user, login, &nothing, error);
    if (st == DMS_OK)
        *right = password_matches(login->asked.password, login->hash) && login->user != 0;
    gate_leave(house->gate);
    return st;
}

/* What a stranger's program says of itself: cut, and without what a terminal would obey. */
static void
tame(const char *from, char *to, size_t size)
{
    size_t used = 0;
    while (from != NULL && *from != '\0') {
        size_t letter = utf8_size(from, strlen(from));
        bool odd = letter == 0 || (unsigned char)*from < ' ' || *from == 0x7f;
        size_t put = odd ? 1 : letter;
        if (used + put >= size)
            break;
        memcpy(to + used, odd ? "?" : from, put);
        used += put;
        from += letter == 0 ? 1 : letter;
    }
    to[used] = '\0';
}

static enum dms_status
read_asked(struct login *login, const struct dms_login *given, struct dms_error *error)
{
    struct dms_login *asked = &login->asked;
    card_copy(asked, sizeof(*asked), given, given->size);
    tame(asked->address, login->address, sizeof(login->address));
    tame(asked->agent, login->agent, sizeof(login->agent));
    login->request = (struct dms_request){ .size = sizeof(login->request),
                                           .flags = DMS_AS_HOUSE,
                                           .language = asked->language,
                                           .request_id = asked->request_id };
    /* Nobody has a name like that: no need to look, nor to write it down. */
    if (asked->user == NULL || asked->password == NULL || asked->user[0] == '\0' ||
        !utf8_valid(asked->user, strlen(asked->user)) ||
        utf8_length(asked->user) > NAME_LETTERS)
        return dms_fail(error, DMS_INVALID, "access.login_needs", "");
    return DMS_OK;
}

enum dms_status
dms_house_login(struct dms_house *house, const struct dms_login *given,
                struct dms_json **answer, struct dms_error *error)
{
    struct login login = { .user = 0 };
    bool right = false;
    *answer = NULL;
    enum dms_status st = read_asked(&login, given, error);
    if (st == DMS_OK)
        st = may_try(house, &login, error);
    if (st != DMS_OK)
        return st;
    st = check(house, &login, &right, error);
    if (st != DMS_OK)
        throttle_undo(house->throttle, login.asked.user, login.address);
    else if (right)
        throttle_forgive(house->throttle, login.asked.user, login.address);
    if (st != DMS_OK)
        return st;
    return right ? login_open(house, &login, answer, error)
                 : login_wrong(house, &login, error);
}
