/* enter.c - who holds this secret? And leaving again. */
#include <stdio.h>
#include <string.h>

#include "access/visits.h"
#include "unit/unit_inside.h"
#include "unit/visit.h"

static enum dms_status
no_visit(struct dms_error *error)
{
    return dms_fail(error, DMS_FORBIDDEN, "access.no_visit", "");
}

static void
put_text(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from != NULL ? from : "");
}

/* FORBIDDEN when there is none. */
static enum dms_status
read_visit(struct dms_house *house, struct visit *visit, struct dms_error *error)
{
    struct storage_session *session = NULL;
    struct dms_record *record = NULL;
    uint64_t moment = visits_moment(house->visits);
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    struct scratch *scratch = house_scratch_take(house);
    st = visit_by_digest(atomic_load(&house->catalogue), session, visit->kind,
                         visit->digest, scratch, &record, error);
    if (record != NULL) {
        visit->id = record->head.id;
        visit->user = dms_record_int(record, "user");
        visit->expires_at = dms_record_int(record, "expires_at");
        put_text(visit->scope, sizeof(visit->scope), dms_record_text(record, "scope"));
        visits_keep(house->visits, visit, moment);
    }
    house_scratch_give(house, scratch);
    storage_read_end(session);
    return st == DMS_OK && record == NULL ? no_visit(error) : st;
}

static void
introduce(const struct visit *visit, const char *secret, const char *name,
          struct dms_visitor *given)
{
    struct dms_visitor visitor = { .size = given->size,
                                   .kind = visit->kind,
                                   .id = visit->id,
                                   .user = visit->user,
                                   .expires_at = visit->expires_at };
    put_text(visitor.name, sizeof(visitor.name), name);
    put_text(visitor.scope, sizeof(visitor.scope), visit->scope);
    if (visit->kind == DMS_VISITOR_SESSION)
        secret_csrf(secret, visitor.csrf);
    memcpy(given, &visitor,
           given->size < sizeof(visitor) ? given->size : sizeof(visitor));
}

enum dms_status
dms_house_enter(struct dms_house *house, const char *secret, struct dms_visitor *visitor,
                struct dms_error *error)
{
    struct visit visit = { .kind = secret_kind(secret) };
    enum dms_status st = DMS_OK;
    if (visit.kind == 0)
        return no_visit(error);
    secret_digest(secret, visit.digest);
    if (!visits_find(house->visits, &visit))
        st = read_visit(house, &visit, error);
    if (st != DMS_OK)
        return st;
    const struct access_form *form = access_hold(house->access);
    const char *name = access_user_name(form, visit.user);
    if (name == NULL || visit.expires_at <= clock_now(&house->clock))
        st = no_visit(error);
    else
        introduce(&visit, secret, name, visitor);
    access_release(house->access, form);
    return st;
}

static enum dms_status
close_session(struct dms_unit *unit, void *context, struct dms_json **answer,
              struct dms_error *error)
{
    (void)answer;
    struct dms_record *record = NULL;
    enum dms_status st =
        visit_by_digest(unit->catalogue, unit->session, DMS_VISITOR_SESSION, context,
                        unit->scratch, &record, error);
    if (st != DMS_OK || record == NULL)
        return st;
    unit->actor.user = dms_record_int(record, "user");
    unit_audit(unit, "access", "logout", "core.user", unit->actor.user, NULL);
    return dms_unit_remove(unit, record, error);
}

enum dms_status
dms_house_logout(struct dms_house *house, const char *secret, struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    char digest[DIGEST_TEXT_SIZE];
    if (secret_kind(secret) != DMS_VISITOR_SESSION)
        return DMS_OK;
    secret_digest(secret, digest);
    return dms_house_write(house, &as_house, close_session, digest, NULL, error);
}
