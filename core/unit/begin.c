/* begin.c - a unit starts: who asks, in which store, under which brand, at what time. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "unit/unit_inside.h"
#include "workflow/calendar.h"

static enum dms_status
find_actor(struct dms_unit *unit, struct dms_error *error)
{
    const struct dms_request *request = unit->request;
    if ((request->flags & DMS_AS_HOUSE) == 0)
        return access_actor(unit->access, request->user != NULL ? request->user : "",
                            unit->scratch, &unit->actor, error);
    access_house_actor(&unit->actor);
    return DMS_OK;
}

/* Somebody compiled against 1.0 has a request without one. */
const char *
request_scope(const struct dms_request *request)
{
    size_t end = offsetof(struct dms_request, scope) + sizeof(request->scope);
    return request->size >= end ? request->scope : NULL;
}

static bool
works_in(const struct actor *actor, int64_t store)
{
    for (size_t i = 0; i < actor->store_count; i++)
        if (actor->stores[i] == store)
            return true;
    return actor->house || actor->everywhere;
}

static void
stand_in(struct dms_unit *unit, const struct store_info *info)
{
    unit->store = info != NULL ? info->id : 0;
    unit->store_code = info != NULL ? info->code : "";
    unit->store_brand = unit->brand = info != NULL ? info->brand : "";
}

void
unit_stand_in(struct dms_unit *unit, int64_t store)
{
    const struct store_info *info = access_store(unit->access, store);
    if (info != NULL)
        stand_in(unit, info);
    unit->home = unit->store;
}

void
dms_unit_stand_in(struct dms_unit *unit, const struct dms_record *record)
{
    bool elsewhere = record != NULL && record->head.store != 0;
    if (!unit->actor.house)
        return;
    stand_in(unit,
             access_store(unit->access, elsewhere ? record->head.store : unit->home));
    if (record != NULL)
        unit->brand = unit_brand_of(unit, record);
}

/* A person is in one store at a time: the one asked for, or the usual one. */
static enum dms_status
find_store(struct dms_unit *unit, int64_t store, struct dms_error *error)
{
    const char *code = unit->request->store;
    const struct store_info *info = NULL;
    if (store == 0 && code != NULL) {
        info = access_store_by_code(unit->access, code);
        if (info == NULL)
            return dms_fail(error, DMS_NOT_FOUND, "unit.no_store", "code=%s", code);
        if (!works_in(&unit->actor, info->id))
            return dms_fail(error, DMS_FORBIDDEN, "unit.other_store", "code=%s", code);
    } else {
        if (store == 0 && unit->actor.store_count > 0)
            store = unit->actor.stores[0];
        info = store != 0 ? access_store(unit->access, store)
                          : access_only_store(unit->access);
        if (info != NULL && store == 0 && !works_in(&unit->actor, info->id))
            info = NULL;
    }
    stand_in(unit, info);
    unit->home = unit->store;
    return DMS_OK;
}

static const char *
request_name(struct dms_unit *unit)
{
    if (unit->request->request_id != NULL)
        return unit->request->request_id;
    return scratch_printf(unit->scratch, "%" PRIx64 "-%" PRIx64, unit->now,
                          (uint64_t)atomic_fetch_add(&unit->house->requests, 1));
}

static const char *
whose_code(const void *unit)
{
    return unit_owner(unit);
}

enum dms_status
unit_begin(struct dms_unit *unit, struct dms_house *house, const struct unit_start *start,
           struct storage_session *session, bool writes, struct dms_error *error)
{
    *unit = (struct dms_unit){
        .house = house, .session = session, .writes = writes, .request = start->request
    };
    unit->scratch = house_scratch_take(house);
    unit->catalogue = atomic_load(&house->catalogue);
    unit->access = access_hold(house->access);
    unit->now = start->now != 0 ? start->now : clock_now(&house->clock);
    unit->owners[0] = start->owner;
    unit->store_code = unit->store_brand = unit->brand = "";
    enum dms_status st = find_actor(unit, error);
    if (st == DMS_OK)
        st = find_store(unit, start->store, error);
    if (st == DMS_OK && !unit->actor.house)
        st =
            scope_read(request_scope(start->request), unit->scratch, &unit->scope, error);
    if (st == DMS_OK)
        unit->request_id = request_name(unit);
    log_about(unit->request_id, whose_code, unit);
    return st;
}

void
unit_end(struct dms_unit *unit)
{
    log_about(NULL, NULL, NULL);
    dms_json_destroy(unit->warnings);
    list_clear(&unit->audits, NULL);
    list_clear(&unit->events, NULL);
    access_release(unit->house->access, unit->access);
    house_scratch_give(unit->house, unit->scratch);
}

int64_t
dms_unit_now(const struct dms_unit *unit)
{
    return unit->now;
}

int64_t
dms_unit_today(const struct dms_unit *unit)
{
    return dms_time_date(unit->now, unit->house->offset);
}

int64_t
dms_unit_offset(const struct dms_unit *unit)
{
    return unit->house->offset;
}

int64_t
dms_unit_user(const struct dms_unit *unit)
{
    return unit->actor.user;
}

const char *
dms_unit_user_name(const struct dms_unit *unit)
{
    return unit->actor.name;
}

bool
dms_unit_has_role(const struct dms_unit *unit, const char *role)
{
    return actor_has_role(&unit->actor, role);
}

int64_t
dms_unit_store(const struct dms_unit *unit)
{
    return unit->store;
}

const char *
dms_unit_store_code(const struct dms_unit *unit)
{
    return unit->store_code;
}

const char *
dms_unit_brand(const struct dms_unit *unit)
{
    return unit->brand;
}

const char *
dms_unit_language(const struct dms_unit *unit)
{
    const char *asked = unit->request->language;
    if (asked == NULL)
        asked = unit->actor.language;
    return asked != NULL && strcmp(asked, "en") == 0 ? "en" : "zh";
}

bool
dms_unit_may_write(const struct dms_unit *unit)
{
    return unit->writes;
}

char *
dms_scratch_printf(struct dms_unit *unit, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = scratch_vprintf(unit->scratch, format, arguments);
    va_end(arguments);
    return text;
}

void *
dms_scratch_alloc(struct dms_unit *unit, size_t size)
{
    return scratch_alloc(unit->scratch, size);
}
