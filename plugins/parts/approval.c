/* approval.c - see approval.h (rows 69, 72, 73). */
#include "approval.h"

#include <inttypes.h>
#include <string.h>

enum dms_status
parts_sign(struct dms_unit *unit, struct dms_record *record, const char *field,
           struct dms_error *error)
{
    if (dms_unit_user(unit) == 0)
        return DMS_OK;
    return dms_record_set_int(record, field, dms_unit_user(unit), error);
}

enum dms_status
parts_decide(struct dms_unit *unit, const char *decision, const struct dms_json *facts,
             const char *member, int64_t fallback, int64_t *number,
             struct dms_error *error)
{
    struct dms_json *answer = NULL;
    *number = fallback;
    if (!dms_unit_can_call(unit, decision))
        return DMS_OK;
    enum dms_status st = dms_call(unit, decision, facts, &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, member) != NULL)
        *number = dms_json_integer_at(answer, member);
    dms_json_destroy(answer);
    return st;
}

enum dms_status
parts_approve(struct dms_unit *unit, struct dms_record *record, const char *decision,
              int64_t amount, struct dms_error *error)
{
    int64_t limit = INT64_MAX;
    if (dms_unit_user(unit) == 0)
        return DMS_OK; /* limits bind people */
    if (dms_unit_user(unit) == dms_record_int(record, "requested_by"))
        return dms_fail(error, DMS_DENIED, "parts.own_request", "");
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "amount", amount);
    dms_json_set_text(facts, "entity", dms_record_entity(record));
    enum dms_status st =
        parts_decide(unit, decision, facts, "limit", INT64_MAX, &limit, error);
    dms_json_destroy(facts);
    if (st == DMS_OK && amount > limit)
        return dms_fail(error, DMS_DENIED, "parts.beyond_limit", "amount=%s|limit=%s",
                        parts_yuan(unit, amount), parts_yuan(unit, limit));
    return st == DMS_OK ? parts_sign(unit, record, "approved_by", error) : st;
}

enum dms_status
parts_lines_of(struct dms_unit *unit, const char *entity,
               const struct dms_record *document, const struct dms_list **lines,
               struct dms_error *error)
{
    const char *noun = strchr(dms_record_entity(document), '.') + 1;
    const char *query = dms_scratch_printf(
        unit, "{\"where\":{\"%s\":\"$id\"},\"sort\":\"id\",\"limit\":1000}", noun);
    return parts_list(unit, entity, query, dms_record_id(document), lines, error);
}

enum dms_status
parts_need_lines(const struct dms_record *document, const struct dms_list *lines,
                 struct dms_error *error)
{
    if (dms_list_count(lines) > 0)
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "parts.document_empty", "number=%s",
                    dms_record_text(document, "number"));
}

enum dms_status
parts_still(struct dms_unit *unit, const struct dms_record *line, const char *field,
            const char *entity, const char *state, const struct dms_record **document,
            struct dms_error *error)
{
    *document = NULL;
    if (!dms_record_has(line, field))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st =
        dms_unit_get(unit, entity, dms_record_int(line, field), document, error);
    if (st == DMS_OK && strcmp(dms_record_state(*document), state) != 0)
        st = dms_fail_field(error, DMS_DENIED, field, "parts.document_closed",
                            "number=%s|state=@state.%s.%s",
                            dms_record_text(*document, "number"), entity,
                            dms_record_state(*document));
    return st;
}
