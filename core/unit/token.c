/* token.c - a secret for a program, with less than its user may and for a while only. */
#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "base/text.h"
#include "unit/unit_inside.h"
#include "unit/visit.h"

struct making {
    const struct dms_json *wish;
    struct visit_opening opening;
    bool made; /* by this request, and not by one before it with the same key */
};

static enum dms_status
bad(const char *field, const char *key, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, field, key, "");
}

/* ["crm.*:read", …] or "crm.*:read …" as one text. An empty list would open nothing, an empty
 * text everything: neither is what somebody means who writes it. */
static enum dms_status
join_words(const struct dms_json *scope, struct text *text, struct dms_error *error)
{
    size_t count = dms_json_kind(scope) == DMS_JSON_ARRAY ? dms_json_count(scope) : 1;
    for (size_t i = 0; i < count; i++) {
        const char *word = dms_json_text(
            dms_json_kind(scope) == DMS_JSON_ARRAY ? dms_json_at(scope, i) : scope);
        if (word == NULL)
            return bad("scope", "access.scope_form", error);
        text_printf(text, "%s%s", text->size > 0 ? " " : "", word);
    }
    return text->size > 0 && strspn(text->data, " ") < text->size
               ? DMS_OK
               : bad("scope", "access.scope_form", error);
}

static bool
is_call(const void *data, const char *pattern)
{
    const struct catalogue *catalogue = data;
    for (size_t i = 0; i < catalogue->calls.count; i++) {
        const struct catalogue_call *call = catalogue->calls.items[i];
        if (pattern_speaks_of(pattern, call->card.name))
            return true;
    }
    return false;
}

static enum dms_status
check_words(struct dms_unit *unit, const char *text, struct dms_error *error)
{
    const struct access_scope *scope;
    enum dms_status st = scope_read(text, unit->scratch, &scope, error);
    const char *idle = st == DMS_OK ? scope_idle_word(scope, unit->catalogue->entities,
                                                      is_call, unit->catalogue)
                                    : NULL;
    return idle == NULL ? st
                        : dms_fail_field(error, DMS_INVALID, "scope", "access.idle_scope",
                                         "word=%s", idle);
}

static enum dms_status
read_scope(struct dms_unit *unit, struct making *making, struct dms_error *error)
{
    const struct dms_json *scope = dms_json_at_key(making->wish, "scope");
    struct text text = { 0 };
    if (scope == NULL || dms_json_kind(scope) == DMS_JSON_NULL)
        return DMS_OK;
    enum dms_status st = join_words(scope, &text, error);
    if (st == DMS_OK)
        st = check_words(unit, text.data, error);
    if (st == DMS_OK)
        making->opening.texts[1] = scratch_copy(unit->scratch, text.data);
    text_clear(&text);
    return st;
}

/* "expires_at", or "days" from now, or what the house usually gives. */
static enum dms_status
read_expiry(struct dms_unit *unit, struct making *making, struct dms_error *error)
{
    int64_t *until = &making->opening.expires_at;
    int64_t most = visit_limit(unit, LIMIT_TOKEN_MOST_DAYS);
    int64_t days = visit_limit(unit, LIMIT_TOKEN_DAYS);
    const struct dms_json *asked = dms_json_at_key(making->wish, "days");
    const char *text = dms_json_text_at(making->wish, "expires_at");
    if (asked != NULL)
        days = dms_json_integer(asked);
    bool sane = days > 0 && days <= most;
    *until = unit->now + (sane ? days : 0) * DMS_DAY;
    enum dms_status st = DMS_OK;
    if (text != NULL)
        st = dms_time_load(text, unit->house->offset, until, error);
    if (st != DMS_OK)
        dms_error_at_field(error, "expires_at");
    else if (*until <= unit->now || *until > unit->now + most * DMS_DAY)
        st = dms_fail_field(error, DMS_INVALID, asked != NULL ? "days" : "expires_at",
                            "access.token_expiry", "days=%" PRId64, most);
    return st;
}

static enum dms_status
check_count(struct dms_unit *unit, struct dms_error *error)
{
    int64_t count = 0, most = visit_limit(unit, LIMIT_TOKENS);
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "user", unit->actor.user);
    enum dms_status st = dms_unit_count(
        unit, "core.token", "{\"where\":{\"user\":\"$user\"}}", values, &count, error);
    dms_json_destroy(values);
    if (st == DMS_OK && count >= most)
        st = dms_fail(error, DMS_LIMIT, "access.too_many_tokens", "most=%" PRId64, most);
    return st;
}

static enum dms_status
make(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    struct making *making = context;
    making->opening = (struct visit_opening){
        .kind = DMS_VISITOR_TOKEN,
        .user = unit->actor.user,
        .fields = { "name", "scope" },
        .texts = { dms_json_text_at(making->wish, "name"), NULL },
    };
    enum dms_status st = read_scope(unit, making, error);
    if (st == DMS_OK)
        st = read_expiry(unit, making, error);
    if (st == DMS_OK)
        st = check_count(unit, error);
    if (st == DMS_OK)
        st = visit_open(unit, &making->opening, error);
    if (st != DMS_OK)
        return st;
    making->made = true;
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "record",
                      unit_record_json(unit, making->opening.record, NULL));
    return DMS_OK;
}

enum dms_status
dms_house_token(struct dms_house *house, const struct dms_request *request,
                const struct dms_json *wish, struct dms_json **answer,
                struct dms_error *error)
{
    struct making making = { .wish = wish };
    struct unit_start start = { .request = request, .owner = "core" };
    const char *scope = request_scope(request);
    *answer = NULL;
    if ((request->flags & DMS_AS_HOUSE) != 0)
        return dms_fail(error, DMS_FORBIDDEN, "access.token_of_nobody", "");
    /* Else a token could make one that may more. */
    if (scope != NULL && scope[0] != '\0')
        return dms_fail(error, DMS_FORBIDDEN, "access.token_by_token", "");
    enum dms_status st = house_write_as(house, &start, make, &making, answer, error);
    /* The answer is kept with the request's key, so the secret comes into it only now. */
    if (st == DMS_OK && making.made)
        dms_json_set_text(*answer, "token", making.opening.secret);
    return st;
}
