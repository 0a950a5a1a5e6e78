/* session.c - in by a password, out again, and who one is meanwhile. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "exchange.h"
#include "guard.h"
#include "handlers.h"
#include "keys.h"
#include "problem.h"
#include "question.h"

static void
set_cookie(struct exchange *exchange, const char *secret)
{
    const char *secure = exchange->secure ? "; Secure" : "";
    answer_header(exchange, "Set-Cookie", "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
                  guard_cookie_name(exchange), secret, secure,
                  secret[0] == '\0' ? "; Max-Age=0" : "");
}

/* An older session of the same browser ends: a cookie from before the login is worth nothing
 * after it. */
static void
end_older(struct exchange *exchange)
{
    const char *older = guard_cookie(exchange);
    if (older != NULL)
        dms_house_logout(exchange->server->house, older, NULL);
}

/* The secret goes into the cookie, where no script reads it, and nowhere else. */
static void
welcome(struct exchange *exchange, struct dms_json *answer)
{
    end_older(exchange);
    set_cookie(exchange, dms_json_text_at(answer, "session"));
    dms_json_remove_key(answer, "session");
    answer_json(exchange, 200, answer);
}

static const char *
needed_text(struct exchange *exchange, const char *member, enum dms_status *st)
{
    const char *text = dms_json_text_at(exchange->json, member);
    if (*st == DMS_OK && (text == NULL || text[0] == '\0'))
        *st = dms_fail_field(exchange->error, DMS_INVALID, member, "rest.member_needed",
                             "member=%s", member);
    return text;
}

void
session_login(struct exchange *exchange)
{
    enum dms_status st = DMS_OK;
    struct dms_json *answer = NULL;
    struct dms_login login = { .size = sizeof(login),
                               .user = needed_text(exchange, "user", &st),
                               .password = needed_text(exchange, "password", &st),
                               .address = exchange->address,
                               .agent = exchange_header(exchange, "User-Agent"),
                               .language = exchange->language };
    if (st == DMS_OK)
        st = keys_refuse(exchange);
    if (st == DMS_OK)
        st = dms_house_login(exchange->server->house, &login, &answer, exchange->error);
    if (st == DMS_OK)
        welcome(exchange, answer);
    else if (st == DMS_FORBIDDEN)
        problem(exchange, 401, st);
    else
        problem_of(exchange, st);
}

void
session_logout(struct exchange *exchange)
{
    enum dms_status st = DMS_OK;
    if (exchange->visitor.kind != DMS_VISITOR_SESSION)
        st = dms_fail(exchange->error, DMS_FORBIDDEN, "rest.needs_session", "");
    else
        st = dms_house_logout(exchange->server->house, guard_cookie(exchange),
                              exchange->error);
    if (st != DMS_OK) {
        problem_of(exchange, st);
        return;
    }
    set_cookie(exchange, "");
    answer_json(exchange, 200, dms_json_create_object());
}

void
session_me(struct exchange *exchange)
{
    const struct dms_visitor *visitor = &exchange->visitor;
    char until[40];
    bool session = visitor->kind == DMS_VISITOR_SESSION;
    struct dms_json *me = question_read(exchange, question_create(exchange, "me"));
    if (me == NULL)
        return;
    dms_json_set_text(me, "by", session ? "session" : "token");
    dms_json_set_text(me, "expires_at",
                      dms_time_print(visitor->expires_at, 0, until, sizeof(until)));
    if (session)
        dms_json_set_text(me, "csrf", visitor->csrf);
    else if (visitor->scope[0] != '\0')
        dms_json_set_text(me, "scope", visitor->scope);
    answer_json(exchange, 200, me);
}
